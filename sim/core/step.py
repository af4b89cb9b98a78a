"""One step of a call: the only function that takes a state on.

Play, replay, search and tests all go through `advance`. A reply is judged against the state it was
said in; then the customer brings up at most one thing; then the stage may change.
"""

from typing import NamedTuple

from sim.core.case import Case, CompiledEvent, CompiledReply, Happening
from sim.core.model import Begin
from sim.core.mood import LIMIT, MOST, SCALE, Contribution
from sim.core.stages import ENDINGS, START


class State(NamedTuple):
    """All that decides how a call goes on; gauges in tenths, 0 to 1000; `flags` is the memory."""

    stage: str
    heat: int
    heard: int
    trust: int
    patience: int
    turn: int
    flags: int


class Step(NamedTuple):
    """What one reply did: the state it led to, and every reason for it.

    `marks` are the rubrics' awards and faults; `raised` is what the customer brought up.
    """

    state: State
    events: tuple[CompiledEvent, ...]
    moves: tuple[Contribution, ...]
    marks: int
    raised: Happening | None


def before(case: Case) -> State:
    """The person as they are before this happened to them."""
    start: Begin = case.content.customer.begin
    gauges = (start.heat * SCALE, start.heard * SCALE, start.trust * SCALE, start.patience * SCALE)
    return State(START, *gauges, 0, 0)


def begin(case: Case) -> Step:
    """What it comes to as the phone is picked up: they may bring something up at once."""
    start = before(case)
    moves = list(case.arrival)
    gauges = _moved((start.heat, start.heard, start.trust, start.patience), moves)
    raised, flags = _bring_up(case, START, gauges, 0, 0)
    return Step(State(START, *gauges, 0, flags), (), tuple(moves), 0, raised)


def advance(case: Case, state: State, reply: CompiledReply) -> Step:
    """The state after a reply. It must be on offer: that is for the caller to see to."""
    bits = case.view(*state)
    flags = state.flags & ~case.recent | reply.used
    events: list[CompiledEvent] = []
    moves: list[Contribution] = []
    marks = 0
    for event in reply.events:
        mask, want = event.guard
        if bits & mask != want:
            continue
        events.append(event)
        moves += event.moves
        for mask, want, more in event.ruled:
            if bits & mask == want:
                moves += more
        for mask, want, mark in event.marks:
            if bits & mask == want:
                marks |= mark
        for once, twice in event.doses:
            flags |= once | twice if flags & once else once
        flags |= event.last
    gauges = _moved((state.heat, state.heard, state.trust, state.patience), moves)
    turn = state.turn + 1
    raised, told = _bring_up(case, state.stage, gauges, turn, flags)
    stage = case.stages.after(state.stage, case.view(state.stage, *gauges, turn, told))
    if stage in ENDINGS:
        raised = None  # who is leaving brings nothing up any more
    else:
        flags = told
    if stage != state.stage:
        flags |= case.enters[stage]
    return Step(State(stage, *gauges, turn, flags), tuple(events), tuple(moves), marks, raised)


def _moved(
    gauges: tuple[int, int, int, int], moves: list[Contribution]
) -> tuple[int, int, int, int]:
    """The gauges with all contributions added; what a gauge cannot take is added as its own."""
    values = list(gauges)
    for gauge, amount, _ in moves:
        values[gauge] += amount
    for gauge, value in enumerate(values):
        if not 0 <= value <= MOST:
            values[gauge] = 0 if value < 0 else MOST
            moves.append(Contribution(gauge, values[gauge] - value, LIMIT))
    return values[0], values[1], values[2], values[3]


def _bring_up(
    case: Case, stage: str, gauges: tuple[int, int, int, int], turn: int, flags: int
) -> tuple[Happening | None, int]:
    """The first thing the customer has cause to bring up, and the memory with it."""
    bits = case.view(stage, *gauges, turn, flags)
    for happening in case.happenings:
        mask, want = happening.guard
        if bits & mask == want:
            return happening, flags | happening.sets
    return None, flags
