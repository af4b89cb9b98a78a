"""Where everything is kept: for `where`, as values and as lines of text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sim.prose.documents import SAYBACK, Sayback
from sim.records.places import Places
from sim.studio.folders import looked_in


class Place(Struct, frozen=True):
    """A folder or file: what it is for, where it is, whether it is there yet."""

    what: str
    path: str
    there: bool


class Whereabouts(Struct, frozen=True):
    """Everything Sayback reads or writes."""

    sayback: Sayback
    places: tuple[Place, ...]


def whereabouts(places: Places, folders: Sequence[Path]) -> Whereabouts:
    """What is where; the content in the order in which a later folder wins."""
    found = [("content", folder) for folder in looked_in(folders)] + [
        ("calls", places.calls),
        ("content behind calls", places.cases),
        ("saved debriefs", places.saved),
        ("settings", places.settings),
        ("index, can be deleted", places.index),
    ]
    return Whereabouts(
        SAYBACK, tuple(Place(what, _text(path), path.exists()) for what, path in found)
    )


def _text(path: Path) -> str:
    """The path, with a mark where its name is none that can be written down."""
    return str(path).encode("utf-8", "replace").decode()


def whereabouts_lines(found: Whereabouts) -> Iterator[str]:
    """A line a place."""
    width = max(len(place.what) for place in found.places)
    for place in found.places:
        yield f"{place.what:<{width}}  {place.path}{'' if place.there else ' (not there yet)'}"
