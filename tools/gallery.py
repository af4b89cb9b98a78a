"""A walk through every screen, the same each time: for the pictures, and for the tests."""

import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, chdir, contextmanager
from datetime import datetime, timedelta, tzinfo
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList

from sim.asked import NOTHING, Asked
from sim.modes import EXAM, GUIDED, STANDARD
from sim.records.journal import Terms
from sim.records.places import Places
from sim.records.settings import Settings, Theme, save
from sim.session import Session
from sim.studio.index import Index
from sim.studio.library import Library
from sim.tui.app import Sitting
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen
from sim.tui.screens.debrief import BehindScreen, DebriefScreen
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.screens.page import TooSmall
from sim.tui.screens.people import PeopleScreen
from sim.tui.screens.settings import NameDialog, SettingsScreen
from sim.tui.screens.wrap_up import WrapUpScreen
from sim.tui.sizes import WIDE
from sim.tui.widgets.choices import Choice, Choices

SIZES = {"60x20": (60, 20), "80x24": (80, 24), "120x40": (120, 40)}
SCENARIO, INGRID, MARCUS = "short_again", "ingrid_solheim", "marcus_oyelaran"
SEED, PLAYER = 4, "Sam"
HARD = {(SCENARIO, MARCUS): 3, (SCENARIO, INGRID): 4}
"""The calls in the lobby and how hard they are: settled here, whatever else is shipped."""
GOOD = (
    "open_tell_me", "count_back", "third_back", "two_ways", "sorry_it_was_us", "shall_we",
    "where_to", "book_it", "friday_mail", "thank_and_close",
)  # fmt: skip
HUNG_UP = (
    "open_tell_me", "need_formal_kept", "parrot_unhappy", "need_heard_all", "go_on",
    "leave_it_there",
)  # fmt: skip
HANDED_OVER = ("open_sorry", "i_talked_past_you", "to_be_fair", "to_somebody")
RETREATING = ("open_sorry", "count_back")
PATIENCE = 2000

Show = Callable[[str, Sitting], None]
"""Is handed each state by its name, with the app as it is then."""


class View(NamedTuple):
    """How large the window is, and how things look in it."""

    size: tuple[int, int]
    theme: Theme = "dusk"
    ascii_only: bool = False

    @property
    def settings(self) -> Settings:
        """Those of the player; lines are there at once."""
        return Settings(name=PLAYER, theme=self.theme, motion="reduced", mode="guided")


class Fixed(Index):
    """The content there is, of which the lobby lists the calls settled above."""

    def __init__(self) -> None:
        super().__init__()
        self.scenarios = {id: card for id, card in self.scenarios.items() if id == SCENARIO}
        self.customers = {id: self.customers[id] for _, id in HARD}

    def grade(self, scenario: str, customer: str) -> int | None:
        """As hard as was settled."""
        return HARD.get((scenario, customer))


class Walk(NamedTuple):
    """The app, and the hands on its keyboard."""

    app: Sitting
    pilot: Pilot[None]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, and for the screen to have been drawn after it."""
        for _ in range(PATIENCE):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause()
        raise AssertionError(f"it never came: {self.app.screen}")

    async def at(self, screen: type[Screen[Any]]) -> None:
        """Wait for a screen."""
        await self.until(lambda: isinstance(self.app.screen, screen))

    async def press(self, key: str, screen: type[Screen[Any]]) -> None:
        """Press a key that leads to a screen."""
        await self.pilot.press(key)
        await self.at(screen)

    async def choose(self, key: str) -> None:
        """Press a key that leads to other choices on the same screen."""
        choices = self.app.screen.query_one(Choices)
        before = [choice.option for choice in choices.query(Choice)]
        await self.pilot.press(key)
        await self.until(lambda: [each.option for each in choices.query(Choice)] != before)

    async def say(self, reply: str) -> None:
        """Say a reply that is on offer."""
        assert self.app.session
        call = self.app.session.call
        offered, turns = [option.id for option in call.offered], len(call.turns)
        assert reply in offered, f"'{reply}' is not on offer: {offered}"
        await self.pilot.press(str(offered.index(reply) + 1))
        await self.until(lambda: len(call.turns) > turns)


async def walk(view: View, show: Show) -> None:
    """Show every screen by its name, each in the states worth looking at.

    Until the walk is over, the process stands in another folder, and its clock and dice are fixed.
    """
    settings = view.settings
    for part in (_a_first_visit, _a_good_call, _a_lost_call, _exams, _too_small):
        with home(settings) as places:
            await part(places, view, show)


async def others(view: View, show: Show) -> None:
    """Show the lobby with all there is, and each other customer and scenario as a call begins."""
    settings = view.settings
    with home(settings) as places:
        index = Index((), places.index)
        for _ in index.graded():
            pass
        async with sitting(places, view, index=index) as it:
            await it.at(LobbyScreen)
            show("lobby-all", it.app)
    for scenario, customer in _pairs(index):
        with home(settings) as places:
            asked = Asked(scenario, customer, SEED)
            async with sitting(places, view, asked, index) as it:
                await it.at(BriefScreen)
                show(f"brief-{scenario}-{customer}", it.app)
                await it.press("enter", CallScreen)
                show(f"call-{scenario}-{customer}", it.app)


def _pairs(index: Index) -> Iterator[tuple[str, str]]:
    """Each scenario but the first with a customer, and each customer but the first with one."""
    casts = list(index.customers)
    for at, scenario in enumerate(each for each in index.scenarios if each != SCENARIO):
        yield scenario, casts[(at + 1) % len(casts)]
    for customer in casts:
        if customer != INGRID:
            yield SCENARIO, customer


@contextmanager
def home(settings: Settings) -> Iterator[Places]:
    """An empty home with these settings, whose path is short; clock and dice are fixed."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder), _fixed():
        places = Places(Path("home"))
        save(places, settings)
        yield places


@contextmanager
def _fixed() -> Iterator[None]:
    """Calls a day apart, and the first of whatever is drawn."""
    days = count()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 3, 2, 9, 30, tzinfo=tz) + timedelta(days=next(days))

    def first(among: Sequence[Any]) -> Any:
        return among[0]

    with (
        patch("sim.records.journal.datetime", Clock),
        patch("sim.records.journal.lot", lambda _: "0000"),
        patch("sim.session.randbelow", lambda _: SEED),
        patch("secrets.choice", first),
    ):
        yield


@asynccontextmanager
async def sitting(
    places: Places, view: View, asked: Asked = NOTHING, index: Index | None = None
) -> AsyncIterator[Walk]:
    """The app, opened in this home."""
    async with AsyncExitStack() as stack:
        stack.enter_context(patch.dict(os.environ))
        os.environ.pop("NO_COLOR", None)
        app = Sitting(places, index or Fixed(), asked)
        app.ascii_only = view.ascii_only  # whatever the terminal is that this runs in
        pilot = await stack.enter_async_context(app.run_test(size=view.size, notifications=True))
        yield Walk(app, pilot)


def left(places: Places, customer: str, mode: str, replies: Sequence[str]) -> None:
    """A call that was left after these replies."""
    case = Library().case(SCENARIO, customer)
    with Session.start(case, SEED, places, Terms(mode=mode, player=PLAYER)) as session:
        for reply in replies:
            session.reply(reply)


async def _a_first_visit(places: Places, view: View, show: Show) -> None:
    async with sitting(places, view) as it:
        await it.at(LobbyScreen)
        show("lobby-first", it.app)
        await it.press("f1", Sheet)
        show("lobby-help", it.app)
        await it.press("escape", LobbyScreen)
        await it.press("c", PeopleScreen)
        show("people-nobody", it.app)
        await it.press("escape", LobbyScreen)
        await _settings(it, show)
        await it.pilot.press("w")
        show("lobby-else", it.app)
        await it.press("1", BriefScreen)
        show("brief", it.app)
        await it.press("enter", CallScreen)
        show("call-opening", it.app)
        for reply in GOOD[:3]:
            await it.say(reply)
        show("call-guided", it.app)
        for key, name in (("h", "hint"), ("w", "why"), ("p", "policy"), ("f1", "help")):
            await it.press(key, Sheet)
            show(f"call-{name}", it.app)
            await it.press("escape", CallScreen)
        await it.press("escape", Question)
        show("call-pause", it.app)
        await it.press("3", LobbyScreen)
        show("lobby-left", it.app)


async def _settings(it: Walk, show: Show) -> None:
    await it.press("s", SettingsScreen)
    show("settings", it.app)
    await it.press("1", NameDialog)
    await it.until(lambda: isinstance(it.app.focused, Input))
    show("settings-name", it.app)
    await it.press("escape", SettingsScreen)
    await it.press("escape", LobbyScreen)
    there_are = len(list(it.app.get_system_commands(it.app.screen)))
    await it.press("ctrl+p", CommandPalette)
    commands = it.app.screen.query_one(OptionList)
    await it.until(lambda: commands.option_count == there_are)
    show("palette", it.app)
    await it.press("escape", LobbyScreen)


async def _a_good_call(places: Places, view: View, show: Show) -> None:
    left(places, MARCUS, GUIDED, RETREATING)
    left(places, INGRID, GUIDED, GOOD[:-1])
    async with sitting(places, view) as it:
        await it.at(LobbyScreen)
        await it.press("enter", CallScreen)
        show("call-solving", it.app)
        await it.say(GOOD[-1])
        show("call-over", it.app)
        await _wrap_up(it, show)
        show("debrief", it.app)
        for key, name in (("t", "turns"), ("enter", "letters")):
            if key != "enter" or view.size[0] < WIDE:
                await it.press(key, BehindScreen)
                show(f"debrief-{name}", it.app)
                await it.press("escape", DebriefScreen)
        await it.press("g", Question)
        show("debrief-goal", it.app)
        await it.pilot.press("1")
        await it.at(DebriefScreen)
        await it.pilot.press("s")
        await it.until(lambda: bool(it.app.screen.query("Toast")))
        show("debrief-saved", it.app)
        it.app.clear_notifications()
        await it.press("n", LobbyScreen)
        show("lobby", it.app)
        await it.press("c", PeopleScreen)
        show("people", it.app)
        await it.press("escape", LobbyScreen)
        await it.press("1", CallScreen)
        show("call-retreating", it.app)


async def _wrap_up(it: Walk, show: Show) -> None:
    await it.press("enter", WrapUpScreen)
    await it.choose("1")
    show("after-promises", it.app)
    await it.choose("2")
    await it.choose("3")
    show("after-note", it.app)
    for answer in "123":
        await it.choose(answer)
    show("after-what-came", it.app)
    await it.press("enter", DebriefScreen)


async def _a_lost_call(places: Places, view: View, show: Show) -> None:
    left(places, INGRID, STANDARD, HUNG_UP[:-1])
    async with sitting(places, view, Asked(SCENARIO, INGRID)) as it:
        await it.at(Question)
        show("waiting", it.app)
        await it.press("1", CallScreen)
        show("call-standard", it.app)
        await it.say(HUNG_UP[-1])
        show("call-lost", it.app)
        await it.press("enter", WrapUpScreen)
        await it.press("escape", Question)
        show("after-skip", it.app)
        await it.press("2", DebriefScreen)
        show("debrief-lost", it.app)


async def _exams(places: Places, view: View, show: Show) -> None:
    left(places, INGRID, EXAM, HANDED_OVER[:-1])
    async with sitting(places, view) as it:
        await it.at(LobbyScreen)
        await it.press("1", CallScreen)
        show("call-exam", it.app)
        await it.say(HANDED_OVER[-1])
        await it.press("enter", WrapUpScreen)
        await it.press("escape", Question)
        await it.press("2", DebriefScreen)
        show("debrief-exam", it.app)
        await it.press("n", LobbyScreen)
        await it.pilot.press("up")
        show("lobby-exam", it.app)
        await it.press("2", BriefScreen)
        show("brief-exam", it.app)


async def _too_small(places: Places, view: View, show: Show) -> None:
    width, height = view.size
    async with sitting(places, view._replace(size=(min(width, 59), height))) as it:
        await it.at(TooSmall)
        show("too-small", it.app)
