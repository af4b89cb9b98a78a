"""Headed notes: the brief, the policy card, help, the debrief."""

from collections.abc import Iterator, Sequence

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content

from sim.prose.sections import Section
from sim.tui.sizes import HIGH
from sim.tui.widgets.columns import NOTHING, Columns, Row
from sim.tui.widgets.said import said, written

POINT = Content("·").stylize("$primary")
HANG = 2
"""Columns for the mark of a point."""


class Notes(Columns):
    """Sections, one below the other; where they are to be `snug`, without empty lines between."""

    def __init__(self, sections: Sequence[Section] = (), *, snug: bool = False) -> None:
        super().__init__()
        self._snug = snug
        self._sections: Sequence[Section] = ()
        self.update(sections)

    def update(self, sections: Sequence[Section]) -> None:
        """Show these instead."""
        if sections != self._sections:
            self._sections = sections
            self.lay_out([*_rows(sections)])

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, without empty ones in a low window if they are to be snug."""
        if self._snug and self.app.size.height < HIGH:
            return tuple(row for row in self._rows if row.words)
        return self._rows


def _rows(sections: Sequence[Section]) -> Iterator[Row]:
    for section in sections:
        if section.title:
            style = "bold $secondary" if section.lines else "bold $foreground on $panel"
            yield Row(said(section.title).stylize(style))
        for line in section.lines:
            yield Row(written(line), POINT, HANG) if section.points else Row(written(line))
        yield Row(NOTHING)


PAGING = (
    Binding("pageup", "page(-1)", "Read", key_display="PgUp/Dn", id="page.up"),
    Binding("pagedown", "page(1)", show=False, id="page.down"),
)
"""Keys for a screen that pages through notes while the focus is elsewhere."""


def page(text: VerticalScroll, pages: int) -> None:
    """Scroll by pages, keeping a line in view."""
    text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)


class Reader(VerticalScroll):
    """Room for long notes, paged through with the keys."""

    BINDINGS = [Binding("up", "scroll_up", "Read", key_display="↑↓", id="reader.up")]

    def action_scroll_up(self) -> None:
        """Read line by line."""
        super().action_scroll_up()
