"""The work after a call in words: what comes due, the team's note, and what came of both."""

from collections.abc import Sequence

from sim.core.wrap_up import CameDue, Due, WrappedUp, Written
from sim.prose.sections import Section, capital
from sim.prose.turns import ended


def due_words(promise: Due) -> str:
    """A promise to choose whether to keep: `To write on Friday evening (10 minutes)`."""
    day = promise.by.replace(",", " ").split(" ")[0]  # one that is named already is not repeated
    by = f", by {promise.by}" if day and day not in promise.text else ""
    return f"{capital(promise.text)}{by} ({minutes_words(promise.minutes)})"


def minutes_words(minutes: int) -> str:
    """So many minutes."""
    return {0: "no minutes", 1: "1 minute"}.get(minutes, f"{minutes} minutes")


def came_due(promises: Sequence[CameDue]) -> Section:
    """What became of each promise."""
    return Section("What came of your promises", tuple(map(_came, promises)), points=True)


def note_words(note: Sequence[Written]) -> Section:
    """What the team's note says, and what came of it."""
    return Section("Your note to the team", tuple(map(_written, note)), points=True)


def after_words(done: WrappedUp) -> list[Section]:
    """All that came of the work after the call."""
    sections = [came_due(done.promises), note_words(done.note)]
    return [section for section in sections if section.lines]


def _came(each: CameDue) -> str:
    if each.kept:
        verdict = "Kept."
    elif each.promise.allowed:
        verdict = "Not kept."
    else:
        verdict = "Never yours to promise."
    return f"{ended(capital(each.promise.text))} {verdict} {each.why}".rstrip()


def _written(each: Written) -> str:
    verdict = "That helps." if each.helps else "That does not help."
    return f"{each.ask} {ended(each.text)} {verdict} {each.why}"
