"""The work after a call: what was promised comes due, and the team gets its note.

Promises compete for the minutes there are. Nothing here moves the customer or the scores of the
models that end with the call.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sim.core import acts
from sim.core.case import Case
from sim.core.done import Done
from sim.core.inventory import replies_of
from sim.core.model import Content, NoteField
from sim.core.texts import fill


class Due(Struct, frozen=True):
    """A promise made in the call: by when (empty: no time was named), and what it takes to keep.

    What the policy card does not allow cannot be kept; what takes no time keeps itself.
    """

    id: str
    text: str
    by: str
    minutes: int
    allowed: bool

    @property
    def open(self) -> bool:
        """Whether it is for the trainee to keep."""
        return self.allowed and self.minutes > 0


class CameDue(Struct, frozen=True):
    """What became of a promise, and what came of that."""

    promise: Due
    kept: bool
    why: str


class Written(Struct, frozen=True):
    """A line of the team's note as it was filled in: whether it helps the team, and why."""

    ask: str
    text: str
    helps: bool
    why: str


class WrappedUp(Struct, frozen=True):
    """All that came of the work after a call."""

    note: tuple[Written, ...]
    promises: tuple[CameDue, ...]


def due(case: Case, choices: Iterable[str]) -> tuple[Due, ...]:
    """The promises made by these replies, in order; made twice, a promise is due once."""
    scenario, customer = case.content.scenario, case.content.customer
    said = {reply.id: reply for _, reply in replies_of(case.content)}
    known = {promise.id: promise for promise in scenario.promises}
    found: dict[str, Due] = {}
    for reply in (said[choice] for choice in choices):
        for act in acts.NAMING_A_PROMISE:
            made = getattr(reply.acts, act)
            if isinstance(made, acts.Promise):
                it = known[made.what]
                by = made.by or (found[it.id].by if it.id in found else "")
                found[it.id] = Due(it.id, fill(it.text, customer), by, it.minutes, it.allowed)
    return tuple(found.values())


def wrap_up(case: Case, choices: Sequence[str], done: Done) -> WrappedUp:
    """What comes of it; raises ValueError when `done` is more, or other, than could be done."""
    promises = due(case, choices)
    keeping = [promise for promise in promises if promise.id in done.kept]
    if {promise.id for promise in keeping if promise.open} != set(done.kept):
        raise ValueError("a promise was kept that was not made, or not for the trainee to keep")
    there_are = case.content.scenario.wrap_up.minutes
    if sum(promise.minutes for promise in keeping) > there_are:
        raise ValueError(f"there are {there_are} minutes after the call, and not more")
    fields = case.content.scenario.wrap_up.note
    if len(done.note) != len(fields):
        raise ValueError(f"the note has {len(fields)} lines, and not {len(done.note)}")
    return WrappedUp(
        tuple(_written(case.content, *each) for each in zip(fields, done.note, strict=True)),
        tuple(_came_due(case.content, promise, promise in keeping) for promise in promises),
    )


def _written(content: Content, field: NoteField, answer: str) -> Written:
    it = next((each for each in field.answers if each.id == answer), None)
    if it is None:
        raise ValueError(f"'{answer}' is no answer to '{field.ask}'")
    text, why = (fill(each, content.customer) for each in (it.text, it.why))
    return Written(field.ask, text, it.helps, why)


def _came_due(content: Content, promise: Due, keeping: bool) -> CameDue:
    it = next(each for each in content.scenario.promises if each.id == promise.id)
    kept = promise.allowed and (keeping or not promise.minutes)
    return CameDue(promise, kept, fill(it.kept if kept else it.broken, content.customer))
