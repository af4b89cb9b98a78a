"""What the customer says: the most specific line that fits, and rather one not said yet.

Lines only voice what has happened. Nothing here ever changes a call.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.core.when import Guard


class CompiledLine(NamedTuple):
    """A line made ready: where it ranks (scenario over person over stock) and when it fits."""

    say: str
    rank: int
    tests: int
    guard: Guard


class Lines:
    """All a customer may say, found by what has just happened.

    A line that was said before waits until nothing else fits; then the higher rank goes first,
    then the one that names more conditions, then the one said longest ago; the seed settles ties.
    """

    def __init__(self, lines: Iterable[CompiledLine], recent: int) -> None:
        """`recent` are the bits of what has just happened: most lines ask for one of them."""
        self.lines = tuple(lines)
        self._recent = recent
        self._asking: dict[int, list[tuple[int, int, int]]] = {}
        for index, line in enumerate(self.lines):
            just = line.guard.want & recent
            self._asking.setdefault(just & -just, []).append((*line.guard, index))

    def choose(self, bits: int, said: Mapping[int, int], salt: int) -> int | None:
        """The index of the line to say, or None when none fits.

        `said` has the turn each line was last said in; `salt` stands for seed and turn.
        """
        lines = self.lines
        fitting = [
            (index in said, -lines[index].rank, -lines[index].tests, said.get(index, 0), index)
            for mask, want, index in self._worth_asking(bits)
            if bits & mask == want
        ]
        if not fitting:
            return None
        best = min(fitting)[:4]
        ties = sorted(entry[4] for entry in fitting if entry[:4] == best)
        return ties[mix(salt) % len(ties)]

    def _worth_asking(self, bits: int) -> Iterator[tuple[int, int, int]]:
        yield from self._asking.get(0, ())
        just = bits & self._recent
        while just:
            yield from self._asking.get(just & -just, ())
            just &= just - 1


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
