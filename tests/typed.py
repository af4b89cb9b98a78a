"""The plain game as somebody at a pipe or a keyboard plays it: lines go in, lines come out."""

import io
import sys
from typing import NamedTuple

import pytest

from sim.asked import Asked
from sim.plain import play_in_plain
from sim.records.places import Places
from sim.studio.index import Index
from tests.small import SmallIndex


class Game(NamedTuple):
    """What came of a game: how the call ended, and everything that was printed."""

    ending: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines, as they were printed."""
        return self.text.splitlines()

    @property
    def paragraphs(self) -> str:
        """All of it with no line broken: what stands in it can be found however wide it was."""
        return " ".join(self.text.split())


class Keyboard(io.StringIO):
    """What is typed, a line each, and then the end of input; `here` at somebody's own terminal."""

    def __init__(self, typed: tuple[str, ...], here: bool) -> None:
        super().__init__("".join(f"{line}\n" for line in typed))
        self._here = here

    def isatty(self) -> bool:
        """Whether somebody is there to ask."""
        return self._here


class Typist:
    """Plays with what is typed: a call with Ada Berg about a cup, with seed 3, unless told."""

    def __init__(
        self,
        places: Places,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        index: Index | None = None,
    ) -> None:
        self.places = places
        self.index: object = index or SmallIndex()
        self._patch = monkeypatch
        self._printed = capsys

    def __call__(self, *typed: str, here: bool = False, **asked: object) -> Game:
        """Type these lines; `asked` is what the command line named."""
        wanted = {"scenario": "cup_short", "customer": "ada_berg", "seed": 3, **asked}
        self._printed.readouterr()
        self._patch.setattr(sys, "stdin", Keyboard(typed, here))
        ending = play_in_plain(self.index, self.places, Asked(**wanted))  # type: ignore[arg-type]
        return Game(ending, self._printed.readouterr().out)

    def choosing(self, *typed: str, here: bool = False, **asked: object) -> Game:
        """The same, with nothing named: everything is chosen."""
        return self(
            *typed, here=here, **{"scenario": None, "customer": None, "seed": None, **asked}
        )
