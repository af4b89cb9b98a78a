"""What is wrong with authored content, and the words to say it in."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import force_setattr

from sim.core.codes import Code

MOST = 100
"""Findings looked for in one file at once: nobody mends more before looking again."""
LONGEST = 500
"""Characters of a message."""


class Finding(Struct, frozen=True, order=True):
    """Something wrong in a file: where, what kind of thing, what it is, and how to mend it.

    Lines and columns start at 1. The message is one line, harmless to a terminal, of at most
    `LONGEST` characters, whatever it repeats of what was found; so is all of it as text.
    """

    file: str
    line: int
    column: int
    code: Code
    message: str

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST or not self.message.isprintable():
            force_setattr(self, "message", shown(self.message, LONGEST))

    def __str__(self) -> str:
        file = _printable(self.file, "\ufffd")
        return f"{file}:{self.line}:{self.column}: {self.code}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used; `findings` holds all that is wrong, sorted by position."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


def first(findings: Iterable[Finding]) -> list[Finding]:
    """The first `MOST` that differ, and one that says so where there are more.

    No more than one after them is asked for, so a generator does no work for nothing.
    """
    kept: dict[Finding, None] = {}
    for finding in findings:
        if len(kept) == MOST and finding not in kept:
            return [*kept, and_more(finding.file, finding.line, finding.column)]
        kept[finding] = None
    return list(kept)


def and_more(file: str, line: int, column: int) -> Finding:
    """What stands in for all that was not looked for, at the place of the first of it."""
    message = f"and more is wrong than these {MOST}; mend them first"
    return Finding(file, line, column, Code.TOO_MANY, message)


def shown(text: str, most: int = 40) -> str:
    """`text` on one line, cut where it is longer than `most`, and harmless to a terminal."""
    start = text[: 10 * most]  # all of it may be as long as a file
    line = " ".join(_printable(start, " ").split())
    return line if start == text and len(line) <= most else f"{line[: most - 1]}…"


def quoted(text: str) -> str:
    """`text` as `shown`, in quotes."""
    return f"'{shown(text)}'"


def _printable(text: str, instead: str) -> str:
    return "".join(char if char.isprintable() else instead for char in text)
