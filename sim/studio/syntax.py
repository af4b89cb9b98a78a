"""What YAML's scanner complains about, in words that help whoever wrote the text.

Most of its complaints come from a few habits of prose: a colon, an apostrophe, a leading `[` or
`*`.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from sim.studio import mistakes
from sim.studio.findings import shown

_BRACKET_MEANT = re.compile(r"\b(when|signal|opens|options|parts|tells|stages|acts|manner): *$")
_KEY_FOLLOWS = re.compile(r"\s*\w+:\s")


class Spot(NamedTuple):
    """A place in a text; the line counts from 1, the column from 0."""

    text: str
    offset: int
    line: int
    column: int

    @property
    def char(self) -> str:
        """The character that stands here; empty at the end of the text."""
        return self.text[self.offset : self.offset + 1]

    @property
    def before(self) -> str:
        """What stands before it in its line."""
        return self.text[self.offset - self.column : self.offset]


def explain(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int] | None, str]:
    """Line and column, both from 1, and a sentence; no position where YAML gives none.

    YAML names two places, where it gave up and where what it was reading began. The position is
    the one that needs mending.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return None, f"from here on this is not YAML: {shown(str(error), 100)}"
    here = _spot(error.problem_mark, text)
    began = _spot(error.context_mark or error.problem_mark, text)
    complaint = f"{error.context}: {error.problem}"
    if cause := mistakes.earlier(text, here.offset, here.line, complaint):
        return cause
    for pattern, at_beginning, sentence in _COMPLAINTS:
        if re.search(pattern, complaint):
            spot, other = (began, here) if at_beginning else (here, began)
            message = sentence if isinstance(sentence, str) else sentence(spot, other)
            message = mistakes.spacing(text[spot.offset :]) or message
            return (spot.line, spot.column + 1), message
    return (
        here.line,
        here.column + 1,
    ), f"from here on this is not YAML: {shown(str(error.problem), 100)}"


def _spot(mark: Any, text: str) -> Spot:
    return Spot(text, mark.index, mark.line + 1, mark.column)


def _needs_quotes(spot: Spot, _: Spot) -> str:
    if spot.char == "\t":
        return _TAB
    if not spot.char:
        return "the file ends too early here"
    return f"text that starts with '{spot.char}' must be in quotes"


def _left_open(began: Spot, here: Spot) -> str:
    wanted = "]" if began.char == "[" else "}"
    found = f"the '{here.char}' in line {here.line}" if here.char.strip() else "the file ends"
    message = f"this '{began.char}' is not closed: a ',' or '{wanted}' is missing before {found}"
    after = began.text[began.offset + 1 : began.offset + 80]
    if _BRACKET_MEANT.search(began.before[-20:]) or (
        began.char == "{" and _KEY_FOLLOWS.match(after)
    ):
        return message
    return f"{message}; text that starts with '{began.char}' must be in quotes"


def _second_colon(here: Spot, _: Spot) -> str:
    if re.search(r":\s", here.before):
        return "a second ': ' in one line; put text that holds ': ' in quotes"
    return (
        "this line reads on from the text above it; line it up with its neighbours, "
        "and see that the line above is 'key: value'"
    )


def _leftover(here: Spot, began: Spot) -> str:
    match here.before.rstrip()[-1:]:
        case "'":
            return 'the quotes closed before this; use "…" around text that holds a \''
        case '"':
            return "the quotes closed before this; use '…' around text that holds a \""
        case "]":
            return "text that starts with '[' must be in quotes"
        case "}":
            return "text that starts with '{' must be in quotes"
        case "" if here.column != began.column:
            return f"this line does not line up with its neighbours, as line {began.line} does"
        case "":
            return (
                "this line does not go with those above it; "
                "either all are 'key: value', or all are '- item'"
            )
    return "the value ended before this; put all of it in quotes"


_TAB = "a tab where YAML wants spaces; indent with spaces only"

_COMPLAINTS: tuple[tuple[str, bool, str | Callable[[Spot, Spot], str]], ...] = (
    ("tab character", False, _TAB),
    (
        "could not find expected ':'",
        True,
        "this line has no ': '; write 'key: value' or '- item' with the space, "
        "or indent it if it belongs to the text above",
    ),
    ("end of stream", True, "these quotes are never closed"),
    ("quoted scalar: .*document", True, "these quotes are still open at a line '---' or '...'"),
    ("alphabetic or numeric|tag", True, _needs_quotes),
    (
        "block scalar",
        True,
        "the text for '|' or '>' starts on the next line; "
        "text that starts with '|' or '>' must be in quotes",
    ),
    ("',' or '[]}]'", True, _left_open),
    ("cannot start any token|node content|mapping keys are not", False, _needs_quotes),
    ("mapping values are not", False, _second_colon),
    (
        "unexpected ':'",
        False,
        "within '[…]' or '{…}', text that holds a ':' must be in quotes",
    ),
    (
        "sequence entries are not",
        False,
        "a list begins on the line after its key; text that starts with '- ' must be in quotes",
    ),
    (
        "escape|hexa?decimal",
        False,
        "in \"…\" a backslash begins a code like \\n; use '…', or write it twice",
    ),
    ("expected key|'-' indicator|<block end>", False, _leftover),
    (
        "<?document start",
        False,
        "a file holds one document: nothing before '---', nothing after '...'",
    ),
    ("directive|YAML document", False, "a line that starts with '%' speaks to YAML; take it out"),
)
"""Patterns over PyYAML's messages, which its two scanners word differently; whether to point at
where it began rather than where it gave up; and our sentence."""
