"""What bots come to in the shipped pairs: who plays well does well, and no trick wins a call."""

from functools import cache

import pytest

from sim.core.bots.measure import BANDS, ORDERS, Plays, in_tempers, judged, pooled, results, take
from sim.core.bots.policies import BOTS
from tests.pairs import DEALT as PAIRS
from tests.pairs import LIBRARY

RUBRICS = tuple(rubric.id for rubric in LIBRARY.rubrics)
SEEDS = 150

NOT_YET = {
    ("grounded", "yusuf_demir"): {"last"},
}
"""Where a trick does better than it should so far, by the bots that play it. It only may shrink."""


@cache
def plays(scenario: str, customer: str) -> Plays:
    return take(in_tempers(LIBRARY.case(scenario, customer).content), SEEDS)


@pytest.mark.parametrize("pair", PAIRS, ids=" as ".join)
def test_playing_well_pays_and_tricks_do_not(pair: tuple[str, str]) -> None:
    fared = results(plays(*pair), RUBRICS)
    leads = LIBRARY.scenario(pair[0]).leads
    broken = {each.order.bot for each in judged(ORDERS, fared, leads) if not each.holds}
    assert broken == NOT_YET.get(pair, set())


def test_over_the_library_everybody_comes_to_what_they_are_worth() -> None:
    recoveries = [pair for pair in PAIRS if LIBRARY.scenario(pair[0]).leads == "heart"]
    fared = results(pooled(plays(*pair) for pair in recoveries), RUBRICS)
    assert [each for each in judged(BANDS, fared, "heart") if not each.holds] == []


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_every_bot_plays_every_call_to_an_end(scenario: str) -> None:
    for customer in LIBRARY.cast(scenario):
        taken = take([LIBRARY.case(scenario, customer)], seeds=2)
        assert len(taken) == len(BOTS)
        assert all(play.ending for each in taken.values() for play in each), customer
