"""What there is to play, and what scores it: for `list`, as values and as lines of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from sim.core.model import Customer, Rubric, Scenario
from sim.prose.transcript import SAYBACK, Sayback
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
    """A customer; `intensity` goes from 1 to 5. What they need is for the player to find out."""

    id: str
    name: str
    about: str
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
    ways = {
        "scenarios": (library.scenarios, _scenario),
        "customers": (library.customers, _customer),
        "rubrics": (RUBRICS, _rubric),
    }
    found: dict[str, Any] = {kind: [] for kind in kinds}
    faults: list[str] = []
    for kind, entries in found.items():
        ids, entry = ways[kind]
        for id in ids:
            try:
                entries.append(entry(library, id))
            except ContentError as error:
                faults.append(str(error))
    return Listing(SAYBACK, **{kind: tuple(entries) for kind, entries in found.items()}), faults


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
    name = f"{it.name.first} {it.name.last}"
    return ListedCustomer(id, name, it.about, it.intensity, it.content_note)


def _rubric(_: Library, id: str) -> ListedRubric:
    it = read(RULES / "rubrics" / f"{id}.yaml", Rubric)[0]
    letters = tuple(ListedLetter(each.letter, each.name) for each in it.letters)
    return ListedRubric(id, it.title, it.source, letters)


def _words(entry: ListedScenario | ListedCustomer | ListedRubric) -> str:
    match entry:
        case ListedScenario():
            return f"{entry.title}. {entry.summary}"
        case ListedCustomer():
            return f"{entry.name}. {entry.about}"
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{entry.title} {letters}."
