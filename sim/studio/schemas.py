"""The JSON Schema of each kind of authored file, by which editors complete, check and explain it.

The types say what a file may hold; a table beside this module says what each key means, with an
example. msgspec stays the judge of what is read: a schema refuses nothing that it accepts.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from sim.core import acts, model
from sim.core.stages import ENDINGS
from sim.studio.library import _Needs
from sim.studio.plays import Plays
from sim.studio.reader import read

FOLDER = "schemas"
"""Where schemas lie: beside `customers/` and `scenarios/`."""
TABLE = Path(__file__).with_name("described.yaml")
OURS = "Written by Sayback, and written anew when it changes: keep nothing of your own in here."
TESTED = ("when", "signal", "opens", "then")
"""The keys that hold conditions."""
NO_ID = "Small letters, digits and _ only, beginning with a letter"
NO_TEST = "This is no test; write it like 'heat >= 60', 'stage venting' or 'not did apologise'"


class Needs(_Needs, frozen=True):
    """The catalogue of what somebody may need to be met with."""


KINDS: dict[str, Any] = {
    "customer": model.Customer,
    "scenario": model.Scenario,
    "play": Plays,
    "mood": model.Mood,
    "needs": Needs,
    "stock": model.Stock,
    "rubric": model.Rubric,
}


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """What a key means, and a value it may have."""

    example: Any
    means: str = ""


@cache
def table() -> dict[str, dict[str, Row]]:
    """What every key means, by the type it stands in; of acts and endings the core says it."""
    rows = read(TABLE, dict[str, dict[str, Row]])[0]
    spoken = {
        act.name: f"{act.means} “{act.example}” does; “{act.unlike}” does not." for act in acts.ACTS
    }
    ended = {name: f"Said when a call has ended like this: {it}" for name, it in ENDINGS.items()}
    return rows | {
        name: {key: Row(row.example, words[key]) for key, row in rows[name].items()}
        for name, words in (("Acts", spoken), ("Endings", ended))
    }


def schema(kind: str) -> dict[str, Any]:
    """The schema of one of `KINDS`: what its type accepts, with every key described."""
    made = msgspec.json.schema(KINDS[kind])
    types = made.pop("$defs")
    if "Scenario" in types:
        endings = types["Scenario"]["properties"]["endings"]
        endings["properties"] = {name: {**endings["additionalProperties"]} for name in ENDINGS}
        _describe("Endings", endings["properties"])
    _name_ids(types)
    for name, each in types.items():
        each.pop("title")
        if words := each.get("description"):
            each["description"] = " ".join(words.split())
        _describe(name, each["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": OURS,
        "title": f"Sayback: {kind}",
        **made,
        "$defs": {**types, "Test": _test()},
    }


def encoded(kind: str) -> bytes:
    """The schema as the file that is shipped."""
    return f"{json.dumps(schema(kind), indent=2, ensure_ascii=False)}\n".encode()


def write(folder: Path, kinds: Iterable[str] = KINDS) -> list[Path]:
    """Write schemas into a folder, over those that we wrote; returns what is not ours and stays."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for kind in kinds:
        path, content = folder / f"{kind}.json", encoded(kind)
        if not path.exists() or OURS.encode() in path.read_bytes():
            path.write_bytes(content)
        else:
            kept.append(path)
    return kept


def flow(value: Any) -> str:
    """A value as one would write it into a file, on one line, with prose in quotes."""
    match value:
        case dict():
            return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case str() if re.fullmatch(model.ID, value) or _is_test(value):
            return value
    return json.dumps(value, ensure_ascii=False)


def _is_test(text: str) -> bool:
    return text.removeprefix("not ").partition(" ")[0] in table()["Tests"]


def _describe(name: str, properties: dict[str, dict[str, Any]]) -> None:
    for key, value in properties.items():
        row = table()[name][key]
        value["description"] = f"{row.means} For example `{key}: {flow(row.example)}`"
        if key in TESTED:
            value["items"] = {"$ref": "#/$defs/Test"}
        if isinstance(value.get("default"), dict | list):  # an editor would write it all out
            del value["default"]


def _name_ids(part: Any) -> None:
    """Have editors say in words what an id looks like."""
    if isinstance(part, dict):
        if part.get("pattern") == model.ID:
            part["patternErrorMessage"] = NO_ID
        for each in part.values():
            _name_ids(each)


def _test() -> dict[str, Any]:
    """One test of a condition, by its first word; the ids in it no editor can know."""
    rows = table()["Tests"]
    return {
        **msgspec.json.schema(model.When)["items"],
        "description": "A test; all of the list must hold, and `not` before one denies it.",
        "pattern": rf"^\s*(not\s+)?({'|'.join(rows)})(\s|$)",
        "patternErrorMessage": NO_TEST,
        "defaultSnippets": [
            {"label": row.example, "description": row.means, "body": row.example}
            for row in rows.values()
        ],
    }
