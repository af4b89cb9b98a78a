"""The game on the screen, with Textual: screens, the widgets they are made of, one stylesheet."""

import gc
import os
import select
import signal
import sys
import threading

from sim.asked import NOTHING, Asked
from sim.records.places import Places
from sim.studio.index import Index

FAULTY, HUNG_UP = 2, 129
"""Exit codes: a fault of our own, and a terminal that has gone."""


def play_on_screen(index: Index, places: Places, asked: Asked = NOTHING) -> str:
    """Play calls until the player quits; the ending of the last that was finished, or nothing.

    Needs a terminal. Raises NoSuchContent or ContentError for what cannot be had, and exits with 2
    after a fault of its own, which it has told by then.
    """
    if asked.scenario:
        index.library.scenario(asked.scenario)
    if asked.customer:
        index.library.customer(asked.customer)
    from sim.tui.app import TERMINATED, Sitting  # late: Textual takes longer to import than a call

    _die_with_the_terminal()
    gc.disable()  # nothing of a start is garbage; the app enables it once something is to be seen
    app = Sitting(places, index, asked)
    app.run()
    ending = app.session.call.ending if app.session else ""
    if app.session and not ending:
        from sim.prose.kept import KEPT

        print(KEPT, file=sys.stderr)
    if app.return_code:
        sys.exit(app.return_code if app.return_code == TERMINATED else FAULTY)
    return ending or app.ended


def _die_with_the_terminal() -> None:
    """Leave when the terminal has gone: Textual would read from it for ever, at full speed.

    It may go with a signal that somebody ignores (nohup), or without any. All that was taken is on
    the disk by then.
    """
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if sys.platform == "linux" and sys.__stdin__:  # elsewhere a terminal cannot be polled
        threading.Thread(target=_leave_after, args=(sys.__stdin__.fileno(),), daemon=True).start()


def _leave_after(terminal: int) -> None:
    """Wait, without any work, until the terminal hangs up."""
    poll = select.poll()
    poll.register(terminal, 0)
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        pass
    os._exit(HUNG_UP)
