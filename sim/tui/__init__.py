"""The game on the screen, with Textual: screens, the widgets they are made of, one stylesheet."""

import signal
import sys

from sim.prose.kept import KEPT
from sim.records.places import Places
from sim.studio.library import Library

FAULTY = 2


def play_on_screen(
    library: Library,
    places: Places,
    scenario: str | None = None,
    customer: str | None = None,
    seed: int | None = None,
) -> str:
    """Play calls until the player quits; the ending of the last that was finished, or nothing.

    Needs a terminal. Raises NoSuchContent or ContentError for what cannot be had, and exits with 2
    after a fault of its own, which it has told by then.
    """
    if scenario:
        library.scenario(scenario)
    if customer:
        library.customer(customer)
    from sim.tui.app import Sitting  # late: Textual takes longer to import than a call to play

    _die_with_the_terminal()
    app = Sitting(library, places, scenario, customer, seed)
    app.run()
    ending = app.session.call.ending if app.session else ""
    if app.session and not ending:
        print(KEPT, file=sys.stderr)
    if app.return_code:
        sys.exit(FAULTY)
    return ending or app.ended


def _die_with_the_terminal() -> None:
    """Where hangups are ignored (nohup), Textual would read from a closed terminal for ever."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
