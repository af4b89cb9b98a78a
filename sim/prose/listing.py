"""What there is to play, and by which models it is scored: for `list`, as values and as lines."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

from sim.core.model import Customer, Rubric, Scenario
from sim.prose.transcript import Sayback


class ListedScenario(Struct, frozen=True):
    """A scenario: `turns` is the most replies a call can take."""

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
    """A letter of a service model."""

    letter: str
    name: str


class ListedRubric(Struct, frozen=True):
    """A service model that calls are scored by."""

    id: str
    title: str
    source: str
    letters: tuple[ListedLetter, ...]


class Listing(Struct, frozen=True):
    """What there is; of a kind that was not asked for, nothing is said."""

    sayback: Sayback
    scenarios: tuple[ListedScenario, ...] | UnsetType = UNSET
    customers: tuple[ListedCustomer, ...] | UnsetType = UNSET
    rubrics: tuple[ListedRubric, ...] | UnsetType = UNSET


def listing(library: Library, kinds: Iterable[str]) -> tuple[Listing, list[str]]:
    """What there is of these kinds, and what is wrong with files that cannot be used."""
    listed: dict[str, tuple[Struct, ...]] = {}
    faults: list[str] = []
    for kind in kinds:
        ids, read = _WAYS[kind]
        entries = []
        for id in ids(library):
            try:
                entries.append(read(library, id))
            except ContentError as error:
                faults.append(str(error))
        listed[kind] = tuple(entries)
    return convert({"sayback": SAYBACK, **listed}, Listing), faults


def listing_lines(listing: Listing) -> Iterator[str]:
    """A heading a kind; below it the ids, each with a sentence or two."""
    for kind in ("scenarios", "customers", "rubrics"):
        entries = getattr(listing, kind)
        if entries is not UNSET:
            yield kind.capitalize()
            width = max((len(entry.id) for entry in entries), default=0)
            yield from (f"  {entry.id:<{width}}  {_words(entry)}" for entry in entries)


def _words(entry: ListedScenario | ListedCustomer | ListedRubric) -> str:
    match entry:
        case ListedScenario():
            return f"{entry.title}. {entry.summary}"
        case ListedCustomer():
            return f"{entry.name}. {entry.about}"
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{entry.title} {letters}"
