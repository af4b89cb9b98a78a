"""Which call to take."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Footer, Static

from sim.core.turns import Option
from sim.prose.briefing import who_calls
from sim.prose.sections import Section
from sim.tui.offers import Offer
from sim.tui.screens.page import Page
from sim.tui.widgets.choices import Choice, Choices
from sim.tui.widgets.notes import PAGING, Notes, page
from sim.tui.widgets.said import said

TITLE = 30
"""Columns for titles at most, before the names begin; a longer one pushes its name aside."""


class ChooseScreen(Page[Offer]):
    """The calls there are, and what to know before taking one."""

    BINDINGS = [*PAGING, Binding("q", "leave", "Quit", id="choose.leave")]

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._offers = {str(at): offer for at, offer in enumerate(offers)}

    def compose(self) -> ComposeResult:
        """The list, and room for what belongs to the call in focus."""
        yield Static("Which call will you take?", classes="top")
        with Container(id="choose"):
            yield Choices(list(self._rows()))
            with VerticalScroll(id="about", can_focus=False):
                yield Notes(())
        yield Footer(show_command_palette=False)

    def _rows(self) -> Iterator[Option]:
        titles = {id: said(offer.situation.title) for id, offer in self._offers.items()}
        widest = min(TITLE, max((title.cell_length for title in titles.values()), default=0))
        for id, offer in self._offers.items():
            title, name = titles[id], offer.person.name
            gap = " " * max(3, widest - title.cell_length + 3)
            yield Option(id, f"{title.plain}{gap}{name.first} {name.last}")

    @on(DescendantFocus)
    def _describe(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, Choice) and event.widget.option:
            offer = self._offers[event.widget.option.id]
            self.query_one("#about Notes", Notes).update(_about(offer))

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self.finish(self._offers[event.option])

    def action_page(self, pages: int) -> None:
        """Page through what belongs to the call in focus."""
        page(self.query_one("#about", VerticalScroll), pages)


def _about(offer: Offer) -> list[Section]:
    """What somebody should know before they take this call."""
    situation = offer.situation
    return [
        Section(situation.title, (situation.summary,)),
        Section("You practise", (situation.practises,)),
        Section("On the line", (who_calls(offer.person),)),
    ]
