"""Why data does not have the shape it should: every reason, at its place and in words.

msgspec decides what fits, and stops at the first thing that does not. Only then does jsonschema go
over the whole. Importing it takes a while, so this module is imported no sooner.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from sim.core.codes import Code
from sim.core.model import ID
from sim.core.spelling import closest, nearest
from sim.studio import forms
from sim.studio.document import Document, Position
from sim.studio.findings import MOST, Finding, first, quoted, shown

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
}
_SIZES = {
    "minLength": ("at least", "character"),
    "maxLength": ("at most", "character"),
    "minItems": ("at least", "item"),
    "maxItems": ("at most", "item"),
    "minProperties": ("at least", "key"),
    "maxProperties": ("at most", "key"),
}
_RANGES = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
}
_PATTERNS = {
    ID: "must be small letters, digits and '_', beginning with a letter",
}
_BOOLEANS = {
    **dict.fromkeys(("yes", "on", "true"), "true"),
    **dict.fromkeys(("no", "off", "false"), "false"),
}
_CHOICES_SHOWN = 16
_CODES = {
    "type": Code.WRONG_TYPE,
    "enum": Code.NOT_A_CHOICE,
    "const": Code.NOT_A_CHOICE,
    "pattern": Code.NOT_AN_ID,
}
"""The code of a finding by the rule of the schema that is broken; for all others, a size."""


def faults(document: Document, kind: Any) -> list[Finding]:
    """All that keeps `document` from being a `kind`, as far as a JSON Schema can tell.

    What drew a finding when it was read is not judged again.
    """
    errors = Draft202012Validator(msgspec.json.schema(kind)).iter_errors(document.data)
    return first(finding for error in errors for finding in _findings(document, error))


def in_its_own_words(document: Document, refusal: msgspec.ValidationError) -> Finding:
    """What msgspec says, for the few things that a JSON Schema cannot tell."""
    message, _, trail = str(refusal).partition(" - at `")
    path: list[str | int] = []
    for name, index, unknown in re.findall(r"\.([^.[\]`]+)|\[(\d+)\]|(\[\.\.\.\])", trail):
        if unknown:  # it does not say which key of a dict it was
            break
        path.append(int(index) if index else name)
    return _finding(document, Code.WRONG_TYPE, document.at(path), document.where(path), message)


def _findings(document: Document, error: Any) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    place = document.at(path)
    where = document.where(path)
    code = _CODES.get(str(error.validator), Code.OUT_OF_RANGE)
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        for key in _unknown(error):
            place = document.at((*path, key), key=True)
            hint = forms.belongs(key, known) or nearest(key, known)
            yield _finding(
                document, Code.UNKNOWN_KEY, place, where, f"unknown key {quoted(key)}{hint}"
            )
    elif document.spoiled(path):
        return
    elif error.validator == "required":
        for key in _missing(error):
            yield _finding(
                document, Code.MISSING_KEY, place, where, f"the key {quoted(key)} is missing"
            )
    elif "propertyNames" in error.schema_path:
        place = document.at((*path, error.instance), key=True)
        yield _finding(document, code, place, where, f"a key {_verdict(error, document)}")
    elif path and isinstance(path[-1], str):
        where = document.where(path[:-1])
        yield _finding(
            document, code, place, where, f"{quoted(path[-1])} {_verdict(error, document)}"
        )
    else:
        verdict = _verdict(error, document)
        yield _finding(document, code, place, "", f"{where or 'the file'} {verdict}")


def _finding(document: Document, code: Code, place: Position, where: str, message: str) -> Finding:
    return Finding(document.file, *place, code, f"{where}: {message}" if where else message)


def _missing(error: Any) -> Iterator[str]:
    """The required keys that are absent, but for those that are only misspelt."""
    known = error.schema["properties"]
    meant = {closest(key, known) for key in islice(_unknown(error), MOST)}
    return (key for key in error.validator_value if key not in error.instance and key not in meant)


def _unknown(error: Any) -> Iterator[str]:
    """The keys that a mapping should not have, in the order of the file."""
    known = error.schema["properties"]
    return (key for key in error.instance if key not in known)


def _verdict(error: Any, document: Document) -> str:
    """What is wrong with a value, as the end of a sentence about it."""
    rule, limit, value = str(error.validator), error.validator_value, error.instance
    if rule == "type":
        mend = forms.mend(error, document.data) or _mend(limit, value)
        return f"must be {_TYPES.get(limit, limit)}, not {_named(value)}{mend}"
    if rule == "enum":
        return _no_choice(limit, value)
    if rule == "pattern":
        return f"{_PATTERNS.get(limit, f'must match the pattern {limit}')}, not {_named(value)}"
    if rule in _SIZES:
        bound, unit = _SIZES[rule]
        if (bound, limit) == ("at least", 1):
            return "must not be empty"
        return f"must have {bound} {limit} {unit}{'s' * (limit != 1)}, not {len(value)}"
    if rule in _RANGES:
        low, high = error.schema.get("minimum"), error.schema.get("maximum")
        both = low is not None and high is not None
        bounds = f"from {low} to {high}" if both else f"{_RANGES[rule]} {limit}"
        return f"must be {bounds}, not {value}"
    return f"does not fit: {shown(error.message, 120)}"


def _no_choice(choices: list[Any], value: Any) -> str:
    named = [
        quoted(choice) if isinstance(choice, str) else str(choice).lower() for choice in choices
    ]
    if len(named) > _CHOICES_SHOWN:
        named[_CHOICES_SHOWN:] = [f"{len(named) - _CHOICES_SHOWN} more"]
    words = [choice for choice in choices if isinstance(choice, str)]
    hint = nearest(value, words) if isinstance(value, str) else ""
    if choices == [True]:
        hint = "; write true" if str(value).lower() in _BOOLEANS else ""
        hint += ", or take it out" if hint and value in (False, "no", "off") else ""
    bounds = named[0] if len(named) == 1 else f"one of {', '.join(named)}"
    return f"must be {bounds}, not {_named(value)}{hint}"


def _named(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"the number {value}"
        case str():
            return quoted(value)
        case list():
            return "a list"
        case dict():
            return "keys with values"
    return "nothing"


def _mend(wanted: str, value: Any) -> str:
    match wanted, value:
        case "string", bool() | int():
            return "; put it in quotes"
        case "string", list():
            return "; take one of them, or put text that starts with '[' in quotes"
        case "string", dict():
            return "; text that starts with '{' must be in quotes"
        case "integer", str() if re.fullmatch(r"[-+]?[0-9]{1,18}", value):
            return f"; write {int(value)}"
        case "boolean", str() if value.lower() in _BOOLEANS:
            return f"; write {_BOOLEANS[value.lower()]}"
        case "object", str():
            return "; write it as 'key: value'"
        case "array", _:
            return "; begin each item with '- ', on a line of its own"
    return ""
