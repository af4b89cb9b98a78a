"""Scorecards with their evidence: each window with the very line that earned or lost it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sim.core.scoring import DEDUCTION, LetterScore, Score, WindowScore
from sim.core.turns import Turn
from sim.prose.retrace import Opening, Step, faultless

ENOUGH = 2
"""The points of a window that was met in full."""


class Quote(Struct, frozen=True):
    """A reply that was given, and the words of the rule that noted it."""

    turn: int
    said: str
    why: str


class Instead(Struct, frozen=True):
    """A reply that was on offer, and the one that was given in its place."""

    turn: int
    said: str
    say: str


class WindowCard(Struct, frozen=True):
    """An opportunity: its points (0, 1, 2), what earned them, and what to do if any are missing.

    `about` is the id of the grievance, cue or need it is for, if it is for one.
    """

    text: str
    points: int
    quote: Quote | None
    missed: str
    instead: Instead | None
    about: str


class FaultCard(Struct, frozen=True):
    """A fault: what it costs, once a call, and every reply it was noted in."""

    why: str
    weight: str
    deducted: int
    quotes: tuple[Quote, ...]


class LetterCard(Struct, frozen=True):
    """A letter; the score is None where nothing asked for it.

    `held` when it would stand higher than 60, had what matters most not been missed.
    """

    letter: str
    name: str
    score: int | None
    windows: tuple[WindowCard, ...]
    faults: tuple[FaultCard, ...]
    held: bool


class Card(Struct, frozen=True):
    """A call by one rubric; `caps` are the faults that hold the whole of it at 49."""

    rubric: str
    short: str
    title: str
    score: int
    letters: tuple[LetterCard, ...]
    caps: tuple[FaultCard, ...]


def cards(steps: Sequence[Step], leads: str) -> tuple[Card, ...]:
    """The scorecards of a call, that of the rubric that leads first."""
    ordered = sorted(steps[-1].taken.scores, key=lambda score: score.rubric != leads)
    return tuple(_card(score, steps) for score in ordered)


def _card(score: Score, steps: Sequence[Step]) -> Card:
    return Card(
        rubric=score.rubric,
        short=score.rubric.upper(),
        title=score.title,
        score=score.score,
        letters=tuple(
            _letter(score.rubric, at, letter, steps) for at, letter in enumerate(score.letters)
        ),
        caps=tuple(_faults(score.rubric, -1, steps)),
    )


def _letter(rubric: str, at: int, letter: LetterScore, steps: Sequence[Step]) -> LetterCard:
    return LetterCard(
        letter=letter.letter,
        name=letter.name,
        score=letter.score,
        windows=tuple(
            _window(Opening(rubric, at, window.id, window.about), window, steps)
            for window in letter.windows
        ),
        faults=tuple(_faults(rubric, at, steps)),
        held=_held(letter),
    )


def _window(opening: Opening, window: WindowScore, steps: Sequence[Step]) -> WindowCard:
    return WindowCard(
        text=window.text,
        points=window.points,
        quote=_quote(opening, window.points, steps) if window.points else None,
        missed=window.missed,
        instead=None if window.points == ENOUGH else _instead(opening, steps),
        about=window.about,
    )


def _quote(opening: Opening, points: int, steps: Sequence[Step]) -> Quote:
    """The first reply that was noted with as many points as the window has."""
    return next(
        Quote(turn.number, turn.said, noted.why)
        for turn in (step.taken.turn for step in steps)
        for noted in opening.noted(turn)
        if noted.points == points
    )


def _instead(opening: Opening, steps: Sequence[Step]) -> Instead | None:
    """The first faultless reply on offer that would have met the window in full.

    Rather one in place of a reply that was of less worth.
    """
    found = [
        (step.taken.turn, other.turn)
        for step in steps
        for other in step.others
        if faultless(other.turn) and any(n.points == ENOUGH for n in opening.noted(other.turn))
    ]
    if not found:
        return None
    taken, other = min(found, key=lambda pair: _met_in_full(pair[0]))
    return Instead(taken.number, taken.said, other.said)


def _met_in_full(turn: Turn) -> bool:
    return faultless(turn) and any(noted.points == ENOUGH for noted in turn.noted)


def _faults(rubric: str, letter: int, steps: Sequence[Step]) -> Iterator[FaultCard]:
    found: dict[tuple[str, str], list[Quote]] = {}
    for step in steps:
        turn = step.taken.turn
        for noted in turn.noted:
            if noted.weight and (noted.rubric, noted.letter) == (rubric, letter):
                quote = Quote(turn.number, turn.said, noted.why)
                found.setdefault((noted.why, noted.weight), []).append(quote)
    for (why, weight), quotes in found.items():
        yield FaultCard(why, weight, DEDUCTION.get(weight, 0), tuple(quotes))


def _held(letter: LetterScore) -> bool:
    if letter.held_at is None:
        return False
    earned = sum(window.points for window in letter.windows)
    return 100 * earned // (ENOUGH * len(letter.windows)) - letter.deducted > letter.held_at
