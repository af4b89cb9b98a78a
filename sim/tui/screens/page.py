"""What all screens share: how they leave, how they help, and how much room they need."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from sim.prose.sections import Section
from sim.tui.sizes import COMFORTABLE, HIGH, LOWEST, MIDDLING, NARROWEST, WIDE
from sim.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from sim.tui.app import Sitting

HELP = Binding("question_mark,f1", "help", "Help", key_display="?", id="help")

Result = TypeVar("Result")


class Page(Screen[Result]):
    """A screen that leaves by `leave`, tells about itself, and needs some room."""

    CSS_PATH: ClassVar[str | None] = "../screens.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MIDDLING, "-middling"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]
    ABOUT: ClassVar[Sequence[Section]] = ()
    """What its help says."""

    @property
    def sitting(self) -> "Sitting":
        """The app."""
        return cast("Sitting", self.app)

    def on_resize(self, event: Resize) -> None:
        """Give way to a sentence when the window is too small."""
        for footer in self.query(Keys):
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

    def action_help(self) -> None:
        """Say what this screen is for, and which key does what."""
        from sim.tui.screens.dialogs import Sheet

        self.app.push_screen(Sheet([*self.ABOUT, *EVERYWHERE]))


EVERYWHERE = (
    Section(
        "Everywhere",
        (
            "The keys for where you are stand in the last line; they may be clicked, too.",
            "Ctrl+P lists everything that can be done. Ctrl+C leaves; a call is kept.",
        ),
        points=True,
    ),
)
"""What help says on every screen."""


class Dialog(Page[Result], ModalScreen[Result]):
    """A small window over a page."""


class TooSmall(ModalScreen[None]):
    """Asks for a larger window, and goes once there is one."""

    CSS_PATH = "../screens.tcss"

    BINDINGS = [Binding("q", "leave", "Quit", id="small.leave")]

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(
            f"This window is a little small for a conversation. Please give it {NARROWEST} columns "
            f"and {LOWEST} rows: everything is where you left it.",
        )
        yield Keys()

    def on_resize(self, event: Resize) -> None:
        """Go, once everything fits again."""
        if self.is_active and _fits(event.size):
            self.dismiss()

    def action_leave(self) -> None:
        """Leave the program; a call is kept."""
        self.app.exit()


def _fits(size: Size) -> bool:
    return size.width >= NARROWEST and size.height >= LOWEST
