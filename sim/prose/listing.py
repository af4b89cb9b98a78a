"""What there is to play, and what scores it: for `list`, as values and as lines of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from sim.prose.documents import SAYBACK, Sayback
from sim.prose.lobby import how_heavy
from sim.prose.turns import ended
from sim.studio.index import CustomerCard, Index, RubricCard, ScenarioCard


class Listing(Struct, frozen=True):
    """What there is; kinds that were not asked for are left out."""

    sayback: Sayback
    scenarios: tuple[ScenarioCard, ...] | UnsetType = UNSET
    customers: tuple[CustomerCard, ...] | UnsetType = UNSET
    rubrics: tuple[RubricCard, ...] | UnsetType = UNSET


def listing(index: Index, kinds: Iterable[str]) -> tuple[Listing, list[str]]:
    """What there is of these kinds, and what is wrong with files that cannot be used.

    Raises ContentError where rubrics are asked for and the rules are broken.
    """
    ways: dict[str, Callable[[], Iterable[Struct]]] = {
        "scenarios": index.scenarios.values,
        "customers": index.customers.values,
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


def _words(entry: ScenarioCard | CustomerCard | RubricCard) -> str:
    match entry:
        case ScenarioCard():
            return f"{entry.title}. {entry.summary}"
        case CustomerCard():
            return f"{entry.name}. {how_heavy(entry.intensity, entry.content_note)}"
    letters = ", ".join(f"{each.letter} {each.name}" for each in entry.letters)
    return f"{ended(entry.title)} {letters}."
