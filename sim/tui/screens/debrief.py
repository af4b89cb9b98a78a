"""How the call went: a short first page, and the letters behind it."""

from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Footer, Static

from sim.prose.debrief import Debrief
from sim.prose.wording import card_sections, customers_side, first_page, scores
from sim.tui.screens.page import HIGH, WIDE, Page
from sim.tui.widgets.notes import Notes, Reader
from sim.tui.widgets.said import said

Next = Literal["again", "another", "quit"]


class Letters(Reader):
    """Both service models, letter by letter, with the lines and rules behind them."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="letters")
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """The cards, and the customer's side of the call."""
        with Container(id="cards"):
            for card in card_sections(self._debrief.cards):
                yield Notes(card)
        yield Notes([customers_side(self._debrief)])


class DebriefScreen(Page[Next]):
    """Outcome, one strength, one change, the scores; the letters beside them if there is room."""

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
        """The first page, and beside it the letters."""
        with Horizontal():
            with Reader(id="body"):
                yield Notes(first_page(self._debrief))
            yield Letters(self._debrief)
        yield Static(said(scores(self._debrief)), id="scores")
        yield Footer(show_command_palette=False)

    def on_resize(self, event: Resize) -> None:
        """Give the keys to what is longer: the letters, while they are here."""
        super().on_resize(event)
        self.query_one("#letters" if _roomy(event.size) else "#body").focus()
        self.refresh_bindings()

    def check_action(self, action: str, _: tuple[object, ...]) -> bool:
        """The letters need no key while they are in view."""
        return action != "letters" or not _roomy(self.app.size)

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
    """The letters, where they have no room beside the first page."""

    BINDINGS = [
        Binding("escape", "leave", "Back", key_display="Esc", id="letters.back"),
        Binding("enter,q", "leave", show=False, id="letters.back_too"),
    ]

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """The letters, and nothing else."""
        yield Letters(self._debrief)
        yield Footer(show_command_palette=False)

    def action_leave(self) -> None:
        """Go back to the first page."""
        self.finish()


def _roomy(size: Size) -> bool:
    """Whether the letters stand beside the first page; the stylesheet says so, too."""
    return size.width >= WIDE and size.height >= HIGH
