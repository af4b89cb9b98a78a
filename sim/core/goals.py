"""What a trainee sets out to do better: one letter of one service model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # a journal holds a goal, and is read without what a call needs
    from sim.core.scoring import LetterScore, Score

REACHED = 80
"""From which score of the letter on, 0 to 100, a goal counts as reached (design choice)."""


class Goal(Struct, frozen=True):
    """A letter to do better at: the rubric's id, and which of its letters, from 0."""

    rubric: str
    letter: int


def letter_of(goal: Goal, scores: Sequence[Score]) -> LetterScore | None:
    """How a call did at it; None when no rubric there has such a letter."""
    letters = next((each.letters for each in scores if each.rubric == goal.rubric), ())
    return letters[goal.letter] if 0 <= goal.letter < len(letters) else None


def reached(goal: Goal, scores: Sequence[Score]) -> bool | None:
    """Whether a call reached the goal; None when nothing in it gave an opening for that."""
    letter = letter_of(goal, scores)
    if letter is None or letter.score is None:
        return None
    return letter.score >= REACHED
