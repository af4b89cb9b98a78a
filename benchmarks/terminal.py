"""Programs on a pseudo-terminal, as a person has them: keys go in, and what is shown comes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from sim.studio.index import Index
from sim.tui.screens.brief import PICK_UP

ROOT = Path(__file__).parent.parent
SIZE = (24, 80)
PATIENCE_S = 20.0
QUIET_S = 0.12
"""After this long without output, a screen is taken to be complete."""

_ORDERS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class Terminal:
    """A program running on a pseudo-terminal of its own; `pid` is its process."""

    def __init__(self, arguments: Sequence[str], home: Path) -> None:
        self._begun = perf_counter()
        self._output = b""
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, *arguments], _environment(home))

    def until(self, *texts: str) -> float:
        """Wait until one of the texts is shown; the seconds since the program was begun."""
        wanted = [text.encode() for text in texts]
        while not any(text in _ORDERS.sub(b"", self._output) for text in wanted):
            if not self._read(PATIENCE_S):
                shown = _ORDERS.sub(b"", self._output)[-500:].decode(errors="replace")
                raise TimeoutError(f"none of {texts} was shown; but: {shown}")
        return perf_counter() - self._begun

    def press(self, keys: str) -> float:
        """Press keys and wait until the screen stands still; the seconds to its last change."""
        self._output = b""
        pressed = changed = perf_counter()
        os.write(self._terminal, keys.encode())
        while self._read(QUIET_S):
            changed = perf_counter()
        return changed - pressed

    @property
    def written(self) -> int:
        """The bytes shown since the last key."""
        return len(self._output)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def _read(self, seconds: float) -> bool:
        """Take what is shown within so many seconds; False when nothing is."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            self._output += os.read(self._terminal, 65536)
        except OSError:  # Linux says so when the program has ended
            return False
        return True


@contextmanager
def running(arguments: Sequence[str], home: Path) -> Iterator[Terminal]:
    """The program `python ARGUMENTS`, with a home of its own for what it keeps."""
    terminal = Terminal(arguments, home)
    try:
        yield terminal
    finally:
        terminal.close()


@contextmanager
def in_a_call(home: Path, seed: int = 1) -> Iterator[tuple[Terminal, Callable[[], int]]]:
    """Sayback in the middle of a call, and how many replies it has written down."""
    found = Index()
    scenario, customer = next(iter(found.scenarios)), next(iter(found.customers))

    def taken() -> int:
        journals = (home / "calls").glob("*.jsonl")
        return sum(journal.read_bytes().count(b'"reply"') for journal in journals)

    call = ["-m", "sim", "play", scenario, "--as", customer, "--seed", str(seed)]
    with running(call, home) as terminal:
        terminal.until(PICK_UP.say)
        while not list((home / "calls").glob("*.jsonl")):
            terminal.press("\r")
        yield terminal, taken


@contextmanager
def new_home() -> Iterator[Path]:
    """A folder for the user's data; in memory, so that syncs are free, where there is such."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def _environment(home: Path) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(
            ("SAYBACK_", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR", "ACCESSIBLE")
        )
    }
    ours = {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "SAYBACK_HOME": str(home)}
    return inherited | ours
