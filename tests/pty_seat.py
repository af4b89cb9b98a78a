"""Sits down at the real program on a real pseudo-terminal: keys go in, and words come out.

`at_terminal` starts it as a terminal window does: in a session of its own, below a shell that takes
note of how it ends and in what state it leaves the terminal. That little shell is this very file,
run as a script; it resends a hangup to its job, and takes the terminal back when the job stops.
"""

import json
import os
import re
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any, NamedTuple

try:
    import fcntl
    import pty
    import termios
except ImportError:  # Windows has no such terminals
    HAVE_TERMINALS = False
else:
    HAVE_TERMINALS = True

ROOT = Path(__file__).parent.parent
SIZE = (80, 24)
PATIENCE_S = 12.0
"""How long anything may take on a busy machine."""
ENTER, ESCAPE, DOWN, PAGE_UP, F1 = "\r", "\x1b", "\x1b[B", "\x1b[5~", "\x1bOP"
INTERRUPT, PALETTE, SUSPEND = "\x03", "\x10", "\x1a"

_COLOURS = re.compile(r"\x1b\[[0-9;:]*m")
_ORDERS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_FRAMES = re.compile("[\u2500-\u259f]")
_SWITCHES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_ON_AT_FIRST = {b"7", b"25"}
"""Modes of a terminal that are on in the beginning: lines wrap, the cursor is shown."""
_END, _HALT = b"\x1b]the program has ended\x07", b"\x1b]the program stands still\x07"
_FORGOTTEN = re.compile("SAYBACK_|TEXTUAL|COLUMNS|LINES|NO_COLOR|ACCESSIBLE|LANG|LC_|PYTHONUTF8")


class Ended(NamedTuple):
    """How a program ended: its exit code, or a signal below 0; whether the terminal takes lines
    with an echo again, exactly as before."""

    code: int
    restored: bool


class Seat:
    """A program on a pseudo-terminal, and the hands on its keyboard; `pid` is its process."""

    def __init__(self, command: Sequence[str], env: dict[str, str], **more: Any) -> None:
        self.sent = b""
        self._since = 0
        self._reports = b""
        self._terminal, theirs = pty.openpty()
        self._open = True
        self.resize(*more.pop("size", SIZE))
        self._control, shells = socket.socketpair()
        job = {"command": list(command), "env": env, **more}
        self._shell = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, str(shells.fileno()), json.dumps(job)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            pass_fds=[shells.fileno()],
            start_new_session=True,
            cwd=ROOT,
        )
        os.close(theirs)
        shells.close()
        self.pid: int = self._reported("pid")

    @property
    def over(self) -> bool:
        """Whether the program is gone."""
        return _END in self.sent

    @property
    def words(self) -> str:
        """What was shown since the last key, without colours, frames, and ends of lines."""
        text = self.sent[self._since :].decode("utf-8", "replace")
        text = _ORDERS.sub(" ", _COLOURS.sub("", text))
        return " ".join(_FRAMES.sub(" ", text).split())

    @property
    def left_on(self) -> set[bytes]:
        """The modes in which the terminal is now and was not before: the other screen, mouse ..."""
        now = set(_ON_AT_FIRST)
        for numbers, switch in _SWITCHES.findall(self.sent):
            for number in numbers.split(b";"):
                (now.add if switch == b"h" else now.discard)(number)
        return now ^ _ON_AT_FIRST

    def until(self, *texts: str) -> None:
        """Wait until all of these have been shown since the last key."""
        self.wait(lambda: all(text in self.words for text in texts), f"{texts} to be shown")

    def wait(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds, while the program goes on."""
        end = monotonic() + PATIENCE_S
        while not holds():
            self._take(0.02)
            if monotonic() > end or (self.over and not holds()):
                gone = " The program has ended." * self.over
                raise AssertionError(
                    f"waited in vain for {what}.{gone} Shown: {self.words[-1500:]}"
                )

    def press(self, *keys: str) -> None:
        """Press keys; what was shown before them is forgotten."""
        self._take(0)
        self._since = len(self.sent)
        os.write(self._terminal, "".join(keys).encode())

    def go(self, *steps: tuple[str, str]) -> None:
        """Press a key and wait for what it should show, again and again."""
        for keys, text in steps:
            self.press(keys)
            self.until(text)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; what was shown before is forgotten."""
        self._since = len(self.sent)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Have the terminal vanish, as when its window is closed or the line to it is cut."""
        if self._open:
            self._open = False
            os.close(self._terminal)

    def send(self, signal_: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, signal_)

    def stopped(self) -> bool:
        """Wait until the program stands still; whether the terminal is as it was, for the shell."""
        self.wait(lambda: _HALT in self.sent, "the program to stop")
        return bool(self._reported("stopped"))

    def resume(self) -> None:
        """Have a program that stands still go on, as by `fg`."""
        self._since = len(self.sent)
        self._control.sendall(b"\n")

    def ended(self) -> Ended:
        """Wait until the program is gone, and all that it had to show is here."""
        if self._open:
            self.wait(lambda: self.over, "the program to end")
        return Ended(*self._reported("ended"))

    def close(self) -> None:
        """End whatever still runs."""
        self.hang_up()
        self._control.close()
        self._shell.terminate()  # it kills its job, and it alone knows whether there still is one
        try:
            self._shell.wait(5)
        except subprocess.TimeoutExpired:
            self._shell.kill()
            self._shell.wait()

    def _take(self, seconds: float) -> None:
        """Take what comes within so many seconds."""
        ready, _, _ = select.select([self._terminal] if self._open else [], [], [], seconds)
        if ready:
            with suppress(OSError):  # Linux: nobody has it open any more
                self.sent += os.read(self._terminal, 65536)

    def _reported(self, what: str) -> Any:
        """Wait for the shell to report something."""
        end = monotonic() + PATIENCE_S
        while b"\n" not in self._reports:
            self._take(0)
            if select.select([self._control], [], [], 0.02)[0]:
                more = self._control.recv(4096)
                assert more, "the shell is gone"
                self._reports += more
            assert monotonic() < end, f"waited in vain for '{what}'. Shown: {self.words[-1500:]}"
        line, _, self._reports = self._reports.partition(b"\n")
        report = json.loads(line)
        assert what in report, f"waited for '{what}', and got {report}"
        return report[what]


@contextmanager
def at_terminal(
    home: Path, *arguments: str, env: dict[str, str | None] | None = None, **more: Any
) -> Iterator[Seat]:
    """`sayback ARGUMENTS` on a terminal, with a home of its own.

    A variable of `env` that is None is not set. More: `size`; `ignored`, the signals that the
    program is to ignore as under nohup; `told`, False if the shell does not resend a hangup;
    `humble`, so that file permissions hold for root, too; `streams`, files or pipes in place of the
    terminal, by number.
    """
    seat = Seat([sys.executable, "-m", "sim", *arguments], environment(home, **env or {}), **more)
    try:
        yield seat
    finally:
        seat.close()


def environment(home: Path, **more: str | None) -> dict[str, str]:
    """The environment of a player whose data lie in `home`."""
    inherited = {k: value for k, value in os.environ.items() if not _FORGOTTEN.match(k)}
    ours = {
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "SAYBACK_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
    }
    return {k: value for k, value in {**inherited, **ours, **more}.items() if value is not None}


# --- The shell ----------------------------------------------------------------------------------


def _shell(control: socket.socket, job: dict[str, Any]) -> None:
    """Run a job on the terminal that is stdin, and report what becomes of it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # it may give the terminal to whom it likes
    before = termios.tcgetattr(0)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _become(job)

    def forward(_: int, __: FrameType | None) -> None:
        os.kill(child, signal.SIGHUP)

    def finish(_: int, __: FrameType | None) -> None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os._exit(0)

    signal.signal(signal.SIGHUP, forward if job.get("told", True) else signal.SIG_IGN)
    signal.signal(signal.SIGTERM, finish)
    _report(control, pid=child)
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        os.tcsetpgrp(0, os.getpid())
        os.write(1, _HALT)
        _report(control, stopped=_restored(before))
        control.recv(1)
        os.tcsetpgrp(0, child)
        os.killpg(child, signal.SIGCONT)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    restored = _restored(before)
    with suppress(OSError):  # it has vanished
        os.write(1, _END)
    _report(control, ended=[os.waitstatus_to_exitcode(status), restored])
    control.recv(1)  # until then the terminal stays


def _become(job: dict[str, Any]) -> None:
    """Turn into the program, in the foreground."""
    os.tcsetpgrp(0, os.getpid())
    for number in (signal.SIGTTOU, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for number in job.get("ignored", ()):
        signal.signal(number, signal.SIG_IGN)
    for number, path in job.get("streams", {}).items():
        os.dup2(os.open(path, os.O_RDWR), int(number))
    if job.get("humble") and os.geteuid() == 0:
        import ctypes

        for capability in (1, 2, 3):  # those by which permissions do not hold
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
    os.execve(job["command"][0], job["command"], job["env"])


def _report(control: socket.socket, **what: Any) -> None:
    with suppress(OSError):  # nobody wants to know any more
        control.sendall(json.dumps(what).encode() + b"\n")


def _restored(before: list[Any]) -> bool:
    try:
        return termios.tcgetattr(0) == before
    except termios.error:  # it has vanished
        return False


if __name__ == "__main__":
    _shell(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
