"""What is proved of shipped pairs, over the whole space of their calls."""

from functools import cache

import pytest

from sim.core.case import Case
from sim.core.hits import Hits
from sim.core.search import search
from sim.core.space import Space
from sim.core.step import State, Step
from sim.studio.flaws import flaws
from sim.studio.library import Library
from sim.studio.proofs import Explored
from tests.pairs import DEALT as PAIRS

BEST, WORST = 90, 40
MOSTLY, REGRET = 0.9, 20
"""In how many situations there must be a good reply, and what the best may cost in the others."""
HANDFUL = 6
"""So many situations of a turn may be without, also where there are few, early in a call."""


@cache
def case(scenario: str, customer: str) -> Case:
    return Library().case(scenario, customer)


@cache
def explored(scenario: str, customer: str) -> tuple[Space, int]:
    """The whole space, and how many of its steps had reasons that did not add up to the move."""
    unexplained = 0

    def add_up(before: State, step: Step) -> None:
        nonlocal unexplained
        _, *gauges, _, _ = before
        sums = list(gauges)
        for gauge, amount, reason in step.moves:
            sums[gauge] += amount
            unexplained += not (amount and reason.why and reason.source)
        unexplained += sums != list(step.state[1:5])

    return search(case(scenario, customer), watch=add_up), unexplained


@pytest.mark.parametrize("pair", PAIRS, ids=" as ".join)
class TestPair:
    def test_every_ending_is_reachable(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        assert {reached.ending for reached in space.endings} == set(case(*pair).stages.endings)

    def test_every_reply_comes_up(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        own = {reply.id for reply in case(*pair).content.scenario.replies}
        assert not own & space.never_offered

    def test_it_can_be_won_and_lost_by_every_rubric(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        assert [extreme.rubric for extreme in space.extremes] == ["start", "heart"]
        for extreme in space.extremes:
            assert extreme.range.best >= BEST, extreme
            assert extreme.range.worst < WORST, extreme

    def test_a_best_call_takes_eight_to_twelve_turns(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        for extreme in space.extremes:
            assert 8 <= len(extreme.range.best_way.replies) <= 12

    def test_a_good_reply_is_nearly_always_on_offer(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        for each in space.situations:
            assert each.states - each.good <= max(HANDFUL, (1 - MOSTLY) * each.states), each
            assert each.regret <= REGRET, each

    def test_there_is_nothing_to_mend(self, pair: tuple[str, str]) -> None:
        space, _ = explored(*pair)
        found = Explored(*pair, case(*pair).hash, space, Hits(0, {}, {}, ()))
        assert space.whole
        assert list(flaws(case(*pair), found)) == []

    def test_the_reasons_of_every_move_add_up_to_it(self, pair: tuple[str, str]) -> None:
        space, unexplained = explored(*pair)
        assert space.states > 10_000
        assert unexplained == 0


def test_every_scored_model_is_spelt_by_its_letters() -> None:
    rubrics = case(*PAIRS[0]).content.rubrics
    spelt = {rubric.id: "".join(each.letter for each in rubric.letters) for rubric in rubrics}
    assert spelt == {"start": "START", "heart": "HEART"}
