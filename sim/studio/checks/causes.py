"""Why something never comes up: what all of it waits for is told once, where it begins."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.core.acts import BY_NAME
from sim.core.inventory import TOPICS
from sim.core.model import Customer, Reply, Scenario
from sim.core.when import Path
from sim.studio.checks.source import Conditioned, does, written_as


class Never(NamedTuple):
    """Something that never comes up; `at` is the number of the test that keeps it from that.

    It is None where no test does so by itself.
    """

    it: Conditioned
    at: int | None


class Cause(NamedTuple):
    """What keeps something from coming up, and how much else waits for the same.

    `lack` is the act that no reply has, as it would be written, or nothing. `round` says that what
    it waits for waits for it in turn.
    """

    never: Never
    lack: str
    others: int
    round: bool


def causes(
    content: Customer | Scenario, found: Sequence[Never], stock: Sequence[Reply]
) -> Iterator[Cause]:
    """Of all that never comes up, what the rest follows from."""
    waiting = {each.it.path: _waits_for(each, content, stock) for each in found}
    never = {each.it.path: each for each in found}
    after = {
        path: waits.providers if waits.providers and set(waits.providers) <= set(never) else ()
        for path, waits in waiting.items()
    }
    follows: dict[Path, list[Path]] = {}
    lacking: dict[str, Path] = {}
    for path in never:
        lack = waiting[path].lack
        if not after[path] and (not lack or lacking.setdefault(lack, path) == path):
            follows[path] = []
    told = {path: lacking[waiting[path].lack] for path in never if waiting[path].lack}
    told |= {path: path for path in follows}
    circles: set[Path] = set()
    while len(told) < len(never):
        if reached := {p: told[w] for p in never if p not in told for w in after[p] if w in told}:
            told |= reached
            continue
        start = _circle(next(path for path in never if path not in told), after)
        circles.add(start)
        told[start] = start
    for path, begins in told.items():
        if path != begins:
            follows.setdefault(begins, []).append(path)
    for path in never:
        if told[path] == path:
            others = len(follows.get(path, ()))
            yield Cause(never[path], waiting[path].lack, others, path in circles)


def _circle(path: Path, after: Mapping[Path, Sequence[Path]]) -> Path:
    """One of those that wait for one another: the first, where all are in one list."""
    seen = [path]
    while after[path][0] not in seen:
        path = after[path][0]
        seen.append(path)
    return min(seen[seen.index(after[path][0]) :])


class _Waits(NamedTuple):
    """What a test waits for: the places of what could bring it about, or an act nobody has."""

    providers: tuple[Path, ...] = ()
    lack: str = ""


def _waits_for(each: Never, content: Customer | Scenario, stock: Sequence[Reply]) -> _Waits:
    if each.at is None or not isinstance(content, Scenario):
        return _Waits()
    subject, *names = each.it.when[each.at].split()
    if subject in ("did", "last") and names[0] in BY_NAME:
        act, about = names[0], "".join(name for name in names[1:2] if name != "twice")
        doing = [at for at, reply in enumerate(content.replies) if _does(reply, act, about)]
        if not doing and not any(_does(reply, act, about) for reply in stock):
            return _Waits(lack=written_as(act, about))
        return _Waits(tuple(("replies", at) for at in doing))
    if subject == "used":
        return _Waits(_named(content, "replies", names[0]))
    if subject in ("raised", "raises"):
        telling = (
            ("grievances", at)
            for at, grievance in enumerate(content.grievances)
            if names[0] in grievance.tells and subject == "raised"
        )
        own = (path for field in TOPICS for path in _named(content, field, names[0]))
        return _Waits((*own, *telling))
    return _Waits()


def _does(reply: Reply, act: str, about: str) -> bool:
    done = does(reply, act)
    return about in done if about else bool(done)


def _named(content: Scenario, field: str, name: str) -> tuple[Path, ...]:
    return tuple((field, at) for at, each in enumerate(getattr(content, field)) if each.id == name)
