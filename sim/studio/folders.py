"""Where authored content lies, and which of two files with one id wins; nothing is read here."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent.parent
RULES = PACKAGE / "rules"
PLAYS = ".play.yaml"
"""How the names of files with plays end; they stand beside content, and are none."""
KINDS = CUSTOMERS, SCENARIOS = ("customers", "scenarios")
"""The folders that hold content."""
NEEDS = "needs.yaml"
"""A catalogue of needs, beside the folders of content."""


class Found(NamedTuple):
    """The files by their ids, in the order found; `notices` names what was found twice."""

    customers: dict[str, Path]
    scenarios: dict[str, Path]
    notices: list[str]


def find(folders: Sequence[Path] = ()) -> Found:
    """The content of the installed package, of the folder one stands in, then of `folders`.

    Each has `customers/` and `scenarios/`; a later id wins.
    """
    places = looked_in(folders)
    notices: list[str] = []
    customers, scenarios = (_files(places, kind, notices) for kind in KINDS)
    return Found(customers, scenarios, notices)


def find_plays(folders: Sequence[Path] = ()) -> list[Path]:
    """The plays of the content in use: whoever takes the place of content takes that of its plays.

    Plays of shipped content may stand in a later folder without it; they win, too.
    """
    found: dict[tuple[str, str], Path] = {}
    for place in looked_in(folders):
        for kind in KINDS:
            for path in sorted((place / kind).glob("*.yaml")):
                content = kind, path.name.partition(".")[0]
                if path.name.endswith(PLAYS):
                    found[content] = path
                elif found.get(content, path).parent != path.parent:
                    del found[content]
    return list(found.values())


def find_needs(folders: Sequence[Path] = ()) -> list[Path]:
    """The catalogues of needs: the shipped one, then a `needs.yaml` of each folder that has one."""
    own = (place / NEEDS for place in looked_in(folders))
    return [RULES / NEEDS, *(path for path in own if path.is_file())]


def rules_of(folders: Sequence[Path] = ()) -> list[Path]:
    """All that calls are played by, the catalogues of needs among it."""
    return sorted({*RULES.rglob("*.yaml"), *find_needs(folders)})


def plays_in(folder: Path) -> list[Path]:
    """The plays that stand in a folder, or in one for content within it."""
    places = (folder, *(folder / kind for kind in KINDS))
    return [path for place in places for path in sorted(place.glob(f"*{PLAYS}"))]


def looked_in(folders: Sequence[Path] = ()) -> list[Path]:
    """The folders content is looked for in, each once; the later win."""
    return list({folder.resolve(): None for folder in (shipped(), Path(), *folders)})


def shipped() -> Path:
    """The folder that holds the customers and scenarios shipped with the product."""
    installed = PACKAGE / "content"
    return installed if installed.is_dir() else PACKAGE.parent


def short(path: Path) -> str:
    """The path as seen from where one stands, if it lies below; bytes that are no text are '?'."""
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return str(path).encode("utf-8", "replace").decode()


def real(path: Path) -> Path:
    """The path without symbolic links; one that leads back to itself stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _files(places: list[Path], kind: str, notices: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for place in places:
        for path in sorted((place / kind).glob("*.yaml")):
            if path.name.endswith(PLAYS):
                continue
            if path.stem in found:
                notices.append(f"{short(path)} takes the place of {short(found[path.stem])}")
            found[path.stem] = path
    return found
