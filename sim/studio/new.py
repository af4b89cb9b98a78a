"""New content: a file that is right as it stands, for a trainer to change bit by bit."""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from sim.core.model import ID, LONGEST_ID
from sim.studio.findings import quoted
from sim.studio.folders import short
from sim.studio.schemas import FOLDER, write

FOLDERS = {"customer": "customers", "scenario": "scenarios"}
"""The kinds of content one can begin, and the folders they lie in."""
SCHEMAS = (*FOLDERS, "play")
"""The kinds of files that may lie in these folders."""
TEMPLATES = Path(__file__).with_name("templates")
_TITLE = "A scenario of your own"
_RULE = f"small letters, digits and _, {LONGEST_ID} at most, beginning with a letter"


class CannotBegin(ValueError):
    """Nothing was written; the message says why, and how to mend it."""


class Begun(NamedTuple):
    """The file that was written, and the schemas beside it that are not ours and were left."""

    path: Path
    foreign: list[Path]


def begin(kind: str, name: str, folder: Path) -> Begun:
    """Write content of that kind, one of `FOLDERS`, with the id `name`, and its schemas.

    It goes into `customers/` or `scenarios/` of `folder`. Raises CannotBegin for what can be no
    id and for a file that is there already.
    """
    if not re.fullmatch(ID, name) or len(name) > LONGEST_ID:
        raise CannotBegin(f"{quoted(name)} can be no id: {_RULE}{_meant(kind, name)}")
    path = folder / FOLDERS[kind] / f"{name}.yaml"
    text = (TEMPLATES / f"{kind}.yaml").read_text(encoding="utf-8")
    text = text.replace(_TITLE, name.replace("_", " ").strip().capitalize(), 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        reason = f"'{short(path)}' is there already; choose another id, or move that file away"
        raise CannotBegin(reason) from error
    return Begun(path, write(folder / FOLDER, SCHEMAS))


def _meant(kind: str, name: str) -> str:
    """An id that is close to what was meant, as the end of a sentence."""
    last = re.split(r"[/\\]", name)[-1].casefold().removesuffix(".yaml")
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    id = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    id = f"{kind}_{id}" if id[:1].isdigit() else id
    return f"; try {id[:LONGEST_ID]}" if id else ""
