"""What pictures have above the drawing: a title, and a few sentences."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.studio.graph.colours import MUTED
from sim.studio.graph.svg import broken, words

WIDTH, EDGE, LINE, TEXT = 1280.0, 40.0, 20.0, 13.0
"""The width of a picture, its margin, the height of a line and the size of its letters."""


class Caption(NamedTuple):
    """A title with what stands below it."""

    title: str
    lines: Sequence[str]


def heading(head: Caption) -> Iterator[str]:
    """The title and the sentences below it."""
    yield words(EDGE, 52, head.title, 24, font_weight="bold")
    for at, line in enumerate(paragraph(head)):
        yield words(EDGE, 80 + at * LINE, line, TEXT, fill=MUTED)


def paragraph(head: Caption) -> list[str]:
    """The sentences in the lines they take."""
    return broken(" ".join(head.lines), WIDTH - 2 * EDGE, TEXT)
