"""A call walked through once more, with everything else that could have been said at each turn.

What another reply would have earned is found by giving it, and taking it back.
"""

from collections.abc import Iterator
from typing import NamedTuple, Self

from sim.core.call import Call
from sim.core.option import Option
from sim.core.scoring import Score
from sim.core.turns import Noted, Turn


class Opening(NamedTuple):
    """An opportunity: a window of a letter, and the grievance, cue or need it is for, if any."""

    rubric: str
    letter: int
    window: str
    about: str

    @classmethod
    def of(cls, noted: Noted) -> Self:
        """What something was noted for; a fault has no window."""
        return cls(noted.rubric, noted.letter, noted.window, noted.about)

    def noted(self, turn: Turn) -> Iterator[Noted]:
        """What a turn was noted for here."""
        return (noted for noted in turn.noted if self.of(noted) == self)


class Outlook(NamedTuple):
    """A turn, and how the call stood after it by each rubric."""

    turn: Turn
    scores: tuple[Score, ...]

    def score(self, rubric: str) -> int:
        """The call so far by one rubric."""
        return next(score.score for score in self.scores if score.rubric == rubric)


class Step(NamedTuple):
    """What was said and what came of it, then what would have come of the other replies."""

    taken: Outlook
    others: tuple[Outlook, ...]


def retrace(call: Call) -> list[Step]:
    """The call's steps from its opening."""
    again = Call(call.first_case, call.seed)
    steps = [Step(Outlook(again.turns[0], again.scores), ())]
    for turn, choice in enumerate(call.choices):
        if turn == call.eased_after:
            again.ease(call.case)
            steps[-1] = steps[-1]._replace(taken=Outlook(again.turns[-1], again.scores))
        others = tuple(_tried(again, each) for each in again.offered if each.id != choice)
        steps.append(Step(Outlook(again.reply(choice), again.scores), others))
    return steps


def faultless(turn: Turn) -> bool:
    """Whether no rubric noted a fault."""
    return not any(noted.weight for noted in turn.noted)


def _tried(call: Call, option: Option) -> Outlook:
    outlook = Outlook(call.reply(option.id), call.scores)
    call.undo()
    return outlook
