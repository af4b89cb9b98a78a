"""The game on the screen, with Textual: screens, the widgets they are made of, one stylesheet."""

import signal
import sys

from sim.session import Places
from sim.studio.library import Library


def play_on_screen(
    library: Library,
    places: Places,
    scenario: str | None = None,
    customer: str | None = None,
    seed: int | None = None,
) -> int:
    """Play calls until the player quits, and return the exit code; needs a terminal.

    Raises NoSuchContent or ContentError for a scenario or customer that cannot be had.
    """
    if scenario:
        library.scenario(scenario)
    if customer:
        library.customer(customer)
    from sim.tui.app import Sitting  # late: Textual takes longer to import than a call to play

    _die_with_the_terminal()
    app = Sitting(library, places, scenario, customer, seed)
    app.run()
    if app.session and not app.session.call.ending:
        print("The call is kept. `sayback play` goes on with it.", file=sys.stderr)
    return app.return_code or 0


def _die_with_the_terminal() -> None:
    """Where hangups are ignored (nohup), Textual would read from a closed terminal for ever."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
