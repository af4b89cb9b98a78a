"""The walk over all states of a call, turn by turn, forwards.

Two ways that lead to the same state with the same marks are one from there on; what nobody will
ask about again (a reply that can no longer come, an award that was topped) does not tell them
apart. The seed changes nothing here: it decides only wording and order on screen.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sim.core.case import Case, CompiledReply
from sim.core.space import Way
from sim.core.stages import ENDINGS
from sim.core.step import State, Step, advance, begin
from sim.core.when import union

MOST_STATES = 1_000_000
"""Where a walk gives up: about 600 MB of memory and a minute."""

Key = tuple[State, int]
"""A merged state, and the marks of the rubrics so far."""
Watch = Callable[[State, Step], None]
Progress = Callable[[int, int], None]


class Layer(NamedTuple):
    """All merged states after so many replies.

    Of each: in how many `ways` it is reached, one state of the layer before that it `came` from and
    the reply that took it here; what is on offer, and where in the next layer each reply leads.
    """

    keys: list[Key]
    ways: list[int]
    came: list[int]
    by: list[str]
    offers: list[tuple[CompiledReply, ...]]
    leads: list[tuple[int, ...]]


class Walk:
    """The layers walked so far; `interrupted` when the user stopped it.

    `flow` has, reply by reply, in how many ways the calls go from stage to stage; `left_out` in how
    many states a reply fitted and was not on offer.
    """

    def __init__(self, case: Case, most: int = MOST_STATES) -> None:
        """`most` is the number of merged states after which no further turn is begun."""
        self.case = case
        self._merging = _Merging(case)
        first = self._merging.state(begin(case).state)
        self.layers = [Layer([(first, 0)], [1], [0], [""], [], [])]
        self.states = 1
        self.flow: list[dict[tuple[str, str], int]] = []
        self.left_out = Counter[str]()
        self.interrupted = False
        self._most = most

    @property
    def whole(self) -> bool:
        """Whether all of the space has been walked."""
        return all(state.stage in ENDINGS for state, _ in self.layers[-1].keys)

    def go(self, watch: Watch | None = None, progress: Progress | None = None) -> None:
        """Walk on to the end, or until there are too many states or the user interrupts.

        `watch` sees every step from every merged state, whose memory holds only what still matters.
        `progress` hears after each turn how many turns and states there are.
        """
        while not self.whole and self.states < self._most:
            try:
                following = self._next(watch)
                self.layers.append(following)
                self.states += len(following.keys)
                if progress:
                    progress(len(self.layers) - 1, self.states)
            except KeyboardInterrupt:  # what is known stays known, up to the last whole turn
                self.interrupted = True
                break

    def way(self, at: int, node: int) -> Way:
        """One way to a state, as the replies in order."""
        replies = []
        for layer in self.layers[at:0:-1]:
            replies.append(layer.by[node])
            node = layer.came[node]
        return Way(tuple(reversed(replies)))

    def ends(self) -> Iterator[tuple[int, int, str]]:
        """Every state a call ends in: its layer, its place there, and the ending."""
        for at, layer in enumerate(self.layers):
            for node, (state, _) in enumerate(layer.keys):
                if state.stage in ENDINGS:
                    yield at, node, state.stage

    def _next(self, watch: Watch | None) -> Layer:
        """The layer that follows the last, whose offers and leads are filled in on the way."""
        case, merged, topped = self.case, self._merging.state, self.case.scoring.topped
        known: dict[Key, int] = {}
        keys, ways, came, by = list[Key](), list[int](), list[int](), list[str]()
        offers, leads = list[tuple[CompiledReply, ...]](), list[tuple[int, ...]]()
        flow: dict[tuple[str, str], int] = {}
        left_out = Counter[str]()
        last = self.layers[-1]
        for node, (state, marks) in enumerate(last.keys):
            bits = case.view(*state)
            offer = () if state.stage in ENDINGS else case.offer(bits)
            left_out.update(reply.id for reply in (case.left_out(bits) if offer else ()))
            targets = []
            for reply in offer:
                step = advance(case, state, reply)
                if watch:
                    watch(state, step)
                key = (merged(step.state), topped(marks | step.marks))
                at = known.setdefault(key, len(keys))
                if at == len(keys):
                    keys.append(key)
                    ways.append(0)
                    came.append(node)
                    by.append(reply.id)
                ways[at] += last.ways[node]
                move = state.stage, step.state.stage
                flow[move] = flow.get(move, 0) + last.ways[node]
                targets.append(at)
            offers.append(offer)
            leads.append(tuple(targets))
        last.offers[:], last.leads[:] = offers, leads
        self.flow.append(flow)
        self.left_out += left_out
        return Layer(keys, ways, came, by, [], [])


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
        stage, heat, heard, trust, patience, turn, flags = state
        if stage in ENDINGS:
            return State(stage, 0, 0, 0, 0, turn, flags & self._scored)
        key = flags & self._denied
        asked = self._known.get(key)
        if asked is None:
            asked = self._known[key] = self._asked(key) & self._lasting
        return State(stage, heat, heard, trust, patience, turn, flags & asked)

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
