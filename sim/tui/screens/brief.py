"""What the trainee knows as the phone rings."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from sim.core.option import Option
from sim.prose.sections import Section
from sim.tui.screens.page import HELP, Page
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import PAGING, Notes, page

PICK_UP = Option("pick_up", "Take the call.")
OTHER = Option("other", "Not this one; look at the other calls.")


class BriefScreen(Page[bool]):
    """Who you are, what your system shows, what you may do; True when the phone is picked up."""

    BINDINGS = [
        *PAGING,
        HELP,
        Binding("escape", "back", "Back", key_display="Esc", id="brief.back"),
        Binding("q", "leave", "Quit", id="brief.leave"),
    ]
    ABOUT = (
        Section(
            "Before you pick up",
            (
                "This is what you know: where you work, what your system shows, and your policy "
                "card. What the card does not allow, nobody can promise.",
                "All of it stays a key away during the call.",
            ),
        ),
    )

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """The brief, and the phone."""
        with VerticalScroll(id="body", can_focus=False):
            yield Notes(self._sections, snug=True)
        yield Choices([PICK_UP, OTHER])
        yield Keys()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self.finish(event.option == PICK_UP.id)

    def action_back(self) -> None:
        """Look at the other calls."""
        self.finish(False)

    def action_page(self, pages: int) -> None:
        """Page through the brief."""
        page(self.query_one("#body", VerticalScroll), pages)
