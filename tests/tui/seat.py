"""Sits down at the real app, presses its keys and reads what stands on the screen."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.pilot import Pilot
from textual.screen import Screen

from sim.asked import Asked
from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.model import Content
from sim.records.journal import ORDINARY, Terms
from sim.records.places import Places
from sim.records.settings import Settings, save
from sim.session import Session
from sim.studio.index import Index
from sim.tui.app import Sitting
from sim.tui.screens.call import CallScreen
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.widgets.choices import Choice
from tools.gallery import Fixed

NARROW = (80, 24)
PATIENCE = 500
STILL = Settings(motion="reduced")
"""Lines are there at once."""
ONCE = Asked(seed=1)


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

    async def to(self, screen: type[Screen[Any]], *keys: str) -> None:
        """Press keys that lead to a screen."""
        await self.press(*keys)
        await self.at(screen)

    async def choose(self, reply: str) -> None:
        """Say a reply by its id."""
        await self.say(str(1 + [option.id for option in self.call.offered].index(reply)))

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
        return text_of(self.app)

    @property
    def words(self) -> str:
        """What stands on the screen or in its window, wherever lines break, without bars."""
        lines = self.text.splitlines()
        for frame in self.app.screen.query(".frame"):
            x, y, right, bottom = frame.region.corners
            lines = [line[x:right] for line in lines[y:bottom]]
        return " ".join(re.sub("[\u2500-\u259f]", " ", "\n".join(lines)).split())


def text_of(app: Sitting) -> str:
    """What can be read on the screen, line by line, without the blanks at their ends."""
    strips = app.screen._compositor.render_strips()
    return "".join("".join(map(_legible, strip)).rstrip() + "\n" for strip in strips)


def _legible(piece: Segment) -> str:
    """The text of a piece; blanks for one in the colour of its own background."""
    style = piece.style
    if style and style.color and style.color == style.bgcolor:
        return " " * piece.cell_length
    return piece.text


@cache
def shelf() -> Index:
    """The calls of the gallery, read once."""
    return Fixed()


@asynccontextmanager
async def seat(
    places: Places,
    size: tuple[int, int] = NARROW,
    *,
    asked: Asked = ONCE,
    settings: Settings | None = STILL,
    index: Index | None = None,
) -> AsyncIterator[Seat]:
    """The app, just opened; with `settings` as they lie on the disk if None are given."""
    if settings:
        save(places, settings)
    app = Sitting(places, index or shelf(), asked)
    app.ascii_only = False  # whatever the terminal is that the tests run in
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Seat(app, pilot)


@asynccontextmanager
async def on_the_line(
    places: Places,
    content: Content,
    replies: Sequence[str] = (),
    size: tuple[int, int] = NARROW,
    *,
    terms: Terms = ORDINARY,
    settings: Settings | None = STILL,
) -> AsyncIterator[Seat]:
    """The app in the middle of a call, taken up after these replies."""
    left(places, content, replies, terms)
    async with seat(places, size, settings=settings) as at:
        await at.at(LobbyScreen)
        await at.to(CallScreen, "enter")
        yield at


def left(
    places: Places, content: Content, replies: Sequence[str] = (), terms: Terms = ORDINARY
) -> Session:
    """A call that was left after these replies, or ended with the last."""
    with Session.start(compile_case(content), 1, places, terms) as begun:
        for reply in replies:
            begun.reply(reply)
    return begun
