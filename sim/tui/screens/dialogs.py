"""Small windows: a question with a few answers, and a sheet of notes to read."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from sim.core.option import Option
from sim.prose.sections import Section
from sim.tui.screens.page import Dialog
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import Notes, Reader
from sim.tui.widgets.said import said


class Question(Dialog[str]):
    """A title, a text and answers; Escape gives the answer that changes nothing.

    That is the last one, if `escape` names no other.
    """

    BINDINGS = [
        Binding("escape", "back", "Back", key_display="Esc", id="question.back"),
        Binding("q", "leave", show=False, id="question.leave"),
    ]

    def __init__(self, title: str, text: str, *answers: Option, escape: str = "") -> None:
        super().__init__()
        self._escape = escape or answers[-1].id
        self._title = title
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question in a frame, its answers below."""
        with Vertical(classes="frame"):
            yield Static(said(self._title), classes="heading")
            yield Static(said(self._text), classes="text")
            yield Choices(self._answers)
        yield Keys()

    @on(Choices.Chosen)
    def _answered(self, event: Choices.Chosen) -> None:
        self.finish(event.option)

    def action_back(self) -> None:
        """Change nothing."""
        self.finish(self._escape)


class Sheet(Dialog[None]):
    """Notes to read, over what one was doing."""

    BINDINGS = [
        Binding("escape", "leave", "Back", key_display="Esc", id="sheet.back"),
        Binding("enter,p,q,w,h,question_mark,f1", "leave", show=False, id="sheet.back_too"),
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """The notes in a frame that scrolls."""
        with Reader(classes="frame"):
            yield Notes(self._sections)
        yield Keys()

    def action_leave(self) -> None:
        """Go back to what one was doing."""
        self.finish()
