"""Every way a call can go, to its end: what it can come to, and what each turn leaves open."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import suppress

from sim.core.case import FEWEST, Case
from sim.core.lines import mix
from sim.core.outlook import Outlooks
from sim.core.scoring import Scoring
from sim.core.space import Extreme, Fitting, Flow, LetterRange, Range, Reached, Space, Way
from sim.core.stages import ENDINGS
from sim.core.step import State, advance
from sim.core.walk import MOST_STATES, Progress, Walk, Watch

SAMPLED = 5_000
"""Calls taken on at random from where a space was too large to be walked on."""
SALT = 0x5A3F
"""Keeps these dice apart from those of a call."""


def search(
    case: Case,
    watch: Watch | None = None,
    progress: Progress | None = None,
    most: int = MOST_STATES,
) -> Space:
    """Walk the whole space of a call, or as much of it as `most` merged states.

    `watch` and `progress` are as in `Walk.go`. Interrupted, it tells what it knows by then.
    """
    walk = Walk(case, most)
    walk.go(watch, progress)
    found = _Found(walk)
    for at, node, ending in walk.ends():
        state, marks = walk.layers[at].keys[node]
        found.take(ending, walk.layers[at].ways[node], (at, node), state, marks)
    sampled = 0
    if not walk.whole and not walk.interrupted:
        with suppress(KeyboardInterrupt):
            sampled = found.sample()
    outlooks = _outlooks(walk)
    return Space(
        whole=walk.whole,
        turns=len(walk.layers) - 1,
        states=walk.states,
        ways=sum(ways for ways, _ in found.endings.values()),
        sampled=sampled,
        endings=tuple(found.reached()),
        extremes=tuple(found.extremes()),
        offered=frozenset(found.offered),
        never_offered=frozenset(case.replies) - found.offered,
        few=found.few(),
        situations=tuple(outlooks.situations) if outlooks else (),
        dead_end=outlooks.dead_end() if outlooks else None,
        wins=tuple(outlooks.wins) if outlooks else (),
        flow=tuple(
            Flow(turn, *move, ways)
            for turn, moves in enumerate(walk.flow, 1)
            for move, ways in moves.items()
        ),
        fitting=tuple(found.fitting()),
    )


def _outlooks(walk: Walk) -> Outlooks | None:
    """The walk back, where there is one to make and nobody interrupts it."""
    try:
        return Outlooks(walk) if walk.whole else None
    except KeyboardInterrupt:
        return None


_Place = tuple[int, int] | Way
"""A state of the walk, by layer and place in it, or the replies of a sampled call."""


class _Found:
    """Endings, and the extremes of each rubric and letter, as far as they are known."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._scoring: Scoring = walk.case.scoring
        self.endings: dict[str, tuple[int, _Place]] = {}
        self._best: dict[Hashable, tuple[tuple[int, int], _Place]] = {}
        self._worst: dict[Hashable, tuple[tuple[int, int], _Place]] = {}
        self.offered = {
            reply.id for layer in walk.layers for offer in layer.offers for reply in offer
        }

    def take(self, ending: str, ways: int, place: _Place, state: State, marks: int) -> None:
        """Take in a state that calls end in."""
        so_far, first = self.endings.get(ending, (0, place))
        self.endings[ending] = so_far + ways, first
        bits = self._walk.case.view(*state)
        scores = [self._scoring.total(rubric, marks, bits) for rubric in self._scoring.ids]
        every = sum(scores)
        for rubric, total in zip(self._scoring.ids, scores, strict=True):
            self._score(rubric, (total, every), place)
            for at, score in enumerate(self._scoring.letters(rubric, marks, bits)):
                if score is not None:
                    self._score((rubric, at), (score, every), place)

    def sample(self) -> int:
        """Take calls on at random from the last layer, to find more of what there is."""
        case, last = self._walk.case, len(self._walk.layers) - 1
        keys = self._walk.layers[last].keys
        open_nodes = [at for at, (state, _) in enumerate(keys) if state.stage not in ENDINGS]
        for play in range(SAMPLED):
            node = open_nodes[mix(SALT, play) % len(open_nodes)]
            state, marks = keys[node]
            replies = []
            while state.stage not in ENDINGS:
                offer = case.offer(case.view(*state))
                reply = offer[mix(SALT, play, state.turn) % len(offer)]
                self.offered.add(reply.id)
                replies.append(reply.id)
                step = advance(case, state, reply)
                state, marks = step.state, marks | step.marks
            way = Way((*self._walk.way(last, node).replies, *replies))
            self.take(state.stage, 0, way, state, marks)
        return SAMPLED

    def reached(self) -> Iterator[Reached]:
        """The endings, in the order of the table of stages."""
        for ending in ENDINGS:
            if ending in self.endings:
                ways, place = self.endings[ending]
                yield Reached(ending, ways, self._way(place))

    def extremes(self) -> Iterator[Extreme]:
        """What each rubric and each letter can come to."""
        for rubric in self._walk.case.content.rubrics:
            if rubric.id in self._best:
                letters = tuple(
                    LetterRange(each.letter, each.name, self._range((rubric.id, at)))
                    for at, each in enumerate(rubric.letters)
                )
                known = self._range(rubric.id)
                assert known is not None
                yield Extreme(rubric.id, known, self._at_most(rubric.id, known.best), letters)

    def fitting(self) -> Iterator[Fitting]:
        """How often each of the scenario's replies fits, and is on offer, in what was walked."""
        on_offer = Counter(
            reply.id for layer in self._walk.layers for offer in layer.offers for reply in offer
        )
        for reply in self._walk.case.content.scenario.replies:
            offered = on_offer[reply.id]
            yield Fitting(reply.id, offered + self._walk.left_out.get(reply.id, 0), offered)

    def few(self) -> Way | None:
        """A shortest way to where fewer than two replies are on offer."""
        for at, layer in enumerate(self._walk.layers):
            for node, (offer, (state, _)) in enumerate(zip(layer.offers, layer.keys, strict=False)):
                if len(offer) < FEWEST and state.stage not in ENDINGS:
                    return self._walk.way(at, node)
        return None

    def _at_most(self, rubric: str, best: int) -> int:
        """The best that was found, or what the calls that still go on could come to."""
        if self._walk.whole:
            return best
        view, at_most = self._walk.case.view, self._scoring.at_most
        hopes = (
            at_most(rubric, marks, view(*state)) for state, marks in self._walk.layers[-1].keys
        )
        return max(best, *hopes)

    def _score(self, key: Hashable, score: tuple[int, int], place: _Place) -> None:
        """Take in a score; among equal ones that of the better call by all rubrics is the best."""
        if key not in self._best or score > self._best[key][0]:
            self._best[key] = score, place
        if key not in self._worst or score < self._worst[key][0]:
            self._worst[key] = score, place

    def _range(self, key: Hashable) -> Range | None:
        if key not in self._best:
            return None
        ((best, _), one), ((worst, _), other) = self._best[key], self._worst[key]
        return Range(best, self._way(one), worst, self._way(other))

    def _way(self, place: _Place) -> Way:
        return place if isinstance(place, Way) else self._walk.way(*place)
