"""The content that calls were played with, kept once by its hash: a call outlives an edit."""

import re
from pathlib import Path

import msgspec

from sim.core.compile import canonical, name_of
from sim.core.model import Content
from sim.records.places import RecordsError, explained, made, write_whole


def keep(cases: Path, name: str, content: Content) -> None:
    """Keep `content` under its case's hash, unless it is there; raises RecordsError if it cannot.

    The file appears whole or not at all, and is on the disk on return.
    """
    data = canonical(content)
    path = made(cases) / f"{name}.json"
    with explained(f"'{path}' cannot be written"):
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)


def load(cases: Path, name: str) -> Content:
    """The content of the case with this hash; raises RecordsError when it is missing or damaged."""
    path = cases / f"{name}.json"
    if not re.fullmatch(r"[0-9a-f]{32}", name):  # it comes from a file, and becomes a path
        raise RecordsError(f"no content has the name '{name}'")
    with explained(f"'{path}', what the call was played with, cannot be read"):
        data = path.read_bytes()
    if name_of(data) != name:
        raise RecordsError(f"'{path}' is damaged: it does not hold what its name says")
    try:
        return msgspec.json.decode(data, type=Content)
    except ValueError as error:
        raise RecordsError(f"'{path}' was kept by another version of Sayback: {error}") from error
