"""How all the ways of a call go through the stages, reply by reply."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import astuple

from sim.core.space import Space
from sim.core.stages import ENDINGS, TALKING

Moves = Mapping[tuple[str, str], int]
"""For one reply: from which stage to which, in how many ways."""


class Flow(NamedTuple):
    """How the ways of a call move with each reply, the first reply first.

    A way is a choice of replies; it is counted with every reply until it comes to an ending.
    Where not the `whole` space was walked, the later replies are missing.
    """

    moves: tuple[Moves, ...]
    whole: bool = True


def flow_of(space: Space) -> Flow:
    """How the ways move that were walked."""
    moves: list[dict[tuple[str, str], int]] = [{} for _ in range(space.turns)]
    for turn, source, to, ways in map(astuple, space.flow):
        moves[turn - 1][source, to] = ways
    return Flow(tuple(moves), space.whole)


def after(flow: Flow, replies: int) -> dict[str, int]:
    """The ways to give so many replies, by the stage they have come to then."""
    if not replies:
        return dict.fromkeys((source for source, _ in flow.moves[0]), 1) if flow.moves else {}
    ways: dict[str, int] = {}
    for (_, to), number in flow.moves[replies - 1].items():
        ways[to] = ways.get(to, 0) + number
    return ways


def onward(flow: Flow, replies: int, stage: str) -> dict[str, int]:
    """Where the ways lead on that have come to a stage by then, with how many go there."""
    if replies == len(flow.moves):
        return {}
    moves = flow.moves[replies]
    return {to: ways for (source, to), ways in moves.items() if source == stage and ways}


def endings(flow: Flow) -> dict[str, int]:
    """The ways to go through a whole call, by how it ends."""
    ways = dict.fromkeys(ENDINGS, 0)
    for moves in flow.moves:
        for (_, to), number in moves.items():
            if to in ENDINGS:
                ways[to] += number
    return {ending: number for ending, number in ways.items() if number}


def stages_in(flow: Flow) -> list[str]:
    """The stages that any way comes to: everybody's, then the customer's own, then the endings."""
    seen = {stage for at in range(len(flow.moves) + 1) for stage, n in after(flow, at).items() if n}
    own = sorted(seen.difference(TALKING, ENDINGS))
    return [stage for stage in (*TALKING, *own, *ENDINGS) if stage in seen]


def shares(ways: Mapping[str, int]) -> dict[str, float]:
    """Of each number its part of the whole, more than 0 and at most 1; nothing has no share."""
    whole = sum(ways.values())
    return {name: number / whole for name, number in ways.items() if number}


def percent(share: float) -> str:
    """A share from 0 to 1 in percent; what only rounding makes none or all is not."""
    words = f"{share:.0%}"
    if words == "0%" and share:
        return "<1%"
    return ">99%" if words == "100%" and share < 1 else words
