"""Scorecards with their evidence: each window with the very line that earned or lost it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sim.core.case import Case
from sim.core.model import Rubric
from sim.core.scoring import DEDUCTION, LetterScore, Score
from sim.core.turns import Turn
from sim.prose.retrace import Key, Step, earned_by, faultless, noted_for

LEADS = "heart"
"""The rubric that leads: in every scenario there is, something went wrong."""
ENOUGH = 2
"""The points of a window that was met in full."""


class Quote(Struct, frozen=True):
    """A reply that was given, and the words of the rule that noted it."""

    turn: int
    said: str
    why: str


class Instead(Struct, frozen=True):
    """A reply that was on offer at the same turn, and what it would have been noted for."""

    turn: int
    said: str
    say: str
    why: str


class WindowCard(Struct, frozen=True):
    """An opportunity: its points (0, 1, 2), what earned them, and what to do if any are missing.

    `thing` is the id of the grievance, cue or need it is about, if it is about one.
    """

    text: str
    points: int
    quote: Quote | None
    missed: str
    instead: Instead | None
    thing: str


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


def cards(case: Case, steps: Sequence[Step]) -> tuple[Card, ...]:
    """The scorecards of a call, the leading one first."""
    rubrics = {rubric.id: rubric for rubric in case.content.rubrics}
    ordered = sorted(steps[-1].taken.scores, key=lambda score: score.rubric != LEADS)
    return tuple(_card(rubrics[score.rubric], score, steps) for score in ordered)


def _card(rubric: Rubric, score: Score, steps: Sequence[Step]) -> Card:
    return Card(
        rubric=rubric.id,
        short=rubric.id.upper(),
        title=score.title,
        score=score.score,
        letters=tuple(
            _letter(rubric, at, letter, steps) for at, letter in enumerate(score.letters)
        ),
        caps=tuple(_faults(rubric.id, -1, steps)),
    )


def _letter(rubric: Rubric, at: int, letter: LetterScore, steps: Sequence[Step]) -> LetterCard:
    things = _things(rubric, at, steps)
    return LetterCard(
        letter=letter.letter,
        name=letter.name,
        score=letter.score,
        windows=tuple(
            WindowCard(
                text=window.text,
                points=window.points,
                quote=_quote(steps, key, window.points),
                missed=window.missed,
                instead=None if window.points == ENOUGH else _instead(steps, key),
                thing=things.get(window.text, ""),
            )
            for window in letter.windows
            for key in [(rubric.id, at, window.id, window.text)]
        ),
        faults=tuple(_faults(rubric.id, at, steps)),
        held=_held(letter),
    )


def _quote(steps: Sequence[Step], key: Key, points: int) -> Quote | None:
    earned = earned_by(steps, key, points) if points else None
    if earned is None:
        return None
    turn, why = earned
    return Quote(turn.number, turn.said, why)


def _instead(steps: Sequence[Step], key: Key) -> Instead | None:
    """The first faultless reply on offer that would have met the window in full.

    Rather one in place of a reply that was of less worth.
    """
    found = [
        (step.taken.turn, other.turn)
        for step in steps
        for other in step.others
        if other.points.get(key) == ENOUGH and faultless(other.turn)
    ]
    if not found:
        return None
    taken, other = min(found, key=lambda pair: _met_in_full(pair[0]))
    why = next((noted.why for noted in noted_for(other, key)), "")
    return Instead(taken.number, taken.said, other.said, why)


def _met_in_full(turn: Turn) -> bool:
    return faultless(turn) and any(noted.points == ENOUGH for noted in turn.noted)


def _things(rubric: Rubric, at: int, steps: Sequence[Step]) -> dict[str, str]:
    """Which grievance, cue or need a window's text is about."""
    raised = [step.taken.turn.raised for step in steps]
    return {
        window.text.replace("{this}", each.text): each.id
        for window in rubric.letters[at].windows
        for each in raised
        if each and window.each == each.kind
    }


def _faults(rubric: str, letter: int, steps: Sequence[Step]) -> Iterator[FaultCard]:
    found: dict[tuple[str, str], list[Quote]] = {}
    for step in steps:
        turn = step.taken.turn
        for noted in turn.noted:
            if noted.weight and (noted.rubric, noted.letter) == (rubric, letter):
                quote = Quote(turn.number, turn.said, noted.why)
                found.setdefault((noted.why, noted.weight), []).append(quote)
    for (why, weight), quotes in found.items():
        yield FaultCard(why, weight, DEDUCTION[weight], tuple(quotes))


def _held(letter: LetterScore) -> bool:
    if letter.held_at is None:
        return False
    earned = sum(window.points for window in letter.windows)
    return 100 * earned // (ENOUGH * len(letter.windows)) - letter.deducted > letter.held_at
