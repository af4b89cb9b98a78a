"""Every way a call can go, over merged states, to its end.

Two ways that lead to the same state with the same marks are one from there on; what nobody will
ask about again (a reply that can no longer come, an award that was topped) does not tell them
apart. The seed changes nothing here: it decides only wording and order on screen.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct

from sim.core.case import Case
from sim.core.stages import ENDINGS
from sim.core.step import State, Step, advance, begin
from sim.core.when import union


class Way(Struct, frozen=True):
    """One way to get somewhere: the replies, in order."""

    replies: tuple[str, ...]


class Reached(Struct, frozen=True):
    """An ending: how many ways lead to it, one of the shortest, and the fewest replies it takes."""

    ending: str
    ways: int
    example: Way


class Extreme(Struct, frozen=True):
    """The best and worst score a rubric can give, and a way to each."""

    rubric: str
    best: int
    best_way: Way
    worst: int
    worst_way: Way


class Space(Struct, frozen=True):
    """What a search found out; `states` counts merged states, `ways` every distinct whole call."""

    states: int
    ways: int
    endings: tuple[Reached, ...]
    extremes: tuple[Extreme, ...]
    offered: frozenset[str]
    never_offered: frozenset[str]


class _Node(NamedTuple):
    """How a merged state was first reached, and in how many ways."""

    ways: int
    came_from: "tuple[State, int] | None"
    by: str


_Layer = dict[tuple[State, int], _Node]


def search(case: Case, watch: Callable[[State, Step], None] | None = None) -> Space:
    """Walk the whole space of a call, turn by turn.

    `watch` sees every step from every merged state, whose memory holds only what still matters.
    """
    merging = _Merging(case)
    layers: list[_Layer] = [{(merging.state(begin(case).state), 0): _Node(1, None, "")}]
    tally = _Tally(case)
    while layers[-1]:
        layers.append(_next_layer(case, layers[-1], merging, tally, watch))
        tally.count(layers)
    return tally.space(layers)


class _Merging:
    """Forgets of a state what can no longer make a difference."""

    def __init__(self, case: Case) -> None:
        self._lasting = case.lasting
        self._scored = case.scoring.reads
        # stages and happenings read of the recent only what the next reply will set anew
        self._always = case.stages.reads & ~case.recent | case.scoring.reads
        self._readers = [(denied & ~case.recent, reads) for denied, reads in case.readers()]
        self._denied = union(denied for denied, _ in self._readers)
        self._known: dict[int, int] = {}

    def state(self, state: State) -> State:
        """The state with only what somebody may still ask about; of an end, only the score does."""
        if state.stage in ENDINGS:
            return State(state.stage, 0, 0, 0, 0, state.turn, state.flags & self._scored)
        key = state.flags & self._denied
        asked = self._known.get(key)
        if asked is None:
            asked = self._known[key] = self._asked(key) & self._lasting
        return state._replace(flags=state.flags & asked)

    def _asked(self, flags: int) -> int:
        """The bits that what can still come reads, and one that rules out each that cannot."""
        asked = self._always
        out = []
        for denied, reads in self._readers:
            if against := flags & denied:
                out.append(against)
            else:
                asked |= reads
        for against in out:
            if not against & asked:
                asked |= against & -against
        return asked


def _next_layer(
    case: Case,
    layer: _Layer,
    merging: _Merging,
    tally: "_Tally",
    watch: Callable[[State, Step], None] | None,
) -> _Layer:
    following: _Layer = {}
    view, offer, offered = case.view, case.offer, tally.offered
    for here, (ways, _, _) in layer.items():
        state, marks = here
        if state.stage in ENDINGS:
            continue
        for reply in offer(view(*state)):
            offered.add(reply.id)
            step = advance(case, state, reply)
            if watch:
                watch(state, step)
            key = (merging.state(step.state), case.scoring.topped(marks | step.marks))
            known = following.get(key)
            following[key] = (
                _Node(ways, here, reply.id)
                if known is None
                else _Node(known.ways + ways, known.came_from, known.by)
            )
    return following


class _Tally:
    """What is known so far: endings with their ways, and the extremes of each rubric."""

    def __init__(self, case: Case) -> None:
        self.offered: set[str] = set()
        self._case = case
        self._endings: dict[str, tuple[int, int, tuple[State, int]]] = {}
        self._best: dict[str, tuple[int, int, tuple[State, int]]] = {}
        self._worst: dict[str, tuple[int, int, tuple[State, int]]] = {}

    def count(self, layers: list[_Layer]) -> None:
        """Take in the calls that end in the last layer."""
        at = len(layers) - 1
        scoring = self._case.scoring
        for key, node in layers[-1].items():
            state, marks = key
            if state.stage not in ENDINGS:
                continue
            ways, first, example = self._endings.get(state.stage, (0, at, key))
            self._endings[state.stage] = (ways + node.ways, first, example)
            bits = self._case.view(*state)
            for rubric in scoring.ids:
                score = scoring.total(rubric, marks, bits)
                if rubric not in self._best or score > self._best[rubric][0]:
                    self._best[rubric] = (score, at, key)
                if rubric not in self._worst or score < self._worst[rubric][0]:
                    self._worst[rubric] = (score, at, key)

    def space(self, layers: list[_Layer]) -> Space:
        """The result, with ways traced back to the start."""

        def way(at: int, key: tuple[State, int]) -> Way:
            return Way(tuple(reversed(list(_trace(layers, at, key)))))

        return Space(
            states=sum(map(len, layers)),
            ways=sum(ways for ways, _, _ in self._endings.values()),
            endings=tuple(
                Reached(ending, ways, way(at, key))
                for ending, (ways, at, key) in self._endings.items()
            ),
            extremes=tuple(
                Extreme(
                    rubric,
                    best[0], way(*best[1:]),
                    self._worst[rubric][0], way(*self._worst[rubric][1:]),
                )
                for rubric, best in self._best.items()
            ),
            offered=frozenset(self.offered),
            never_offered=frozenset(self._case.replies) - self.offered,
        )  # fmt: skip


def _trace(layers: list[_Layer], at: int, key: tuple[State, int]) -> Iterator[str]:
    """The replies that led to a state, last first."""
    here: tuple[State, int] | None = key
    while here is not None:
        node = layers[at][here]
        if node.came_from is not None:
            yield node.by
        here, at = node.came_from, at - 1
