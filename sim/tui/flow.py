"""The way through a sitting: the lobby, a call, the work after it, the debrief, and round again.

A screen and what it needs is imported when it is opened: the lobby comes first, and at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.option import Option
from sim.modes import EXAM
from sim.records.history import Past
from sim.records.journal import Terms
from sim.records.places import RecordsError
from sim.studio.findings import ContentError

if TYPE_CHECKING:
    from sim.core.case import Case
    from sim.session import Session
    from sim.tui.app import Sitting
    from sim.tui.screens.lobby import LobbyScreen


class Flow:
    """Which screen follows which; the app shows them."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._seed = app.asked.seed
        self._is_leaving = False
        self._came_back = False

    async def run(self) -> None:
        """Until the player quits."""
        if self._app.notice:
            await self._tell("Your settings could not be read", self._app.notice)
        session = await self._asked_for()
        while True:
            session = session or await self._from_the_lobby()
            session = await self._through(session)
            if session is None and self._is_leaving:
                return

    async def _through(self, session: Session) -> Session | None:
        """Play a call, wrap it up, go through it; the next call if it is taken again."""
        from sim.tui.screens.call import CallScreen
        from sim.tui.screens.debrief import DebriefScreen, Whole
        from sim.tui.screens.wrap_up import WrapUpScreen

        self._app.session = session
        with session:
            if not await self._app.push_screen_wait(CallScreen(session)):
                self._is_leaving = bool(self._app.asked.scenario and self._app.asked.customer)
                return None
            self._app.ended = session.call.ending
            await self._app.push_screen_wait(WrapUpScreen(session))
            what = await self._app.push_screen_wait(DebriefScreen(Whole.of(session)))
        self._is_leaving = what == "quit"
        if what == "again":
            case = await self._case(*_ids(session))
            terms = self._app.terms._replace(mode=session.terms.mode)
            return await self._pick_up(case, terms) if case else None
        return None

    async def _asked_for(self) -> Session | None:
        """The call that was asked for by name; one that was left of it may go on."""
        asked = self._app.asked
        if not (asked.scenario and asked.customer):
            return None
        if asked.seed is None:
            left = self._app.left(self._app.calls())
            if left and (session := await self._go_on_with(left)):
                return session
        return await self._brief(asked.scenario, asked.customer)

    async def _go_on_with(self, left: Past) -> Session | None:
        """Ask whether to go on with a call that was left, and take it up."""
        from sim.prose.kept import go_on
        from sim.tui.screens.dialogs import Question

        question = Question(
            "A call is waiting for you",
            go_on(self._app.library, left),
            Option("go_on", "Go on at that very turn."),
            Option("new", "Take a new call."),
        )
        if await self._app.push_screen_wait(question) == "go_on":
            return await self._resume(left)
        return None

    async def _from_the_lobby(self) -> Session:
        """A call that is chosen, read about and picked up."""
        from sim.tui.screens.lobby import EXAM as THE_EXAM
        from sim.tui.screens.lobby import GO_ON

        while True:
            lobby, left = await self._in_the_lobby()
            wish = await lobby.wish()
            if wish.what == GO_ON and left:
                session = await self._resume(left)
            elif wish.what == THE_EXAM:
                session = await self._exam(lobby)
            else:
                session = await self._brief(wish.scenario, wish.customer)
            if session:
                return session

    async def _in_the_lobby(self) -> tuple[LobbyScreen, Past | None]:
        """The lobby as things stand, and the call that was left, if there is one."""
        app = self._app
        if app.lobby is None:
            app.lobby = app.new_lobby()
            await app.push_screen(app.lobby)
        elif self._came_back:
            calls = app.calls()
            app.lobby.show_calls(calls, app.left(calls))
        self._came_back = True
        app.lobby.call_after_refresh(app.get_ready, app.lobby)
        return app.lobby, app.lobby.left

    async def _brief(self, scenario: str, customer: str, mode: str = "") -> Session | None:
        """Read about a call, and pick it up, or not; in the mode that is settled, or in this."""
        case = await self._case(scenario, customer)
        if case is None:
            return None
        terms = self._app.terms
        terms = terms._replace(mode=mode or terms.mode)
        return await self._pick_up(case, terms) if await self._read(case, terms) else None

    async def _exam(self, lobby: LobbyScreen) -> Session | None:
        """A call nobody chooses, in exam mode."""
        from secrets import choice

        from sim.prose.lobby import for_the_exam

        rung = choice(for_the_exam(lobby.every))
        return await self._brief(rung.scenario.id, rung.customer.id, EXAM)

    async def _read(self, case: Case, terms: Terms) -> bool:
        from sim.prose.briefing import briefing
        from sim.tui.screens.brief import BriefScreen

        brief = BriefScreen(briefing(case, terms.goal, exam=terms.mode == EXAM))
        picked_up: bool = await self._app.push_screen_wait(brief)
        return picked_up

    async def _case(self, scenario: str, customer: str) -> Case | None:
        try:
            return self._app.library.case(scenario, customer)
        except (ContentError, LookupError) as error:
            await self._tell("This call cannot be played", str(error))
            return None

    async def _pick_up(self, case: Case, terms: Terms) -> Session | None:
        """A new call; the seed that was asked for serves once."""
        from sim.session import Session

        seed, self._seed = self._seed, None
        try:
            return Session.start(case, seed, self._app.places, terms)
        except RecordsError as error:
            await self._tell("The call cannot be kept, so it was not begun", f"{error}.")
            return None

    async def _resume(self, left: Past) -> Session | None:
        from sim.session import Session

        try:
            return Session.resume(left.id, self._app.places)
        except RecordsError as error:
            await self._tell("That call cannot be taken up again", f"{error}.")
            return None

    async def _tell(self, title: str, text: str) -> None:
        from sim.tui.screens.dialogs import Question

        await self._app.push_screen_wait(Question(title, text, Option("on", "Go on.")))


def _ids(session: Session) -> tuple[str, str]:
    content = session.call.case.content
    return content.scenario_id, content.customer_id
