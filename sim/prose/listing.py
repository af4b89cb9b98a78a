"""What there is to play, and what scores it: for `list`, as values and as lines of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from sim.core.model import Rubric
from sim.prose.lobby import how_heavy
from sim.prose.transcript import SAYBACK, Sayback
from sim.prose.turns import ended, whole_name
from sim.studio.findings import ContentError
from sim.studio.library import Library


class ListedScenario(Struct, frozen=True):
    """A scenario; `turns` is the most replies a call can take."""

    id: str
    title: str
    summary: str
    practises: str
    turns: int


class ListedCustomer(Struct, frozen=True):
    """A customer; `intensity` goes from 1 to 5. Who they are is for the player to find out."""

    id: str
    name: str
    intensity: int
    content_note: str


class ListedLetter(Struct, frozen=True):
    """A letter of a rubric."""

    letter: str
    name: str


class ListedRubric(Struct, frozen=True):
    """A rubric: a service model that calls are scored by."""

    id: str
    title: str
    source: str
    letters: tuple[ListedLetter, ...]


class Listing(Struct, frozen=True):
    """What there is; kinds that were not asked for are left out."""

    sayback: Sayback
    scenarios: tuple[ListedScenario, ...] | UnsetType = UNSET
    customers: tuple[ListedCustomer, ...] | UnsetType = UNSET
    rubrics: tuple[ListedRubric, ...] | UnsetType = UNSET


def listing(library: Library, kinds: Iterable[str]) -> tuple[Listing, list[str]]:
    """What there is of these kinds, and what is wrong with files that cannot be used."""
    faults: list[str] = []

    def usable(ids: Iterable[str], entry: Callable[[Library, str], Struct]) -> Iterator[Struct]:
        for id in ids:
            try:
                yield entry(library, id)
            except ContentError as error:
                faults.append(str(error))

    ways: dict[str, Callable[[], Iterable[Struct]]] = {
        "scenarios": lambda: usable(library.scenarios, _scenario),
        "customers": lambda: usable(library.customers, _customer),
        "rubrics": lambda: map(_rubric, library.rubrics),
    }
    found: dict[str, Any] = {kind: tuple(ways[kind]()) for kind in kinds}
    return Listing(SAYBACK, **found), faults


def listing_lines(listing: Listing) -> Iterator[str]:
    """A heading a kind; below it the ids, each with a sentence or two."""
    for kind in ("scenarios", "customers", "rubrics"):
        entries = getattr(listing, kind)
        if entries is not UNSET:
            width = max((len(entry.id) for entry in entries), default=0)
            yield kind.capitalize()
            yield from (f"  {entry.id:<{width}}  {_words(entry)}" for entry in entries)


def _scenario(library: Library, id: str) -> ListedScenario:
    it = library.scenario(id)
    return ListedScenario(id, it.title, it.summary, it.practises, it.turns)


def _customer(library: Library, id: str) -> ListedCustomer:
    it = library.customer(id)
    return ListedCustomer(id, whole_name(it.name), it.intensity, it.content_note)


def _rubric(it: Rubric) -> ListedRubric:
    letters = tuple(ListedLetter(each.letter, each.name) for each in it.letters)
    return ListedRubric(it.id, it.title, it.source, letters)


def _words(entry: ListedScenario | ListedCustomer | ListedRubric) -> str:
    match entry:
        case ListedScenario():
            return f"{entry.title}. {entry.summary}"
        case ListedCustomer():
            return f"{entry.name}. {how_heavy(entry.intensity, entry.content_note)}"
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{ended(entry.title)} {letters}."
