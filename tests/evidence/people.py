"""Who the findings are played on: every shipped customer, and people made up of numbers.

Each comes in many temperaments. A temperament changes no rule, only where somebody begins and how
strongly they react; so a person is compiled once, and the amounts are scaled for each of them.
"""

import random
from functools import cache
from typing import NamedTuple

import msgspec

from sim.core.case import Case, CompiledEvent, Parts
from sim.core.compile import compile_case
from sim.core.model import (
    LEAST_PERCENT,
    MOST_PERCENT,
    Begin,
    Content,
    Customer,
    Mood,
    Need,
    PersonNeed,
    Scenario,
    Stock,
    Temper,
)
from sim.core.mood import Contribution
from sim.core.tempers import scaled
from sim.core.when import GAUGES
from sim.studio.library import RULES, Library
from sim.studio.reader import read

TEMPERAMENTS = 200
"""Seeded variations of each shipped customer, beside the customer as written."""
GENERATED, EACH = 40, 10
"""People made up, each with needs of their own, and with how many beginnings and tempers."""
EVEN = Temper()


class Person(NamedTuple):
    """Somebody by name, with the beginnings and tempers they come in."""

    name: str
    customer: Customer
    temperaments: tuple[tuple[Begin, Temper], ...]


@cache
def catalogue() -> tuple[Need, ...]:
    """All needs there are, without what one may say because of them."""
    needs = read(RULES / "needs.yaml", Needs)[0].needs
    return tuple(msgspec.structs.replace(need, replies=[]) for need in needs)


class Needs(msgspec.Struct):
    """What stands in the file of needs."""

    needs: list[Need]


@cache
def mood() -> Mood:
    """The shipped mood tables."""
    return read(RULES / "mood.yaml", Mood)[0]


@cache
def shipped() -> tuple[Person, ...]:
    """Every shipped customer with all temperaments."""
    library = Library()
    return tuple(
        _varied(name, library.customer(name), seed) for seed, name in enumerate(library.customers)
    )


@cache
def as_written() -> tuple[Person, ...]:
    """Every shipped customer, in no temperament but their own."""
    return tuple(person._replace(temperaments=person.temperaments[:1]) for person in shipped())


def in_temper(name: str) -> tuple[Person, ...]:
    """Every shipped customer in one of the tempers that a call can be played in."""
    return tuple(
        person._replace(temperaments=((person.temperaments[0][0], scaled(own, name)),))
        for person in shipped()
        for own in (person.temperaments[0][1],)
    )


@cache
def generated() -> tuple[Person, ...]:
    """People of any beginning, temper and needs."""
    model = msgspec.structs.replace(Library().customer("ingrid_solheim"), cues=[], replies=[])
    return tuple(_made_up(seed, model) for seed in range(GENERATED))


def _varied(name: str, customer: Customer, seed: int) -> Person:
    """The customer as written, and with gauges within 12 shown points of their own beginning and
    percentages within a quarter of their own.
    """
    dice = random.Random(seed)
    varied = [(customer.begin, customer.temper)]
    for _ in range(TEMPERAMENTS):
        ways = msgspec.structs.asdict(EVEN)
        temper = _by_factors(customer.temper, {way: dice.uniform(0.75, 1.25) for way in ways})
        start = {
            gauge: min(100, max(0, shown + dice.randint(-12, 12)))
            for gauge, shown in msgspec.structs.asdict(customer.begin).items()
        }
        varied.append((Begin(**start), temper))
    return Person(name, _bare(customer), tuple(varied))


def _made_up(seed: int, model: Customer) -> Person:
    """Up to four needs, and beginnings and tempers as wide apart as those of the shipped."""
    dice = random.Random(1000 + seed)
    needs = [
        PersonNeed(need=need.id, signal=[f"turn >= {dice.randint(1, 5)}"])
        for need in dice.sample(catalogue(), dice.randint(0, 4))
    ]
    customer = msgspec.structs.replace(model, needs=needs, stages=[], transitions=[])
    return Person(f"person {seed}", _bare(customer), tuple(_any(dice) for _ in range(EACH)))


def _any(dice: random.Random) -> tuple[Begin, Temper]:
    begin = Begin(
        heat=dice.randint(45, 85),
        heard=dice.randint(0, 20),
        trust=dice.randint(20, 50),
        patience=dice.randint(40, 80),
    )
    return begin, Temper(**{way: dice.randint(60, 160) for way in msgspec.structs.asdict(EVEN)})


def _by_factors(temper: Temper, factors: dict[str, float]) -> Temper:
    own = msgspec.structs.asdict(temper)
    return Temper(**{
        way: min(MOST_PERCENT, max(LEAST_PERCENT, round(percent * factors[way])))
        for way, percent in own.items()
    })  # fmt: skip


def _bare(customer: Customer) -> Customer:
    """Without what is only said or seen, or may be said to them: a finding brings its own."""
    return msgspec.structs.replace(customer, lines=[], bearing=[], replies=[])


def cases(rules: Mood, scenario: Scenario, person: Person) -> list[Case]:
    """The scenario with the person, a case for each temperament."""
    even = msgspec.structs.replace(person.customer, temper=EVEN)
    content = Content(
        scenario_id="finding",
        customer_id="somebody",
        scenario=scenario,
        customer=even,
        mood=rules,
        needs=list(catalogue()),
        stock=Stock(replies=[], lines=[]),
        rubrics=[],
    )
    compiled = compile_case(content)
    return [_tempered(compiled, begin, temper) for begin, temper in person.temperaments]


def _tempered(case: Case, begin: Begin, temper: Temper) -> Case:
    """The case with somebody who begins and reacts differently; nothing else is different."""
    customer = msgspec.structs.replace(case.content.customer, begin=begin, temper=temper)
    percent = [
        (getattr(temper, f"{gauge}_falls"), getattr(temper, f"{gauge}_rises")) for gauge in GAUGES
    ]

    known: dict[int, tuple[Contribution, ...]] = {}

    def scaled(moves: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
        """The amounts in this temper; a row that many events call on is scaled once."""
        if id(moves) not in known:
            known[id(moves)] = tuple(
                Contribution(gauge, size if amount > 0 else -size, reason)
                for gauge, amount, reason in moves
                if (size := abs(amount) * percent[gauge][amount > 0] // 100)
            )
        return known[id(moves)]

    def reacting(event: CompiledEvent) -> CompiledEvent:
        ruled = tuple(rule._replace(moves=scaled(rule.moves)) for rule in event.ruled)
        return event._replace(moves=scaled(event.moves), ruled=ruled)

    parts = Parts(
        hash=case.hash,
        bits=case.bits,
        lasting=case.lasting,
        replies={
            name: reply._replace(events=tuple(map(reacting, reply.events)))
            for name, reply in case.replies.items()
        },
        happenings=case.happenings,
        stages=case.stages,
        scoring=case.scoring,
        lines=(),
        bearing=(),
    )
    return Case(msgspec.structs.replace(case.content, customer=customer), parts)
