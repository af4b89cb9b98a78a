"""Sayback on the screen: one sitting, from choosing a call to the last debrief."""

import traceback
from pathlib import Path

from rich.text import Text
from textual import work
from textual.app import App
from textual.binding import Binding
from textual.worker import WorkerFailed

from sim.core.case import Case
from sim.core.turns import Option
from sim.prose.debrief import debrief
from sim.prose.kept import go_on
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from sim.studio.findings import ContentError
from sim.studio.library import Library
from sim.tui.offers import offers
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen
from sim.tui.screens.choose import ChooseScreen
from sim.tui.screens.debrief import DebriefScreen
from sim.tui.screens.dialogs import Question
from sim.tui.theme import THEME


class Sitting(App[None], inherit_bindings=False):
    """Calls, one after the other.

    `session` is the one that was played last, `ended` how the last that was finished ended.
    """

    CSS_PATH = "sayback.tcss"
    TITLE = "Sayback"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+q,ctrl+c", "leave", show=False, id="app.leave")]

    def __init__(
        self,
        library: Library,
        places: Places,
        scenario: str | None = None,
        customer: str | None = None,
        seed: int | None = None,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.session: Session | None = None
        self.ended = ""
        self._library = library
        self._places = places
        self._wanted = scenario, customer
        self._seed = seed

    def on_mount(self) -> None:
        """Dress, and begin."""
        self.register_theme(THEME)
        self.theme = THEME.name
        self._sit()

    async def action_leave(self) -> None:
        """Leave by the way out of whatever is on the screen."""
        await self.run_action("screen.leave")

    @work
    async def _sit(self) -> None:
        session = await self._cut_off() or await self._new(*self._wanted)
        while session:
            self.session = session
            with session:
                ended = await self.push_screen_wait(CallScreen(session))
            if not ended:
                break
            self.ended = session.call.ending
            what = await self.push_screen_wait(DebriefScreen(debrief(session.call)))
            if what == "quit":
                break
            again = what == "again" and await self._pick_up(session.call.case)
            session = again or await self._new()
        self.exit()

    async def _cut_off(self) -> Session | None:
        """The call that was left or cut off, if there is one and it is to go on."""
        try:
            call = unfinished(self._places, *self._wanted)
            if call is None:
                return None
            question = Question(
                "A call is waiting for you",
                go_on(self._library, call),
                Option("go_on", "Go on at that very turn."),
                Option("new", "Take a new call."),
            )
            if await self.push_screen_wait(question) == "go_on":
                return Session.resume(call.id, self._places)
        except RecordsError as error:
            await self._tell("That call cannot be taken up again", f"{error}.")
        return None

    async def _new(
        self, scenario: str | None = None, customer: str | None = None
    ) -> Session | None:
        """A call that is chosen, read about and picked up."""
        while True:
            case = await self._choose(scenario, customer)
            if case:
                picked_up = await self.push_screen_wait(BriefScreen(case))
                session = await self._pick_up(case) if picked_up else None
                if session:
                    return session
            scenario = customer = None

    async def _choose(self, scenario: str | None, customer: str | None) -> Case | None:
        found = offers(self._library, scenario, customer)
        both = scenario and customer
        offer = found[0] if both else await self.push_screen_wait(ChooseScreen(found))
        try:
            return self._library.case(offer.scenario, offer.customer)
        except ContentError as error:
            await self._tell("This call cannot be played", str(error))
            return None

    async def _pick_up(self, case: Case) -> Session | None:
        """A new call; the seed that was asked for serves once."""
        seed, self._seed = self._seed, None
        try:
            return Session.start(case, seed, self._places)
        except RecordsError as error:
            await self._tell("The call cannot be kept, so it was not begun", f"{error}.")
            return None

    async def _tell(self, title: str, text: str) -> None:
        await self.push_screen_wait(Question(title, text, Option("on", "Go on.")))

    def _fatal_error(self) -> None:
        """Say what happened in a sentence; Textual would print a traceback, with values."""
        if self.debug:
            super()._fatal_error()
            return
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        place = traceback.extract_tb(error.__traceback__)[-1] if error else None
        where = f"{Path(place.filename).name}, line {place.lineno}" if place else "?"
        self.panic(Text(f"Sayback had to stop, by a fault of its own: {error!r} ({where})."))
