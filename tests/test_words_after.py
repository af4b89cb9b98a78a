"""Words after a call: goals, what came of it, the call told once more, and the text to keep."""

import random
import re
from itertools import product

import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.done import Done
from sim.core.goals import REACHED, Goal
from sim.core.model import Need, PersonNeed, Topic
from sim.core.scoring import LetterScore, Score
from sim.core.wrap_up import CameDue, Due, WrappedUp, Written, due, wrap_up
from sim.prose.after import after_words, due_words, minutes_words
from sim.prose.briefing import briefing
from sim.prose.curve import curve, curve_words
from sim.prose.debrief import debrief
from sim.prose.goals import SUGGESTED, goal_met, goal_words, goals
from sim.prose.report import report
from sim.prose.retold import retold
from sim.prose.scorecard import Card, LetterCard
from sim.prose.sections import as_lines
from sim.prose.turns import outcome, spoken
from sim.prose.wording import card_sections, customers_side, first_page, scores
from sim.studio.library import Library
from tests.small import BUSY, MENDED, PROMISED, RUBRIC, SCENARIO, SMALL


@pytest.fixture(scope="module")
def busy() -> Case:
    return compile_case(BUSY)


@pytest.fixture(scope="module")
def shipped() -> list[Case]:
    library = Library()
    return [library.case(*pair) for pair in product(library.scenarios, library.customers)]


# --- Goals ----------------------------------------------------------------------------------------


def letters(*scored: int | None) -> tuple[LetterScore, ...]:
    return tuple(LetterScore("T", "Take it in", score, None, 0, ()) for score in scored)


def card(rubric: str, *scored: int | None) -> Card:
    cards = tuple(
        LetterCard(name[0], name, score, (), (), False)
        for name, score in zip(("Hear", "Empathize", "Apologize", "Resolve"), scored, strict=False)
    )
    return Card(rubric, rubric.upper(), "A title", 50, cards, ())


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal("tea", 0), "Take it in, the T of TEA"),
        (Goal("tea", 1), "Act, the A of TEA"),
        (Goal("tea", 2), ""),
        (Goal("pot", 0), ""),
        (Goal("tea", -1), ""),
    ],
)
def test_a_goal_is_named_by_its_letter(goal: Goal, words: str) -> None:
    assert goal_words(goal, [RUBRIC]) == words


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (None, "This call gave no opening for it; it stands."),
        (0, f"It came to 0 of 100; from {REACHED} on it is reached."),
        (79, f"It came to 79 of 100; from {REACHED} on it is reached."),
        (80, "It came to 80 of 100: reached. Time for a new one."),
    ],
)
def test_what_became_of_a_goal_is_said_in_a_sentence_or_two(score: int | None, said: str) -> None:
    scored = [Score("tea", "T.E.A.", 50, False, letters(score, 90))]
    words = goal_met(Goal("tea", 0), scored, [RUBRIC])
    assert words == f"Your goal was Take it in, the T of TEA. {said}"


def test_a_goal_that_no_model_has_any_more_is_passed_over() -> None:
    scored = [Score("tea", "T.E.A.", 50, False, letters(50))]
    for goal in (Goal("pot", 0), Goal("tea", 7), Goal("tea", 1)):
        assert goal_met(goal, scored, [RUBRIC]) == ""


def test_the_letters_that_fell_shortest_are_suggested_and_the_leading_model_goes_first() -> None:
    found = goals([card("heart", 50, 100, None, 20), card("start", 50, 0, 79, 80)])
    assert [goal for goal, _ in found] == [Goal("start", 1), Goal("heart", 3), Goal("heart", 0)]
    assert len(found) == SUGGESTED
    assert found[0][1].say == "Empathize, the E of START (0 this time)."
    assert [option.id for _, option in found] == ["start_1", "heart_3", "heart_0"]


def test_what_is_reached_or_was_not_asked_for_is_no_goal() -> None:
    assert goals([card("heart", REACHED, 100, None)]) == []
    assert [goal for goal, _ in goals([card("heart", REACHED - 1, None)])] == [Goal("heart", 0)]


def test_the_goal_stands_last_in_the_brief(busy: Case) -> None:
    title, lines, _ = briefing(busy, Goal("tea", 1))[-1]
    assert (title, lines) == ("Your goal", ("Act, the A of TEA.",))
    assert briefing(busy, Goal("tea", 1))[:-1] == briefing(busy)


# --- What came of it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "no minutes"), (1, "1 minute"), (2, "2 minutes"), (60, "60 minutes")]
)
def test_minutes_are_counted(minutes: int, words: str) -> None:
    assert minutes_words(minutes) == words


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (Due("a", "to ring", "Friday", 10, True), "To ring, by Friday (10 minutes)"),
        (Due("a", "to ring", "", 1, True), "To ring (1 minute)"),
        (Due("a", "to ring on Friday", "Friday", 5, True), "To ring on Friday (5 minutes)"),
    ],
)
def test_a_promise_is_named_with_its_time_and_what_it_takes(promise: Due, words: str) -> None:
    assert due_words(promise) == words


def test_what_came_of_each_promise_and_each_line_of_the_note(busy: Case) -> None:
    done = wrap_up(busy, PROMISED, Done(("label", "nobody"), ("write",)))
    promises, note = after_words(done)
    assert (promises.title, promises.points) == ("What came of your promises", True)
    assert promises.lines == (
        "The courier comes. Kept.",
        "To ring Ada. Not kept. Nobody rang.",
        "To write tonight. Kept. You wrote.",
        "That it never happens again. Never yours to promise. In May it did.",
    )
    assert (note.title, note.points) == ("Your note to the team", True)
    assert note.lines == (
        "What caused it? A label on a box of Berg. That helps. It can go.",
        "Who should know? Nobody. That does not help. Nobody did.",
    )


def test_what_is_empty_has_no_title() -> None:
    kept = CameDue(Due("a", "to ring", "", 5, True), True, "You rang.")
    written = Written("Why?", "Luck.", False, "No.")
    assert after_words(WrappedUp((), ())) == []
    assert [s.title for s in after_words(WrappedUp((), (kept,)))] == ["What came of your promises"]
    assert [s.title for s in after_words(WrappedUp((written,), ()))] == ["Your note to the team"]


def test_the_words_afterwards_of_everything_shipped_are_whole_sentences(
    shipped: list[Case],
) -> None:
    for case in shipped:
        fields = case.content.scenario.wrap_up.note
        for at in range(max((len(field.answers) for field in fields), default=0)):
            choices = promising(case)
            note = tuple(field.answers[min(at, len(field.answers) - 1)].id for field in fields)
            for keeping in ([], [next((p.id for p in due(case, choices) if p.open), "")]):
                done = wrap_up(case, choices, Done(note, tuple(filter(None, keeping))))
                for line in (line for section in after_words(done) for line in section.lines):
                    assert not re.search(r"  |[{}]|\.\.(?!\.)|\.:", line), line
                    assert re.search(r"[.!?]['\"]?$", line), line


def promising(case: Case) -> list[str]:
    """Every reply that promises something, whether or not one call could hold them all."""
    return [reply.id for reply in case.content.scenario.replies if due(case, [reply.id])]


# --- The call told once more ----------------------------------------------------------------------


def test_a_call_is_told_turn_by_turn_from_the_customers_side() -> None:
    case = compile_case(SMALL)
    opening, first, second = retold(case, Call(case, 0, ["only", "say_back"]).turns)
    assert opening.title == "As the call began"
    assert opening.lines == (
        "Ada was hot, half convinced and patient, and did not feel heard.",
        "What came out: one cup of six did not come.",
    )
    assert first.title == 'Turn 1. You said: "It\'s only a cup, though."'
    assert first.lines == (
        "Ada was hot, wary and patient, and did not feel heard.",
        "It was made small. That left Ada hotter, less heard and less trusting.",
    )
    assert second.lines[-1] == "Ada is settling."
    assert all(section.points for section in (opening, first, second))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("cue", "Said in passing: guests come at four."),
        ("fact", "What you learnt: guests come at four."),
        ("need", "What was shown: guests come at four."),
    ],
)
def test_whatever_the_customer_brought_up_is_told_in_its_turn(kind: str, said: str) -> None:
    topic = Topic(id="guests", text="guests come at four", when=["turn >= 1"])
    scenario, customer, needs = SMALL.scenario, SMALL.customer, SMALL.needs
    if kind == "cue":
        scenario = replace(SCENARIO, cues=[topic])
    elif kind == "fact":
        scenario = replace(SCENARIO, facts=[*SCENARIO.facts, topic])
    else:
        needs = [
            Need(
                id="guests", kind="value", text="guests come at four", why="It matters.", derived=[]
            )
        ]
        customer = replace(customer, needs=[PersonNeed(need="guests", signal=["turn >= 1"])])
    case = compile_case(replace(SMALL, scenario=scenario, customer=customer, needs=needs))
    _, first = retold(case, Call(case, 0, ["go_on"]).turns)
    assert said in first.lines


def test_the_shipped_calls_are_told_in_whole_sentences(shipped: list[Case]) -> None:
    for case in shipped:
        for seed in range(3):
            call, dice = Call(case, seed), random.Random(seed)
            while call.offered:
                call.reply(dice.choice(call.offered).id)
            told = retold(case, call.turns)
            assert [section.title.partition(".")[0] for section in told[1:]] == [
                f"Turn {turn}" for turn in range(1, len(call.turns))
            ]
            for line in (line for section in told for line in section.lines):
                assert not re.search(r"  |[{}]|\.\.(?!\.)|\.:", line), line
                assert re.search(r"[.!?]['\"]?$", line), line


def test_a_title_that_ends_in_a_quotation_has_no_colon_after_it() -> None:
    case = compile_case(SMALL)
    lines = list(as_lines(retold(case, Call(case, 0, MENDED).turns)))
    assert not [line for line in lines if line.endswith('":')]


# --- The text to keep -----------------------------------------------------------------------------


def test_a_report_has_all_there_is_to_say_in_order(busy: Case) -> None:
    call = Call(busy, 0, PROMISED)
    whole, done = debrief(call), wrap_up(busy, PROMISED, Done(("luck", "nobody")))
    lines = report(call, whole, done).splitlines()
    parts = [
        *([line] for turn in call.turns for line in spoken(busy, turn)),
        *(list(as_lines([section])) for section in briefing(busy)),
        [outcome(busy, call.ending)],
        *(list(as_lines([section])) for section in first_page(whole)),
        [scores(whole)],
        *(list(as_lines([s])) for each in card_sections(whole.cards) for s in each),
        list(as_lines([curve_words(busy, curve(call.turns, whole.turning))])),
        list(as_lines([customers_side(whole)])),
        *(list(as_lines([section])) for section in after_words(done)),
        *(list(as_lines([section])) for section in retold(busy, call.turns)),
    ]
    for part in parts:
        assert any(
            lines[at : at + len(part)] == part for at in range(len(lines) - len(part) + 1)
        ), part
    order = ["A cup short:", "You: Goodbye.", "What worked:", "T, Take it in: 100."]
    order += ["What came of your promises:", "As the call began:"]
    assert [lines.index(line) for line in order] == sorted(lines.index(line) for line in order)


def test_a_report_of_a_call_without_work_afterwards_has_none(busy: Case) -> None:
    call = Call(busy, 0, PROMISED)
    text = report(call, debrief(call), None)
    assert "What came of your promises" not in text
    assert text.endswith("\n")
    assert "\n\n\n" not in text
