"""The customers one has met."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Static

from sim.core.option import Option
from sim.prose.people import met, person
from sim.prose.sections import Section
from sim.records.history import Past
from sim.studio.index import Index
from sim.tui.screens.page import HELP, Page
from sim.tui.widgets.choices import Choice, Choices
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import PAGING, Notes, page

NOBODY = "You have not met anybody yet. Whoever calls you is here afterwards."
BACK = Option("back", "Back to the lobby.")


class PeopleScreen(Page[None]):
    """A list of names, and beside it who they turned out to be."""

    BINDINGS = [
        *PAGING,
        HELP,
        Binding("escape", "back", "Back", key_display="Esc", id="people.back"),
        Binding("q", "back", show=False, id="people.back_too"),
    ]
    ABOUT = (
        Section(
            "The customers you have met",
            (
                "Before a call you know a name and no more: getting to know somebody is what the "
                "call is for. Afterwards they are here, with what helps them.",
            ),
        ),
    )

    def __init__(self, index: Index, calls: Sequence[Past]) -> None:
        super().__init__()
        self._index = index
        self._calls = calls
        self._met = met(index, calls)

    def compose(self) -> ComposeResult:
        """The names, and room for one of them."""
        yield Static("The customers you have met", classes="top heading")
        with Container(id="choose"):
            names = [Option(id, self._index.customers[id].name) for id in self._met]
            yield Choices([*names, BACK])
            with VerticalScroll(id="about", can_focus=False):
                yield Notes(())
        yield Keys()

    @on(DescendantFocus)
    def _describe(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, Choice) and event.widget.option:
            id = event.widget.option.id
            nobody = () if self._met else (Section("", (NOBODY,)),)
            who = person(self._index, id, self._calls) if id in self._met else nobody
            self.query_one("#about Notes", Notes).update(who)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.option == BACK.id:
            self.finish()
        else:
            self.query_one(Choices).reopen()

    def action_page(self, pages: int) -> None:
        """Page through what there is about somebody."""
        page(self.query_one("#about", VerticalScroll), pages)

    def action_back(self) -> None:
        """Go back."""
        self.finish()
