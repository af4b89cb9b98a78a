"""Sits down at the real app, presses its keys and reads what stands on the screen."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from textual.pilot import Pilot
from textual.screen import Screen

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.model import Content
from sim.records.places import Places
from sim.session import Session
from sim.studio.library import Library
from sim.tui.app import Sitting
from sim.tui.screens.call import CallScreen
from sim.tui.screens.dialogs import Question
from sim.tui.widgets.choices import Choice

NARROW = (80, 24)
PATIENCE = 500


class Seat(NamedTuple):
    """The app, and the hands on its keyboard and mouse."""

    app: Sitting
    pilot: Pilot[None]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, and for the screen to have been drawn after it."""
        for _ in range(PATIENCE):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause()
        raise AssertionError(f"it never came; on the screen:\n{self.text}")

    async def at(self, screen: type[Screen[Any]]) -> None:
        """Wait for a screen."""
        await self.until(lambda: isinstance(self.app.screen, screen))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

    async def say(self, key: str) -> None:
        """Press a key that takes the call one turn on."""
        before = len(self.call.turns)
        await self.press(key)
        await self.until(lambda: len(self.call.turns) > before)
        assert isinstance(self.app.focused, Choice)

    @property
    def session(self) -> Session:
        """The call being played."""
        assert self.app.session
        return self.app.session

    @property
    def call(self) -> Call:
        """The call being played."""
        return self.session.call

    @property
    def text(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(piece.text for piece in strip) for strip in strips)

    @property
    def words(self) -> str:
        """What stands on the screen, wherever its lines break, without frames and bars."""
        return " ".join(re.sub("[\u2500-\u259f]", " ", self.text).split())


@asynccontextmanager
async def seat(places: Places, size: tuple[int, int] = NARROW) -> AsyncIterator[Seat]:
    """The app, just opened."""
    app = Sitting(Library(), places, seed=1)
    async with app.run_test(size=size) as pilot:
        yield Seat(app, pilot)


@asynccontextmanager
async def on_the_line(
    places: Places,
    content: Content,
    replies: Sequence[str] = (),
    size: tuple[int, int] = NARROW,
) -> AsyncIterator[Seat]:
    """The app in the middle of a call, taken up after these replies."""
    with Session.start(compile_case(content), 1, places) as begun:
        for reply in replies:
            begun.reply(reply)
    async with seat(places, size) as at:
        await at.at(Question)
        await at.press("enter")
        await at.at(CallScreen)
        yield at
