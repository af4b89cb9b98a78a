"""What is wrong with authored content, and the words to say it in."""

from collections.abc import Iterable

from msgspec import Struct

from sim.core.codes import Code


class Finding(Struct, frozen=True, order=True):
    """Something wrong in a file: where, what kind of thing, what it is, and how to mend it.

    Lines and columns start at 1.
    """

    file: str
    line: int
    column: int
    code: Code
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used; `findings` holds all that is wrong, sorted by position."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


def shown(text: str, most: int = 40) -> str:
    """`text` on one line, cut where it is longer than `most`, and harmless to a terminal."""
    line = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(line.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def quoted(text: str) -> str:
    """`text` as `shown`, in quotes."""
    return f"'{shown(text)}'"
