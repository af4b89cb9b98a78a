"""How hard a call is, found by playing it: a fair trainee takes it a few hundred times.

A fair trainee means well and does not know the rubrics: of what is on offer, a reply without a
written fault is three times as likely as one with. The plays follow from the case alone, so every
machine comes to the same grade.
"""

from collections.abc import Sequence

from msgspec import Struct

from sim.core.bots.play import play
from sim.core.bots.trainee import sound
from sim.core.case import Case, CompiledReply
from sim.core.inventory import replies_of
from sim.core.lines import mix
from sim.core.stages import KEPT
from sim.core.step import Step

PLAYS = 400
"""Enough to know `ease` to about a point."""
FAIR, FAULTY = 3, 1
"""How likely a reply is, without a written fault and with one (design choice)."""
SALT = 0x0DD5
"""Keeps the dice apart from those of a call with the same seed."""
EASE: tuple[int, ...] = (40, 36, 31, 27)
"""The least `ease` of the grades 1 to 4; below the last it is 5 (design choice)."""


class Odds(Struct, frozen=True):
    """What became of `plays` calls: how many ended `content`, how many were `kept` (content or
    cool), and the mean `score` of all rubrics, 0 to 100."""

    plays: int
    content: int
    kept: int
    score: int

    @property
    def ease(self) -> int:
        """0 to 100: the mean of how often the customer was kept and how well it was done."""
        return (100 * self.kept // self.plays + self.score) // 2


def odds(case: Case, plays: int = PLAYS) -> Odds:
    """What a fair trainee may expect of this call, over so many plays (at least one)."""
    weighing = _Weighing(case)
    content = kept = total = 0
    for seed in range(plays):
        ending, scores, _ = play(case, weighing, seed)
        content += ending == "content"
        kept += ending in KEPT
        total += sum(scores) // max(1, len(scores))
    return Odds(plays, content, kept, total // plays)


def grade(odds: Odds) -> int:
    """How hard a call is, from 1 (a first one) to 5 (for those who have done the others)."""
    return 1 + sum(odds.ease < least for least in EASE)


class _Weighing:
    """Says anything on offer, and rather what is without an obvious fault."""

    def __init__(self, case: Case) -> None:
        self._weights = {
            reply.id: FAIR if sound(reply) else FAULTY for _, reply in replies_of(case.content)
        }

    def saw(self, memory: int, _: Step) -> int:
        return memory

    def choose(self, offer: Sequence[CompiledReply], _: int, seed: int, turn: int) -> CompiledReply:
        left = mix(SALT, seed, turn) % sum(self._weights[reply.id] for reply in offer)
        for reply in offer:
            left -= self._weights[reply.id]
            if left < 0:
                return reply
        raise AssertionError("an offer is never empty")
