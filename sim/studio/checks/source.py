"""A file that is checked: what was read, and findings at places in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct

from sim.core.acts import BY_NAME, events
from sim.core.codes import Code
from sim.core.model import Authored, Customer, Reply, Scenario
from sim.core.when import Path
from sim.studio.document import Document
from sim.studio.findings import Finding

T = TypeVar("T", bound=Authored, covariant=True)


class Source(Struct, Generic[T], frozen=True):
    """A customer or a scenario that has the right shape, with the document it was read from."""

    id: str
    value: T
    document: Document

    def finding(self, code: Code, path: Path, message: str, key: bool = False) -> Finding:
        """Something wrong with the value at `path`, or with its key."""
        return Finding(self.document.file, *self.document.at(path, key), code, message)


class Conditioned(NamedTuple):
    """Something that comes up when a condition holds: where it stands, what it is for people.

    `code` is the finding for when it never does.
    """

    path: Path
    what: str
    when: Sequence[str]
    code: Code

    @property
    def tests(self) -> Path:
        """Where its condition stands."""
        return (*self.path, "signal" if self.code is Code.NEVER_SIGNALLED else "when")


_COMES_UP: Mapping[str, tuple[str, Code]] = {
    "replies": ("this reply is never on offer", Code.NEVER_OFFERED),
    "lines": ("this line is never said", Code.NEVER_SAID),
    "bearing": ("this is never shown", Code.NEVER_SAID),
    "grievances": ("this is never brought up", Code.NEVER_RAISED),
    "facts": ("this is never brought up", Code.NEVER_RAISED),
    "cues": ("this is never brought up", Code.NEVER_RAISED),
    "transitions": ("this way is never taken", Code.NEVER_ENTERED),
    "needs": ("this need is never shown", Code.NEVER_SIGNALLED),
}


def conditioned(content: Customer | Scenario) -> Iterator[Conditioned]:
    """Everything in a file that has a condition, by field, in the order of the file."""
    for field, (never, code) in _COMES_UP.items():
        for index, each in enumerate(getattr(content, field, ())):
            when = each.signal if field == "needs" else each.when
            yield Conditioned((field, index), never, when, code)


def does(reply: Reply, act: str) -> tuple[str, ...]:
    """What a reply's acts of that name are about."""
    return tuple(event.about for event in events(reply.acts) if event.act == act)


def written_as(act: str, about: str = "") -> str:
    """How an author writes an act: "agree: true", "offer: courier"."""
    row = BY_NAME[act]
    if act == "apologise":
        form = f", form: {about}" if about not in ("", "plain") else ""
        return f"apologise: {{parts: [regret, responsibility]{form}}}"
    if row.names == "promise":
        return f"{act}: {{what: {about or '…'}, by: …}}"
    return f"{act}: {about}" if about else f"{act}: {'true' if row.takes == Literal[True] else '…'}"
