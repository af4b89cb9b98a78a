"""One step of a call: the only function that takes a state on.

Play, replay, search and tests all go through `advance`. A reply is judged against the state it was
said in; then the customer brings up at most one thing; then the stage may change.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sim.core.case import Case, CompiledEvent, CompiledReply, Happening
from sim.core.model import Begin
from sim.core.mood import LIMIT, MOST, SCALE, Contribution
from sim.core.stages import ENDINGS, START
from sim.core.when import GAUGES


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
    sums = [0] * len(GAUGES)
    for gauge, amount, _ in case.arrival:
        sums[gauge] += amount
    gauges, moves = _moved(start, sums, case.arrival)
    raised = case.coming(case.view(START, *gauges, 0, case.starts))
    flags = case.starts | (raised.sets if raised else 0)
    return Step(State(START, *gauges, 0, flags), (), moves, 0, raised)


def advance(case: Case, state: State, reply: CompiledReply) -> Step:
    """The state after a reply. It must be on offer: that is for the caller to see to."""
    events, moves, sums, marks, sets = case.judged(reply, case.view(*state))
    flags = state.flags & ~case.recent | sets
    gauges, moves = _moved(state, sums, moves)
    turn = state.turn + 1
    around = case.view(state.stage, *gauges, turn, 0)
    raised = case.coming(around | flags)
    if raised and raised.can_wait and case.stages.after(state.stage, around | flags) != state.stage:
        raised = None  # a change of heart is heard first
    told = flags | raised.sets if raised else flags
    stage = case.stages.after(state.stage, around | told)
    if stage in ENDINGS:
        raised = None  # who is leaving brings nothing up
    else:
        flags = told
    if stage != state.stage:
        flags |= case.enters[stage]
    return Step(State(stage, *gauges, turn, flags), events, moves, marks, raised)


def _moved(
    state: State, sums: Sequence[int], moves: tuple[Contribution, ...]
) -> tuple[tuple[int, int, int, int], tuple[Contribution, ...]]:
    """The gauges with all contributions added; what a gauge cannot take is added as its own."""
    heat = state.heat + sums[0]
    heard = state.heard + sums[1]
    trust = state.trust + sums[2]
    patience = state.patience + sums[3]
    if (
        0 <= heat <= MOST and 0 <= heard <= MOST and 0 <= trust <= MOST and 0 <= patience <= MOST
    ):  # as it mostly is
        return (heat, heard, trust, patience), moves
    wanted = heat, heard, trust, patience
    held = _held(heat), _held(heard), _held(trust), _held(patience)
    limits = [
        Contribution(gauge, held[gauge] - value, LIMIT)
        for gauge, value in enumerate(wanted)
        if value != held[gauge]
    ]
    return held, (*moves, *limits)


def _held(value: int) -> int:
    return 0 if value < 0 else MOST if value > MOST else value
