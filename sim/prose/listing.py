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
    ways: dict[str, Callable[[], Iterator[_Entry | ContentError]]] = {
        "scenarios": lambda: _readable(library.scenarios, library.scenario, _scenario),
        "customers": lambda: _readable(library.customers, library.customer, _customer),
        "rubrics": lambda: map(_rubric, library.rubrics),
    }
    found: dict[str, Any] = {}
    faults: list[str] = []
    for kind in kinds:
        entries = list(ways[kind]())
        faults += [str(each) for each in entries if isinstance(each, ContentError)]
        found[kind] = tuple(each for each in entries if not isinstance(each, ContentError))
    return Listing(SAYBACK, **found), faults


def listing_lines(listing: Listing) -> Iterator[str]:
    """A heading a kind; below it the ids, each with a sentence or two."""
    for kind in ("scenarios", "customers", "rubrics"):
        entries = getattr(listing, kind)
        if entries is not UNSET:
            width = max((len(entry.id) for entry in entries), default=0)
            yield kind.capitalize()
            yield from (f"  {entry.id:<{width}}  {_words(entry)}" for entry in entries)


def _readable(
    ids: Iterable[str], read: Callable[[str], T], entry: Callable[[str, T], _Entry]
) -> Iterator[_Entry | ContentError]:
    """An entry for each id, or what is wrong with its file."""
    for id in ids:
        try:
            yield entry(id, read(id))
        except ContentError as error:
            yield error


def _scenario(id: str, it: Scenario) -> ListedScenario:
    return ListedScenario(id, it.title, it.summary, it.practises, it.turns)


def _customer(id: str, it: Customer) -> ListedCustomer:
    name = f"{it.name.first} {it.name.last}"
    return ListedCustomer(id, name, it.intensity, it.content_note, who_calls(it))


def _rubric(it: Rubric) -> ListedRubric:
    letters = tuple(ListedLetter(each.letter, each.name) for each in it.letters)
    return ListedRubric(it.id, it.title, it.source, letters)


def _words(entry: _Entry) -> str:
    match entry:
        case ListedScenario():
            return f"{entry.title}. {entry.summary}"
        case ListedCustomer():
            return entry.words
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{entry.title} {letters}."
