"""What a debrief opens with: one strength and one thing to change, each with the very reply."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from sim.core.case import Case
from sim.core.turns import Turn
from sim.prose.retrace import Step, faultless
from sim.prose.scorecard import ENOUGH, Card, Instead
from sim.prose.turns import effect, ended, gain, moved_by, reasons, seen

DRIVEN_OFF = ("gone", "withdrawn")
"""Endings that a reply brought about, and not the clock."""
_CAP, _ESSENTIAL, _NOT_ON_OFFER = 1000, 40, 500
"""How much more or less than its points something weighs: a fault that caps the call, an essential
that was missed, and what no reply on offer would have done."""


class Moment(Struct, frozen=True):
    """A reply worth talking about: the rule that noted it, where it counts, what it did to them.

    `instead` is a better reply that was on offer, if there was one. For something left undone
    `turn` is 0 and `said` empty: there is only what could have been said instead.
    """

    turn: int
    said: str
    why: str
    where: str
    effect: str
    instead: Instead | None


class _Weighed(NamedTuple):
    weight: int
    moment: Moment


def strength(
    case: Case, steps: Sequence[Step], cards: Sequence[Card], changed: int
) -> Moment | None:
    """Of the replies that met a window in full, the one that did the customer most good.

    Faultless replies are asked first, and the leading rubric before the next; where there are none,
    it is the reply that did most good, whatever the rubrics say. The reply that is to be changed,
    in turn `changed`, is praised only where no other can be.
    """
    earned = [list(_earned(case, steps, card, clean)) for clean in (True, False) for card in cards]
    for spared in (changed, 0):
        for each in earned:
            if found := [one for one in each if one.moment.turn != spared]:
                return _heaviest(found)
        replies = [turn for turn in _replies(steps) if turn.number != spared]
        praised = _by_mood(case, max(replies, key=_good), helped=True) if replies else None
        if praised:
            return praised
    return None


def change(case: Case, steps: Sequence[Step], cards: Sequence[Card], ending: str) -> Moment | None:
    """The reply that cost most by the leading rubric, or by the next if that has no complaint.

    Where a reply drove the customer off, it is the one that hurt them most.
    """
    worst = min(_replies(steps), key=_good)
    driven_off = ending in DRIVEN_OFF and _good(worst) < 0
    for card in cards:
        faults, missed = list(_at_fault(case, steps, card)), list(_missed(card))
        found = [*faults, *missed]
        if driven_off:
            found = _in_turn(worst, faults) or _in_turn(worst, missed)
        if found:
            return _heaviest(found)
    return _by_mood(case, worst, helped=False) if driven_off else None


def _earned(case: Case, steps: Sequence[Step], card: Card, clean: bool) -> Iterator[_Weighed]:
    for letter in card.letters:
        for window in letter.windows:
            if window.points == ENOUGH and window.quote:
                turn = steps[window.quote.turn].taken.turn
                if faultless(turn) or not clean:
                    where = f"{card.short}, {letter.name}"
                    why = window.quote.why
                    yield _Weighed(_good(turn), _moment(case, turn, why, where, helped=True))


def _at_fault(case: Case, steps: Sequence[Step], card: Card) -> Iterator[_Weighed]:
    faults = [(card.short, cap) for cap in card.caps]
    for letter in card.letters:
        faults += [(f"{card.short}, {letter.name}", fault) for fault in letter.faults]
    for where, fault in faults:
        step = steps[fault.quotes[0].turn]
        instead = _better(step, card.rubric)
        moment = _moment(case, step.taken.turn, fault.why, where, helped=False, instead=instead)
        yield _Weighed(fault.deducted or _CAP, moment)


def _missed(card: Card) -> Iterator[_Weighed]:
    for letter in card.letters:
        for window in letter.windows:
            if window.points == ENOUGH:
                continue
            where = f"{card.short}, {letter.name}"
            lost = 50 * (ENOUGH - window.points) // len(letter.windows)
            lost += _ESSENTIAL if letter.held else 0
            if not window.instead:
                lost -= _NOT_ON_OFFER
            why = f"{ended(window.text)} {window.missed}"
            yield _Weighed(lost, Moment(0, "", why, where, "", window.instead))


def _better(step: Step, rubric: str) -> Instead | None:
    """The faultless reply on offer then after which the call stood best by this rubric."""
    others = [other for other in step.others if faultless(other.turn)]
    if not others:
        return None
    best = max(others, key=lambda other: (other.score(rubric), _good(other.turn)))
    if best.score(rubric) < step.taken.score(rubric):
        return None
    return Instead(step.taken.turn.number, step.taken.turn.said, best.turn.said)


def _moment(
    case: Case, turn: Turn, why: str, where: str, *, helped: bool, instead: Instead | None = None
) -> Moment:
    """A moment with what it did to the customer, unless that went the other way."""
    did = effect(case, seen(turn, moved_by(turn))) if helped == (_good(turn) > 0) else ""
    return Moment(turn.number, turn.said, why, where, did, instead)


def _by_mood(case: Case, turn: Turn, *, helped: bool) -> Moment | None:
    """A moment for the reason the customer reacted, where no rubric has one; None without any."""
    found = (each for each in reasons(case, turn) if each.helped == helped)
    return next((_moment(case, turn, each.why, "", helped=helped) for each in found), None)


def _replies(steps: Sequence[Step]) -> list[Turn]:
    return [step.taken.turn for step in steps[1:]]


def _good(turn: Turn) -> int:
    return gain(moved_by(turn))


def _in_turn(turn: Turn, found: Sequence[_Weighed]) -> list[_Weighed]:
    """What is about this turn."""
    return [
        each
        for each in found
        if turn.number in (each.moment.turn, each.moment.instead and each.moment.instead.turn)
    ]


def _heaviest(found: Sequence[_Weighed]) -> Moment:
    return max(found, key=lambda each: each.weight).moment
