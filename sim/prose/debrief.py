"""What there is to say about a call that is over, as values."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sim.core.call import Call
from sim.core.case import Case
from sim.prose.highlights import Moment, change, strength
from sim.prose.retrace import Step, retrace
from sim.prose.scorecard import Card, WindowCard, cards
from sim.prose.turns import effect, gain, lost, moved_by, outcome, reasons, seen

TURNING = 100
"""Tenths of a point, all gauges together, from which a turn is called a turning point."""
VERDICTS = {
    "grievance": ("not heard", "partly heard", "heard"),
    "cue": ("passed over", "half picked up", "picked up"),
    "need": ("missed", "partly met", "met"),
}
"""What became of something the customer brought up, by the most points it was worth."""


class CameUp(Struct, frozen=True):
    """Something the customer brought up; `verdict` says what became of it, and is empty for facts.

    `met` is the turn that met it, in full or partly, or 0; `why` says for a need that was missed
    why it matters to this person.
    """

    turn: int
    kind: str
    id: str
    text: str
    verdict: str
    met: int
    why: str


class TurningPoint(Struct, frozen=True):
    """A turn that moved the customer far, for better or worse: what it did, and the main reason."""

    turn: int
    said: str
    better: bool
    why: str
    effect: str


class Debrief(Struct, frozen=True):
    """The whole debrief; outcome, strength, change and the cards' scores make up its first part.

    `strength` is None when no reply did any good, `change` when there is none to change. `cards`
    come with the leading rubric first.
    """

    outcome: str
    lost: bool
    strength: Moment | None
    change: Moment | None
    cards: tuple[Card, ...]
    came_up: tuple[CameUp, ...]
    turning: tuple[TurningPoint, ...]


def debrief(call: Call) -> Debrief:
    """The debrief of a call that is over."""
    case, steps = call.case, retrace(call)
    scored = cards(steps, case.content.scenario.leads)
    changed = change(case, steps, scored, call.ending)
    return Debrief(
        outcome=outcome(case, call.ending),
        lost=lost(call.ending),
        strength=strength(case, steps, scored, changed.turn if changed else 0),
        change=changed,
        cards=scored,
        came_up=tuple(_came_up(case, steps, scored)),
        turning=tuple(_turning(case, steps)),
    )


def _came_up(case: Case, steps: Sequence[Step], scored: Sequence[Card]) -> Iterator[CameUp]:
    about: dict[str, list[WindowCard]] = {}
    for window in (w for card in scored for letter in card.letters for w in letter.windows):
        about.setdefault(window.about, []).append(window)
    matters = {need.id: need.why for need in case.content.needs}
    for turn in (step.taken.turn for step in steps):
        if turn.raised:
            kind, id, text = turn.raised.kind, turn.raised.id, turn.raised.text
            best = max(about.get(id, ()), key=lambda window: window.points, default=None)
            verdict = VERDICTS[kind][best.points] if best else ""
            met = best.quote.turn if best and best.quote else 0
            why = "" if met else matters.get(id, "")
            yield CameUp(turn.number, kind, id, text, verdict, met, why)


def _turning(case: Case, steps: Sequence[Step]) -> Iterator[TurningPoint]:
    """The turn that moved the customer furthest for the better, and the one for the worse."""
    turns = [step.taken.turn for step in steps[1:]]
    moved = {turn.number: gain(moved_by(turn)) for turn in turns}
    best = max(turns, key=lambda turn: moved[turn.number])
    worst = min(turns, key=lambda turn: moved[turn.number])
    for turn in sorted({best.number: best, worst.number: worst}.values(), key=lambda t: t.number):
        better = moved[turn.number] > 0
        why = next((each for each in reasons(case, turn) if each.helped == better), None)
        if why and turn is (best if better else worst) and abs(moved[turn.number]) >= TURNING:
            did = effect(case, seen(turn, moved_by(turn)))
            yield TurningPoint(turn.number, turn.said, better, why.why, did)
