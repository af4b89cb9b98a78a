"""What may come up in a case at all, without playing it: more than really does, and never less.

Turn by turn and stage by stage, a `_Spot` holds what memory may and what it must hold. Every reply
that may be on offer there is given at once, gauges may stand anywhere, and where what follows
differs, the spot it leads to allows for all of it. So whatever cannot come up here cannot come up
in any call; what only the course of a whole call rules out is for `proofs` to tell.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim.core.case import Case, CompiledEvent, CompiledReply
from sim.core.mood import MOST
from sim.core.stages import ANY, ENDINGS, ROWS, START
from sim.core.when import ALWAYS, Guard, union

_LOW, _HIGH = (0, 0, 0, 0), (MOST, MOST, MOST, MOST)
_DOING = ("did", "last", "used", "felt", "raised", "raises", "unfinished")
"""Subjects of what a call leaves in memory."""


class Reach(NamedTuple):
    """What may come up: ids, numbers in the case's own lists, and bits.

    `offered` has the replies by the stage they may be on offer in, `first` those on offer as the
    call begins. `ever` are the bits that may be true at some time, `always` those that are true at
    any; `marks` is what may be noted, and `known` are the bits that may be true at an end.
    """

    offered: dict[str, frozenset[str]]
    first: frozenset[str]
    happenings: frozenset[int]
    rows: frozenset[int]
    stages: frozenset[str]
    lines: frozenset[int]
    bearing: frozenset[int]
    ever: int
    always: int
    marks: int
    known: int


class _Spot(NamedTuple):
    """A stage after so many replies: what may be in memory, and what must be."""

    may: int
    must: int

    def or_else(self, other: "_Spot | None") -> "_Spot":
        """What is so here or there."""
        return self if other is None else _Spot(self.may | other.may, self.must & other.must)


class _Event(NamedTuple):
    """What an act leaves in memory where `guard` holds, and what it is noted for."""

    guard: Guard
    doses: tuple[tuple[int, int], ...]
    last: int
    marks: tuple[tuple[Guard, int], ...]


class _Reply(NamedTuple):
    """A reply with only those of its events that can happen where it is on offer.

    `asked` are the bits that settle what it leaves in memory.
    """

    guard: Guard
    used: int
    events: tuple[_Event, ...]
    asked: int


class _View(NamedTuple):
    """The bits that may be true at a spot, and those that must be."""

    most: int
    least: int

    def may_hold(self, guard: Guard) -> bool:
        """Whether the condition can be met here."""
        mask, want = guard
        return not (want & ~self.most or (mask ^ want) & self.least)

    def met(self, guards: Iterable[Guard]) -> list[int]:
        """Which of the conditions can be met here."""
        never, least = ~self.most, self.least
        return [
            number
            for number, (mask, want) in enumerate(guards)
            if not (want & never or (mask ^ want) & least)
        ]

    def must_hold(self, guard: Guard) -> bool:
        """Whether the condition is met here in any case."""
        mask, want = guard
        return not (want & ~self.least or (mask ^ want) & self.most)


def reach(case: Case, whatever: bool = False) -> Reach:
    """What may come up in any call of the case, wherever its gauges stand.

    With `whatever`, anything may be done and come up at any time, save for the needs of the person:
    as in a call of another scenario.
    """
    return _Walk(case, _free(case) if whatever else 0).result()


def _free(case: Case) -> int:
    """All that may be in memory, but for needs that were shown."""
    needs = {each.need for each in case.content.customer.needs}
    shown = case.bits.asked(*(f"{word} {each}" for word in ("raised", "raises") for each in needs))
    return (case.bits.about(*_DOING) | case.bits.asked("time_is_up")) & ~shown


class _Walk:
    def __init__(self, case: Case, free: int) -> None:
        self._case = case
        self._free = free
        self._turns = case.content.scenario.turns
        self._offered: dict[str, set[str]] = {}
        self._happenings: set[int] = set()
        self._rows: set[int] = set()
        self._marks = 0
        self._views: dict[str, dict[_View, None]] = {}
        self._ways: dict[tuple[str, _Spot, _View, _View], dict[str, _Spot]] = {}
        """Where each spot leads to; late in a call, most are what they were a turn before."""
        self._ids = list(case.replies)
        self._offers = [reply.guard for reply in case.replies.values()]
        self._brings_up = [happening.guard for happening in case.happenings]
        self._leaves = {stage: _rows_from(stage, case) for stage in case.stages.names}
        self._replies = [_made(reply) for reply in case.replies.values()]
        self._last, self._raises = case.bits.about("last"), case.bits.about("raises")
        self._lasts = {_lasts(reply) for reply in self._replies}
        """What is so of the last reply, by each: what may be, and what must."""
        self._left: dict[tuple[int, int, int], tuple[int, int] | None] = {}
        """What each reply leaves in memory; many a turn differs in nothing that it asks."""
        spots = {START: self._told(START, _Spot(free | case.starts, case.starts), 0)}
        self._see(spots, 0)
        self._first = frozenset(self._offered[START])
        for turn in range(self._turns):
            spots = self._next(spots, turn)
            self._see(spots, turn + 1)

    def result(self) -> Reach:
        """All that was come by."""
        case = self._case
        views = [view for views in self._views.values() for view in views]
        ever, always = 0, -1
        for view in views:
            ever, always = ever | view.most, always & view.least
        known = 0
        for view in (view for stage in ENDINGS for view in self._views.get(stage, ())):
            known |= view.most
        return Reach(
            offered={stage: frozenset(replies) for stage, replies in self._offered.items()},
            first=self._first,
            happenings=frozenset(self._happenings),
            rows=frozenset(self._rows),
            stages=frozenset(self._views),
            lines=self._said(views),
            bearing=_met((each.guard for each in case.bearing), views),
            ever=ever,
            always=always,
            marks=self._marks,
            known=known,
        )

    def _said(self, views: Iterable[_View]) -> frozenset[int]:
        """The lines that can be met, also by what the reply before them left."""
        guards = [line.guard for line in self._case.lines.lines]
        met = _met(guards, views)
        return met if self._free else frozenset(at for at in met if self._follows(guards[at]))

    def _follows(self, line: Guard) -> bool:
        """Whether a line can follow on some reply, with what it is to be said as comes up."""
        raises = self._raises & line.want
        raised = [each.guard for each in self._case.happenings if each.sets & raises]
        return any(self._left_by_some(line, each) for each in (raised if raises else [ALWAYS]))

    def _left_by_some(self, *guards: Guard) -> bool:
        """Whether some reply may do all that these ask of the last one, and nothing they forbid."""
        done = union(guard.want for guard in guards) & self._last
        undone = union(guard.mask & ~guard.want for guard in guards) & self._last
        return not done or any(
            not done & ~may and not undone & (must | done) for may, must in self._lasts
        )

    def _see(self, spots: dict[str, _Spot], turn: int) -> None:
        """Note what is so after so many replies, and what is on offer then."""
        for stage, spot in spots.items():
            view = self._view(stage, spot, turn)
            if view in self._views.setdefault(stage, {}):
                continue
            self._views[stage][view] = None
            if stage not in ENDINGS:
                on_offer = (self._ids[number] for number in view.met(self._offers))
                self._offered.setdefault(stage, set()).update(on_offer)

    def _view(self, stage: str, spot: _Spot, turn: int) -> _View:
        return _View(
            self._case.view(stage, *_HIGH, turn, spot.may),
            self._case.view(stage, *_LOW, turn, spot.must),
        )

    def _next(self, spots: dict[str, _Spot], turn: int) -> dict[str, _Spot]:
        """Where any reply on offer leads to."""
        following: dict[str, _Spot] = {}
        for stage, spot in spots.items():
            if stage in ENDINGS:
                continue
            key = (stage, spot, self._view(stage, spot, turn), self._view(stage, spot, turn + 1))
            if key not in self._ways:
                self._ways[key] = dict(self._ways_on(stage, spot, turn))
            for to, there in self._ways[key].items():
                following[to] = there.or_else(following.get(to))
        return following

    def _ways_on(self, stage: str, spot: _Spot, turn: int) -> Iterator[tuple[str, _Spot]]:
        """Where the replies of one spot lead to, and what is in memory there."""
        answered = self._answered(stage, spot, turn)
        if answered is None:
            return
        told = self._told(stage, answered, turn + 1)
        for to in self._leads(stage, self._view(stage, told, turn + 1)):
            # who is leaving brings nothing up any more
            there = answered if to in ENDINGS else told
            entered = self._case.enters[to] if to != stage else 0
            yield to, _Spot(there.may | entered, there.must | entered)

    def _answered(self, stage: str, spot: _Spot, turn: int) -> _Spot | None:
        """The memory once a reply was given, whichever it was; None when there is none."""
        if self._free:
            kept = ~self._case.recent
            return _Spot(spot.may & kept | self._free, spot.must & kept)
        return self._any_reply(spot, self._view(stage, spot, turn))

    def _any_reply(self, spot: _Spot, view: _View) -> _Spot | None:
        """The memory after any of the replies that may be on offer in this view."""
        most, least = view
        may, must = 0, -1
        for number, reply in enumerate(self._replies):
            key = (number, most & reply.asked, least & reply.asked)
            if key not in self._left:
                self._left[key] = self._sets(reply, view)
            left = self._left[key]
            if left:
                may, must = may | left[0], must & left[1]
        kept = ~self._case.recent
        return None if must == -1 else _Spot(spot.may & kept | may, spot.must & kept | must)

    def _sets(self, reply: _Reply, view: _View) -> tuple[int, int] | None:
        """What a reply may and what it must leave in memory; None where it is not on offer."""
        if not view.may_hold(reply.guard):
            return None
        may = must = reply.used
        for event in reply.events:
            if not view.may_hold(event.guard):
                continue
            surely = view.must_hold(event.guard)
            for once, twice in event.doses:
                may |= once | (twice if (view.most | may) & once else 0)
                if surely:
                    must |= once | (twice if (view.least | must) & once else 0)
            may |= event.last
            must |= event.last if surely else 0
            for guard, mark in event.marks:
                if not mark & self._marks and view.may_hold(guard):
                    self._marks |= mark
        return may, must

    def _told(self, stage: str, spot: _Spot, turn: int) -> _Spot:
        """The memory once the customer has brought something up, or nothing."""
        view = self._view(stage, spot, turn)
        may, nothing_yet = spot.may, True
        for number in view.met(self._brings_up):
            happening = self._case.happenings[number]
            self._happenings.add(number)
            may |= happening.sets
            # whether there is such a need is up to whoever is calling
            if happening.kind != "need" and view.must_hold(happening.guard):
                return _Spot(may, spot.must | (happening.sets if nothing_yet else 0))
            nothing_yet = False
        return _Spot(may, spot.must)

    def _leads(self, stage: str, view: _View) -> Iterator[str]:
        """The stages that may follow: by each row, until one for everybody is taken in any case."""
        numbers, guards = self._leaves[stage]
        rows = self._case.stages.rows
        for number in (numbers[at] for at in view.met(guards)):
            row, guard = rows[number]
            self._rows.add(number)
            yield row.to
            if number >= len(rows) - len(ROWS) and view.must_hold(guard):
                return
        yield stage


def _rows_from(stage: str, case: Case) -> tuple[list[int], list[Guard]]:
    """The numbers of the rows that lead on from a stage, and their conditions."""
    rows = [
        (number, guard)
        for number, (row, guard) in enumerate(case.stages.rows)
        if row.source in (stage, ANY)
    ]
    return [number for number, _ in rows], [guard for _, guard in rows]


def _made(reply: CompiledReply) -> _Reply:
    events = tuple(
        _Event(event.guard, event.doses, event.last, tuple(_notes(event, reply)))
        for event in reply.events
        if not _clash(event.guard, reply.guard)
    )
    return _Reply(reply.guard, reply.used, events, union(_asked(reply.guard, events)))


def _lasts(reply: _Reply) -> tuple[int, int]:
    sure = (event.last for event in reply.events if event.guard == ALWAYS)
    return union(event.last for event in reply.events), union(sure)


def _notes(event: CompiledEvent, reply: CompiledReply) -> Iterator[tuple[Guard, int]]:
    for mask, want, mark in event.marks:
        if not _clash(Guard(mask, want), reply.guard):
            yield Guard(mask, want), mark


def _asked(guard: Guard, events: Iterable[_Event]) -> Iterator[int]:
    """The bits that are asked: whether it is on offer, what happens then, and for which time."""
    yield guard.mask
    for event in events:
        yield event.guard.mask
        yield from (once for once, _ in event.doses)
        yield from (guard.mask for guard, _ in event.marks)


def _clash(one: Guard, other: Guard) -> bool:
    """Whether the two conditions ask for the contrary of one another."""
    return bool(one.mask & other.mask & (one.want ^ other.want))


def _met(guards: Iterable[Guard], views: Iterable[_View]) -> frozenset[int]:
    """Which of the conditions can be met in one of the views."""
    open_yet = dict(enumerate(guards))
    met: set[int] = set()
    # what allows for most comes first: most conditions are met there
    for view in sorted(set(views), key=lambda view: -view.most.bit_count()):
        numbers = list(open_yet)
        for at in view.met(open_yet.values()):
            met.add(numbers[at])
            del open_yet[numbers[at]]
    return frozenset(met)
