"""What a call hands out: turns, as values, with every reason in them."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sim.core.acts import TIME
from sim.core.case import Case
from sim.core.mood import Contribution
from sim.core.option import Option
from sim.core.stages import ENDINGS
from sim.core.step import State, Step
from sim.core.when import GAUGES


class Why(Struct, frozen=True):
    """One summand of a move, in tenths of a shown point, with its reason and the claim's source."""

    amount: int
    rule: str
    why: str
    source: str


class Move(Struct, frozen=True):
    """How one gauge moved, in tenths (0 to 1000); the amounts in `reasons` add up to the move."""

    gauge: str
    before: int
    after: int
    reasons: tuple[Why, ...]


class Gauges(Struct, frozen=True):
    """The four gauges in tenths of a shown point, 0 to 1000."""

    heat: int
    heard: int
    trust: int
    patience: int


class Raised(Struct, frozen=True):
    """What the customer brought up: a fact, grievance, cue or need."""

    kind: str
    id: str
    text: str


class Noted(Struct, frozen=True):
    """What a rubric noted: points earned for a window, or a fault by its weight.

    `letter` counts from 0; `about` is the grievance, cue or need the window is for, if any.
    """

    rubric: str
    letter: int
    window: str
    about: str
    points: int
    weight: str
    why: str


class Turn(Struct, frozen=True):
    """One turn: what was on offer, what was said, and all it did. Turn 0 is the opening.

    `acts` are those that counted, the engine's conclusions among them; `ending` is empty until the
    call is over.
    """

    number: int
    offered: tuple[Option, ...]
    chosen: str
    said: str
    acts: tuple[str, ...]
    line: str
    bearing: str
    moves: tuple[Move, ...]
    gauges: Gauges
    stage_before: str
    stage: str
    raised: Raised | None
    noted: tuple[Noted, ...]
    ending: str


def turn_of(
    case: Case, before: State, step: Step, chosen: str, offered: tuple[Option, ...], spoken: str
) -> Turn:
    """A step as a value for faces and records; `chosen` is empty for the opening."""
    state, events, moves, marks, raised = step
    bits = case.view(*state)
    return Turn(
        number=state.turn,
        offered=offered,
        chosen=chosen,
        said=case.replies[chosen].say if chosen else "",
        acts=tuple(event.act for event in events if event.act != TIME),
        line=spoken,
        bearing=_bearing(case, bits),
        moves=tuple(_moves(before, state, moves)),
        gauges=Gauges(*state[1:5]),
        stage_before=before.stage,
        stage=state.stage,
        raised=Raised(raised.kind, raised.id, raised.text) if raised else None,
        noted=tuple(_noted(case, marks)),
        ending=state.stage if state.stage in ENDINGS else "",
    )


def eased(case: Case, turn: Turn, state: State) -> Turn:
    """The turn, with how the customer comes across once they have been eased to this state."""
    gauges, bearing = Gauges(*state[1:5]), _bearing(case, case.view(*state))
    return replace(turn, gauges=gauges, stage=state.stage, bearing=bearing)


def _bearing(case: Case, bits: int) -> str:
    return next((b.say for b in case.bearing if bits & b.guard.mask == b.guard.want), "")


def _moves(before: State, after: State, moves: tuple[Contribution, ...]) -> Iterator[Move]:
    reasons: dict[int, list[Why]] = {}
    for index, amount, reason in moves:
        reasons.setdefault(index, []).append(Why(amount, *reason))
    for index in sorted(reasons):
        at = index + 1  # a state begins with the stage
        yield Move(GAUGES[index], int(before[at]), int(after[at]), tuple(reasons[index]))


def _noted(case: Case, marks: int) -> Iterator[Noted]:
    """What the marks stand for; of several awards for a window, the one that counts."""
    marks = case.scoring.topped(marks)
    while marks:
        lowest = marks & -marks
        yield Noted(*case.scoring.marks[lowest.bit_length() - 1])
        marks ^= lowest
