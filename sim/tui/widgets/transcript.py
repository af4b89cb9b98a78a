"""What has been said so far, with the name before each line."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sim.tui.widgets.said import said

WIDEST = 16
"""Columns for names at most; a longer one is broken."""


class Speech(Horizontal):
    """A name, and beside it what that person said."""

    def __init__(self, name: Content, words: Content, column: int, classes: str) -> None:
        super().__init__(classes=classes)
        self._who = name
        self._words = words
        self._column = column

    def compose(self) -> ComposeResult:
        """Two columns, so that wrapped lines stay beside the name."""
        name = Static(self._who, classes="name")
        name.styles.width = self._column
        yield name
        yield Static(self._words, classes="words")


class Transcript(VerticalScroll, can_focus=False):
    """The lines of a call, oldest first; it follows its end, but never past the start of a line."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._column = min(WIDEST, max(said(name).cell_length for name in names)) + 2

    def add(self, name: str, words: Content, kind: str) -> None:
        """Add what `name` said; `kind` is the class it is styled by: them, you or note."""
        self.mount(Speech(said(name), words, self._column, kind))
        self.anchor()  # what is laid out later moves the end further down
        self.call_after_refresh(self._follow)

    def on_resize(self) -> None:
        """Keep following when the room changes."""
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        lines = self.query(Speech)
        if lines and lines.last().outer_size.height > self.size.height:
            self.scroll_to_widget(lines.last(), top=True, animate=False)
        else:
            self.scroll_end(animate=False)
