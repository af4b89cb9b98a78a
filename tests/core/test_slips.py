"""Slips in conditions, each with how to mend it."""

import pytest

from sim.core.slips import LONGEST
from sim.core.when import Conditions, Grammar
from tests.core.test_when import CASE, NAMES


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("heat > 60", "write 'heat >= 60'"),
        ("turn ≥ 6", "write 'turn >= 6'"),
        ("turn ≤ 3", "write 'turn < 4'"),
        ("turn > =6", "write 'turn >= 6'"),
        ("turn at least 6", "write 'turn >= 6'"),
        ("turn is at most 3", "write 'turn < 4'"),
        ("heat is more than 60", "write 'heat >= 60'"),
        ("heat under 60", "write 'heat < 60'"),
        ("6 <= turn", "write 'turn >= 6'"),
        ("turn after 6", "write 'turn >= 6' or 'turn < 6'"),
        ("40 < heat < 60", "write 'heat >= 40' and 'heat < 60' as items of their own"),
        ("2 < turn <= 6", "write 'turn >= 3' and 'turn < 7' as items of their own"),
        ("turn between 2 and 6", "write 'turn >= 2' and 'turn < 7' as items of their own"),
        ("heat between 40 and 60", "write 'heat >= 40' and 'heat < 60' as items of their own"),
        ("has raised order", "write 'raised order'"),
        ("not has raised order", "write 'not raised order'"),
        ("if stage venting", "write 'stage venting'"),
        ("not not did act", "write 'did act'"),
        ("not not not did act", "write 'not did act'"),
        ("did courier", "write 'did offer courier' or 'did act courier'"),
        ("heat <= 30", "write 'heat < 30'"),
        ("turn > 3", "write 'turn >= 4'"),
        ("turn <= 3", "write 'turn < 4'"),
        ("not turn > 3", "write 'not turn >= 4'"),
        ("heat>=60", "write 'heat >= 60'"),
        ("heat =< 30", "write 'heat < 30'"),
        ("heat >= 60%", "write 'heat >= 60'"),
        ("turn = 6", "write 'turn >= 6' and 'turn < 7' as items of their own"),
        ("not turn = 6", "write 'not turn >= 6' or 'not turn < 6'"),
        ("anger >= 36", "what is compared with a number is heat, heard, trust, patience, turn"),
        ("heat = 60", "write 'heat >= 60' or 'heat < 60'"),
        ("heat is high", "write 'heat >= 60' or 'heat < 60'"),
        ("turn is late", "write 'turn >= 3' or 'turn < 3'"),
        ("heat >= 60 and heard < 30", "write 'heat >= 60' and 'heard < 30' as items of their own"),
        ("heat >= 60, heard < 30", "write 'heat >= 60' and 'heard < 30' as items of their own"),
        ("stage venting or settling", "once with 'stage venting' and once with 'stage settling'"),
        ("did ask or did check", "once with 'did ask' and once with 'did check'"),
        ("not did ask or check", "write 'not did ask' and 'not did check' as items of their own"),
        ("did not apologise", "'not' comes first: 'not did apologise'"),
        ("stage: venting", "write 'stage venting'"),
        ("stage is venting", "write 'stage venting'"),
        ("not stage=venting", "write 'not stage venting'"),
        ("venting", "write 'stage venting'"),
        ("not apologise", "write 'not did apologise'"),
        ("ignored", "write 'felt ignored'"),
        ("order", "write 'raised order'"),
        ("hello", "write 'used hello'"),
        ("did hello", "there is no 'hello'; write 'used hello'"),
        ("stage ignored", "there is no 'ignored'; write 'felt ignored'"),
        ("voice calm", "there is no 'calm'; it can be reserved"),
        ("heet >= 60", "did you mean 'heat'?"),
        ("heat >= 600", "goes from 0 to 100"),
    ],
)
def test_a_slip_is_told_with_its_mend(text: str, says: str) -> None:
    made = Conditions(Grammar(NAMES), CASE)
    made.guard([text], ("when",))
    (problem,) = made.problems
    assert problem.message.startswith(f"'{text}'")
    assert says in problem.message


@pytest.mark.parametrize(
    "text", ["", " ", "or", "not", "and and", "heat >= ", "," * 999, "x" * 999]
)
def test_what_nobody_could_have_meant_has_no_mend(text: str) -> None:
    made = Conditions(Grammar(NAMES), CASE)
    made.guard([text], ("when",))
    (problem,) = made.problems
    assert len(problem.message) < len(text) + LONGEST
