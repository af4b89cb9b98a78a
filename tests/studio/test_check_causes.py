"""What many findings have in common is told once, where it begins."""

from pathlib import Path

import pytest

from sim.core.codes import Code
from sim.studio.check import check
from sim.studio.findings import Finding
from sim.studio.folders import Found
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in, written


@pytest.fixture(autouse=True)
def _no_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studio.selection.find", lambda _: Found({}, {}, []))


def found(folder: Path, *swaps: tuple[str, str], piece: str = "") -> list[Finding]:
    """What is wrong with the small scenario, with other words in it and a piece put in."""
    text = SCENARIO
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    findings = check([written(folder, CUSTOMER, put_in(piece, text)[0])]).findings
    assert all(len(each.message) < 200 for each in findings)
    return list(findings)


CHAIN = """\
replies:
  - id: one
    say: "One moment, I'm reading what it says here about your cups today."
    acts: {verify: true}
    when: [FIRST]
  - id: two
    say: "And then there is another thing that I would like to ask of you."
    acts: {rapport: true}
    when: [did verify]
  - id: three
    say: "Thank you for telling me of it, and for keeping the box as well."
    acts: {advise: true}
    when: [used two]
lines:
  - {say: "Is that so?", when: [last rapport]}
"""


def test_what_waits_for_what_never_comes_is_counted(tmp_path: Path) -> None:
    (each,) = found(tmp_path, piece=CHAIN.replace("FIRST", "did hand_over"))
    assert each.code is Code.NEVER_OFFERED
    assert "no reply has 'hand_over: …'; write one; 3 more wait for it" in each.message


def test_one_act_that_nobody_has_is_told_once(tmp_path: Path) -> None:
    piece = CHAIN.replace("FIRST", "turn >= 1").replace("[used two]", "[did hand_over]")
    piece = piece.replace("[did verify]", "[did hand_over]")
    (each,) = found(tmp_path, piece=piece)
    assert "; 2 more wait for it" in each.message


def test_what_waits_for_itself_is_told_once(tmp_path: Path) -> None:
    (each,) = found(tmp_path, piece=CHAIN.replace("FIRST", "used three"))
    assert "what it waits for waits for it in turn" in each.message
    assert "; 3 more wait for it" in each.message


def test_two_causes_are_two_findings(tmp_path: Path) -> None:
    piece = CHAIN.replace("FIRST", "did hand_over").replace("[used two]", "[turn >= 20]")
    messages = [each.message for each in found(tmp_path, piece=piece)]
    assert len(messages) == 2
    assert "'turn >= 20'" in messages[1]


# --- the score ------------------------------------------------------------------------------------


def test_a_feeling_that_no_reply_names_is_told_by_its_name(tmp_path: Path) -> None:
    (each,) = found(tmp_path, ("empathise: angry", "empathise: sad"))
    assert each.code is Code.NEVER_EARNED
    assert "no reply has 'empathise: angry'; write one" in each.message


def test_both_rubrics_are_named_in_one_finding(tmp_path: Path) -> None:
    findings = found(tmp_path, ("say_back: short_cup, ", ""), ("[last say_back]", "[last listen]"))
    (each,) = [each for each in findings if "say_back" in each.message]
    assert "A of S.T.A.R.T. with Heart, H of Respond with H.E.A.R.T." in each.message


def test_a_yes_that_nobody_asks_for_is_told_once(tmp_path: Path) -> None:
    (each,) = found(tmp_path, ("agree: true, ", ""), ("[did agree]", "[turn >= 3]"))
    assert each.code is Code.NEVER_OPENS
    assert "no reply has 'agree: true'; write one" in each.message


def test_a_promise_without_a_day_is_told_where_it_stands(tmp_path: Path) -> None:
    no_day = (", by: tonight}", "}"), (", next_steps: {what: by_noon, by: noon}", "")
    (each,) = found(tmp_path, *no_day)
    assert each.code is Code.NEVER_EARNED
    assert each.line == SCENARIO[: SCENARIO.index("follow_up: {what: by_noon")].count("\n") + 1
    assert "'by: …'" in each.message


# --- names ----------------------------------------------------------------------------------------


def test_a_name_that_many_use_and_nothing_has_is_told_once(tmp_path: Path) -> None:
    twice = found(tmp_path, ("- id: short_cup", "- id: cup_missing"))
    assert [each.code for each in twice] == [Code.UNKNOWN_ID, Code.UNKNOWN_NAME]
    (each,) = found(
        tmp_path,
        ("- id: short_cup", "- id: cup_missing"),
        ("when: [turn >= 3]", "when: [turn >= 3, raised short_cup]"),
    )
    assert "3 places use 'short_cup', and nothing is called so" in each.message
    assert "was 'cup_missing' called so before?" in each.message


def test_of_several_unused_names_one_much_alike_is_taken(tmp_path: Path) -> None:
    piece = "lines:\n" + "".join(
        f'  - {{say: "Line {n}.", when: [raises partie, turn >= {n}]}}\n' for n in range(3)
    )
    findings = found(tmp_path, piece=piece)
    assert [each.code for each in findings] == [Code.UNKNOWN_NAME]
    assert "3 places use 'partie', and nothing is called so" in findings[0].message
    assert "did you mean 'party'?" in findings[0].message


def test_a_name_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    (each,) = [
        e
        for e in found(tmp_path, ("notice: party", "notice: short_cup"))
        if e.code == Code.UNKNOWN_ID
    ]
    assert "'short_cup' is a grievance, and a cue is wanted here; it can be party" in each.message
    (each,) = found(tmp_path, ("check: order", "check: party"))
    assert "'party' is a cue, and a fact is wanted here; it can be order" in each.message
