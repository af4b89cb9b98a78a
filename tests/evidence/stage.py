"""A small scenario on which findings are played, and the customers and temperaments they meet.

Replies are stepped directly, whether or not they would be on offer: a finding compares what a
customer makes of two sayings, not whether a call would have led there.
"""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from statistics import mean

import msgspec

from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Begin, Content, Customer, Mood, Scenario, Temper
from sim.core.stages import START
from sim.core.step import State, advance, begin
from sim.core.when import GAUGES
from sim.studio.library import RULES, Library
from sim.studio.reader import read

CUSTOMERS = ("ingrid_solheim", "marcus_oyelaran", "tomas_ferreira")
TEMPERAMENTS = 25
"""Seeded variations of each customer, beside the customer as written."""
SETTLING, HOT = "settling", 70
"""Where somebody is who is no hotter than this, in shown points."""
SHOWN = 10
"""Tenths in a shown point."""

PARTS = ("regret", "explanation", "responsibility", "repentance", "repair", "forgiveness")

SAYINGS: dict[str, dict[str, object]] = {
    "silence": {},
    "listen": {"listen": True},
    "invite": {"invite": True},
    "hello": {"greet": True, "introduce": True},
    "greet": {"greet": True, "introduce": True, "invite": True},
    "say_back": {"say_back": "broken", "empathise": "angry"},
    "say_back_only": {"say_back": "broken"},
    "empathise": {"empathise": "angry"},
    "say_back_more": {"say_back": "again", "empathise": "ignored"},
    "ask_again": {"ask": "order"},
    "transfer": {"hand_over": {"briefed": False}},
    "options": {"options": ["send", "refund"]},
    "agree": {"agree": True, "check": "place"},
    "act": {"act": "send", "next_steps": {"what": "parcel", "by": "Friday"}},
    "act_only": {"act": "refund"},
    "follow_up": {"follow_up": {"what": "parcel", "by": "Friday"}},
    "close": {"thank": "for saying so", "close": True},
    "own_it": {"apologise": {"parts": ["regret", "responsibility"]}},
    "sorry_if": {"apologise": {"parts": ["regret"], "form": "conditional"}},
    **{part: {"apologise": {"parts": [part]}} for part in PARTS},
}


@cache
def scenario() -> Scenario:
    """A thing that came broken, twice: two grievances, one fact told at once."""
    replies = [
        {"id": name, "say": name, "acts": acts, "again": True} for name, acts in SAYINGS.items()
    ]
    return msgspec.convert(
        {
            "title": "Broken", "summary": "It came broken.", "practises": "Findings.",
            "brief": {
                "company": "A shop", "role": "At the desk", "channel": "Phone",
                "screen": ["An order."], "policy": ["Send or refund."],
            },
            "case": {
                "fault": "clear", "kind": "outcome", "breach": "competence", "severity": "serious",
            },
            "turns": 20,
            "grievances": [
                {"id": "broken", "text": "it came broken", "feeling": "angry", "when": ["turn < 1"],
                 "tells": ["order"]},
                {"id": "again", "text": "it is the second time", "feeling": "ignored",
                 "when": ["turn >= 1", "heard >= 15"]},
            ],
            "facts": [
                {"id": "order", "text": "the number", "when": ["last ask order"]},
                {"id": "place", "text": "the address", "when": ["last check place"]},
            ],
            "remedies": [{"id": "send", "text": "another one", "check": "place"},
                         {"id": "refund", "text": "the money"}],
            "promises": [{"id": "parcel", "text": "a parcel", "allowed": True}],
            "replies": replies,
            "endings": {},
        },
        Scenario,
    )  # fmt: skip


def temperaments(customer: Customer, seed: int) -> list[Customer]:
    """The customer as written, and with other tempers and beginnings: gauges within 12 shown points
    of the customer's own, percentages within a quarter of them.
    """
    dice = random.Random(seed)
    varied = [customer]
    for _ in range(TEMPERAMENTS):
        temper = {
            field: max(20, round(percent * dice.uniform(0.75, 1.25)))
            for field, percent in msgspec.structs.asdict(customer.temper).items()
        }
        start = {
            field: min(100, max(0, shown + dice.randint(-12, 12)))
            for field, shown in msgspec.structs.asdict(customer.begin).items()
        }
        varied.append(
            msgspec.structs.replace(customer, temper=Temper(**temper), begin=Begin(**start))
        )
    return varied


@cache
def people(customer: str) -> tuple[Customer, ...]:
    """One shipped customer with every temperament."""
    return tuple(temperaments(Library().customer(customer), seed=CUSTOMERS.index(customer)))


@cache
def mood() -> Mood:
    """The shipped mood tables."""
    return read(RULES / "mood.yaml", Mood)[0]


def cases(rules: Mood, persons: Iterable[Customer]) -> tuple[Case, ...]:
    """The persons in the small scenario, under these mood tables."""
    shipped = Library().case("short_again", CUSTOMERS[0]).content
    return tuple(
        compile_case(
            Content(
                scenario_id="findings",
                customer_id="somebody",
                scenario=scenario(),
                customer=person,
                mood=rules,
                needs=shipped.needs,
                stock=shipped.stock,
                rubrics=[],
            )
        )
        for person in persons
    )


class Stage:
    """Plays sayings on one customer's temperaments and answers with means, in shown points."""

    def __init__(self, rules: Mood, customer: str) -> None:
        self.cases = cases(rules, people(customer))

    def change(
        self, gauge: str, before: Sequence[str], said: Sequence[str], heat: int | None = None
    ) -> float:
        """The mean move of a gauge over `said`, after `before`.

        With `heat` all meet it at that heat (shown points), and in the stage that goes with it, so
        that what is compared differs in nothing else.
        """
        return mean(self._change(case, gauge, before, said, heat) for case in self.cases)

    def after(self, gauge: str, said: Sequence[str]) -> float:
        """The mean of a gauge when all was said."""
        at = 1 + GAUGES.index(gauge)
        return mean(int(_play(case, said, begin(case).state)[at]) for case in self.cases) / SHOWN

    def _change(
        self, case: Case, gauge: str, before: Sequence[str], said: Sequence[str], heat: int | None
    ) -> float:
        at = 1 + GAUGES.index(gauge)
        state = _play(case, before, begin(case).state)
        if heat is not None:
            state = state._replace(heat=heat * SHOWN, stage=SETTLING if heat < HOT else START)
        return (int(_play(case, said, state)[at]) - int(state[at])) / SHOWN


def _play(case: Case, said: Sequence[str], state: State) -> State:
    for name in said:
        state = advance(case, state, case.replies[name]).state
    return state
