"""Calls played to their end by a policy, without turns and words: light enough for thousands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from sim.core.case import Case, CompiledReply
from sim.core.stages import ENDINGS
from sim.core.step import Step, advance, begin


class Player(Protocol):
    """Whoever takes calls; what it knows of one is a number that is handed back to it."""

    def saw(self, memory: int, step: Step) -> int:
        """The memory after a step, the opening included; it begins with 0."""
        ...

    def choose(
        self, offer: Sequence[CompiledReply], memory: int, seed: int, turn: int
    ) -> CompiledReply:
        """What to say of what is on offer, `turn` replies into the call."""
        ...


class Said(NamedTuple):
    """What one reply did; the opening has none."""

    reply: CompiledReply | None
    step: Step


class Play(NamedTuple):
    """What became of a call: its ending, its scores in the order of the rubrics, what was said."""

    ending: str
    scores: tuple[int, ...]
    replies: tuple[str, ...]


def walk(case: Case, player: Player, seed: int) -> Iterator[Said]:
    """A call from its opening to its end, step by step."""
    step = begin(case)
    memory = player.saw(0, step)
    yield Said(None, step)
    while step.state.stage not in ENDINGS:
        offer = case.offer(case.view(*step.state))
        reply = player.choose(offer, memory, seed, step.state.turn)
        step = advance(case, step.state, reply)
        memory = player.saw(memory, step)
        yield Said(reply, step)


def play(case: Case, player: Player, seed: int) -> Play:
    """A call from its opening to its end; the same seed, the same call."""
    marks = 0
    replies = []
    for reply, step in walk(case, player, seed):
        marks |= step.marks
        if reply is not None:
            replies.append(reply.id)
    bits = case.view(*step.state)
    scores = tuple(case.scoring.total(rubric, marks, bits) for rubric in case.scoring.ids)
    return Play(step.state.stage, scores, tuple(replies))
