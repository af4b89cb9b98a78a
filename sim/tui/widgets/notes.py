"""Headed notes: the brief, the policy card, help, the debrief."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from sim.prose.sections import Section
from sim.tui.widgets.said import said, written


class Notes(Vertical):
    """Sections, one below the other."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """Each title, and its lines; points hang beside a mark."""
        for section in self._sections:
            with Vertical(classes="section" if section.lines else "section bare"):
                yield from _rows(section)

    def update(self, sections: Sequence[Section]) -> None:
        """Show these instead."""
        if sections != self._sections:
            self._sections = sections
            self.refresh(recompose=True)


def _rows(section: Section) -> Iterator[Widget]:
    if section.title:
        yield Static(said(section.title), classes="heading")
    for line in section.lines:
        if section.points:
            yield Horizontal(Static("·", classes="point"), Static(written(line), classes="words"))
        else:
            yield Static(written(line))


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
