"""Titles with what stands below them: the form in which every face receives longer texts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Section(NamedTuple):
    """A title, perhaps empty, and what stands below it; `points` when it is a list."""

    title: str
    lines: tuple[str, ...] = ()
    points: bool = False


def as_lines(sections: Iterable[Section]) -> Iterator[str]:
    """Sections as lines of text: each title, then its paragraphs, or its points with a dash."""
    for title, lines, points in sections:
        if title:
            yield title if title.rstrip('"').endswith((".", "!", "?")) else f"{title}:"
        yield from (f"- {line}" if points else line for line in lines)


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
