"""The lobby: every call one can take, from the easiest to the hardest."""

from asyncio import Future, get_running_loop
from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Static

from sim.asked import Asked
from sim.core.option import Option
from sim.modes import MODES
from sim.prose.lobby import (
    EXAM_ABOUT,
    HARDEST,
    Rung,
    about,
    another,
    ladder,
    next_rung,
    passed,
    proposed,
)
from sim.prose.sections import Section
from sim.records.history import Past
from sim.studio.index import Index
from sim.tui.screens.page import HELP, Page
from sim.tui.widgets.choices import Choice, Choices
from sim.tui.widgets.columns import Columns, Row
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import PAGING, Notes, page
from sim.tui.widgets.said import said

GO_ON, EXAM = "go_on", "exam"
WELCOME = (
    "A customer calls, and you choose what to say. Afterwards you see what each choice did. "
    "There is no clock; the first call on the ladder is a good one to begin with."
)
WHO, BEST = 17, 5
"""Columns for the name of the caller and for the best score."""


class Wish(NamedTuple):
    """What somebody wants in the lobby: a call, by its ids, or one of `GO_ON` and `EXAM`."""

    what: str
    scenario: str = ""
    customer: str = ""


class LobbyScreen(Page[None]):
    """The calls there are, how hard each is, how it went so far.

    It lies below all other screens; `wish` waits for what somebody wants.
    """

    CSS_PATH = None  # all it needs is read at the start

    BINDINGS = [
        *PAGING,
        Binding("w", "somebody_else", "Who", id="lobby.somebody_else"),
        Binding("m", "mode", "Mode", id="lobby.mode"),
        Binding("c", "people", "Met", id="lobby.people"),
        Binding("s", "settings", "Settings", id="lobby.settings"),
        HELP,
        Binding("q", "leave", "Quit", id="lobby.leave"),
    ]
    ABOUT = (
        Section(
            "Your first call",
            (
                "Choose a call with the arrows and press Enter. You read who you are and what you "
                "may do; then you pick up, and choose what to say.",
                "There is no clock, and nothing you say here reaches a real customer.",
            ),
        ),
        Section(
            "The ladder",
            (
                "Calls stand from the easiest to the hardest. How hard a call is was worked out by "
                "playing it many times; nobody decided it. How heavy it is tells how much comes at "
                "you.",
                "An arrow points to the next call you have not yet brought to a good end.",
                "Many customers may call about the same. w shows the next of them, and another "
                "customer is another call.",
                "HEART is your best score by that service model so far, from 0 to 100.",
            ),
            points=True,
        ),
        Section(
            "How much is shown: m",
            tuple(f"{mode.name.capitalize()}: {mode.words}" for mode in MODES.values()),
            points=True,
        ),
    )

    def __init__(
        self, index: Index, calls: Sequence[Past], left: Past | None, asked: Asked
    ) -> None:
        super().__init__()
        self._index = index
        self._asked = asked
        self._wish: Future[Wish] | None = None
        self._instead: dict[str, str] = {}
        self._take_in(calls, left)

    def _take_in(self, calls: Sequence[Past], left: Past | None) -> None:
        self._calls = calls
        self.left = left
        self.every = [
            rung
            for rung in ladder(self._index, calls)
            if self._asked.wants(rung.scenario.id, rung.customer.id)
        ]
        by_ids = {(rung.scenario.id, rung.customer.id): rung for rung in self.every}
        self.rungs = [
            by_ids.get((rung.scenario.id, self._instead.get(rung.scenario.id, "")), rung)
            for rung in proposed(self.every)
        ]

    async def wish(self) -> Wish:
        """What somebody wants next, once they say so."""
        self._wish = get_running_loop().create_future()
        return await self._wish

    def show_calls(self, calls: Sequence[Past], left: Past | None) -> None:
        """Show how things stand; after a call the focus is on what comes next."""
        stays = self._in_focus if calls == self._calls else None
        if stays is None:
            self._instead.clear()
        self._take_in(calls, left)
        for welcome in self.query(".welcome"):
            welcome.display = not calls
        self.show_terms()
        self._offer(stays)

    def show_grades(self) -> None:
        """Show the ladder anew, for more is known of how hard calls are.

        The focus stays with its call, if somebody has moved it there.
        """
        moved = self._in_focus != list(self._rows)[self._first]
        stays = self._in_focus if moved else None
        self._take_in(self._calls, self.left)
        self._offer(stays)

    @property
    def _in_focus(self) -> Wish | None:
        at = self.focused
        row = at.option.id if isinstance(at, Choice) and at.option else None
        return None if row is None else list(self._rows)[int(row)]

    def _offer(self, stays: Wish | None) -> None:
        """Show the rows, with the focus on the wish that stays, else on what comes next."""
        rows = list(self._rows)
        first = rows.index(stays) if stays in rows else self._first
        self.query_one(Choices).offer(*self._options, first)
        self._describe_row(first)

    def compose(self) -> ComposeResult:
        """The title, the ladder, and room for what belongs to the call in focus."""
        yield Columns(id="top", classes="top")
        if not self._calls:
            yield Static(WELCOME, classes="welcome", markup=False)
        columns = Content(_aside("with", "hard", "HEART"))
        heads = Row(Content("Which call will you take?"), aside=columns)
        yield Columns([heads], classes="head")
        with Container(id="choose"):
            options, asides = self._options
            places = len(self.rungs) + len((GO_ON, EXAM))
            yield Choices(options, places, asides, self._first, in_one_line=True)
            with VerticalScroll(id="about", can_focus=False):
                yield Notes(())
        yield Keys()

    def on_mount(self) -> None:
        """Show on which terms one plays."""
        self.show_terms()

    def show_terms(self) -> None:
        """Who plays, and how much is shown."""
        name = self.sitting.settings.name
        who = f"{name} · " if name else ""
        shown = said(f"{who}{self.sitting.mode} mode").stylize("$muted")
        title = Content("Sayback").stylize("bold")
        self.query_one("#top", Columns).lay_out([Row(title, aside=shown)])

    @property
    def _first(self) -> int:
        """Where the focus begins: on the call that was left, else on the next of the ladder."""
        number = None if self.left else next_rung(self.rungs)
        return next((at for at, rung in enumerate(self.rungs) if rung.number == number), 0)

    @property
    def _rows(self) -> dict[Wish, Rung | None]:
        """What one can wish for, in the order shown, with the rung of the ladder it is."""
        rungs = {Wish("take", rung.scenario.id, rung.customer.id): rung for rung in self.rungs}
        return {**({Wish(GO_ON): None} if self.left else {}), **rungs, Wish(EXAM): None}

    @property
    def _options(self) -> tuple[list[Option], list[str]]:
        """The rows as they are shown, and what stands aside of each."""
        next_one = next_rung(self.rungs)
        shown = [
            self._rung_row(rung, rung.number == next_one) if rung else self._other_row(wish)
            for wish, rung in self._rows.items()
        ]
        return [Option(str(at), say) for at, (say, _) in enumerate(shown)], [a for _, a in shown]

    def _rung_row(self, rung: Rung, is_next: bool) -> tuple[str, str]:
        hard = "●" * rung.grade + "○" * (HARDEST - rung.grade) if rung.grade else "....."
        best = str(rung.best.get(rung.scenario.leads, ""))
        mark = "▸" if is_next else "✓" if rung.won else " "
        return f"{mark} {rung.scenario.title}", _aside(rung.customer.name, hard, best)

    def _other_row(self, wish: Wish) -> tuple[str, str]:
        if wish.what == EXAM or self.left is None:
            mark = "✓" if passed(self._calls) else " "
            return f"{mark} The exam", _aside("somebody", "", "")
        title = self._index.scenarios.get(self.left.scenario)
        person = self._index.customers.get(self.left.customer)
        say = f"Go on: {title.title if title else self.left.scenario}"
        return say, _aside(person.name if person else self.left.customer, "", "")

    @on(DescendantFocus)
    def _describe(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, Choice) and event.widget.option:
            self._describe_row(int(event.widget.option.id))

    def _describe_row(self, at: int) -> None:
        wish, rung = list(self._rows.items())[at]
        sections = about(rung) if rung else EXAM_ABOUT if wish.what == EXAM else self._about_left()
        self.query_one("#about Notes", Notes).update(sections)

    def _about_left(self) -> Sequence[Section]:
        left = self.left
        turns = f"after {left.turns} of your replies" if left and left.turns else "at the start"
        line = f"You left this call {turns}. It goes on at that very turn."
        return [Section("The call you left", (line,))]

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if self._wish and not self._wish.done():
            self._wish.set_result(list(self._rows)[int(event.option)])

    def action_page(self, pages: int) -> None:
        """Page through what belongs to the call in focus."""
        page(self.query_one("#about", VerticalScroll), pages)

    def action_somebody_else(self) -> None:
        """Have somebody else call about the same."""
        focus = self._in_focus
        rung = self._rows.get(focus) if focus else None
        if rung is None:
            self.notify("Choose one of the calls first; then w shows who else may call.", timeout=4)
            return
        following = another(self.every, rung)
        self._instead[rung.scenario.id] = following.customer.id
        self._take_in(self._calls, self.left)
        self._offer(Wish("take", following.scenario.id, following.customer.id))

    def action_mode(self) -> None:
        """Show more of the next calls, or less."""
        self.sitting.next_mode()
        self.show_terms()
        mode = MODES[self.sitting.mode]
        self.app.clear_notifications()
        self.notify(mode.words, title=f"{mode.name.capitalize()} mode", timeout=4)

    def on_screen_suspend(self) -> None:
        """What was said of the lobby is not left lying on the next screen."""
        self.app.clear_notifications()

    def action_people(self) -> None:
        """Look at the customers one has met."""
        self.sitting.open_people()

    def action_settings(self) -> None:
        """Settle how things look, and who plays."""
        self.sitting.open_settings(self.show_terms)


def _aside(who: str, hard: str, best: str) -> str:
    """The columns at the right, one below the other in every row."""
    name = said(who).truncate(WHO, ellipsis=True, pad=True)
    return f"{name.plain} {hard:<{HARDEST}} {best:>{BEST}}"
