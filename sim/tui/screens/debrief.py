"""How the call went: a short first page, and the letters behind it."""

from collections.abc import Iterable, Iterator
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Footer, Static

from sim.prose import Debrief, Section, card_lines, customers_side, first_part
from sim.tui.screens.page import Page
from sim.tui.widgets.notes import Notes, Reader
from sim.tui.widgets.said import said

POINT = "- "
Next = Literal["again", "another", "quit"]


class DebriefScreen(Page[Next]):
    """Outcome, one strength, one change, the scores; then whatever one does next."""

    BINDINGS = [
        Binding("enter", "letters", "Letters", key_display="Enter", id="debrief.letters"),
        Binding("r", "next('again')", "Try again", id="debrief.again"),
        Binding("n", "next('another')", "Another", id="debrief.another"),
        Binding("q", "next('quit')", "Quit", id="debrief.quit"),
    ]

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """The first page."""
        *paragraphs, scores = first_part(self._debrief)
        with Reader(id="body"):
            yield Notes([_opened(paragraph) for paragraph in paragraphs])
        yield Static(said(scores), id="scores")
        yield Footer(show_command_palette=False)

    def action_letters(self) -> None:
        """Show what stands behind the scores."""
        self.app.push_screen(LettersScreen(self._debrief))

    def action_next(self, what: Next) -> None:
        """Try again, take another call, or quit."""
        self.finish(what)

    def action_leave(self) -> None:
        """Quit."""
        self.finish("quit")


class LettersScreen(Page[None]):
    """Both service models, letter by letter, with the lines and rules behind them."""

    BINDINGS = [
        Binding("escape", "leave", "Back", key_display="Esc", id="letters.back"),
        Binding("enter,q", "leave", show=False, id="letters.back_too"),
    ]

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """The cards, beside each other where there is room, and the customer's side of it."""
        with Reader(id="body"):
            with Container(id="cards"):
                for card in self._debrief.cards:
                    yield Notes(list(_grouped(card_lines(card))))
            theirs = tuple(customers_side(self._debrief))
            yield Notes([Section("Their side of the call", theirs, points=True)])
        yield Footer(show_command_palette=False)

    def action_leave(self) -> None:
        """Go back to the first page."""
        self.finish()


def _opened(paragraph: str) -> Section:
    """A paragraph that opens with its subject and a colon, with the subject for a title."""
    title, _, text = paragraph.partition(": ")
    return Section(title, (text[:1].upper() + text[1:],))


def _grouped(lines: Iterable[str]) -> Iterator[Section]:
    """Lines as sections: those with a dash are the points of the one before."""
    title, points = "", list[str]()
    for line in lines:
        if line.startswith(POINT):
            points.append(line.removeprefix(POINT))
        else:
            if title:
                yield Section(title, tuple(points), points=True)
            title, points = line, []
    yield Section(title, tuple(points), points=True)
