"""The calls that were played, from what their journals say, without replaying any."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from sim.core.goals import Goal
from sim.records.journal import SUFFIX, Recorded, read, readable
from sim.records.places import Places, RecordsError, explained


class Past(Struct, frozen=True):
    """A call that was played: who called about what, on which terms, how far it came.

    `ended` is how it ended, or empty; `scores` by rubric are there when it did. `set_out` is the
    goal it began with and `reached` whether that was, `goal` the one that was set after it.
    """

    id: str
    scenario: str
    customer: str
    mode: str
    temper: str
    player: str
    started: datetime
    turns: int
    ended: str
    scores: dict[str, int]
    set_out: Goal | None
    goal: Goal | None
    reached: bool = False


def history(places: Places) -> list[Past]:
    """Every call that can be read, newest first; raises RecordsError when there is no reading."""
    with explained(f"'{places.calls}' cannot be read"):
        found = places.calls.iterdir() if places.calls.exists() else ()
        journals = sorted((path for path in found if path.suffix == SUFFIX), reverse=True)
    return list(_readable(journals))


def standing_goal(calls: Iterable[Past]) -> Goal | None:
    """The goal set last, while it is not reached; `calls` with the newest first."""
    for call in calls:
        if call.goal or call.reached:
            return call.goal
    return None


def _readable(journals: Iterable[Path]) -> Iterator[Past]:
    for path in journals:
        try:
            recorded = read(path)
        except RecordsError:
            continue
        yield _past(path.stem, recorded)


def _past(id: str, recorded: Recorded) -> Past:
    header, entries = recorded.header, readable(recorded)
    replies = [entry for entry in entries if entry.reply]
    goals = [entry.goal for entry in entries if entry.goal]
    return Past(
        id=id,
        scenario=header.scenario,
        customer=header.customer,
        mode=header.mode,
        temper=header.temper,
        player=header.player,
        started=header.started,
        turns=len(replies),
        ended=replies[-1].ended if replies else "",
        scores=replies[-1].scores if replies else {},
        set_out=header.goal,
        reached=bool(replies and replies[-1].reached),
        goal=goals[-1] if goals else None,
    )
