"""What is said never to come up does not come up in any call; much of what does not is found."""

import random

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Content, Line, PersonNeed, Reply, Topic, Transition
from sim.core.stages import ENDINGS
from sim.core.step import State, advance, begin
from sim.studio.checks.cast import alone, with_anybody
from sim.studio.checks.reach import Reach, reach
from sim.studio.library import Library, Rules
from tests.core.random_cases import RandomCase
from tests.pairs import DEALT
from tests.small import SMALL
from tests.studio.every_call import every_state, every_step

LIBRARY = Library()
PAIRS = DEALT


def rules_of(content: Content) -> Rules:
    return Rules(content.mood, content.needs, content.stock, content.rubrics, {}, [])


def said(case: Case, numbers: frozenset[int], rank: int) -> set[int]:
    """The places of the lines of one rank."""
    lines = [case.lines.lines[number] for number in numbers]
    return {line.place for line in lines if line.rank == rank}


def can_be_said(case: Case, states: set[State], rank: int) -> set[int]:
    views = {case.view(*state) for state in states}
    return {
        line.place
        for line in case.lines.lines
        if line.rank == rank and any(bits & line.guard.mask == line.guard.want for bits in views)
    }


def compare(case: Case, seen: Reach, states: set[State]) -> None:
    """Nothing comes up in these states that should not."""
    replies = {r.id for s in states if s.stage not in ENDINGS for r in case.offer(case.view(*s))}
    assert replies <= frozenset().union(*seen.offered.values())
    for state in states:
        if state.stage not in ENDINGS:
            offered = {reply.id for reply in case.offer(case.view(*state))}
            assert offered <= seen.offered[state.stage]
            assert offered <= seen.first or state.turn
    assert {state.stage for state in states} <= seen.stages


@pytest.mark.parametrize("seed", range(120))
def test_whatever_comes_up_in_a_random_case_may_come_up(seed: int) -> None:
    case = compile_case(RandomCase(seed).content())
    seen = reach(case)
    states = every_state(case)
    compare(case, seen, states)
    for rank in range(3):
        assert can_be_said(case, states, rank) <= said(case, seen.lines, rank)
    raised = {step.raised.id for _, step in every_step(case) if step.raised}
    assert raised <= {case.happenings[number].id for number in seen.happenings}
    marks = 0
    for _, step in every_step(case):
        marks |= step.marks
    assert not marks & ~seen.marks
    for state in states:
        bits = case.view(*state)
        assert not bits & ~seen.ever
        assert not seen.always & case.bits.all() & ~bits


@pytest.mark.parametrize("seed", range(60))
def test_whatever_comes_up_in_a_case_may_come_up_with_anybody(seed: int) -> None:
    """The case that speaks for all: whoever is cast, nothing more can happen than there."""
    content = RandomCase(seed).content()
    case = compile_case(content)
    spoken_for = compile_case(with_anybody(content.scenario, [content.customer], rules_of(content)))
    seen = reach(spoken_for)
    states = every_state(case)
    compare(case, seen, states)
    assert can_be_said(case, states, 2) <= said(spoken_for, seen.lines, 2)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_a_customer_does_in_a_case_may_be_done_alone(seed: int) -> None:
    content = RandomCase(seed).content()
    lines = [line for line in content.scenario.lines if not asks_of_the_scenario(line.when)]
    rows = [row for row in content.customer.transitions if not asks_of_the_scenario(row.when)]
    person = replace(content.customer, lines=[Line(say="x"), *lines], transitions=rows)
    case = compile_case(replace(content, customer=person))
    own = compile_case(alone(person, rules_of(replace(SMALL, needs=content.needs))))
    seen = reach(own, whatever=True)
    states = every_state(case)
    assert can_be_said(case, states, 1) <= said(own, seen.lines, 1)
    assert {state.stage for state in states} <= seen.stages


def asks_of_the_scenario(when: list[str]) -> bool:
    return any(word in " ".join(when) for word in ("g1", "g2", "c1", "f1", "used"))


@pytest.mark.parametrize(("scenario", "customer"), PAIRS)
def test_whatever_comes_up_in_a_shipped_call_may_come_up(scenario: str, customer: str) -> None:
    case = LIBRARY.case(scenario, customer)
    spoken_for = compile_case(
        with_anybody(
            case.content.scenario,
            [LIBRARY.customer(each) for each in LIBRARY.customers],
            LIBRARY.rules,
        )
    )
    own = compile_case(alone(case.content.customer, LIBRARY.rules))
    states = set()
    dice = random.Random(7)
    for _ in range(60):
        state = begin(case).state
        while state.stage not in ENDINGS:
            states.add(state)
            state = advance(case, state, dice.choice(case.offer(case.view(*state)))).state
        states.add(state)
    seen = reach(spoken_for)
    compare(case, seen, states)
    theirs = reach(own, whatever=True)
    assert can_be_said(case, states, 1) <= said(own, theirs.lines, 1)


def with_parts(content: Content = SMALL, **changes: object) -> Case:
    return compile_case(replace(content, scenario=replace(content.scenario, **changes)))


def one_more(when: list[str]) -> set[str]:
    """Which of the replies may be on offer, with one more that has this condition."""
    extra = replace(SMALL.scenario.replies[2], id="extra", when=when)
    seen = reach(with_parts(replies=[*SMALL.scenario.replies, extra]))
    return set().union(*seen.offered.values())


@pytest.mark.parametrize(
    "when",
    [
        ["did hold"],
        ["used goodbye", "stage venting", "turn < 3"],
        ["turn >= 12"],
        ["not raised short_cup"],
        ["raises short_cup", "turn >= 1"],
        ["last say_back", "last dismiss", "turn < 2", "used sorry"],
        ["did agree", "turn < 2"],
        ["stage solving", "turn < 2"],
        ["not used hello", "turn >= 1", "not did invite", "did invite"],
    ],
)
def test_a_reply_that_waits_in_vain_is_found(when: list[str]) -> None:
    assert "extra" not in one_more(when)


@pytest.mark.parametrize(
    "when", [[], ["did dismiss"], ["did say_back", "turn < 2"], ["turn >= 11"], ["stage solving"]]
)
def test_a_reply_that_may_come_up_is_let_be(when: list[str]) -> None:
    assert "extra" in one_more(when)


def test_what_waits_for_what_never_comes_up_does_not_come_up_either() -> None:
    chain = [
        Reply(id="first", say="x", acts=SMALL.scenario.replies[2].acts, when=["did hold"]),
        Reply(id="second", say="x", acts=SMALL.scenario.replies[2].acts, when=["used first"]),
    ]
    cue = Topic(id="cue", text="x", when=["used second"])
    case = with_parts(
        replies=[*SMALL.scenario.replies, *chain],
        cues=[cue],
        lines=[*SMALL.scenario.lines, Line(say="x", when=["raises cue"])],
    )
    seen = reach(case)
    assert not {"first", "second"} & set().union(*seen.offered.values())
    assert "cue" not in {case.happenings[number].id for number in seen.happenings}
    assert said(case, seen.lines, 2) == {0}


@pytest.mark.parametrize("test", ["not last early_remedy", "not did early_remedy"])
def test_what_follows_only_sometimes_may_not_have_followed(test: str) -> None:
    """It comes with a remedy, unless they were heard; and where gauges stand is left open."""
    lines = [Line(say="x", when=["last act", test]), Line(say="y", when=["last early_remedy"])]
    doing = [replace(each, acts=Acts(act="courier")) for each in SMALL.stock.replies]
    stock = replace(SMALL.stock, replies=doing)
    case = with_parts(replace(SMALL, stock=stock), lines=lines, replies=doing[:0])
    assert said(case, reach(case).lines, 2) == {0, 1}


def test_a_need_is_not_shown_before_its_signal_though_all_else_is_open() -> None:
    person = replace(
        LIBRARY.customer("ingrid_solheim"),
        needs=[PersonNeed(need="explanation", signal=["stage settling", "turn < 1"])],
        stages=["sulking"],
        transitions=[Transition(source="sulking", to="venting", when=["last ask"])],
        lines=[Line(say="x", when=["raised explanation"]), Line(say="y", when=["last hold"])],
    )
    case = compile_case(alone(person, LIBRARY.rules))
    seen = reach(case, whatever=True)
    assert "sulking" not in seen.stages
    assert [case.happenings[number].asked for number in seen.happenings] == [True]
    assert said(case, seen.lines, 1) == {0, 1}, "it is told to whoever asks"
