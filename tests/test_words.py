"""Words during a call: the one main reason, hints, and the mood as a curve."""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core.acts import TIME, Acts, Apology
from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import (
    Begin,
    Content,
    Effect,
    Mood,
    Name,
    Need,
    PersonNeed,
    Reply,
    Rule,
    Topic,
    Transition,
)
from sim.core.turns import Move, Turn, Why
from sim.core.when import GAUGES
from sim.prose.curve import curve, curve_words, gauges_words
from sim.prose.debrief import TurningPoint
from sim.prose.hints import hint
from sim.prose.turns import because, reasons, soon
from sim.studio.folders import RULES
from sim.studio.library import Library
from sim.studio.reader import read
from tests.small import EDITED, MENDED, SMALL

MOST_WORDS = 25
ROWS: list[Effect | Rule] = [
    row
    for mood in [read(Path(RULES / "mood.yaml"), Mood)[0]]
    for row in (*mood.effects, *mood.rules)
    if getattr(row, "act", "") != TIME
]
"""Everything a reply can do to a customer; time never is the reason that is given."""
AMOUNTS = (10, 80, 200)
"""Tenths of a point that are a little, something, and much."""


@pytest.fixture(scope="module")
def small() -> Case:
    return compile_case(SMALL)


@pytest.fixture(scope="module")
def shipped() -> list[Call]:
    """Every point of calls with each shipped pair, played anyhow."""
    library = Library()
    return [
        call
        for scenario, customer in product(library.scenarios, library.customers)
        for case in [library.case(scenario, customer)]
        for seed in range(2)
        for call in points(case, seed)
    ]


def points(case: Case, seed: int) -> Iterator[Call]:
    """A call, once more after each of its replies."""
    call, dice = Call(case, seed), random.Random(seed)
    yield Call(case, seed)
    while call.offered:
        call.reply(dice.choice(call.offered).id)
        yield Call(case, seed, call.choices)


# --- Because --------------------------------------------------------------------------------------


def called(first: str) -> Case:
    """The small case with a customer of that first name."""
    name = Name(first=first, last="Berg", title="Ms")
    return compile_case(replace(SMALL, customer=replace(SMALL.customer, name=name)))


def reacted(case: Case, *turns: dict[str, dict[str, int]]) -> list[Turn]:
    """The opening and turns in which rules moved gauges: `{rule: {gauge: tenths}}`."""
    opening = Call(case, 0).turns[0]
    whys = {row.act if isinstance(row, Effect) else row.id: row.why for row in ROWS}
    made = [opening]
    for turn in turns:
        moves = tuple(
            Move(gauge, 500, 500 + sum(m.get(gauge, 0) for m in turn.values()), tuple(
                Why(moved[gauge], rule, whys.get(rule, "Time passes."), "a source")
                for rule, moved in turn.items()
                if gauge in moved
            ))
            for gauge in GAUGES
        )  # fmt: skip
        made.append(replace(opening, number=len(made), moves=moves))
    return made


def most_words(case: Case, row: Effect | Rule) -> int:
    """The longest that this row's reason can become, with either sign and of every size."""
    rule = row.act if isinstance(row, Effect) else row.id
    moved = [gauge for gauge in GAUGES if getattr(row, gauge)]
    sizes = product(*((sign * amount for sign in (1, -1) for amount in AMOUNTS) for _ in moved))
    return max(
        len(because(case, reacted(case, {rule: dict(zip(moved, each, strict=True))})).split())
        for each in sizes
    )


def test_there_are_rows_to_speak_of() -> None:
    assert len(ROWS) > 80
    assert all(any(getattr(row, gauge) for gauge in GAUGES) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: getattr(row, "id", "") or row.act)
def test_a_reason_is_short_whatever_the_rule_its_sign_and_its_size(row: Effect | Rule) -> None:
    """First names are taken to be one word; where they are two, it may be one word more."""
    assert 4 < most_words(called("Ingrid"), row) <= MOST_WORDS
    assert most_words(called("Mary Ann"), row) <= MOST_WORDS + 1


def test_the_reasons_of_shipped_calls_are_short_and_among_those_given_at_length(
    shipped: list[Call],
) -> None:
    said = 0
    for call in shipped:
        words = because(call.case, call.turns)
        assert len(words.split()) <= MOST_WORDS, words
        if words:
            said += 1
            every = [each.why for each in reasons(call.case, call.turns[-1], most=100)]
            assert any(words.startswith(why) for why in every)
    assert said > len(shipped) / 2


def test_the_weightiest_reason_is_given_with_what_it_moved_most(small: Case) -> None:
    turns = reacted(
        small,
        {
            "listen": {"heard": 80, "heat": -40},
            "blame": {"heat": 120, "heard": -40, "trust": -100, "patience": -60},
        },
    )
    assert (
        because(small, turns) == "It was put on them. That left Ada much hotter and less trusting."
    )


def test_what_was_the_reason_before_gives_way_to_the_next(small: Case) -> None:
    both = {"said_back": {"heard": 160}, "believe": {"trust": 60, "heat": -40}}
    assert because(small, reacted(small, both)) == (
        "It came back in words they agree with. That left Ada much better heard."
    )
    assert because(small, reacted(small, both, both)) == (
        "They were taken at their word. That left Ada more trusting and cooler."
    )


def test_the_only_reason_is_given_again(small: Case) -> None:
    once = {"listen": {"heard": 80}}
    said = "Somebody is there and leaves room. That left Ada better heard."
    assert because(small, reacted(small, once)) == said
    assert because(small, reacted(small, once, once)) == said


def test_time_is_no_reason_and_the_opening_has_none(small: Case) -> None:
    case = compile_case(EDITED)
    assert because(case, Call(case, 0, ["go_on"]).turns) == ""
    assert because(small, Call(small, 0).turns) == ""
    assert because(small, reacted(small, {TIME: {"patience": -50}, "ask": {"heard": 30}})) == (
        "A question about the matter. That left Ada a little better heard."
    )


# --- Hints ----------------------------------------------------------------------------------------


def edited(
    *replies: Reply, unfinished: bool = False, cue: bool = False, need: bool = False,
    begin: Begin | None = None, sulks: bool = False,
) -> Content:  # fmt: skip
    """The small case, with what a hint may be about."""
    scenario, customer, needs = SMALL.scenario, SMALL.customer, SMALL.needs
    grievances = [replace(each, unfinished=unfinished) for each in scenario.grievances]
    if cue:
        scenario = replace(scenario, cues=[Topic(id="guests", text="guests", when=["turn >= 1"])])
    if need:
        needs = [
            Need(id="slowly", kind="preference", text="Slowly.", why="It is easier.", derived=[])
        ]
        customer = replace(customer, needs=[PersonNeed(need="slowly", signal=["turn >= 1"])])
    if sulks:
        row = Transition(source="venting", to="sulking", when=["did dismiss"])
        customer = replace(customer, stages=["sulking"], transitions=[row])
    return replace(
        SMALL,
        scenario=replace(scenario, grievances=grievances, replies=[*scenario.replies, *replies]),
        customer=replace(customer, begin=begin or customer.begin),
        needs=needs,
    )


AGREE = Reply(id="agree", say="Shall we?", acts=Acts(agree=True), when=["did say_back short_cup"])
NOTICE = Reply(id="notice", say="Guests, then?", acts=Acts(notice="guests"), when=["raised guests"])
OWN_UP = Reply(
    id="own_up",
    say="That was our mistake.",
    acts=Acts(apologise=Apology(["responsibility"])),
    when=["did say_back short_cup"],
)
EASY = Begin(30, 50, 60, 90)
HINTS: list[tuple[Content, Sequence[str], str]] = [
    (edited(begin=Begin(88, 10, 40, 90)), ["only"], "By now Ada hears only how you speak."),
    (edited(sulks=True), ["only"], "Ada says less and less."),
    (edited(unfinished=True), [], "Ada was in the middle of something."),
    (edited(need=True), ["go_on"], "Ada has just shown how it would be easier to talk."),
    (edited(NOTICE, cue=True), ["go_on"], "Something was said in passing that was no complaint."),
    (edited(cue=True), ["go_on"], "There is something Ada has told you"),
    (edited(NOTICE, cue=True), ["go_on", "notice"], "There is something Ada has told you"),
    (edited(), [], "There is something Ada has told you and has not heard back yet."),
    (edited(begin=Begin(84, 0, 40, 90)), ["say_back"], "Ada is not done."),
    (edited(begin=Begin(60, 10, 30, 90)), MENDED[:2], "Ada is calmer, and not convinced."),
    (edited(), MENDED[:2], "Ada has been heard."),
    (edited(), MENDED[:3], "Ada is ready for a way out."),
    (edited(OWN_UP, begin=EASY), MENDED[:2], "Something went wrong on your side."),
    (edited(OWN_UP, begin=EASY), [*MENDED[:2], "own_up"], "Ada is ready for a way out."),
    (edited(AGREE), [*MENDED[:3], "agree"], "You have agreed on something."),
    (edited(), MENDED[:4], "It is being done. What should Ada be able to count on"),
]


@pytest.mark.parametrize(("content", "replies", "begins"), HINTS, ids=[row[2] for row in HINTS])
def test_a_hint_says_what_the_moment_asks_for(
    content: Content, replies: Sequence[str], begins: str
) -> None:
    title, (text,), points = hint(Call(compile_case(content), 0, replies))
    assert (title, points) == ("A hint", False)
    assert text.startswith(begins)


@pytest.mark.parametrize(("patience", "said"), [(24, False), (23, True)])
def test_a_hint_says_when_there_is_little_time(patience: int, said: bool) -> None:
    """Each reply takes two: what is left is 20, which is enough, or 19."""
    content = edited(begin=Begin(60, 10, 40, patience))
    text = hint(Call(compile_case(content), 0, ["go_on", "go_on"])).lines[0]
    assert text.endswith("so let every sentence do something.") == said
    assert text.startswith("There is something Ada has told you")


def test_there_is_a_hint_at_every_point_and_it_gives_no_reply_away(shipped: list[Call]) -> None:
    texts = set()
    for call in shipped:
        if call.ending:
            continue
        (text,) = hint(call).lines
        texts.add(text)
        assert not re.search(r"[{}]|  ", text)
        assert text[-1] in ".?"
        assert len(text.split()) <= 40
        ids = {option.id for option in call.offered if "_" in option.id}
        assert not any(option.say in text for option in call.offered)
        assert not any(id in text for id in ids)
    assert len(texts) > 8


# --- The curve ------------------------------------------------------------------------------------


def test_the_curve_has_every_gauge_at_every_turn_in_shown_points(small: Case) -> None:
    call = Call(small, 0, MENDED)
    drawn = curve(call.turns)
    for gauge in GAUGES:
        tenths = [getattr(turn.gauges, gauge) for turn in call.turns]
        assert list(getattr(drawn, gauge)) == [value // 10 for value in tenths]
    assert drawn.heat == (60, 56, 44, 36, 26, 26)


def test_a_curve_in_words_names_all_it_shows(small: Case) -> None:
    turns = Call(small, 0, MENDED[:2]).turns
    title, lines, points = curve_words(small, curve(turns))
    assert title == "How Ada felt from turn to turn, from 0 to 100"
    assert points
    assert lines == (
        "Heat: 60, 56, 44.",
        "Heard: 10, 26, 62.",
        "Trust: 40, 40, 40.",
        "Patience: 90, 88, 86.",
    )


@pytest.mark.parametrize(
    ("turning", "said"),
    [
        ([2], "The call turned in turn 2."),
        ([1, 2], "The call turned in turns 1 and 2."),
    ],
)
def test_a_curve_names_the_turns_that_moved_the_customer_furthest(
    small: Case, turning: list[int], said: str
) -> None:
    marked = [TurningPoint(turn, "Yes.", True, "Why.", "") for turn in turning]
    drawn = curve(Call(small, 0, MENDED[:2]).turns, marked)
    assert drawn.turning == tuple(turning)
    assert curve_words(small, drawn).lines[-1] == said


def test_the_gauges_in_numbers_are_those_of_now(small: Case) -> None:
    turns = Call(small, 0, MENDED[:2]).turns
    assert gauges_words(curve(turns[:1])) == "Heat 60, Heard 10, Trust 40, Patience 90, of 100."
    assert gauges_words(curve(turns)) == "Heat 44, Heard 62, Trust 40, Patience 86, of 100."


def test_a_reason_does_not_contradict_what_the_gauges_show(small: Case) -> None:
    turns = reacted(small, {"greet": {"trust": 20, "patience": 10}, "time": {"patience": -50}})
    assert because(small, turns).endswith("That left Ada a little more trusting.")


def test_that_time_runs_out_is_said_while_there_is_time(small: Case) -> None:
    turn = Call(small, 0).turns[0]
    told = [soon(small, replace(turn, number=number)) for number in (9, 10, 11)]
    assert told == ["", "Ada has to go soon.", "Ada has time for one more reply."]
    assert soon(small, replace(turn, number=11, ending="content")) == ""
