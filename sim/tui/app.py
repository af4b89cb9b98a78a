"""Sayback on the screen: one sitting, from the lobby through calls and debriefs to the end.

A screen and what it needs is imported when it is opened: the lobby comes first, and at once.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from asyncio import get_running_loop
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from rich.text import Text
from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed, get_current_worker

from sim.asked import NOTHING, Asked
from sim.modes import MODES
from sim.prose.likeness import knows_ascii_only
from sim.records.history import Past, history, standing_goal
from sim.records.journal import Terms
from sim.records.places import Places, RecordsError
from sim.records.settings import Settings, load, save
from sim.records.unfinished import cut_off
from sim.studio.index import Index
from sim.tui.glyphs import AsciiOnly
from sim.tui.theme import THEMES

TERMINATED = 128 + signal.SIGTERM
"""The exit code of whoever was told to end."""
OBVIOUS = ("Choose", "Move")
"""What the palette need not list."""

if TYPE_CHECKING:
    from sim.session import Session
    from sim.studio.library import Library
    from sim.tui.screens.debrief import Whole
    from sim.tui.screens.lobby import LobbyScreen


class Sitting(App[None], inherit_bindings=False):
    """Calls, one after the other.

    `session` is the one that was played last, `ended` how the last that was finished ended.
    """

    CSS_PATH = "lobby.tcss"
    TITLE = "Sayback"
    BINDINGS = [
        Binding("ctrl+q,ctrl+c", "leave", show=False, priority=True, id="app.leave"),
        Binding("ctrl+p", "command_palette", "Everything", show=False, id="app.palette"),
    ]

    def __init__(self, places: Places, index: Index, asked: Asked = NOTHING) -> None:
        super().__init__()
        self.animation_level = "none"
        self.session: Session | None = None
        self.ended = ""
        self.places = places
        self.ascii_only = knows_ascii_only()
        self.settings, self.notice = load(places)
        self.index = index
        self.asked = asked
        self.mode = asked.mode or self.settings.mode
        self.lobby: LobbyScreen | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self._dress()

    @property
    def terms(self) -> Terms:
        """On what terms the next call is played."""
        goal = standing_goal(self.calls())
        return Terms(self.asked.temper, self.mode, self.settings.name, goal)

    @property
    def moves(self) -> bool:
        """Whether lines may arrive as if they were being said."""
        still = os.environ.get("TEXTUAL_ANIMATIONS", "").lower() == "none"
        return self.settings.motion == "full" and not still

    @cached_property
    def library(self) -> Library:
        """The content, to be read whole."""
        return self.index.library

    def get_default_screen(self) -> Screen[Any]:
        """The lobby, unless a call was asked for: then nothing, until that comes."""
        if self.asked.scenario and self.asked.customer:
            return super().get_default_screen()
        self.lobby = self.new_lobby()
        return self.lobby

    def new_lobby(self) -> LobbyScreen:
        """The lobby as things stand."""
        from sim.tui.screens.lobby import LobbyScreen

        calls = self.calls()
        return LobbyScreen(self.index, calls, self.left(calls), self.asked)

    def left(self, calls: Iterable[Past]) -> Past | None:
        """The call that can go on, of these and of what was asked for."""
        return cut_off(self.places, calls, self.asked.scenario, self.asked.customer)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours that only our own themes have, so that the stylesheet can name them."""
        return {"muted": "#b4bdc7"}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through as it is drawn."""
        more = [AsciiOnly()] if self.ascii_only else []
        return [*super().get_line_filters(), *more]

    async def on_event(self, event: events.Event) -> None:
        """A key that comes while a line arrives completes it, and does nothing else."""
        if isinstance(event, events.Key) and not event.key.startswith("ctrl+"):
            hurry: Callable[[], bool] | None = getattr(self.screen, "hurry", None)
            if hurry and hurry():
                return
        await super().on_event(event)

    def on_mount(self) -> None:
        """Begin."""
        with suppress(NotImplementedError):  # where signals are not for programs
            get_running_loop().add_signal_handler(signal.SIGTERM, self._terminated)
        self._sit()
        self.call_after_refresh(self._settle_down)

    def _terminated(self) -> None:
        """Leave in good order when told to; the terminal is given back, a call is kept."""
        self.exit(return_code=TERMINATED)

    @work
    async def _sit(self) -> None:
        from sim.tui.flow import Flow

        await Flow(self).run()
        self.exit()

    def _settle_down(self) -> None:
        """Once something is to be seen, tidy up again as usual, but not what is there for good."""
        if not gc.isenabled():
            gc.enable()
            gc.freeze()

    def _dress(self) -> None:
        self.theme = self.settings.theme
        self.set_keymap(self.settings.keys)

    async def action_leave(self) -> None:
        """Leave Sayback, whatever is on the screen; a call that goes on is paused first."""
        pause: Callable[[], None] | None = getattr(self.screen, "pause", None)
        if pause:
            pause()
        else:
            self.exit()

    def next_mode(self) -> None:
        """Show more of the next calls, or less."""
        names = list(MODES)
        self.mode = names[(names.index(self.mode) + 1) % len(names)]
        if not self.asked.mode:
            self.settle(replace(self.settings, mode=self.mode))

    def settle(self, settings: Settings) -> None:
        """Use these settings from now on, and keep them if the disk lets us."""
        self.settings = settings
        self.mode = settings.mode
        self._dress()
        try:
            save(self.places, settings)
        except RecordsError as error:
            self.notify(f"The settings hold for now, but could not be kept: {error}.")

    def open_people(self) -> None:
        """Show the customers one has met."""
        from sim.tui.screens.people import PeopleScreen

        self.push_screen(PeopleScreen(self.index, self.calls()))

    def open_settings(self, settled: Callable[[], None]) -> None:
        """Show the settings; `settled` is called when they are left."""
        from sim.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(), lambda _: settled())

    def save(self, whole: Whole) -> None:
        """Save all there is to say about a call as a text file, and copy it."""
        from sim.prose.report import report
        from sim.records.saved import save_text

        done = whole.session.wrapped_up
        text = report(whole.session.call, whole.debrief, done, whole.goals)
        try:
            path = save_text(self.places, whole.session.id, text)
        except RecordsError as error:
            self.notify(f"It could not be saved: {error}.", severity="error")
        else:
            self.copy_to_clipboard(text)
            self.notify(f"Saved as {path}, and copied if your terminal allows it.", timeout=8)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette lists: all that the screen has keys for."""
        shown = [it for it in screen.active_bindings.values() if it.binding.show and it.enabled]
        known = {(it.node, it.binding.action): it for it in shown}
        for node, binding, _, _ in known.values():
            if binding.description not in OBVIOUS:
                title = f"{binding.description} ({self.get_key_display(binding)})"
                run = self._runner(node, binding.action)
                yield SystemCommand(title, _purpose(node, binding.action), run)
        yield SystemCommand("Leave (Ctrl+C)", "Leave Sayback; a call is kept.", self._leave_soon)

    def _runner(self, node: Any, action: str) -> Callable[[], None]:
        def run() -> None:
            self.call_later(self.run_action, action, node)

        return run

    def _leave_soon(self) -> None:
        self.call_later(self.action_leave)

    @work(thread=True, exclusive=True, group="grades")
    def get_ready(self, lobby: LobbyScreen) -> None:
        """While somebody looks round the lobby, work out how hard calls are."""
        worker, found = get_current_worker(), False
        for _ in self.index.graded():
            found = True
            if worker.is_cancelled:
                return
        if found:
            self.call_from_thread(lobby.show_grades)

    def calls(self) -> list[Past]:
        """The calls that were played, the newest first; none where they cannot be read."""
        try:
            return history(self.places)
        except RecordsError:  # picking up the phone will say so
            return []

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


def _purpose(node: Any, action: str) -> str:
    """What an action is for: the first line of what its method says."""
    method = getattr(node, f"action_{action.partition('(')[0].rpartition('.')[2]}", None)
    return (getattr(method, "__doc__", None) or "").partition("\n")[0]
