"""What is wrong with authored content, and the words to say it in."""

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct


class Finding(Struct, frozen=True, order=True):
    """Something wrong in a file: where, what, and how to mend it. Lines and columns start at 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used; `findings` holds all that is wrong, sorted by position."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was probably meant to be, or None when nothing is close."""
    if len(word) > 60:  # difflib takes quadratic time, and no name is as long
        return None
    names = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), names, n=1)
    return names[matches[0]] if matches else None


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message: "; did you mean 'x'?", or nothing when nothing is close."""
    guess = closest(word, known)
    return f"; did you mean '{guess}'?" if guess else ""


def shown(text: str, most: int = 40) -> str:
    """`text` on one line, cut where it is longer than `most`, and harmless to a terminal."""
    line = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(line.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def quoted(text: str) -> str:
    """`text` as `shown`, in quotes."""
    return f"'{shown(text)}'"
