"""Where a mistake that YAML stumbles over was really made, mostly some lines before.

YAML reads on as long as it can: quotes that are not closed end where the next ones open, and a
line too far left is taken for one that continues the text above it.
"""

import re

import yaml

Cause = tuple[tuple[int, int], str]
"""Line and column, both from 1, and a sentence."""

RETYPE = "a space here is no plain space; retype it"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD_BLANK = re.compile(f" *[{_BLANKS}]")
"""Blanks that come along with pasted text, at the beginning of a line or a key."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE = re.compile(r"\r\n?|\n")
_KEY = re.compile(r"^ *(?:- )?[a-z_]+:(?: |$)", re.MULTILINE)
_ITEM = re.compile(r"(?P<dash>[-\u2010-\u2015\u2022\u2212*]) ?(?P<key>[a-z_]+): ")
_WORD = 20
"""Characters of a word that are looked at: a file may be one word."""


def earlier(text: str, offset: int, line: int, complaint: str) -> Cause | None:
    """What was wrong before the place where YAML gave up; None when it is that place itself."""
    lines = _LINE.split(text)
    return (
        _odd_blank(lines, line)
        or _never_closed(text, offset)
        or _apostrophe(text, offset, line)
        or (_read_on(lines, line) if "mapping values are not" in complaint else None)
    )


def _read_on(lines: list[str], line: int) -> Cause | None:
    return _too_far_left(lines, line) or _neither(lines, line)


def spacing(rest: str) -> str:
    """How an item is to begin that begins with another sign, or without the space."""
    found = _ITEM.match(rest)
    if not found or found[0].startswith("- "):
        return ""
    mend = f"write '- {found['key']}'"
    if found["dash"] == "-":
        return f"a space is missing after the '-'; {mend}"
    return f"'{found['dash']}' begins no item; {mend}"


def _odd_blank(lines: list[str], line: int) -> Cause | None:
    """An indentation that only looks like one, in this line or the one before."""
    for number in (line - 1, line):
        if 0 < number <= len(lines) and (found := ODD_BLANK.match(lines[number - 1])):
            return (number, found.end()), RETYPE
    return None


def _never_closed(text: str, offset: int) -> Cause | None:
    """Quotes that run over whole lines of 'key: value', until others end them."""
    if text[:offset].rstrip()[-1:] not in ("'", '"'):
        return None
    last: yaml.ScalarToken | None = None
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if token.start_mark.index >= offset:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
    except yaml.YAMLError:
        pass
    if last is None or text[last.end_mark.index : offset].strip():
        return None
    begin = last.start_mark
    _, _, below = text[begin.index : last.end_mark.index].partition("\n")
    if not _KEY.search(below):
        return None
    quote = last.style
    at = begin.line + 1, begin.column + 1
    return at, f"the {quote} that opens here is not closed; write {quote} where the text ends"


def _apostrophe(text: str, offset: int, line: int) -> Cause | None:
    """A text in '…' that an apostrophe within it has ended."""
    before = re.search(r"\w+$", text[max(0, offset - _WORD) : max(0, offset - 1)])
    after = re.match(r"\w+", text[offset : offset + _WORD])
    if text[offset - 1 : offset] != "'" or not before or not after:
        return None
    begin = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    message = f"the ' in {before[0]}'{after[0]} ended the text; put the text in \"…\""
    return (line, offset - begin), message


def _too_far_left(lines: list[str], line: int) -> Cause | None:
    """A 'key: value' between two lines that stand further right, both at the same place."""
    above, between = _before(lines, line), _before(lines, _before(lines, line))
    if not between or not all(_KEY.match(lines[number - 1]) for number in (above, line)):
        return None
    if lines[above - 1].lstrip().startswith("- "):
        return None
    left, wanted = _indent(lines[above - 1]), _indent(lines[line - 1])
    inner = _indent(lines[between - 1])
    if lines[between - 1].lstrip().startswith("- "):
        inner += 2
    if left < wanted == inner and not re.search(r":\s*$", lines[above - 1]):
        message = (
            f"this line stands further left than lines {between} and {line}; "
            "line it up with them, or them with it"
        )
        return (above, left + 1), message
    return None


def _neither(lines: list[str], line: int) -> Cause | None:
    """Plain words where keys or items belong: mostly a comment without its '#'."""
    above = _before(lines, line)
    head = _before(lines, above)
    words = lines[above - 1].strip() if above else ""
    begun = head and not lines[head - 1].rstrip().endswith(":")
    if not words or begun or not re.fullmatch(r"[\w', ]+", words):
        return None
    if not re.match(r" *(?:- )?[a-z_]+: ", lines[line - 1]):
        return None
    message = "this is neither 'key: value' nor '- item'; if it is a comment, write '# ' before it"
    return (above, _indent(lines[above - 1]) + 1), message


def _before(lines: list[str], line: int) -> int:
    """The number of the last line before one that holds more than a comment; 0 for none."""
    for number in range(min(line - 1, len(lines)), 0, -1):
        words = lines[number - 1].strip()
        if words and not words.startswith("#"):
            return number
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
