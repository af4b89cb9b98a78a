"""Goals in words: the one that was set last time, and those one could set now."""

from collections.abc import Iterable, Sequence

from sim.core.goals import REACHED, Goal, letter_of, reached
from sim.core.model import Rubric
from sim.core.option import Option
from sim.core.scoring import Score
from sim.prose.scorecard import Card

SUGGESTED = 3
"""How many goals are suggested after a call."""


def goal_words(goal: Goal, rubrics: Iterable[Rubric]) -> str:
    """The goal by its letter: `Empathize, the E of HEART`; empty when there is no such letter."""
    for rubric in rubrics:
        if rubric.id == goal.rubric and 0 <= goal.letter < len(rubric.letters):
            letter = rubric.letters[goal.letter]
            return f"{letter.name}, the {letter.letter} of {rubric.id.upper()}"
    return ""


def goal_met(goal: Goal, scores: Sequence[Score], rubrics: Iterable[Rubric]) -> str:
    """What became of the goal a call began with, in a sentence or two."""
    words, letter, done = goal_words(goal, rubrics), letter_of(goal, scores), reached(goal, scores)
    if not words or letter is None:
        return ""
    if done is None:
        return f"Your goal was {words}. This call gave no opening for it; it stands."
    how = f"It came to {letter.score} of 100"
    if done:
        return f"Your goal was {words}. {how}: reached. Time for a new one."
    return f"Your goal was {words}. {how}; from {REACHED} on it is reached."


def goals_told(
    set_out: Goal | None, goal: Goal | None, scores: Sequence[Score], rubrics: Sequence[Rubric]
) -> list[str]:
    """What became of the goal a call began with, and which is set for the next."""
    told = [goal_met(set_out, scores, rubrics)] if set_out else []
    words = goal_words(goal, rubrics) if goal else ""
    return [*filter(None, told), *([f"For the next call: {words}."] if words else [])]


def goals(cards: Sequence[Card]) -> list[tuple[Goal, Option]]:
    """What one could do better next time: the letters that fell shortest, the leading model first.

    Each with words to choose it by.
    """
    short = [
        (letter.score, at, index)
        for at, card in enumerate(cards)
        for index, letter in enumerate(card.letters)
        if letter.score is not None and letter.score < REACHED
    ]
    found: list[tuple[Goal, Option]] = []
    named: set[str] = set()
    for _, at, index in sorted(short):
        card, letter = cards[at], cards[at].letters[index]
        if letter.name in named or len(found) == SUGGESTED:  # both models end in Thank
            continue
        named.add(letter.name)
        say = f"{letter.name}, the {letter.letter} of {card.short} ({letter.score} this time)."
        found.append((Goal(card.rubric, index), Option(f"{card.rubric}_{index}", say)))
    return found
