"""Small windows: a question with a few answers, and a sheet of notes to read."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Footer, Static

from sim.core.turns import Option
from sim.prose.sections import Section
from sim.tui.screens.page import Dialog
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.notes import Notes, Reader
from sim.tui.widgets.said import said


class Question(Dialog[str]):
    """A title, a text and answers; Escape gives the last answer, the one that changes nothing."""

    BINDINGS = [
        Binding("escape", "back", "Back", key_display="Esc", id="question.back"),
        Binding("q", "leave", show=False, id="question.leave"),
    ]

    def __init__(self, title: str, text: str, *answers: Option) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question in a frame, its answers below."""
        with Vertical(classes="frame"):
            yield Static(said(self._title), classes="heading")
            yield Static(said(self._text), classes="text")
            yield Choices(self._answers)
        yield Footer(show_command_palette=False)

    @on(Choices.Chosen)
    def _answered(self, event: Choices.Chosen) -> None:
        self.finish(event.option)

    def action_back(self) -> None:
        """Give the last answer."""
        self.finish(self._answers[-1].id)


class Sheet(Dialog[None]):
    """Notes to read, over what one was doing."""

    BINDINGS = [
        Binding("escape", "leave", "Back", key_display="Esc", id="sheet.back"),
        Binding("enter,p,q,w,question_mark,f1", "leave", show=False, id="sheet.back_too"),
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """The notes in a frame that scrolls."""
        with Reader(classes="frame"):
            yield Notes(self._sections)
        yield Footer(show_command_palette=False)

    def action_leave(self) -> None:
        """Go back to what one was doing."""
        self.finish()
