"""The shipped customers in scripted calls: they vent, settle, flare up, withdraw and come round."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from sim.core.call import Call
from sim.core.step import Step, advance, begin
from sim.core.turns import Turn
from sim.studio.library import Library

INGRID, MARCUS = "ingrid_solheim", "marcus_oyelaran"
TOMAS = "tomas_ferreira"
PEOPLE = (INGRID, MARCUS, TOMAS)
PAIRS = list(product(Library().scenarios, PEOPLE))
HEARD = ("open_tell_me", "count_back", "third_back")


def call(customer: str, *replies: str, seed: int = 0) -> Call:
    return Call(Library().case("short_again", customer), seed, replies)


def steps(customer: str, *replies: str) -> list[Step]:
    """What the replies do one after the other, whether or not they were on offer."""
    case = Library().case("short_again", customer)
    taken = [begin(case)]
    for reply in replies:
        taken.append(advance(case, taken[-1].state, case.replies[reply]))
    return taken


def stage(customer: str, *replies: str) -> str:
    return steps(customer, *replies)[-1].state.stage


def acts(customer: str, *replies: str) -> set[str]:
    return {event.act for event in steps(customer, *replies)[-1].events}


@pytest.mark.parametrize("customer", PEOPLE)
def test_somebody_who_is_heard_settles(customer: str) -> None:
    assert stage(customer, "open_tell_me") == "venting"
    assert stage(customer, "open_tell_me", "count_back") == "settling"
    assert stage(customer, *HEARD) == "solving"


@pytest.mark.parametrize("customer", PEOPLE)
@pytest.mark.parametrize(
    "replies", [["open_number"], ["open_refund"], ["open_number", "maybe_neighbour", "a_breath"]]
)
def test_somebody_who_is_not_heard_does_not_settle(customer: str, replies: list[str]) -> None:
    assert stage(customer, *replies) not in ("settling", "solving")


def test_a_form_letter_of_an_apology_escalates() -> None:
    assert stage(INGRID, "open_sorry") == "escalated"
    assert "early_apology" in acts(INGRID, "open_sorry")


def test_one_who_escalated_can_be_won_back() -> None:
    mended = ("open_sorry", "i_talked_past_you", "the_worst_of_it")
    stages = [step.state.stage for step in steps(INGRID, *mended)]
    assert stages == ["venting", "escalated", "escalated", "settling"]


@pytest.mark.parametrize("customer", PEOPLE)
@pytest.mark.parametrize("first", ["open_sorry", "sorry_if"])
def test_a_real_apology_counts_after_a_hollow_one(customer: str, first: str) -> None:
    def trust_gained(*replies: str) -> int:
        before, after = steps(customer, *replies)[-2:]
        return after.state.trust - before.state.trust

    assert trust_gained(first, *HEARD[1:], "sorry_it_was_us") > 200


@pytest.mark.parametrize("customer", PEOPLE)
def test_a_remedy_that_does_not_help_does_not_please(customer: str) -> None:
    def moved(gauge: str, reply: str) -> int:
        before, after = steps(customer, *HEARD, reply)[-2:]
        return int(getattr(after.state, gauge)) - int(getattr(before.state, gauge))

    assert moved("trust", "tuesday_van") < 0 < moved("trust", "two_ways")
    assert moved("heat", "tuesday_van") >= 0 > moved("heat", "two_ways")


def test_the_quiet_one_withdraws_without_a_loud_word() -> None:
    taken = steps(MARCUS, "open_sorry", "anything_else_then")
    assert [step.state.stage for step in taken] == ["venting", "retreating", "withdrawn"]
    assert max(step.state.heat for step in taken) < 700


def test_the_quiet_one_stays_if_somebody_notices() -> None:
    assert stage(MARCUS, "open_sorry", "gone_quiet") in ("retreating", "venting")


@pytest.mark.parametrize("customer", PEOPLE)
def test_the_same_apology_lands_once_they_were_heard(customer: str) -> None:
    def heat(*replies: str) -> int:
        before, after = steps(customer, *replies)[-2:]
        return after.state.heat - before.state.heat

    assert heat("open_tell_me", "sorry_it_was_us") > heat(*HEARD, "sorry_it_was_us")
    assert "early_apology" in acts(customer, "open_tell_me", "sorry_it_was_us")
    assert "early_apology" not in acts(customer, *HEARD, "sorry_it_was_us")


def test_asking_for_what_was_told_is_noticed() -> None:
    assert "repeat_story" in acts(INGRID, "open_number")


def test_talking_over_an_unfinished_sentence_interrupts() -> None:
    raised = steps(INGRID, "open_tell_me", "count_back")[-1].raised
    assert raised is not None
    assert raised.id == "third_time"
    assert "interrupt" in acts(INGRID, "open_tell_me", "count_back", "others_wait_longer")
    assert "interrupt" not in acts(INGRID, *HEARD)


def test_an_address_nobody_checked_is_an_assumption() -> None:
    assert "assume" in acts(INGRID, *HEARD, "two_ways", "shall_we", "book_it")
    assert "assume" not in acts(INGRID, *HEARD, "two_ways", "where_to", "shall_we", "book_it")


def random_turns(customer: str, seeds: range) -> Iterator[tuple[set[str], Turn]]:
    """Turns of random calls, each with what had come up by then."""
    case = Library().case("short_again", customer)
    for seed in seeds:
        dice = random.Random(seed)
        playing = Call(case, seed)
        while not playing.ending:
            playing.reply(dice.choice(playing.offered).id)
        known: set[str] = set()
        for turn in playing.turns:
            known |= {turn.raised.id} if turn.raised else set()
            yield known, turn


ONLY_ONCE_RAISED = {
    "March": {"third_time"},
    "June": {"third_time"},
    "Quay Street": {"address"},
    "parish hall": {"address"},
    "thirty years": {"saturday"},
}
"""Words of a matter, and what must have come up before anybody says them."""


@pytest.mark.parametrize("customer", PEOPLE)
def test_nobody_speaks_of_what_has_not_come_up(customer: str) -> None:
    spoken = set()
    for known, turn in random_turns(customer, range(250)):
        for word, needs in ONLY_ONCE_RAISED.items():
            if word in turn.line:
                # or the trainee has spoken of it, or acted without asking
                spoken_of = "three stories" in turn.said or "assume" in turn.acts
                assert needs <= known or spoken_of, turn.line
                spoken.add(word)
    assert {"March", "June"} <= spoken


@pytest.mark.parametrize("customer", PEOPLE)
def test_what_comes_up_is_said_in_so_many_words(customer: str) -> None:
    voiced = {"short_count": "forty-eight", "third_time": "March"}
    seen = set()
    for _, turn in random_turns(customer, range(120)):
        if turn.raised and turn.raised.id in voiced:
            assert voiced[turn.raised.id].lower() in turn.line.lower(), turn.line
            seen.add(turn.raised.id)
    assert seen == set(voiced)


@pytest.mark.parametrize(("scenario", "customer"), PAIRS)
def test_nobody_says_the_same_thing_twice_in_a_call(scenario: str, customer: str) -> None:
    case = Library().case(scenario, customer)
    for seed in range(120):
        dice = random.Random(seed)
        playing = Call(case, seed)
        while not playing.ending:
            playing.reply(dice.choice(playing.offered).id)
        lines = [turn.line for turn in playing.turns]
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("customer", PEOPLE)
def test_a_second_play_of_the_same_replies_reads_differently(customer: str) -> None:
    replies = (*HEARD, "sorry_it_was_us")
    plays = {tuple(turn.line for turn in call(customer, *replies, seed=s).turns) for s in range(12)}
    assert len(plays) > 5


def test_no_two_of_them_say_the_same() -> None:
    library = Library()
    said = {each: {line.say for line in library.customer(each).lines} for each in PEOPLE}
    for one, other in combinations(PEOPLE, 2):
        assert not said[one] & said[other]
