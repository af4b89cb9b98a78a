"""What the customer says: the most specific line that fits, and rather one not said yet.

Lines only voice what has happened. Nothing here ever changes a call.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from sim.core.when import Guard

T = TypeVar("T")


class CompiledLine(NamedTuple):
    """A line made ready: where it ranks (scenario over person over stock) and when it fits.

    `place` is its number among the lines of its rank, as they were written.
    """

    say: str
    rank: int
    tests: int
    guard: Guard
    place: int = 0


class Lines:
    """All a customer may say, found by what has just happened.

    A line that was said before waits until nothing else fits; then whatever voices what is `new`
    goes first, then the higher rank, then the one that names more conditions, then the
    one that answers what has just happened, then the one said longest ago; the seed settles ties.
    """

    def __init__(self, lines: Iterable[CompiledLine], recent: int, new: int) -> None:
        """`recent` are the bits of what has just happened: most lines ask for one of them.

        `new` are those of what has to be said: what somebody brings up, that they leave, or what
        comes over them that a scenario cannot know of.
        """
        self.lines = tuple(lines)
        self._recent = recent
        self._asking: dict[int, list[tuple[int, int, int, int]]] = {}
        for index, (_, rank, tests, guard, _) in enumerate(self.lines):
            just = guard.want & recent
            voices = _NEW if guard.want & new else 0
            place = -(voices + rank * _RANK + tests * _TEST + (_RECENT if just else 0))
            self._asking.setdefault(just & -just, []).append((*guard, place, index))

    def choose(self, bits: int, said: Mapping[int, int], salt: int) -> int | None:
        """The index of the line to say, or None when none fits.

        `said` has the turn each line was last said in; `salt` stands for seed and turn.
        """
        first = 0
        ties: list[int] = []
        for asking in self._worth_asking(bits):
            for mask, want, place, index in asking:
                if bits & mask == want:
                    if index in said:
                        place += _SAID + said[index]
                    if place < first or not ties:
                        first, ties = place, [index]
                    elif place == first:
                        ties.append(index)
        return sorted(ties)[mix(salt) % len(ties)] if ties else None

    def _worth_asking(self, bits: int) -> list[list[tuple[int, int, int, int]]]:
        """The lines that ask for nothing recent, and those that ask for what has just happened."""
        worth = [self._asking.get(0, [])]
        just = bits & self._recent
        while just:
            if asking := self._asking.get(just & -just):
                worth.append(asking)
            just &= just - 1
        return worth


_RECENT, _TEST, _RANK, _NEW, _SAID = 1 << 5, 1 << 6, 1 << 14, 1 << 17, 1 << 20
"""What weighs in the order of lines; a turn weighs 1, a call has at most 20."""


def mix(*numbers: int) -> int:
    """A well-spread 64-bit number from others, the same on every platform (after splitmix64)."""
    state = 0
    for number in numbers:
        state = (state ^ number) + 0x9E3779B97F4A7C15 & _WORD
        state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & _WORD
        state = (state ^ state >> 27) * 0x94D049BB133111EB & _WORD
        state ^= state >> 31
    return state


def on_screen(replies: Iterable[T], seed: int, turn: int) -> tuple[T, ...]:
    """What is on offer after so many turns, in the order shown."""
    return shuffled(replies, mix(seed, turn))


def shuffled(ids: Iterable[T], salt: int) -> tuple[T, ...]:
    """The ids in an order that follows from `salt` alone."""
    order = list(ids)
    for last in range(len(order) - 1, 0, -1):
        pick = mix(salt, last) % (last + 1)
        order[last], order[pick] = order[pick], order[last]
    return tuple(order)


_WORD = 0xFFFFFFFFFFFFFFFF
