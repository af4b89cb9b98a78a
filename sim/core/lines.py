"""What the customer says: the most specific line that fits, and rather one not said yet.

Lines only voice what has happened. Nothing here ever changes a call.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sim.core.when import Guard


class CompiledLine(NamedTuple):
    """A line made ready: where it ranks (scenario over person over stock) and when it fits."""

    say: str
    rank: int
    tests: int
    guard: Guard


def choose(
    lines: Sequence[CompiledLine], bits: int, said: Mapping[int, int], salt: int
) -> int | None:
    """The index of the line to say, or None when none fits.

    A line that was said before waits until nothing else fits; then the higher rank goes first,
    then the one that names more conditions, then the one said longest ago; `salt` settles ties.
    """
    fitting = [
        (index in said, -line.rank, -line.tests, said.get(index, 0), index)
        for index, line in enumerate(lines)
        if bits & line.guard.mask == line.guard.want
    ]
    if not fitting:
        return None
    best = min(fitting)[:4]
    ties = [entry[4] for entry in fitting if entry[:4] == best]
    return ties[mix(salt) % len(ties)]


def mix(*numbers: int) -> int:
    """A well-spread 64-bit number from others, the same on every platform (after splitmix64)."""
    state = 0
    for number in numbers:
        state = (state ^ number) + 0x9E3779B97F4A7C15 & _WORD
        state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & _WORD
        state = (state ^ state >> 27) * 0x94D049BB133111EB & _WORD
        state ^= state >> 31
    return state


def shuffled(ids: Iterable[str], salt: int) -> tuple[str, ...]:
    """The ids in an order that follows from `salt` alone."""
    order = list(ids)
    for last in range(len(order) - 1, 0, -1):
        pick = mix(salt, last) % (last + 1)
        order[last], order[pick] = order[pick], order[last]
    return tuple(order)


_WORD = 0xFFFFFFFFFFFFFFFF
