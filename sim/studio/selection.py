"""Which files somebody means by a path, and what kind of content is in each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.core.model import Customer, Scenario
from sim.core.spelling import closest
from sim.studio.findings import quoted
from sim.studio.folders import CUSTOMERS, KINDS, PLAYS, SCENARIOS, find, looked_in, real, short

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
        stray = [(kind, path) for folder in looked_in(folders) for kind, path in _stray(folder)]
        return [Chosen(kind, path, True) for kind, path in [*_by_kind(in_use), *stray]]
    asked: dict[Path, Chosen] = {}
    for given in paths:
        for kind, path in _files(given, in_use):
            asked.setdefault(real(path), Chosen(kind, path, True))
    taken = {(chosen.kind, chosen.path.stem) for chosen in asked.values()}
    others = [
        Chosen(kind, path, False) for (kind, id), path in in_use.items() if (kind, id) not in taken
    ]
    return [*asked.values(), *others]


def _by_kind(files: Mapping[tuple[str, str], Path]) -> Iterator[tuple[str, Path]]:
    for (kind, _), path in files.items():
        yield kind, path


def _stray(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files in a folder that somebody took for content, and that are not found as such."""
    for kind in KINDS:
        for path in _in_folder(folder / kind):
            if path.suffix != SUFFIX:
                yield kind, path


def _files(given: Path, in_use: Mapping[tuple[str, str], Path]) -> Iterable[tuple[str, Path]]:
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
        raise NoSuchPath(f"there is no file or folder {name}{_meant(given, in_use)}")
    if not given.is_file():
        raise NoSuchPath(f"{name} is neither a file nor a folder")
    if given.name.endswith(PLAYS):
        raise NoSuchPath(f"{name} holds plays and not content; 'sayback test' plays them")
    folder = real(given).parent.name
    return [(folder if folder in KINDS else _kind_of(given), given)]


def _meant(given: Path, in_use: Mapping[tuple[str, str], Path]) -> str:
    """The end of a message: the file of content that has the name, or one much like it."""
    known = {id: path for (_, id), path in in_use.items()}
    guess = given.stem if given.stem in known else closest(given.stem, known)
    return f"; did you mean {quoted(short(known[guess]))}?" if guess else ""


def _in_folder(folder: Path) -> Iterator[Path]:
    """What somebody took for content; not all of it may be."""
    for path in sorted(folder.glob("*.y*ml")):
        if not path.name.endswith(PLAYS):
            yield path


def _kind_of(path: Path) -> str:
    """What a file outside `customers/` and `scenarios/` is about; raises NoSuchPath."""
    kind = kind_by_keys(path)
    if not kind:
        name = quoted(short(path))
        raise NoSuchPath(
            f"{name} is neither a customer nor a scenario; put it into a folder "
            "customers/ or scenarios/, so that it is known which it should be"
        )
    return kind


def kind_by_keys(path: Path, least: int = 1) -> str:
    """Which kind of content the keys of a file belong to.

    It is empty where neither kind has `least` keys more than the other, or nothing can be read.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(_START).decode("utf-8", "replace")
    except OSError:
        return ""
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    more = len(keys & set(Customer.__struct_fields__)) - len(keys & set(Scenario.__struct_fields__))
    if abs(more) < least:
        return ""
    return CUSTOMERS if more > 0 else SCENARIOS
