"""What holds for whatever anybody says, in whatever order."""

from functools import cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.call import Call
from sim.core.case import Case
from sim.core.stages import ENDINGS
from sim.studio.library import Library

PICKS = st.lists(st.integers(0, 3), max_size=14)
SEEDS = st.integers(0, 2**63 - 1)
CUSTOMERS = st.sampled_from(["ingrid_solheim", "marcus_oyelaran"])


@cache
def case(customer: str) -> Case:
    return Library().case("short_again", customer)


def played(customer: str, seed: int, picks: list[int]) -> Call:
    """A call in which the picks are places among the replies on offer."""
    call = Call(case(customer), seed)
    for pick in picks:
        if call.offered:
            call.reply(call.offered[pick % len(call.offered)].id)
    return call


@given(CUSTOMERS, SEEDS, PICKS)
@settings(max_examples=150, deadline=None)
def test_every_turn_follows_from_the_one_before(customer: str, seed: int, picks: list[int]) -> None:
    call = played(customer, seed, picks)
    for before, after in zip(call.turns, call.turns[1:], strict=False):
        assert after.number == before.number + 1
        assert after.stage_before == before.stage
        moved = {move.gauge: move for move in after.moves}
        for gauge in ("heat", "heard", "trust", "patience"):
            start, end = getattr(before.gauges, gauge), getattr(after.gauges, gauge)
            assert 0 <= end <= 1000
            if gauge in moved:
                assert (moved[gauge].before, moved[gauge].after) == (start, end)
                assert sum(why.amount for why in moved[gauge].reasons) == end - start
            else:
                assert start == end


@given(CUSTOMERS, SEEDS, PICKS)
@settings(max_examples=100, deadline=None)
def test_a_call_goes_on_with_something_to_say_until_it_ends(
    customer: str, seed: int, picks: list[int]
) -> None:
    call = played(customer, seed, picks)
    assert bool(call.ending) == (call.ending in ENDINGS)
    assert 2 <= len(call.offered) <= 4 or call.ending
    assert len({option.id for option in call.offered}) == len(call.offered)
    assert all(turn.line for turn in call.turns)


@given(CUSTOMERS, SEEDS, PICKS)
@settings(max_examples=100, deadline=None)
def test_replaying_the_choices_gives_the_same_call_to_the_byte(
    customer: str, seed: int, picks: list[int]
) -> None:
    call = played(customer, seed, picks)
    again = Call(case(customer), seed, call.choices)
    assert msgspec.json.encode(again.turns) == msgspec.json.encode(call.turns)
    assert again.digest == call.digest
    assert again.scores == call.scores


@given(CUSTOMERS, SEEDS, PICKS)
@settings(max_examples=100, deadline=None)
def test_scores_stay_between_nothing_and_a_hundred(
    customer: str, seed: int, picks: list[int]
) -> None:
    for score in played(customer, seed, picks).scores:
        assert 0 <= score.score <= 100
        for letter in score.letters:
            assert letter.score is None or 0 <= letter.score <= 100
