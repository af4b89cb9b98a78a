"""Paragraphs beside labels: a digit and a reply, a name and a line, a mark and a point.

One widget lays out any number of them. Screens are made of few widgets, and so they are quick.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

NOTHING = Content("")


class Row(NamedTuple):
    """A paragraph, the label in the column before it, and what stands aside in its first line."""

    words: Content
    label: Content = NOTHING
    column: int = 0
    aside: Content = NOTHING


class Columns(Widget):
    """Rows below each other, wrapped to the width there is; `in_one_line` cuts them instead."""

    DEFAULT_CSS = """
    Columns {
        width: 1fr;
        height: auto;
    }
    """
    in_one_line = False

    def __init__(
        self, rows: Sequence[Row] = (), *, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = tuple(rows)
        self._laid_out: tuple[tuple[object, ...], list[Content]] = ((), [])

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    def lay_out(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as there is room."""
        return container.width

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """As high as the rows are at that width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """The lines at a width; asked for twice a layout, and laid out once."""
        rows = self.rows
        parts = [part for row in rows for part in (row.words, row.label, row.aside)]
        key = (width, rows, [part.spans for part in parts])  # texts are equal in any style
        if self._laid_out[0] != key:
            lines = [line for row in rows for line in self._wrapped(row, width)]
            self._laid_out = (key, lines)
        return self._laid_out[1]

    def _wrapped(self, row: Row, width: int) -> list[Content]:
        room = max(1, width - row.column - row.aside.cell_length)
        if self.in_one_line:
            words = [row.words.truncate(room, ellipsis=True)]
        else:
            words = row.words.wrap(room) or [NOTHING]
        labels = row.label.wrap(max(1, row.column - 1)) if row.label else [NOTHING]
        height = max(len(words), len(labels))
        lines = [
            _at(labels, at).extend_right(max(0, row.column - _at(labels, at).cell_length))
            + _at(words, at)
            for at in range(height)
        ]
        if row.aside:
            gap = max(0, width - lines[0].cell_length - row.aside.cell_length)
            lines[0] = lines[0] + Content(" " * gap) + row.aside
        return lines


def _at(lines: Sequence[Content], at: int) -> Content:
    return lines[at] if at < len(lines) else NOTHING
