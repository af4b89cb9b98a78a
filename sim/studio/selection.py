"""Which files somebody means by a path, and what kind of content is in each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.core.model import Customer, Scenario
from sim.studio.findings import quoted
from sim.studio.folders import KINDS, PLAYS, find, real, short

CUSTOMERS, SCENARIOS = KINDS
SUFFIX = ".yaml"
_START = 64 * 1024
"""Bytes in which to look for the keys of a file."""


class Chosen(NamedTuple):
    """A file of content: `customers` or `scenarios`, and whether it was asked for."""

    kind: str
    path: Path
    asked: bool


class NoSuchPath(LookupError):
    """There is no content at a path; the message says what there is instead."""


def choose(paths: Sequence[Path], folders: Sequence[Path]) -> list[Chosen]:
    """The files at the paths, and all content in use beside them; without paths, all is asked for.

    `folders` are those that content is found in, as for `folders.find`. What is asked for takes the
    place of content with the same id. Raises NoSuchPath.
    """
    found = find(folders)
    in_use = {(CUSTOMERS, id): path for id, path in found.customers.items()}
    in_use |= {(SCENARIOS, id): path for id, path in found.scenarios.items()}
    if not paths:
        return [Chosen(kind, path, True) for (kind, _), path in in_use.items()]
    asked: dict[Path, Chosen] = {}
    for given in paths:
        for kind, path in _files(given):
            asked.setdefault(real(path), Chosen(kind, path, True))
    taken = {(chosen.kind, chosen.path.stem) for chosen in asked.values()}
    others = [
        Chosen(kind, path, False) for (kind, id), path in in_use.items() if (kind, id) not in taken
    ]
    return [*asked.values(), *others]


def _files(given: Path) -> Iterable[tuple[str, Path]]:
    name = quoted(short(given))
    if given.is_dir():
        kinds = (
            [(given.resolve().name, given)]
            if given.resolve().name in KINDS
            else [(kind, given / kind) for kind in KINDS]
        )
        files = [(kind, path) for kind, folder in kinds for path in _in_folder(folder)]
        if not files:
            raise NoSuchPath(
                f"{name} holds no content: no file customers/ID.yaml or scenarios/ID.yaml"
            )
        return files
    if not given.exists():
        raise NoSuchPath(f"there is no file or folder {name}")
    if not given.is_file():
        raise NoSuchPath(f"{name} is neither a file nor a folder")
    if given.name.endswith(PLAYS):
        raise NoSuchPath(f"{name} holds plays and not content; 'sayback test' plays them")
    folder = real(given).parent.name
    return [(folder if folder in KINDS else _kind_of(given), given)]


def _in_folder(folder: Path) -> Iterator[Path]:
    """What somebody took for content; not all of it may be."""
    for path in sorted(folder.glob("*.y*ml")):
        if not path.name.endswith(PLAYS):
            yield path


def _kind_of(path: Path) -> str:
    """What a file outside `customers/` and `scenarios/` is about, by its keys."""
    with path.open("rb") as stream:
        text = stream.read(_START).decode("utf-8", "replace")
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    of_customer = keys & set(Customer.__struct_fields__)
    of_scenario = keys & set(Scenario.__struct_fields__)
    if len(of_customer) == len(of_scenario):
        name = quoted(short(path))
        raise NoSuchPath(
            f"{name} is neither a customer nor a scenario; put it into a folder "
            "customers/ or scenarios/, so that it is known which it should be"
        )
    return CUSTOMERS if len(of_customer) > len(of_scenario) else SCENARIOS
