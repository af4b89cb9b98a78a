"""Plays the sayings of a finding on people, and answers with means.

Replies are stepped directly, whether or not they would be on offer: a finding compares what
somebody makes of two sayings, not whether a call would have led there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from statistics import mean, pstdev
from types import MappingProxyType
from typing import Protocol

import msgspec

from sim.core.case import Case
from sim.core.model import Customer, Mood, Name, PersonNeed, Pronouns, Scenario, Transition
from sim.core.stages import ABUSIVE, START
from sim.core.step import State, advance, begin
from sim.core.when import GAUGES
from tests.evidence.people import Person, cases
from tests.evidence.sayings import SAYINGS

SETTLING, HOT = "settling", 70
"""Where somebody is who is no hotter than this, in shown points."""
SHOWN = 10
"""Tenths in a shown point."""
PLAIN_CASE = {"fault": "clear", "kind": "outcome", "breach": "competence", "severity": "mild"}
UNFINISHED = "unfinished"
"""In place of a fact of the case: what comes up second is broken off in the middle."""
AS_THEY_ARE: Mapping[str, int] = MappingProxyType({})

Change = Callable[[Customer], Customer]


class Player(Protocol):
    """Whoever answers what sayings come to; `case` is a fact of the case, such as `kind process`.

    With `at` all meet what is said at these gauges (shown points), and in the stage that goes with
    the heat, so that what is compared differs in nothing else. `who` changes the person.
    """

    def change(
        self,
        gauge: str,
        before: Sequence[str],
        said: Sequence[str],
        *,
        at: Mapping[str, int] = AS_THEY_ARE,
        case: str = "",
        who: str = "",
    ) -> float: ...

    def after(self, gauge: str, said: Sequence[str]) -> float: ...

    def spread(self, gauge: str, before: Sequence[str], said: Sequence[str]) -> float: ...


class Stage:
    """Answers with means over people, each in every temperament, in shown points."""

    def __init__(self, rules: Mood, people: Iterable[Person], said: Iterable[str]) -> None:
        """`said` are all sayings that will be asked for; see `sayings_of`."""
        self._rules = rules
        self._people = tuple(people)
        self._said = tuple(sorted(said))
        self._seats: dict[tuple[str, str], list[_Seat]] = {}
        self.reasons: set[str] = set()
        """The rows of the mood tables that have counted in what was played."""

    def change(
        self,
        gauge: str,
        before: Sequence[str],
        said: Sequence[str],
        *,
        at: Mapping[str, int] = AS_THEY_ARE,
        case: str = "",
        who: str = "",
    ) -> float:
        """The mean move of a gauge over `said`, after `before`."""
        return mean(self._changes(gauge, before, said, at, case, who))

    def spread(self, gauge: str, before: Sequence[str], said: Sequence[str]) -> float:
        """The standard deviation of the moves of a gauge."""
        return pstdev(self._changes(gauge, before, said, AS_THEY_ARE, "", ""))

    def after(self, gauge: str, said: Sequence[str]) -> float:
        """The mean of a gauge when all was said."""
        place = 1 + GAUGES.index(gauge)
        return mean(seat.state(tuple(said), ())[place] for seat in self._seated("", "")) / SHOWN

    def _changes(
        self,
        gauge: str,
        before: Sequence[str],
        said: Sequence[str],
        at: Mapping[str, int],
        case: str,
        who: str,
    ) -> Iterator[float]:
        place, met = 1 + GAUGES.index(gauge), tuple(at.items())
        start = (*before, MEETS)
        for seat in self._seated(case, who):
            end = seat.state((*start, *said), met)[place]
            yield (end - seat.state(start, met)[place]) / SHOWN

    def _seated(self, case: str, who: str) -> list["_Seat"]:
        """Everybody with a case of their own, compiled on first use."""
        if (case, who) not in self._seats:
            scenario = small(self._said, case)
            self._seats[case, who] = [
                _Seat(each, self.reasons)
                for person in self._people
                for each in cases(
                    self._rules, scenario, person._replace(customer=changed(person.customer, who))
                )
            ]
        return self._seats[case, who]


MEETS = "meets"
"""Where, among sayings, somebody is met at other gauges."""


class _Seat:
    """One person who is played; what was said before is remembered."""

    def __init__(self, case: Case, reasons: set[str]) -> None:
        self._case = case
        self._reasons = reasons
        self._known: dict[object, State] = {}

    def state(self, said: tuple[str, ...], met: tuple[tuple[str, int], ...]) -> State:
        """Where the call stands; `met` counts from the place where they meet it."""
        key = (said, met if MEETS in said else ())
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._reached(said, met)
        return known

    def _reached(self, said: tuple[str, ...], met: tuple[tuple[str, int], ...]) -> State:
        if not said:
            return begin(self._case).state
        *earlier, last = said
        state = self.state(tuple(earlier), met)
        if last != MEETS:
            step = advance(self._case, state, self._case.replies[last])
            self._reasons.update(move.reason.id for move in step.moves)
            return step.state
        shown = dict(met)
        if "heat" in shown and state.stage != ABUSIVE:
            state = state._replace(stage=SETTLING if shown["heat"] < HOT else START)
        return state._replace(**{gauge: value * SHOWN for gauge, value in shown.items()})


class _Listener:
    """Notes which sayings are asked for, and answers nothing of worth."""

    def __init__(self) -> None:
        self.said: set[str] = set()

    def change(
        self,
        gauge: str,
        before: Sequence[str],
        said: Sequence[str],
        *,
        at: Mapping[str, int] = AS_THEY_ARE,
        case: str = "",
        who: str = "",
    ) -> float:
        self.said.update(before, said)
        return 0.0

    def after(self, gauge: str, said: Sequence[str]) -> float:
        self.said.update(said)
        return 0.0

    def spread(self, gauge: str, before: Sequence[str], said: Sequence[str]) -> float:
        self.said.update(before, said)
        return 0.0


def sayings_of(claims: Callable[[Player], Iterator[object]]) -> frozenset[str]:
    """All that a finding says, so that its scenario is no larger than that."""
    listener = _Listener()
    for _ in claims(listener):
        pass
    return frozenset(listener.said)


def changed(customer: Customer, who: str) -> Customer:
    """The person with something else about them: `needs NEED`, `needs nothing`,
    `abusive`, `renamed`.
    """
    match who.split():
        case ["needs", "nothing"]:
            return msgspec.structs.replace(customer, needs=[])
        case ["needs", need]:
            needs = [PersonNeed(need=need, signal=["turn >= 1"])]
            return msgspec.structs.replace(customer, needs=needs)
        case ["abusive"]:
            # there at once, and not away from it while they are compared
            into = Transition(source=START, to=ABUSIVE, when=["turn >= 1", "heat >= 20"])
            stay = Transition(source=ABUSIVE, to=ABUSIVE, when=["turn >= 1"])
            return msgspec.structs.replace(customer, transitions=[into, stay])
        case ["renamed"]:
            return msgspec.structs.replace(
                customer,
                name=Name(first="Ama", last="Mensah", title="Dr"),
                pronouns=Pronouns(they="they", them="them", their="their"),
                origin="Kumasi",
                age_band="75 or over",
            )
    return customer


@cache
def small(said: tuple[str, ...], case: str) -> Scenario:
    """A thing that came broken, twice: two grievances, and no more replies than those."""
    unfinished = case == UNFINISHED
    facts = PLAIN_CASE | (dict([case.split()]) if case and not unfinished else {})
    return msgspec.convert(
        {
            "title": "Broken", "summary": "It came broken.", "practises": "Findings.",
            "brief": {
                "company": "A shop", "role": "At the desk", "channel": "Phone",
                "screen": ["An order."], "policy": ["Send or refund."],
            },
            "case": facts,
            "turns": 20,
            "grievances": [
                {"id": "broken", "text": "it came broken", "feeling": "angry", "when": ["turn < 1"],
                 "tells": ["order"]},
                {"id": "again", "text": "it is the second time", "feeling": "ignored",
                 "when": ["turn >= 1", f"heard >= {0 if unfinished else 15}"],
                 "unfinished": unfinished},
            ],
            "facts": [
                {"id": "order", "text": "the number", "when": ["last ask order"]},
                {"id": "place", "text": "the address", "when": ["last check place"]},
            ],
            "cues": [{"id": "party", "text": "a party", "when": ["turn >= 1"]}],
            "remedies": [
                {"id": "send", "text": "another one", "check": "place"},
                {"id": "refund", "text": "the money"},
                {"id": "polish", "text": "a tin of polish", "fits": False},
            ],
            "gestures": [{"id": "voucher", "text": "a voucher"}],
            "promises": [{"id": "parcel", "text": "a parcel", "allowed": True}],
            "replies": [
                {"id": name, "say": name, "again": True, **SAYINGS[name]}
                for name in sorted({*said, "silence", "hello"})
            ],
            "endings": {},
        },
        Scenario,
    )  # fmt: skip
