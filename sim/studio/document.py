"""A document: the data of one file, which remembers where everything stands."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from sim.studio.findings import shown

Position = tuple[int, int]
"""Line and column, both from 1."""

Path = Sequence[str | int]
"""The keys and indices that lead from the top to a value."""


class Place(Struct):
    """Where a value and its key stand, and the places of what is inside it."""

    value: Position
    key: Position
    inside: dict[str | int, "Place"] = {}
    spoiled: bool = False
    """Something is wrong with it already, so its shape says nothing."""


class Document(Struct):
    """What one file says, and where."""

    file: str
    data: Any
    root: Place

    def at(self, path: Path, key: bool = False) -> Position:
        """Where the value at `path` stands, or its key; else what is nearest above it."""
        places = self._along(path)
        found = len(places) > len(path)
        return places[-1].key if key and found else places[-1].value

    def spoiled(self, path: Path) -> bool:
        """Whether reading the value at `path` drew a finding already."""
        return self._along(path)[-1].spoiled

    def where(self, path: Path) -> str:
        """`path` for people, who count from 1: "replies[3] (id hear_her), acts"."""
        words, value = "", self.data
        for step in path:
            value = _inside(value, step)
            if isinstance(step, int):
                words += f"[{step + 1}]"
                name = _inside(value, "id")
                words += f" (id {shown(name)})" if isinstance(name, str) else ""
            else:
                joint = ", " if words.endswith(")") else "." if words else ""
                words += joint + shown(step)
        return words

    def _along(self, path: Path) -> list[Place]:
        places = [self.root]
        for step in path:
            place = places[-1].inside.get(step)
            if place is None:
                break
            places.append(place)
        return places


def _inside(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None
