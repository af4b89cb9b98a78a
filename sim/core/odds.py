"""How hard a call is, found by playing it: a fair trainee takes it a few hundred times.

A fair trainee means well and does not know the rubrics: of what is on offer, a reply without a
written fault is three times as likely as one with. The plays follow from the case alone, so every
machine comes to the same grade.
"""

from msgspec import Struct

from sim.core.acts import BY_NAME, events
from sim.core.case import Case, CompiledReply
from sim.core.lines import mix
from sim.core.model import Reply
from sim.core.references import replies_of
from sim.core.stages import ENDINGS, KEPT
from sim.core.step import advance, begin

PLAYS = 500
"""Enough to know `ease` to about a point."""
FAIR, FAULTY = 3, 1
"""How likely a reply is, without a written fault and with one (design choice)."""
SALT = 0x0DD5
"""Keeps the dice apart from those of a call with the same seed."""
EASE: tuple[int, ...] = (48, 42, 37, 30)
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
    weights = {reply.id: _weight(reply) for _, reply in replies_of(case.content)}
    content = kept = total = 0
    for play in range(plays):
        ending, score = _play(case, weights, play)
        content += ending == "content"
        kept += ending in KEPT
        total += score
    return Odds(plays, content, kept, total // plays)


def grade(odds: Odds) -> int:
    """How hard a call is, from 1 (a first one) to 5 (for those who have done the others)."""
    return 1 + sum(odds.ease < least for least in EASE)


def _play(case: Case, weights: dict[str, int], seed: int) -> tuple[str, int]:
    """Play a call to its end; how it ended, and the mean of its scores."""
    state, _, _, marks, _ = begin(case)
    while state.stage not in ENDINGS:
        offer = case.offer(case.view(*state))
        step = advance(case, state, _pick(offer, weights, mix(SALT, seed, state.turn)))
        state = step.state
        marks |= step.marks
    bits = case.view(*state)
    scores = [case.scoring.total(rubric, marks, bits) for rubric in case.scoring.ids]
    return state.stage, sum(scores) // max(1, len(scores))


def _pick(offer: tuple[CompiledReply, ...], weights: dict[str, int], die: int) -> CompiledReply:
    left = die % sum(weights[reply.id] for reply in offer)
    for reply in offer:
        left -= weights[reply.id]
        if left < 0:
            return reply
    raise AssertionError("an offer is never empty")


def _weight(reply: Reply) -> int:
    """How likely a fair trainee is to say it, beside others."""
    written = events(reply.acts)
    fault = any(BY_NAME[event.act].tone == "fault" for event in written)
    words = frozenset[str]().union(*(event.words for event in written))
    return FAULTY if fault or not words.isdisjoint(_NO_APOLOGY) else FAIR


_NO_APOLOGY = {"form conditional", "form hollow"}
