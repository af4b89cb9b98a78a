"""Tests of one condition that exclude one another, and those that do not."""

import pytest

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.studio.checks.contradictions import Clash, clash
from tests.core.random_cases import RandomCase
from tests.studio.every_call import every_state


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (["heat >= 60", "heat < 40"], Clash(1, "heat >= 60")),
        (["heat < 40", "did ask", "heat >= 40"], Clash(2, "heat < 40")),
        (["not heat < 40", "heat < 30"], Clash(1, "not heat < 40")),
        (["heat < 0"], Clash(0, None)),
        (["turn < 1", "did ask"], Clash(1, "turn < 1")),
        (["turn < 1", "turn >= 3"], Clash(1, "turn < 1")),
        (["stage venting", "stage settling"], Clash(1, "stage venting")),
        (["enters venting", "stage settling"], Clash(1, "enters venting")),
        (["did ask twice", "not did ask"], Clash(1, "did ask twice")),
        (["not did ask", "last ask order"], Clash(1, "not did ask")),
        (["did ask order twice", "not did ask twice"], Clash(1, "did ask order twice")),
        (["raises order", "not raised order"], Clash(1, "raises order")),
        (["moment close", "not did agree"], Clash(1, "moment close")),
        (["moment opening", "turn >= 2"], Clash(1, "moment opening")),
        (["voice reserved", "voice worried"], Clash(1, "voice reserved")),
        (["unfinished", "not unfinished"], Clash(1, "unfinished")),
    ],
)
def test_what_cannot_hold_together_is_found_at_the_later_test(
    when: list[str], found: Clash
) -> None:
    assert clash(when) == found


@pytest.mark.parametrize(
    "when",
    [
        [],
        ["heat >= 40", "heat < 60"],
        ["did ask", "not did ask twice"],
        ["did ask", "not did ask order"],
        ["last ask", "last check"],
        ["not stage venting", "stage settling"],
        ["turn < 1", "raised order"],
        ["raised order", "not raises order"],
        ["felt angry", "felt sad"],
        ["", "not", "heat >=", "heat >= x", "moment", "no such test"],
    ],
)
def test_what_may_hold_together_is_let_be(when: list[str]) -> None:
    assert clash(when) is None


@pytest.mark.parametrize("seed", range(60))
def test_what_contradicts_itself_never_holds_in_any_call(seed: int) -> None:
    content = RandomCase(seed).content()
    case = compile_case(content)
    written = content.scenario.lines
    for bits in {case.view(*state) for state in every_state(case)}:
        for line in case.lines.lines:
            if line.rank == 2 and bits & line.guard.mask == line.guard.want:
                assert clash(written[line.place].when) is None


def test_the_random_cases_have_some_of_either_kind() -> None:
    whens = [line.when for n in range(60) for line in RandomCase(n).content().scenario.lines]
    assert 5 < sum(clash(when) is not None for when in whens) < len(whens) / 2
    assert Call(compile_case(RandomCase(0).content()), 0).offered
