"""Cases that speak for many: a customer with no situation, a scenario with anybody who may call.

Whoever writes a customer does not know the scenario, nor the other way round. So tests that the one
asks about the other may hold or not, and stand aside; with them stand tests that contradict others,
which are reported by themselves.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from sim.core.inventory import VOICES
from sim.core.model import (
    Bearing,
    Begin,
    Brief,
    Content,
    Customer,
    Facts,
    Line,
    Name,
    Need,
    Pronouns,
    Reply,
    Scenario,
    Topic,
)
from sim.core.when import FACTS
from sim.studio.checks.contradictions import clash
from sim.studio.checks.source import Source
from sim.studio.library import Rules

T = TypeVar("T")
Named = TypeVar("Named", Topic, Reply)

NOBODY = "nobody"
_STANDS_ASIDE = "turn >= 0"
_FACTS = frozenset(f"{fact} {word}" for fact, words in FACTS.items() for word in words)
_TURNS = 20
_SOMEBODY = Customer(
    name=Name(first="x", last="x", title="x"),
    pronouns=Pronouns("x", "x", "x"),
    origin="x",
    age_band="x",
    about="x",
    voice=VOICES[0],
    intensity=1,
    begin=Begin(50, 50, 50, 50),
    bearing=[Bearing(shows="x")],
    lines=[Line(say="x")],
)
_NOTHING = Scenario(
    title="x",
    summary="x",
    practises="x",
    brief=Brief("x", "x", "x", [], []),
    case=Facts("clear", "outcome", "competence", "mild"),
    turns=_TURNS,
    grievances=[],
    replies=[],
    endings={},
)


def alone(customer: Customer, rules: Rules) -> Content:
    """The customer in a call about nothing in particular, which nobody scores."""
    fields = {
        field: [_asking(each, "when", _FACTS) for each in getattr(customer, field)]
        for field in ("transitions", "cues", "replies", "bearing", "lines")
    }
    needs = [_asking(each, "signal", _FACTS) for each in customer.needs]
    somebody = replace(customer, needs=needs, **fields)
    return replace(rules.content(_NOTHING, somebody, (NOBODY, NOBODY)), rubrics=[])


def with_anybody(scenario: Scenario, customers: Sequence[Customer], rules: Rules) -> Content:
    """The scenario with somebody who has the needs and the stages of all the customers."""
    free = _persons(rules.needs)
    fields = {
        field: [_asking(each, "when", free) for each in getattr(scenario, field)]
        for field in ("grievances", "facts", "cues", "replies", "lines")
    }
    anybody = replace(
        _SOMEBODY,
        needs=[_asking(each, "signal", free) for person in customers for each in person.needs],
        stages=list(dict.fromkeys(stage for person in customers for stage in person.stages)),
        transitions=[
            _asking(row, "when", free | _FACTS)
            for person in customers
            for row in person.transitions
        ],
        cues=_once(_asking(cue, "when", free | _FACTS) for each in customers for cue in each.cues),
        replies=_once(
            _asking(reply, "when", free | _FACTS) for each in customers for reply in each.replies
        ),
    )
    return rules.content(replace(scenario, **fields), anybody, (NOBODY, NOBODY))


def cast(scenario: Source[Scenario], customer: Source[Customer], rules: Rules) -> Content:
    """The very customer in the very scenario."""
    return rules.content(scenario.value, customer.value, (scenario.id, customer.id))


def _once(given: Iterable[Named]) -> list[Named]:
    """Only the first of each id: one customer may have been copied from another."""
    found: dict[str, Named] = {}
    for each in given:
        found.setdefault(each.id, each)
    return list(found.values())


def _persons(needs: Iterable[Need]) -> frozenset[str]:
    """Tests that depend on who is calling."""
    return frozenset(
        [*(f"voice {each}" for each in VOICES), *(f"need {each.id}" for each in needs)]
    )


def _asking(each: T, field: str, free: frozenset[str]) -> T:
    """The same with the tests that stand aside put out of the way; none changes its place."""
    when: list[str] = getattr(each, field)
    against = clash(when)
    tests = [
        _STANDS_ASIDE
        if " ".join(test.removeprefix("not ").split()) in free or (against and against.at == at)
        else test
        for at, test in enumerate(when)
    ]
    return each if tests == when else replace(each, **{field: tests})  # type: ignore[type-var]
