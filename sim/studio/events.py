"""Builds a document from YAML's events, noting what is wrong on the way.

`yaml.load` stops at the first mistake and lets the worst pass in silence: `no` turns into false, a
second key overwrites the first, ` #` cuts a sentence in half. Building the data here, one event
after the other, finds them all, and nothing that is nested or repeated can blow it up.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from sim.core.codes import Code
from sim.studio import mistakes, syntax
from sim.studio.document import Document, Place, Position
from sim.studio.findings import MOST, Finding, and_more, quoted, shown

DEPTH = 20
EVENTS = 40_000
"""Keys, values, and ends of lists and mappings in one file; the longest shipped has 8,000."""

LINE_BREAK = re.compile(r"\r\n?|\n")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")  # longer ones are not counted with: they are text
_COMMENT = re.compile(r"[ \t]+#(?P<glued>\S)?")
_GLUED = re.compile(r"(?P<key>[a-z_]+:)(?P<rest>.+)")
_CURLY = re.compile("[“„«][^“”„«»]*[“”»]?|‘[^‘’]*’")
_A_NEW_ONE = "a new item begins here"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_CONTROL_IN_FILE = re.compile(f"[{_CONTROL}]")
_CONTROL_IN_TEXT = re.compile(rf"[{_CONTROL}\r]")


class _Open(Struct):
    """A list or mapping that has begun and not ended."""

    data: Any
    place: Place
    key: str | None = None
    """The key that waits for its value; empty when it is of no use."""
    key_at: Position = (1, 1)
    braces: bool = False

    def awaits_key(self) -> bool:
        """Whether a key comes next."""
        return self.key is None and isinstance(self.data, dict)

    def expect(self, key: str, at: Position) -> None:
        """Let the next value stand under `key`."""
        self.key, self.key_at = key, at

    def put(self, value: Any, at: Position) -> Place:
        """Add a value: to a list at its end, to a mapping under the key that waits."""
        step: str | int
        if isinstance(self.data, list):
            step, place = len(self.data), Place(at, at)
            self.data.append(value)
        else:
            step, place = self.key or "", Place(at, self.key_at)
            self.data[step], self.key = value, None
        self.place.inside[step] = place
        return place


class Reading:
    """One pass over a text: a document, and in `findings` what is wrong with it.

    `whole` is false when its end was not reached, because of what stands there or because there is
    too much wrong, or when it is no mapping: then its shape is not worth a look.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.whole = True
        lines = LINE_BREAK.split(text)
        self._end = len(lines), len(lines[-1]) + 1
        self._text = self._cleaned(text)
        self._last = (1, 1)
        self._open = [_Open([], Place((1, 1), (1, 1)))]  # the outermost is the list of documents
        self.document = self._read()

    def _read(self) -> Document:
        documents = self._open[0]
        for number, event in enumerate(self._events() if self.whole else ()):
            at = _position(event.start_mark)
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event, at)
                case yaml.MappingStartEvent():
                    self._enter(event, at, {})
                case yaml.SequenceStartEvent():
                    self._enter(event, at, [])
                case yaml.CollectionEndEvent():
                    self._leave()
                case yaml.AliasEvent():
                    self._alias(event, at)
                case yaml.DocumentStartEvent() if documents.data:
                    self._note(
                        Code.NOT_ONE_MAPPING, at, "a second document starts here; a file holds one"
                    )
                    break
            if len(self._open) > DEPTH + 1:
                self._give_up(
                    Code.TOO_DEEP, at, f"this is nested more than {DEPTH} deep; flatten it"
                )
            if number == EVENTS:
                message = "from here on there is more than one file may hold; split it into several"
                self._give_up(Code.UNREADABLE, at, message)
            if not self.whole:
                break
        return self._checked(documents)

    def _events(self) -> Iterator[yaml.Event]:
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                self._last = _position(event.start_mark)
                yield event
        except yaml.YAMLError as error:
            at, message = syntax.explain(error, self._text)
            self._give_up(Code.NOT_YAML, at or self._last, message)
        except Exception as error:  # on garbage PyYAML lets others slip out
            self._give_up(
                Code.NOT_YAML,
                self._last,
                f"from here on this is not YAML: {shown(str(error), 100)}",
            )

    def _checked(self, documents: _Open) -> Document:
        data = documents.data[0] if documents.data else None
        place = documents.place.inside.get(0, documents.place)
        if self.whole and data is None:
            self._give_up(
                Code.NOT_ONE_MAPPING,
                place.value,
                "the file is empty; it needs lines of 'key: value'",
            )
        elif self.whole and not isinstance(data, dict):
            what = "a list" if isinstance(data, list) else quoted(str(data))
            lines = "lines of 'key: value', with a space after the colon"
            self._give_up(Code.NOT_ONE_MAPPING, place.value, f"a file must be {lines}, not {what}")
        return Document(self.file, data, place)

    def _note(self, code: Code, at: Position, message: str) -> None:
        at = min(at, self._end)  # YAML lets a file without a last line break end one line later
        if len(self.findings) < MOST:
            self.findings.append(Finding(self.file, *at, code, message))
        elif self.whole:
            self.findings.append(and_more(self.file, *at))
            self.whole = False

    def _give_up(self, code: Code, at: Position, message: str) -> None:
        self._note(code, at, message)
        self.whole = False

    def _cleaned(self, text: str) -> str:
        """`text` with a stand-in for every control character, so that reading can go on."""
        if not _CONTROL_IN_FILE.search(text):
            return text
        for number, line in enumerate(LINE_BREAK.split(text), 1):
            if found := _CONTROL_IN_FILE.search(line):
                at = number, found.start() + 1
                self._note(
                    Code.CONTROL_CHARACTER,
                    at,
                    f"control character {_code(found)} in this line; delete it",
                )
            if not self.whole:
                break
        return _CONTROL_IN_FILE.sub("\ufffd", text)

    def _enter(self, event: yaml.CollectionStartEvent, at: Position, data: Any) -> None:
        before = len(self.findings)
        self._refuse_extras(event, at)
        parent = self._open[-1]
        if parent.awaits_key():
            self._useless_key(
                Code.NOT_PLAIN, at, "a key must be text; put text that starts like this in quotes"
            )
            place = Place(at, at)
        else:
            place = parent.put(data, at)
        place.spoiled = len(self.findings) > before
        braces = isinstance(data, dict) and bool(event.flow_style)
        self._open.append(_Open(data, place, braces=braces))

    def _leave(self) -> None:
        data = self._open.pop().data
        if isinstance(data, dict):
            data.pop("", None)  # what stood under useless keys

    def _alias(self, event: yaml.AliasEvent, at: Position) -> None:
        alias = f"'*{shown(str(event.anchor))}'"
        message = (
            f"{alias} repeats another value: write that out, "
            "or put text that starts with '*' in quotes"
        )
        parent = self._open[-1]
        if parent.awaits_key():
            self._useless_key(Code.NOT_PLAIN, at, message)
        else:
            self._note(Code.NOT_PLAIN, at, message)
            parent.put(None, at).spoiled = True

    def _scalar(self, event: yaml.ScalarEvent, at: Position) -> None:
        before = len(self.findings)
        self._refuse_extras(event, at)
        if event.style == '"' and (found := _CONTROL_IN_TEXT.search(event.value)):
            self._note(
                Code.CONTROL_CHARACTER,
                at,
                f"control character {_code(found)} in this text; take it out",
            )
        parent = self._open[-1]
        if parent.awaits_key():
            self._key(event, at)
        else:
            value = event.value if event.style else self._plain(event, at)
            if event.style and value and not event.value.strip(" \t\n"):
                what = quoted(parent.key) if parent.key else "this item"
                self._note(
                    Code.NO_VALUE, at, f"{what} holds nothing but spaces; write it, or take it out"
                )
            parent.put(value, at).spoiled = len(self.findings) > before

    def _key(self, event: yaml.ScalarEvent, at: Position) -> None:
        name, parent = event.value, self._open[-1]
        if name == "<<" and not event.style:
            self._useless_key(
                Code.NOT_PLAIN, at, "'<<' merges keys from elsewhere: write them out here"
            )
        elif not name or "\n" in name:
            self._useless_key(Code.NOT_PLAIN, at, "a key must be text on one line")
        elif first := parent.place.inside.get(name):
            self._twice(name, first.key[0], at)
        elif not event.style and (found := _GLUED.match(name)):
            message = f"a space is missing after {quoted(found['key'])}"
            if mistakes.ODD_BLANK.match(found["rest"]):
                message = f"the blank after {quoted(found['key'])} is no plain space; retype it"
            self._useless_key(Code.NOT_YAML, at, message)
        elif not event.style and mistakes.ODD_BLANK.match(name):
            self._useless_key(Code.NOT_YAML, at, mistakes.RETYPE)
        elif not event.style and (message := mistakes.spacing(f"{name}: ")):
            self._useless_key(Code.NOT_YAML, at, message)
        else:
            parent.expect(name, at)

    def _twice(self, name: str, line: int, at: Position) -> None:
        """Note a key that is there already; after the first key of an item, a new one begins."""
        parent, above = self._open[-1], self._open[-2]
        begins = (
            len(self._open) > 2
            and isinstance(above.data, list)
            and not parent.braces
            and name == next(iter(parent.data), None)
        )
        if not begins or len(parent.data) == 1:
            or_else = f", or write '- ' before it if {_A_NEW_ONE}" if begins else ""
            message = f"the key {quoted(name)} is in line {line} already; keep one of them{or_else}"
            self._note(Code.KEY_TWICE, at, message)
            parent.expect("", at)
            return
        self._note(Code.KEY_TWICE, at, f"a '- ' is missing before {quoted(name)}: {_A_NEW_ONE}")
        self._leave()
        place = above.put({}, at)
        place.spoiled = True  # if no item was meant to begin here, it need not be whole
        self._open.append(_Open(above.data[-1], place))
        self._open[-1].expect(name, at)

    def _useless_key(self, code: Code, at: Position, message: str) -> None:
        self._note(code, at, message)
        self._open[-1].place.spoiled = True
        self._open[-1].expect("", at)

    def _plain(self, event: yaml.ScalarEvent, at: Position) -> str | int | bool | None:
        """What unquoted text stands for, by our rules instead of YAML's."""
        text = event.value
        end: Any = event.end_mark
        comment = _COMMENT.match(self._text, end.index)
        glued = bool(comment and comment["glued"])
        if text in ("", "~", "null"):
            self._no_value(at, glued)
            return None
        if comment and (glued or len(text.split()) > 1):
            line, column = _position(end)
            self._note(
                Code.CUT_BY_COMMENT,
                (line, column + self._text.index("#", end.index) - end.index),
                "'#' begins a comment, so the text ends before it; put the text in quotes, "
                "or the comment on a line of its own",
            )
        if _CURLY.fullmatch(text):
            self._note(Code.LOOKALIKE, at, f'{text[0]} is no quote here; write "')
        if text in ("true", "false"):
            return text == "true"
        return int(text) if _INTEGER.fullmatch(text) else text

    def _no_value(self, at: Position, commented_out: bool) -> None:
        if len(self._open) == 1:
            return  # nothing in the whole file, and that is said elsewhere
        parent = self._open[-1]
        if parent.key == "":
            return  # what is wrong with its key is said already
        subject = quoted(parent.key) if parent.key else "this item"
        if commented_out:
            mend = "'#' begins a comment; put text that starts with '#' in quotes"
        elif parent.braces:
            mend = "write one, or put text that starts with '{' in quotes"
        else:
            mend = "write one, or take it out"
        self._note(Code.NO_VALUE, at, f"{subject} has no value; {mend}")

    def _refuse_extras(self, event: Any, at: Position) -> None:
        if event.anchor is not None:
            anchor = f"'&{shown(event.anchor)}'"
            self._note(
                Code.NOT_PLAIN,
                at,
                f"{anchor} marks a value to be repeated: write it out wherever it is needed, "
                "or put text that starts with '&' in quotes",
            )
        if event.tag is not None:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._note(
                Code.NOT_PLAIN,
                at,
                f"'{tag}' is a tag, which means nothing here: take it out, "
                "or put text that starts with '!' in quotes",
            )


def _position(mark: Any) -> Position:
    return mark.line + 1, mark.column + 1


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"
