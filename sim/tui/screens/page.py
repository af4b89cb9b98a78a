"""What all screens share: a way out, and a polite refusal to be squeezed beyond reading."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Static

NARROWEST, LOWEST = 60, 20
"""The smallest window in which four long replies leave room to read the customer."""
COMFORTABLE = 80
"""From here on the keys in the footer need not stand close together."""
WIDE, HIGH = 110, 30
"""From here on there is room for things beside each other, and for empty lines."""

Result = TypeVar("Result")


class Page(Screen[Result]):
    """A screen that leaves by `leave`, and needs some room."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]

    def on_resize(self, event: Resize) -> None:
        """Give way to a sentence when the window is too small."""
        for footer in self.query(Footer):
            footer.compact = event.size.width < COMFORTABLE
        if self.is_active and not _fits(event.size):
            self.app.push_screen(TooSmall())

    def finish(self, result: Result | None = None) -> None:
        """Close with a result; a second key that comes too late does nothing."""
        if self.is_active:
            self.dismiss(result)

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()


class Dialog(Page[Result], ModalScreen[Result]):
    """A small window over a page."""


class TooSmall(ModalScreen[None]):
    """Asks for a larger window, and goes once there is one."""

    BINDINGS = [Binding("q", "leave", "Quit", id="small.leave")]

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(
            f"This window is a little small for a conversation. Please give it {NARROWEST} columns "
            f"and {LOWEST} rows: everything is where you left it.",
        )
        yield Footer(show_command_palette=False)

    def on_resize(self, event: Resize) -> None:
        """Go, once everything fits again."""
        if self.is_active and _fits(event.size):
            self.dismiss()

    def action_leave(self) -> None:
        """Leave the program; a call is kept."""
        self.app.exit()


def _fits(size: Size) -> bool:
    return size.width >= NARROWEST and size.height >= LOWEST
