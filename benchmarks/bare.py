"""As plain an app as can show a call, with no call behind it. `python -m benchmarks.bare`.

A digit does what a reply does on the screen of a call: two lines are added to what has been said,
the customer comes across differently, other replies are on offer.
"""

from itertools import count
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

OFFERS, LONGEST = 4, 140
SAYING = "What was it that came this morning, and who signed for the boxes at the door? "


def some_words() -> str:
    """Words as many as a long reply has, and others than those before."""
    start = next(_START) % len(SAYING)
    return (SAYING * 3)[start : start + LONGEST]


_START = count(step=7)


class Bare(App[None]):
    """What has been said above, what may be said below."""

    CSS = "VerticalScroll { height: 1fr; } Static { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "say", "Say"),
        Binding("q", "quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """All there is room for, filled."""
        with VerticalScroll():
            yield Static(some_words())
        yield Static(some_words(), id="bearing")
        for number in range(OFFERS):
            yield Static(some_words(), id=f"offer-{number}")
        yield Footer(show_command_palette=False)

    def action_say(self) -> None:
        """Take a turn."""
        said = self.query_one(VerticalScroll)
        said.mount(Static(some_words()), Static(some_words()))
        said.scroll_end(animate=False)
        self.query_one("#bearing", Static).update(some_words())
        for number in range(OFFERS):
            self.query_one(f"#offer-{number}", Static).update(some_words())


if __name__ == "__main__":
    Bare().run()
