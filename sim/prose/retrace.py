"""A call walked through once more, with everything else that could have been said at each turn.

Scores are known at every turn, so the reply that earned a window is the one after which it had its
points; and what another reply would have earned is found by giving it, and taking it back.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.core.call import Call
from sim.core.scoring import Score
from sim.core.turns import Noted, Option, Turn

Key = tuple[str, int, str, str]
"""A window: rubric, position of the letter, id, text. The text tells repeated windows apart."""


class Outlook(NamedTuple):
    """A turn, and how the call stood after it by each rubric."""

    turn: Turn
    scores: tuple[Score, ...]
    points: dict[Key, int]

    def score(self, rubric: str) -> int:
        """The call so far by one rubric."""
        return next(score.score for score in self.scores if score.rubric == rubric)


class Step(NamedTuple):
    """What was said and what came of it, then what would have come of the other replies."""

    taken: Outlook
    others: tuple[Outlook, ...]


def retrace(call: Call) -> list[Step]:
    """The call's steps from its opening."""
    again = Call(call.case, call.seed)
    steps = [Step(_outlook(again, again.turns[0]), ())]
    for choice in call.choices:
        others = tuple(_tried(again, each) for each in again.offered if each.id != choice)
        steps.append(Step(_outlook(again, again.reply(choice)), others))
    return steps


def earned_by(steps: Sequence[Step], key: Key, points: int) -> tuple[Turn, str] | None:
    """The turn after which a window had these points, and the words of the row that gave them."""
    reached = next(
        (at for at, step in enumerate(steps) if step.taken.points.get(key) == points), None
    )
    if reached is None:
        return None
    # a window may open only after what fills it was said: then an earlier turn holds the words
    for step in reversed(steps[: reached + 1]):
        for noted in noted_for(step.taken.turn, key):
            if noted.points == points:
                return step.taken.turn, noted.why
    return None


def noted_for(turn: Turn, key: Key) -> Iterator[Noted]:
    """What a turn was noted for in a window, the highest points first."""
    rubric, letter, window, _ = key
    found = [n for n in turn.noted if (n.rubric, n.letter, n.window) == (rubric, letter, window)]
    yield from sorted(found, key=lambda noted: -noted.points)


def faultless(turn: Turn) -> bool:
    """Whether no rubric noted a fault."""
    return not any(noted.weight for noted in turn.noted)


def _tried(call: Call, option: Option) -> Outlook:
    outlook = _outlook(call, call.reply(option.id))
    call.undo()
    return outlook


def _outlook(call: Call, turn: Turn) -> Outlook:
    scores = call.scores
    points = {
        (score.rubric, at, window.id, window.text): window.points
        for score in scores
        for at, letter in enumerate(score.letters)
        for window in letter.windows
    }
    return Outlook(turn, scores, points)
