"""What the trainee knows as the phone rings."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Footer

from sim.core.case import Case
from sim.core.turns import Option
from sim.prose.briefing import briefing
from sim.tui.screens.page import Page
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.notes import PAGING, Notes, page

PICK_UP = Option("pick_up", "Pick up the phone.")
OTHER = Option("other", "Look at the other calls.")


class BriefScreen(Page[bool]):
    """Who you are, what your system shows, what you may do; True when the phone is picked up."""

    BINDINGS = [
        *PAGING,
        Binding("escape", "back", "Back", key_display="Esc", id="brief.back"),
        Binding("q", "leave", "Quit", id="brief.leave"),
    ]

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._case = case

    def compose(self) -> ComposeResult:
        """The brief, and the phone."""
        with VerticalScroll(id="body", can_focus=False):
            yield Notes(briefing(self._case))
        yield Choices([PICK_UP, OTHER])
        yield Footer(show_command_palette=False)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self.finish(event.option == PICK_UP.id)

    def action_back(self) -> None:
        """Let it ring, and look at the other calls."""
        self.finish(False)

    def action_page(self, pages: int) -> None:
        """Page through the brief."""
        page(self.query_one("#body", VerticalScroll), pages)
