"""How a value is to be written that has another shape than the one wanted: by an example.

Most of what is written wrongly are acts and conditions, whose forms only acts and conditions have.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sim.core import acts
from sim.core.model import Manner
from sim.core.spelling import closest
from sim.studio.findings import shown

_CONDITIONS = ("when", "signal", "opens")
_EXAMPLES = {"parts": "[regret]", "briefed": "true", "minutes": "2"}
"""What to write for a key, where a dash is not enough of an example."""
_LISTS = {
    "fact": ("facts",),
    "topic": ("grievances", "facts"),
    "cue": ("cues",),
    "remedy": ("remedies",),
    "gesture": ("gestures",),
}
"""Where a scenario lists what acts refer to, by the kinds of `acts.ACTS`."""
_MOST_NAMED = 6
_MOST_KEYS = 4


def belongs(key: str, known: Collection[str]) -> str:
    """Where a key belongs that is right somewhere else, or why it is never written."""
    if "greet" in known and key in acts.DERIVED:
        return "; Sayback concludes that itself; it is never written"
    if ("greet" in known or "acts" in known) and key in Manner.__struct_fields__:
        return f"; '{key}' belongs in 'manner'"
    if "acts" in known and key in acts.BY_NAME:
        return f"; '{key}' belongs in 'acts'"
    return ""


def mend(error: Any, data: Any) -> str:
    """How to write a value of the wrong type, as the end of a sentence; empty for no idea."""
    wanted, value, path = error.validator_value, error.instance, list(error.absolute_path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if wanted == "object":
        return _written(_acts(value) if key == "acts" else _keys(error.schema, value))
    if wanted == "array" and isinstance(value, str):
        return _list(value, error.schema, condition=key in _CONDITIONS)
    if wanted == "string" and isinstance(value, dict) and isinstance(path[-1], int):
        return _colon(value, condition=key in _CONDITIONS)
    if wanted == "string" and path[-2:-1] == ["acts"] and key in acts.BY_NAME:
        return _what_for(acts.BY_NAME[key], data) if isinstance(value, bool) else ""
    return ""


def _written(form: str) -> str:
    return f"; write {form}" if form else ""


def _acts(value: Any) -> str:
    """The acts that were named without what each of them takes."""
    words = value if isinstance(value, list) else re.split(r"[,\s]+", str(value))
    named = [closest(word, acts.BY_NAME) for word in words[:3] if isinstance(word, str) and word]
    found = [f"{name}: {_takes(acts.BY_NAME[name])}" for name in named if name]
    return f"{{{', '.join(found)}}}" if found else "{listen: true}, or whatever else it does"


def _takes(act: acts.Act) -> str:
    schemas = {
        acts.Apology: "{parts: [regret]}",
        acts.Promise: "{what: …, by: …}",
        acts.Hold: "{minutes: 2, why: …}",
        acts.HandOver: "{briefed: true}",
    }
    if act.takes in schemas:
        return schemas[act.takes]
    return "…" if act.names or act.takes is str else "true"


def _keys(schema: Mapping[str, Any], value: Any) -> str:
    """The keys that must be there; where it is only one, with the value that was written."""
    keys = schema.get("required", [])
    if not 0 < len(keys) <= _MOST_KEYS:
        return ""
    only = schema["properties"][keys[0]] if len(keys) == 1 else {}
    return f"{{{', '.join(f'{key}: {_value(key, only, value)}' for key in keys)}}}"


def _value(key: str, schema: Mapping[str, Any], value: Any) -> str:
    match schema.get("type"), value:
        case "string", str():
            return shown(value)
        case "integer", int() if not isinstance(value, bool):
            return str(value)
        case "array", [*words] if words and all(isinstance(word, str) for word in words):
            return f"[{', '.join(shown(word) for word in words[:3])}]"
    return _EXAMPLES.get(key, "…")


def _list(value: str, schema: Mapping[str, Any], *, condition: bool) -> str:
    denied = re.fullmatch(r"not \[([^][,]+)\]", value)
    if condition and denied:
        return f"; 'not' goes before the test: write [not {shown(denied[1])}]"
    if condition and value.startswith("not ["):
        return "; 'not' goes before a single test, within the brackets"
    plain = re.fullmatch(r"[\w ]+" if not condition else r"[\w <>=,]+", value)
    items = schema.get("items", {})
    texts = items.get("type") == "string" or value in items.get("enum", ())
    return _written(f"[{value}]") if plain and texts and len(value) <= 60 else ""


def _colon(value: Mapping[str, Any], *, condition: bool) -> str:
    """Text in a list that holds a colon and so was taken for a key with a value."""
    match list(value.items()):
        case [(key, str() | int() as said)] if condition:
            return f"; write '{shown(key)} {shown(str(said))}', without the colon"
        case [(_, str() | int())]:
            return "; text that holds ': ' must be in quotes"
    return ""


def _what_for(act: acts.Act, data: Any) -> str:
    if act.name == "thank":
        return '; say what for, as in "your patience"'
    if act.names not in _LISTS:
        return "; write in a few words what is said"
    names = list(_names(data, act.names))
    if not names:
        return f"; name one of the {_LISTS[act.names][-1]}"
    more = ", …" if len(names) > _MOST_NAMED else ""
    return f"; name what it is about: {', '.join(names[:_MOST_NAMED])}{more}"


def _names(data: Any, kind: str) -> Iterator[str]:
    for field in _LISTS[kind]:
        listed = data.get(field) if isinstance(data, dict) else None
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and isinstance(each.get("id"), str):
                yield shown(each["id"])
