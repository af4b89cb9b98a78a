"""What bots come to in the shipped pairs: who plays well does well, and no trick wins a call."""

from functools import cache
from itertools import product

import pytest

from sim.core.bots.measure import BANDS, ORDERS, Plays, in_tempers, judged, pooled, results, take
from sim.prose.scorecard import LEADS
from sim.studio.library import Library

LIBRARY = Library()
PAIRS = list(product(LIBRARY.scenarios, LIBRARY.customers))
RUBRICS = tuple(rubric.id for rubric in LIBRARY.rubrics)
SEEDS = 300

pytestmark = [pytest.mark.xdist_group("shipped bots"), pytest.mark.timeout(300)]


@cache
def plays(scenario: str, customer: str) -> Plays:
    return take(in_tempers(LIBRARY.case(scenario, customer).content), SEEDS)


@pytest.mark.parametrize("pair", PAIRS, ids=" as ".join)
def test_playing_well_pays_and_tricks_do_not(pair: tuple[str, str]) -> None:
    fared = results(plays(*pair), RUBRICS)
    assert [each for each in judged(ORDERS, fared, LEADS) if not each.holds] == []


def test_over_the_library_everybody_comes_to_what_they_are_worth() -> None:
    fared = results(pooled(plays(*pair) for pair in PAIRS), RUBRICS)
    assert [each for each in judged(BANDS, fared, LEADS) if not each.holds] == []
