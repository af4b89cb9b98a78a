"""What has been said so far, with the name before each line."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer

from sim.tui.widgets.columns import Columns, Row
from sim.tui.widgets.said import said

WIDEST = 16
"""Columns for names at most; a longer one is broken."""
TICKS, SECONDS = 24, 0.8
"""A line takes that long to arrive, in that many steps, however long it is."""


NAME = {"them": "bold $secondary", "you": "bold $primary", "note": ""}
"""How the name before a line looks, by the kind of line."""


class Speech(Columns):
    """A name, and beside it what that person said."""

    def __init__(
        self, name: Content, words: Content, column: int, kind: str, part: float = 1
    ) -> None:
        super().__init__(classes=kind)
        self._who = name.stylize(NAME[kind])
        self._words = words.stylize("italic $muted") if kind == "note" else words
        self._column = column
        self.show(part)

    def show(self, part: float) -> None:
        """Show only the first part, from 0 to 1; the rest keeps its place, so nothing jumps."""
        words = self._words
        if part < 1:
            words = words.stylize("$background on $background", round(len(words) * part))
        self.lay_out([Row(words, self._who, self._column)])


class Transcript(VerticalScroll, can_focus=False):
    """The lines of a call, oldest first; it follows its end, but never past the start of a line."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._column = min(WIDEST, max(said(name).cell_length for name in names)) + 2
        self._arriving: list[Speech] = []
        self._timer: Timer | None = None
        self._ticks = 0

    def add(self, name: str, words: Content, kind: str, *, arriving: bool = False) -> None:
        """Add what `name` said; `kind` is the class it is styled by: them, you or note.

        What is `arriving` comes as if it were being said, and what is added meanwhile after it.
        """
        waits = arriving or bool(self._arriving)
        speech = Speech(said(name), words, self._column, kind, part=0 if waits else 1)
        self.mount(speech)
        if waits:
            self._arriving.append(speech)
        if arriving:
            self._ticks = 0
            self._timer = self.set_interval(SECONDS / TICKS, self._tick)
        self.anchor()  # what is laid out later moves the end further down
        self.call_after_refresh(self._follow)

    def complete(self) -> bool:
        """Show all of a line that is arriving; whether there was one."""
        if self._timer is None:
            return False
        self._timer.stop()
        self._timer = None
        for speech in self._arriving:
            speech.show(1)
        self._arriving.clear()
        return True

    def on_resize(self) -> None:
        """Keep following when the room changes."""
        self.call_after_refresh(self._follow)

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks >= TICKS:
            self.complete()
        elif self._arriving:
            self._arriving[0].show(self._ticks / TICKS)

    def _follow(self) -> None:
        lines = self.query(Speech)
        if lines and lines.last().outer_size.height > self.size.height:
            self.scroll_to_widget(lines.last(), top=True, animate=False)
        else:
            self.scroll_end(animate=False)
