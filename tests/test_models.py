"""The service models, letter by letter, on the shipped call: what earns, and what does not."""

from functools import cache

import pytest

from sim.core.case import Case
from sim.core.scoring import LetterScore
from sim.core.step import advance, begin
from sim.studio.library import Library


@cache
def case() -> Case:
    return Library().case("short_again", "ingrid_solheim")


def letters(rubric: str, *replies: str) -> dict[int, LetterScore]:
    """The letters by their place after these replies, whether or not they were on offer."""
    state, marks = begin(case()).state, 0
    for reply in replies:
        step = advance(case(), state, case().replies[reply])
        state, marks = step.state, marks | step.marks
    score = case().scoring.score(rubric, marks, case().view(*state))
    return dict(enumerate(score.letters))


def points(rubric: str, letter: int, window: str, *replies: str) -> list[int]:
    return [w.points for w in letters(rubric, *replies)[letter].windows if w.id == window]


START_S, START_TELL, START_A, START_R, START_THANK = range(5)
HEART_H, HEART_E, HEART_A, HEART_R, HEART_T = range(5)
HEARD = ("open_tell_me", "count_back", "third_back")
AGREED = (*HEARD, "two_ways", "where_to", "shall_we", "book_it")


def test_start_a_greeting_earns_with_the_first_words() -> None:
    assert points("start", START_S, "greeting", "open_tell_me") == [2]
    assert points("start", START_S, "greeting", "open_refund") == [0]
    assert letters("start", "open_refund")[START_S].score == 0


def test_start_a_name_and_what_comes_next() -> None:
    assert points("start", START_TELL, "name", "open_tell_me") == [2]
    assert points("start", START_TELL, "name", "open_number") == [0]
    assert points("start", START_TELL, "expectations", *HEARD, "two_ways") == [2]


def test_start_listening_is_saying_it_back() -> None:
    assert points("start", START_A, "say_back", "open_tell_me", "count_back") == [2, 0]
    assert points("start", START_A, "say_back", *HEARD) == [2, 2]
    assert points("start", START_A, "say_back", "open_tell_me", "go_on") == [1, 0]


def test_start_rapport_is_noticing_and_meeting_needs() -> None:
    assert points("start", START_R, "cue", *HEARD) == [0]
    assert points("start", START_R, "cue", *HEARD, "notice_saturday") == [2]
    assert points("start", START_R, "need", "open_tell_me", "take_your_time")[0] == 2


def test_start_thanks_belong_at_the_end() -> None:
    assert points("start", START_THANK, "thanks", *AGREED, "friday_mail", "thank_and_close") == [2]
    assert points("start", START_THANK, "thanks", "thank_and_close") == [1]


def test_heart_hear_before_you_solve() -> None:
    assert points("heart", HEART_H, "heard", *HEARD) == [2, 2]
    late = ("open_tell_me", "count_back", "two_ways", "shall_we", "third_back")
    assert points("heart", HEART_H, "heard", *late) == [2, 1]
    assert letters("heart", "open_refund")[HEART_H].deducted == 10


def test_heart_empathy_names_the_right_feeling() -> None:
    assert points("heart", HEART_E, "feeling", *HEARD) == [2, 2]
    parroted = letters("heart", "open_tell_me", "parrot_unhappy")[HEART_E]
    assert {w.points for w in parroted.windows} == {0}
    assert parroted.deducted == 20, "an empty paraphrase, and the wrong feeling"


def test_heart_an_apology_counts_in_full_once_they_were_heard_and_it_owns_the_fault() -> None:
    assert points("heart", HEART_A, "apology", *HEARD, "sorry_it_was_us") == [2]
    assert points("heart", HEART_A, "apology", "open_tell_me", "sorry_it_was_us") == [1]
    assert points("heart", HEART_A, "apology", *HEARD, "sorry_again") == [1]
    assert points("heart", HEART_A, "apology", *HEARD, "sorry_if") == [0]
    assert points("heart", HEART_A, "apology", "open_sorry") == [0]


def test_heart_a_response_is_a_remedy_done_and_followed_up() -> None:
    assert letters("heart", *AGREED, "friday_mail")[HEART_R].score == 100
    assert points("heart", HEART_R, "afterwards", *AGREED) == [1]
    assert points("heart", HEART_R, "remedy", "open_tell_me", "courier_at_once") == [1], "too soon"
    assert points("heart", HEART_R, "remedy", "open_refund") == [0], "it would put nothing right"


def test_heart_acting_on_what_nobody_checked_costs() -> None:
    unchecked = (*HEARD, "two_ways", "shall_we", "book_it")
    assert letters("heart", *unchecked)[HEART_R].deducted == 10
    assert letters("heart", *AGREED)[HEART_R].deducted == 0


@pytest.mark.parametrize("promise", ["at_nine", "never_again"])
@pytest.mark.parametrize("rubric", ["start", "heart"])
def test_a_promise_beyond_the_policy_caps_the_call(rubric: str, promise: str) -> None:
    replies = [*AGREED, promise, "thank_and_close"]
    state, marks = begin(case()).state, 0
    for reply in replies:
        step = advance(case(), state, case().replies[reply])
        state, marks = step.state, marks | step.marks
    score = case().scoring.score(rubric, marks, case().view(*state))
    assert score.capped
    assert score.score == 49
