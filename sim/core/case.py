"""One case: a scenario with a customer, rules and rubrics, made ready for stepping.

Everything that does not change during a call has been decided by then (see `compile`): which rules
an act can call on, how strongly this person reacts, what each condition asks of the state.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.core.lines import CompiledLine, Lines
from sim.core.model import Content
from sim.core.mood import MOST, SCALE, Contribution, Reason, Ruled, contributions
from sim.core.scoring import Scoring
from sim.core.stages import ENDINGS, LEAVING, START, TALKING, Stages
from sim.core.when import GAUGES, Bits, Guard, thresholds, union

FEWEST = 2
"""Replies on offer at least; stock replies fill up."""


class CompiledEvent(NamedTuple):
    """An act of a reply, with all that may follow from it when `guard` holds.

    `ruled` are conditional contributions and `marks` conditional notes of the rubrics (mask, want,
    bit); `doses` are pairs of bits that count to two; `last` the bits of "it was just done".
    """

    act: str
    about: str
    guard: Guard
    moves: tuple[Contribution, ...]
    ruled: tuple[Ruled, ...]
    marks: tuple[tuple[int, int, int], ...]
    doses: tuple[tuple[int, int], ...] = ()
    last: int = 0


class CompiledReply(NamedTuple):
    """A reply made ready: when it may be offered, how specific that is, what it does."""

    id: str
    say: str
    guard: Guard
    tests: int
    used: int
    stock: bool
    events: tuple[CompiledEvent, ...]


class Judged(NamedTuple):
    """A reply judged in its moment: the events that counted, and all they do.

    `sums` has what the moves add to each gauge, `sets` the memory of it.
    """

    events: tuple[CompiledEvent, ...]
    moves: tuple[Contribution, ...]
    sums: tuple[int, ...]
    marks: int
    sets: int


class Happening(NamedTuple):
    """Something the customer brings up: its kind, when, and the bits it sets.

    `asked` is what is only told to whoever asks for wishes.
    """

    kind: str
    id: str
    text: str
    guard: Guard
    sets: int
    asked: bool = False

    @property
    def can_wait(self) -> bool:
        """Whether it is a need that nobody has asked for."""
        return self.kind == "need" and not self.asked


class Parts(NamedTuple):
    """What compiling yields; `lasting` are the bits that can still change how a call goes on.

    A watched test that can never hold is None.
    """

    hash: str
    bits: Bits
    lasting: int
    replies: Mapping[str, CompiledReply]
    happenings: tuple[Happening, ...]
    stages: Stages
    scoring: Scoring
    lines: tuple[CompiledLine, ...]
    bearing: tuple[CompiledLine, ...]
    watched: tuple[Guard | None, ...] = ()


class Case:
    """A compiled case; `hash` names it, 32 hexadecimal digits over the canonical content."""

    def __init__(self, content: Content, parts: Parts) -> None:
        self.content = content
        self.hash = parts.hash
        self.lasting = parts.lasting
        self.replies = parts.replies
        self.happenings = parts.happenings
        self.stages = parts.stages
        self.scoring = parts.scoring
        self.bearing = parts.bearing
        self.watched = parts.watched
        came = Reason("arrives", content.scenario.arrives.why, "the scenario")
        self.arrival = contributions(content.scenario.arrives, came, content.customer.temper)
        bits = self.bits = parts.bits
        self.recent = bits.about("last", "raises", "enters", "unfinished")
        own = (stage for stage in self.stages.names if stage not in (*TALKING, *ENDINGS))
        new = bits.asked(*(f"enters {stage}" for stage in (*LEAVING, *own)))
        self.lines = Lines(parts.lines, self.recent, bits.about("raises") | new)
        self.enters = {
            stage: bits.asked(f"enters {stage}", f"been {stage}") for stage in self.stages.names
        }
        self.starts = bits.asked(f"been {START}")
        self._stage = {stage: bits.asked(f"stage {stage}") for stage in self.stages.names}
        self._gauges = [thresholds(bits, gauge, MOST, SCALE) for gauge in GAUGES]
        self._turns = thresholds(bits, "turn", content.scenario.turns, 1)
        self._turns[-1] |= bits.asked("time_is_up")
        self._offers: dict[int, tuple[tuple[CompiledReply, ...], tuple[CompiledReply, ...]]] = {}
        just_now = bits.about("raises")
        self._ranked = sorted(
            self.replies.values(),
            key=lambda each: (each.stock, not each.guard.want & just_now, -each.tests),
        )
        self._asked = union(reply.guard.mask for reply in self._ranked)
        self._judged: dict[str, dict[int, Judged]] = {reply: {} for reply in self.replies}
        self._reads = {reply.id: _reads(reply) for reply in self._ranked}
        self._awaited = union(happening.guard.mask for happening in self.happenings)
        self._coming: dict[int, Happening | None] = {}

    def view(
        self, stage: str, heat: int, heard: int, trust: int, patience: int, turn: int, flags: int
    ) -> int:
        """All bits that are true of a state, for conditions to test."""
        of_heat, of_heard, of_trust, of_patience = self._gauges
        return (
            flags
            | self._stage[stage]
            | of_heat[heat]
            | of_heard[heard]
            | of_trust[trust]
            | of_patience[patience]
            | self._turns[turn]
        )

    def readers(self) -> Iterator[tuple[int, int]]:
        """For each reply and happening: the bits any of which rules it out, and all it reads."""
        for reply in self.replies.values():
            yield reply.guard.mask & ~reply.guard.want, reply.guard.mask | self._reads[reply.id]
        for happening in self.happenings:
            mask, want = happening.guard
            yield mask & ~want, mask & ~self.recent

    def judged(self, reply: CompiledReply, bits: int) -> Judged:
        """What a reply does where `bits` are true; what was answered before is remembered."""
        known = self._judged[reply.id]
        key = bits & self._reads[reply.id]
        judged = known.get(key)
        if judged is None:
            judged = known[key] = _judge(reply, bits)
        return judged

    def coming(self, bits: int) -> Happening | None:
        """The first thing the customer has cause to bring up where `bits` are true, if any."""
        key = bits & self._awaited
        if key not in self._coming:
            self._coming[key] = next(
                (h for h in self.happenings if key & h.guard.mask == h.guard.want), None
            )
        return self._coming[key]

    def offer(self, bits: int) -> tuple[CompiledReply, ...]:
        """The replies on offer; stock replies fill up to two.

        What answers to something that has just come up goes first, then the most specific.
        """
        return self._offer(bits)[0]

    def left_out(self, bits: int) -> tuple[CompiledReply, ...]:
        """The replies beside the stock's that would fit as well, were there room for more."""
        return self._offer(bits)[1]

    def _offer(self, bits: int) -> tuple[tuple[CompiledReply, ...], tuple[CompiledReply, ...]]:
        """The replies on offer and those left out; what was answered before is remembered."""
        key = bits & self._asked
        known = self._offers.get(key)
        if known is None:
            fitting = [r for r in self._ranked if key & r.guard.mask == r.guard.want]
            own = [r for r in fitting if not r.stock]
            most = self.content.scenario.offers
            stock = [r for r in fitting if r.stock][: max(0, FEWEST - len(own[:most]))]
            known = self._offers[key] = (*own[:most], *stock), tuple(own[most:])
        return known


def _reads(reply: CompiledReply) -> int:
    """The bits that what a reply does depends on."""
    reads = 0
    for event in reply.events:
        reads |= event.guard.mask
        for mask, _, _ in (*event.ruled, *event.marks):
            reads |= mask
        for once, twice in event.doses:
            reads |= once if twice else 0
    return reads


def _judge(reply: CompiledReply, bits: int) -> Judged:
    """What comes about for several reasons at once counts once."""
    events: dict[tuple[str, str], CompiledEvent] = {}
    moves: list[Contribution] = []
    marks, sets = 0, reply.used
    for event in reply.events:
        named = event.act, event.about
        if named in events or bits & event.guard.mask != event.guard.want:
            continue
        events[named] = event
        moves += event.moves
        for mask, want, more in event.ruled:
            if bits & mask == want:
                moves += more
        for mask, want, mark in event.marks:
            if bits & mask == want:
                marks |= mark
        for once, twice in event.doses:
            sets |= once | twice if (bits | sets) & once else once
        sets |= event.last
    sums = [0] * len(GAUGES)
    for gauge, amount, _ in moves:
        sums[gauge] += amount
    return Judged(tuple(events.values()), tuple(moves), tuple(sums), marks, sets)
