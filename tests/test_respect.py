"""Nobody is treated by who they are: only needs and what was done change a call."""

import random
from collections.abc import Iterable

import msgspec
import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Customer
from sim.core.step import State, advance, begin
from sim.studio.library import Library

ONE, OTHER, THIRD = "ingrid_solheim", "marcus_oyelaran", "tomas_ferreira"
SWAPS = [(ONE, OTHER), (OTHER, THIRD), (THIRD, ONE)]
SCENARIOS = list(Library().scenarios)


def swapped(person: Customer, identity: Customer) -> Customer:
    """The person under somebody else's name, pronouns, origin and age."""
    return replace(
        person,
        name=identity.name,
        pronouns=identity.pronouns,
        origin=identity.origin,
        age_band=identity.age_band,
    )


def cases(scenario: str, person: str, identity: str) -> tuple[Case, Case]:
    library = Library()
    plain = library.case(scenario, person)
    customer = swapped(plain.content.customer, library.customer(identity))
    return plain, compile_case(replace(plain.content, customer=customer))


def plays(case: Case, seed: int) -> Iterable[tuple[str, ...]]:
    """Replies of random calls."""
    dice = random.Random(seed)
    for _ in range(80):
        call = Call(case, seed)
        while not call.ending:
            call.reply(dice.choice(call.offered).id)
        yield call.choices


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("person", "identity"), SWAPS)
def test_swapping_name_pronouns_and_origin_changes_nothing_but_text(
    scenario: str, person: str, identity: str
) -> None:
    plain, other = cases(scenario, person, identity)
    name = other.content.customer.name
    assert plain.content.customer.name != name
    texts = set()
    for choices in plays(plain, seed=1):
        one, two = Call(plain, 1, choices), Call(other, 1, choices)
        assert wordless(one) == wordless(two)
        texts |= {turn.said for turn in two.turns}
    assert any(name.last in text for text in texts), "the text does change"


def wordless(call: Call) -> tuple[object, ...]:
    """A call without its texts: gauges, stages, reasons, offers, acts, scores."""
    turns = [
        (
            replace(turn, said="", line="", bearing="", offered=()),
            [option.id for option in turn.offered],
        )
        for turn in call.turns
    ]
    return (turns, call.digest, call.scores, [option.id for option in call.offered])


def test_needs_do_change_a_call() -> None:
    plain = Library().case("short_again", ONE)
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
    content = Library().case("short_again", ONE).content
    people = [Library().customer(each) for each in (ONE, OTHER, THIRD)]
    words = {
        word.lower()
        for person in people
        for word in (person.name.first, person.name.last, person.origin)
    }
    rules = {rubric.id: rubric for rubric in content.rubrics}
    for table in (content.mood, content.needs, content.stock, rules):
        text = msgspec.json.encode(table).decode().lower()
        assert not [word for word in words if word in text]


def test_a_need_never_shown_never_costs() -> None:
    for need in Library().case("short_again", ONE).content.needs:
        for row in need.derived:
            assert row.act == "adapt" or "raised this" in row.when, need.id
