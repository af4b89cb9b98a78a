"""What can still become of a call from each of its states: the walk once more, backwards.

From the last turn to the first, each state takes from where its replies lead what can at best and
at worst still be scored and which endings are open. States with the same outlook share it, so that
a state is mostly one look into a table.
"""

from typing import NamedTuple

from sim.core.case import CompiledReply
from sim.core.space import DeadEnd, Length, Situations, Way
from sim.core.stages import KEPT
from sim.core.walk import Layer, Walk

GOOD = 5
"""Points a good reply may cost of what could still be reached (design choice)."""


class _Outlook(NamedTuple):
    """From here: the best and the worst score by each rubric, and whether it can end well."""

    best: tuple[int, ...]
    worst: tuple[int, ...]
    open: bool


class _Choice(NamedTuple):
    """A state that is left by one of several outlooks: its own, what the best reply costs at least,
    and whether one reply settles it."""

    outlook: int
    regret: int
    decided: bool


class Outlooks:
    """The outlook from every state of a walk that was walked whole."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._outlooks: list[_Outlook] = []
        self._place: dict[_Outlook, int] = {}
        self._choices: dict[tuple[int, ...], _Choice] = {}
        self.situations: list[Situations] = []
        self.wins: list[Length] = []
        self._lost: list[list[int]] = []
        self._look_back()

    def dead_end(self) -> DeadEnd | None:
        """The earliest state from which no call can end well any more, if a call can go on so."""
        for at, lost in enumerate(self._lost):
            if lost:
                return DeadEnd(self._walk.way(at, lost[0]), self._longest(at, lost[0]))
        return None

    def _look_back(self) -> None:
        """From the last layer to the first."""
        following: list[int] = []
        for at in reversed(range(len(self._walk.layers))):
            layer = self._walk.layers[at]
            leads = layer.leads or [()] * len(layer.keys)
            here, lost = [], []
            tally = _Tally()
            for node, targets in enumerate(leads):
                if not targets:
                    here.append(self._ended(layer, node))
                    continue
                choice = self._chosen(tuple([following[target] for target in targets]))
                here.append(choice.outlook)
                tally.count(node, choice, layer.offers[node])
                if not self._outlooks[choice.outlook].open:
                    lost.append(node)
            self._lost.insert(0, lost)
            self._note(at, tally, len(lost))
            following = here

    def _note(self, at: int, tally: "_Tally", lost: int) -> None:
        """Put down what the states of one layer come to."""
        layer = self._walk.layers[at]
        won = sum(
            ways
            for (state, _), ways in zip(layer.keys, layer.ways, strict=True)
            if state.stage in KEPT
        )
        if won:
            self.wins.insert(0, Length(at, won))
        if not tally.states:
            return
        way = self._walk.way(at, tally.where) if tally.regret else Way(())
        self.situations.insert(
            0,
            Situations(
                at, tally.states, tally.stocked, tally.good, tally.regret, way, tally.decided, lost
            ),
        )

    def _ended(self, layer: Layer, node: int) -> int:
        """The outlook of a call that is over."""
        state, marks = layer.keys[node]
        case = self._walk.case
        bits = case.view(*state)
        scores = tuple([case.scoring.total(rubric, marks, bits) for rubric in case.scoring.ids])
        return self._shared(_Outlook(scores, scores, state.stage in KEPT))

    def _chosen(self, following: tuple[int, ...]) -> _Choice:
        """What a state has ahead whose replies lead to these outlooks."""
        known = self._choices.get(following)
        if known is None:
            ahead = [self._outlooks[place] for place in following]
            best = tuple(map(max, zip(*(each.best for each in ahead), strict=True)))
            worst = tuple(map(min, zip(*(each.worst for each in ahead), strict=True)))
            outlook = _Outlook(best, worst, any(each.open for each in ahead))
            regret = min(
                max([could - can for could, can in zip(best, each.best, strict=True)], default=0)
                for each in ahead
            )
            known = _Choice(self._shared(outlook), regret, _decided(ahead))
            self._choices[following] = known
        return known

    def _shared(self, outlook: _Outlook) -> int:
        place = self._place.setdefault(outlook, len(self._outlooks))
        if place == len(self._outlooks):
            self._outlooks.append(outlook)
        return place

    def _longest(self, at: int, node: int) -> int:
        """The most replies a call can still take."""
        here = {node}
        for replies, layer in enumerate(self._walk.layers[at:]):
            here = {
                target for each in here for target in (layer.leads[each] if layer.leads else ())
            }
            if not here:
                return replies
        return 0


class _Tally:
    """What is counted over the states of one layer that have something on offer."""

    def __init__(self) -> None:
        self.states = self.stocked = self.good = self.decided = 0
        self.regret = self.where = 0

    def count(self, node: int, choice: _Choice, offer: tuple[CompiledReply, ...]) -> None:
        """Take in one state."""
        self.states += 1
        self.stocked += offer[-1].stock
        self.good += choice.regret <= GOOD
        self.decided += choice.decided
        if choice.regret > self.regret:
            self.regret, self.where = choice.regret, node


def _decided(ahead: list[_Outlook]) -> bool:
    """Whether one reply, at its worst, is better than any other at its best."""
    return len(ahead) > 1 and any(
        all(_surpasses(one, other) for other in (*ahead[:at], *ahead[at + 1 :]))
        for at, one in enumerate(ahead)
    )


def _surpasses(one: _Outlook, other: _Outlook) -> bool:
    pairs = list(zip(one.worst, other.best, strict=True))
    return all(sure >= hope for sure, hope in pairs) and any(sure > hope for sure, hope in pairs)
