"""What there is to play, and what scores it: for `list`, as values and as lines of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from sim.prose.lobby import how_heavy
from sim.prose.transcript import SAYBACK, Sayback
from sim.prose.turns import ended
from sim.studio.index import CustomerCard, Index, RubricCard, ScenarioCard


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


class Listing(Struct, frozen=True):
    """What there is; kinds that were not asked for are left out."""

    sayback: Sayback
    scenarios: tuple[ListedScenario, ...] | UnsetType = UNSET
    customers: tuple[ListedCustomer, ...] | UnsetType = UNSET
    rubrics: tuple[RubricCard, ...] | UnsetType = UNSET


def listing(index: Index, kinds: Iterable[str]) -> tuple[Listing, list[str]]:
    """What there is of these kinds, and what is wrong with files that cannot be used.

    Raises ContentError where rubrics are asked for and the rules are broken.
    """
    ways: dict[str, Callable[[], Iterable[Struct]]] = {
        "scenarios": lambda: map(_scenario, index.scenarios.values()),
        "customers": lambda: map(_customer, index.customers.values()),
        "rubrics": lambda: index.rubrics,
    }
    asked = tuple(kinds)
    found: dict[str, Any] = {kind: tuple(ways[kind]()) for kind in asked}
    faults = [fault for kind in asked for fault in index.faults.get(kind, ())]
    return Listing(SAYBACK, **found), faults


def listing_lines(listing: Listing) -> Iterator[str]:
    """A heading a kind; below it the ids, each with a sentence or two."""
    for kind in ("scenarios", "customers", "rubrics"):
        entries = getattr(listing, kind)
        if entries is not UNSET:
            width = max((len(entry.id) for entry in entries), default=0)
            yield kind.capitalize()
            yield from (f"  {entry.id:<{width}}  {_words(entry)}" for entry in entries)


def _scenario(it: ScenarioCard) -> ListedScenario:
    return ListedScenario(it.id, it.title, it.summary, it.practises, it.turns)


def _customer(it: CustomerCard) -> ListedCustomer:
    return ListedCustomer(it.id, it.name, it.intensity, it.content_note)


def _words(entry: ListedScenario | ListedCustomer | RubricCard) -> str:
    match entry:
        case ListedScenario():
            return f"{entry.title}. {entry.summary}"
        case ListedCustomer():
            return f"{entry.name}. {how_heavy(entry.intensity, entry.content_note)}"
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{ended(entry.title)} {letters}."
