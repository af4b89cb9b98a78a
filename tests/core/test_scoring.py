"""Points by opportunity: windows, faults, essentials, caps."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.compile import CaseError, compile_case
from sim.core.model import Award, Cap, Content, Derived, Fault, Grievance, Letter, Rubric, Window
from sim.core.scoring import Score
from sim.core.step import advance, begin
from tests.small import RUBRIC, SMALL


def scored(content: Content, *replies: str) -> Score:
    (score,) = Call(compile_case(content), 0, replies).scores
    return score


def letters(score: Score) -> dict[str, int | None]:
    return {letter.letter: letter.score for letter in score.letters}


def with_rubric(rubric: Rubric) -> Content:
    return replace(SMALL, rubrics=[rubric])


def with_letter(**changes: object) -> Content:
    return with_rubric(replace(RUBRIC, letters=[replace(RUBRIC.letters[0], **changes)]))


def test_a_window_earns_two_one_or_nothing() -> None:
    assert letters(scored(SMALL, "hello", "say_back"))["T"] == 100
    assert letters(scored(SMALL, "hello", "go_on"))["T"] == 50
    assert letters(scored(SMALL, "hello"))["T"] == 0


def test_the_better_award_counts_whenever_it_comes() -> None:
    assert letters(scored(SMALL, "hello", "go_on", "say_back"))["T"] == 100


def test_the_score_is_the_mean_of_the_letters() -> None:
    assert scored(SMALL, "hello", "say_back").score == 50
    assert scored(SMALL, "hello", "say_back", "send").score == 100


@pytest.mark.parametrize(("weight", "left"), [("minor", 90), ("major", 75)])
def test_a_fault_costs_by_its_weight_and_once(weight: str, left: int) -> None:
    fault = Fault(["act listen"], weight, "Listened.")  # type: ignore[arg-type]
    content = with_letter(faults=[fault])
    assert letters(scored(content, "hello", "say_back", "go_on", "go_on")) == {"T": left}


@pytest.mark.parametrize("named", ["listen", "attentive"])
def test_a_fault_may_name_an_act_or_a_class_of_acts(named: str) -> None:
    content = with_letter(faults=[Fault([f"act {named}"], "minor", "Listened.")])
    assert letters(scored(content, "hello", "go_on", "say_back")) == {"T": 90}


def test_a_missed_essential_holds_a_letter_at_sixty() -> None:
    award = Award(2, ["act greet"], "Hello.")
    easy = Window(id="easy", text="Easy", awards=[award], missed="Greet.")
    content = with_letter(windows=[*RUBRIC.letters[0].windows, easy, replace(easy, id="easier")])
    score = scored(content, "hello")
    assert letters(score) == {"T": 60}
    assert score.letters[0].held_at == 60
    assert scored(content, "hello", "go_on").letters[0].held_at is None


def test_an_essential_that_was_met_once_does_not_hold_the_letter() -> None:
    more = Grievance(id="late", text="it came late", when=["turn >= 1"], feeling="ignored")
    scenario = replace(SMALL.scenario, grievances=[*SMALL.scenario.grievances, more])
    letter = scored(replace(SMALL, scenario=scenario), "hello", "say_back").letters[0]
    assert [window.points for window in letter.windows] == [2, 0]
    assert letter.held_at is None


@pytest.mark.parametrize("conditions", [("heard < 90", "heard < 90"), ("heard < 90", "heat < 90")])
def test_an_act_derived_for_two_reasons_counts_once(conditions: Sequence[str]) -> None:
    acts = ("act", "agree")
    rows = [Derived("early_remedy", [f"act {a}", c]) for a, c in zip(acts, conditions, strict=True)]
    content = replace(SMALL, mood=replace(SMALL.mood, derived=rows))
    derived = Call(compile_case(content), 0, ["hello", "say_back", "send"]).turns[-1].acts
    assert derived.count("early_remedy") == 1


def test_a_letter_nobody_asked_for_is_not_applicable_and_does_not_count() -> None:
    award = Award(2, ["act hold"], "Held.")
    never = Window(id="never", text="Never", opens=["did hold"], awards=[award], missed="Hold.")
    extra = Letter(letter="N", name="Never", windows=[never])
    content = with_rubric(replace(RUBRIC, letters=[*RUBRIC.letters, extra]))
    score = scored(content, "hello", "say_back")
    assert letters(score) == {"T": 100, "A": 0, "N": None}
    assert score.score == 50


def test_a_cap_holds_the_call_at_49_and_is_named() -> None:
    cap = Cap(["act dismiss"], "Made it small.")
    content = with_rubric(replace(RUBRIC, caps=[cap]))
    score = scored(content, "hello", "only", "say_back", "send")
    assert (score.score, score.capped) == (49, True)
    assert not scored(content, "hello", "say_back").capped


def test_no_call_exceeds_what_it_can_still_come_to() -> None:
    """A letter that is not asked for yet may be asked for, and lift what another has lost."""
    award = Award(2, ["act act"], "Sent.")
    later = Window(id="sent", text="Sent", opens=["did act"], awards=[award], missed="Send.")
    spoilt = replace(RUBRIC.letters[0], faults=[Fault(["act dismiss"], "major", "Small.")])
    content = with_rubric(
        replace(RUBRIC, letters=[spoilt, Letter(letter="L", name="Later", windows=[later])])
    )
    case = compile_case(content)
    replies = ("hello", "only", "say_back", "send")
    scores = [Call(case, 0, replies[:at]).scores[0].score for at in range(len(replies) + 1)]
    step, marks = begin(case), 0
    for at, reply in enumerate(["", *replies]):
        if reply:
            step = advance(case, step.state, case.replies[reply])
            marks |= step.marks
        most = case.scoring.at_most("tea", marks, case.view(*step.state))
        assert max(scores[at:]) <= most
    assert scores[-1] == 88


def test_every_award_names_its_rule_at_its_turn() -> None:
    call = Call(compile_case(SMALL), 0, ["hello", "say_back"])
    assert [[(n.window, n.points, n.why) for n in turn.noted] for turn in call.turns] == [
        [], [], [("said_back", 2, "Said it back.")],
    ]  # fmt: skip


def test_marks_that_no_longer_count_are_dropped_without_changing_the_score() -> None:
    case = compile_case(SMALL)
    scoring = case.scoring
    both = sum(1 << at for at, mark in enumerate(scoring.marks) if mark.window == "said_back")
    topped = scoring.topped(both)
    assert topped != both
    bits = case.view(*begin(case).state)
    assert scoring.score("tea", topped, bits) == scoring.score("tea", both, bits)


def test_a_window_opens_only_by_what_stays_true() -> None:
    window = replace(RUBRIC.letters[0].windows[0], each="", opens=["heat >= 50"])
    with pytest.raises(CaseError, match="a window opens by what was raised"):
        compile_case(with_letter(windows=[window]))


def test_an_essential_must_be_one_of_the_windows() -> None:
    with pytest.raises(CaseError, match="there is no window 'said_bakc'"):
        compile_case(with_letter(essential="said_bakc"))
