"""Explores calls, all of their space at once, on all cores; what was found is kept by the case.

An answer holds as long as the content and the engine are the same: it is kept in a file named by
the hash of the case, with a digest of the engine in it. Where that file cannot be read or written,
the case is explored again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

import sim.core
from sim.core.bots.play import Player
from sim.core.bots.policies import BY_NAME
from sim.core.bots.trainee import Trainee
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.hits import Hits, hits
from sim.core.model import Content
from sim.core.search import search
from sim.core.space import Space
from sim.core.walk import MOST_STATES, Progress
from sim.studio.caches import keep
from sim.studio.workers import Job, each_done

PLAYS = 10_000
"""By so many plays it is known how often each reply and each line comes up."""
PLAYERS = ("random", "fair")
"""Who plays them, in turn: chance alone hardly ever hears a customer who is content."""


class Explored(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a scenario with a customer; `case` is the hash that names it."""

    scenario: str
    customer: str
    case: str
    space: Space
    hits: Hits

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it, so that it knows less than it could."""
        return not (self.space.situations or self.space.sampled)


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an answer."""

    engine: str
    most: int
    plays: int
    explored: Explored


class Proofs:
    """Explores cases, and remembers what was found."""

    def __init__(
        self, folder: Path | None = None, most: int = MOST_STATES, plays: int = PLAYS
    ) -> None:
        """Answers are kept in `folder`; beyond `most` merged states a space is only sampled."""
        self._folder = folder
        self._most = most
        self._plays = plays

    def explore(self, case: Case, progress: Progress | None = None) -> Explored:
        """What is known of one case; its plays run in another process meanwhile.

        `progress` hears after each turn how many turns and states there are. Interrupted, it tells
        what it knows by then.
        """
        known = self._known(case)
        if known:
            return known
        plays = Job(_play, case.content, self._plays)
        with closing(plays):
            space = search(case, progress=progress, most=self._most)
            found = _explored(case, space, Hits(0, {}, {}, ()))
            if not found.interrupted:
                found = replace(found, hits=plays.read())
        return self._keep(found)

    def explore_all(self, cases: Sequence[Case]) -> Iterator[Explored]:
        """What is known of many cases, several at a time, each as soon as it is known."""
        unknown = []
        for case in cases:
            known = self._known(case)
            if known:
                yield known
            else:
                unknown.append(case.content)
        work = partial(_explore, most=self._most, plays=self._plays)
        for found in each_done(work, unknown):
            yield self._keep(found)

    def _known(self, case: Case) -> Explored | None:
        if self._folder is None:
            return None
        try:
            kept = msgspec.json.decode(self._file(case.hash).read_bytes(), type=_Kept)
        except (OSError, ValueError, RecursionError):
            return None
        holds = (kept.engine, kept.most, kept.plays) == (_engine(), self._most, self._plays)
        return kept.explored if holds else None

    def _keep(self, explored: Explored) -> Explored:
        if self._folder is not None and not explored.interrupted:
            kept = _Kept(_engine(), self._most, self._plays, explored)
            keep(self._file(explored.case), msgspec.json.encode(kept))
        return explored

    def _file(self, case: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{case}.json"


def _explore(content: Content, most: int, plays: int) -> Explored:
    case = compile_case(content)
    return _explored(case, search(case, most=most), _play(content, plays))


def _play(content: Content, plays: int) -> Hits:
    case = compile_case(content)
    players: list[Player] = [Trainee(case, BY_NAME[name]) for name in PLAYERS]
    return hits(case, players, plays)


def _explored(case: Case, space: Space, counted: Hits) -> Explored:
    return Explored(case.content.scenario_id, case.content.customer_id, case.hash, space, counted)


@cache
def _engine() -> str:
    """What the answers depend on beside the content: the very code that finds them."""
    folder = Path(sim.core.__file__).parent
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted((*folder.rglob("*.py"), Path(__file__))):
        digest.update(file.read_bytes())
    return digest.hexdigest()
