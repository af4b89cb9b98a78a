"""Nobody is treated by who they are: only needs and what was done change a call."""

import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Customer, PersonNeed
from sim.core.step import State, advance, begin
from sim.core.texts import fill
from sim.core.turns import Turn
from sim.studio.library import Library

LIBRARY = Library()
SCENARIOS, CUSTOMERS = list(LIBRARY.scenarios), list(LIBRARY.customers)
NEEDS = {need.id: need for need in LIBRARY.needs}
PLAYS = 24
"""Random calls of a pair."""


class Swap(NamedTuple):
    """A person in a scenario, and whose identity they are given."""

    scenario: str
    person: str
    identity: str


@cache
def somebody(name: str) -> Customer:
    return LIBRARY.customer(name)


def handful() -> list[Swap]:
    """Some of the very many swaps; every scenario, person and identity is in one of them."""
    dice = random.Random(5)
    scenarios = dice.sample(SCENARIOS, len(SCENARIOS))
    people = dice.sample(CUSTOMERS, len(CUSTOMERS))
    return [
        Swap(scenarios[at % len(scenarios)], people[at % len(people)], people[at % len(people) - 1])
        for at in range(max(len(scenarios), len(people)))
    ]


def swapped(person: Customer, identity: Customer) -> Customer:
    """The person under somebody else's name, pronouns, origin and age."""
    return replace(
        person,
        name=identity.name,
        pronouns=identity.pronouns,
        origin=identity.origin,
        age_band=identity.age_band,
    )


@cache
def cases(swap: Swap) -> tuple[Case, Case]:
    plain = LIBRARY.case(swap.scenario, swap.person)
    customer = swapped(plain.content.customer, somebody(swap.identity))
    return plain, compile_case(replace(plain.content, customer=customer))


def plays(case: Case, seed: int) -> Iterable[tuple[str, ...]]:
    """Replies of random calls."""
    dice = random.Random(seed)
    for _ in range(PLAYS):
        call = Call(case, seed)
        while not call.ending:
            call.reply(dice.choice(call.offered).id)
        yield call.choices


def wordless(call: Call) -> tuple[object, ...]:
    """A call without its texts: gauges, stages, reasons, offers, acts, scores."""
    turns = [
        (
            replace(
                turn,
                said="",
                line="",
                bearing="",
                offered=(),
                raised=turn.raised and replace(turn.raised, text=""),
            ),
            [option.id for option in turn.offered],
        )
        for turn in call.turns
    ]
    scores = [(each.rubric, each.score, [at.score for at in each.letters]) for each in call.scores]
    return (turns, call.digest, scores, [option.id for option in call.offered])


@pytest.mark.parametrize("swap", handful(), ids="-".join)
class TestSwap:
    def test_another_identity_changes_nothing_but_text(self, swap: Swap) -> None:
        plain, other = cases(swap)
        for choices in plays(plain, seed=1):
            one, two = Call(plain, 1, choices), Call(other, 1, choices)
            assert wordless(one) == wordless(two)
        assert list(said(plain)) != list(said(other)), "the text does change"

    def test_nothing_is_left_of_the_first_one_in_a_text(self, swap: Swap) -> None:
        plain, other = cases(swap)
        first, second = plain.content.customer, other.content.customer
        kept = {second.name.first, second.name.last, second.name.title}
        gone = {first.name.first, first.name.last, first.name.title} - kept
        assert not [text for text in said(other) if has(text, gone)]


def said(case: Case) -> Iterator[str]:
    """Everything a trainee may read in a call of this case, with the person's name filled in."""
    yield from (reply.say for reply in case.replies.values())
    yield from (line.say for line in (*case.lines.lines, *case.bearing))
    yield from (each.text for each in case.happenings)
    for text in told(case.content.scenario):
        yield fill(text, case.content.customer)


def told(content: Any) -> Iterator[str]:
    """Every piece of text in some content, as it was written."""
    match content:
        case str():
            yield content
        case dict():
            for each in content.values():
                yield from told(each)
        case list() | tuple():
            for each in content:
                yield from told(each)
        case msgspec.Struct():
            yield from told(msgspec.to_builtins(content))


def has(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text, in this spelling."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_customers_own_texts_leave_name_and_title_to_be_filled_in(name: str) -> None:
    person = somebody(name)
    words = {person.name.first, person.name.last, f"{person.name.title} {person.name.last}"}
    texts = told([person.lines, person.replies, person.bearing, person.cues])
    assert not [text for text in texts if has(text, words)]


@pytest.mark.parametrize("name", CUSTOMERS)
def test_how_somebody_comes_across_leaves_the_pronoun_to_be_filled_in(name: str) -> None:
    """What they say of others is theirs; what is said of them is not for them alone."""
    person = somebody(name)
    own = {word for word in msgspec.to_builtins(person.pronouns).values() if word != "them"}
    texts = [each.shows for each in person.bearing]
    assert not [text for text in texts if has(text, own | {f"{person.pronouns.them}self"})]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_tells_of_nobody_in_particular(scenario: str) -> None:
    """In what a narrator tells of the customer, words for the person are filled in."""
    situation = LIBRARY.scenario(scenario)
    texts = told([situation.endings, situation.arrives, situation.grievances, situation.cues])
    assert not [text for text in texts if has(text, {"he", "him", "his", "she", "her", "sir"})]


def test_needs_do_change_a_call() -> None:
    plain = LIBRARY.case("short_again", "ingrid_solheim")
    unneedy = compile_case(
        replace(plain.content, customer=replace(plain.content.customer, needs=[]))
    )

    def after(case: Case, *replies: str) -> State:
        state = begin(case).state
        for reply in replies:
            state = advance(case, state, case.replies[reply]).state
        return state

    met = ("open_tell_me", "take_your_time")
    assert after(plain, *met).trust > after(unneedy, *met).trust


def test_no_rule_knows_a_name_or_an_origin() -> None:
    people = [somebody(each) for each in CUSTOMERS]
    words = {
        word
        for person in people
        for word in (
            person.name.first,
            person.name.last,
            person.name.title,
            *re.split(r"[ ,]+", person.origin),
            person.age_band,
        )
    }
    rules = LIBRARY.rules
    for table in (rules.mood, rules.needs, rules.stock, rules.rubrics):
        assert not [text for text in told(table) if has(text, words)]


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_belongs_to_people_who_have_little_else_in_common(need: str) -> None:
    people = [somebody(each) for each in CUSTOMERS]
    having = [person for person in people if need in {each.need for each in person.needs}]
    apart = [
        (one, other)
        for one, other in combinations(having, 2)
        if one.origin != other.origin
        and one.pronouns != other.pronouns
        and one.age_band != other.age_band
    ]
    assert apart, "it takes two who differ in origin, pronouns and age band"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_reason_blames_a_need_before_it_was_shown(scenario: str) -> None:
    """With somebody who has every need there is, and shows them late."""
    content = LIBRARY.case(scenario, CUSTOMERS[0]).content
    signals = (["turn >= 3"], ["turn >= 5", "trust >= 30"])
    every = [PersonNeed(need=need, signal=signals[at % 2]) for at, need in enumerate(NEEDS)]
    person = replace(content.customer, needs=every)
    case = compile_case(replace(content, customer=person))
    whose = {rule.id: need.id for need in NEEDS.values() for rule in need.rules}
    found = set()
    for choices in plays(case, seed=2):
        shown: set[str] = set()
        for turn in Call(case, 2, choices).turns:
            for rule in blaming(turn):
                found.add(rule)
                assert whose.get(rule, "") in shown or (rule not in whose and shown), rule
            shown |= {turn.raised.id} if turn.raised and turn.raised.kind == "need" else set()
    assert "ignore_need" in found, "some were passed over once they had been shown"


def blaming(turn: Turn) -> Iterator[str]:
    """The rules about needs that took something away in this turn."""
    about_needs = {"ignore_need", "access_denied", *(r.id for n in NEEDS.values() for r in n.rules)}
    for move in turn.moves:
        for why in move.reasons:
            worse = why.amount > 0 if move.gauge == "heat" else why.amount < 0
            if worse and why.rule in about_needs:
                yield why.rule
