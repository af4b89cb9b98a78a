"""`sayback play`: take a call, on the screen or in plain lines."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path

import click

from sim.cli.options import case_options, open_index, temper_option
from sim.cli.output import LOST
from sim.modes import MODES


@click.command("play")
@case_options(required=False, seed=None)
@temper_option
@click.option(
    "--mode",
    type=click.Choice(list(MODES)),
    help="How much of the call is shown; without it, as settled in the lobby.",
)
@click.option("--plain", is_flag=True, help="Plain lines of text, as for a screen reader.")
@click.pass_obj
def command(
    content: tuple[Path, ...],
    scenario: str | None,
    customer: str | None,
    seed: int | None,
    temper: str,
    mode: str | None,
    plain: bool,
) -> int:
    """Take a call, or go on with one that was left.

    Whatever is not named is chosen in the lobby. With --plain, TERM=dumb or ACCESSIBLE=1, and
    wherever there is no terminal, the call comes as plain lines of text.

    Exits with 1 if the customer was lost in the last call that was finished.
    """
    from sim.asked import Asked
    from sim.records.places import Places

    if plain or _wants_plain():
        from sim.plain import play_in_plain as play_call
    else:
        from sim.tui import play_on_screen as play_call
    index = open_index(content)
    for fault in chain(*index.faults.values()):
        click.echo(fault, err=True)
    ending = play_call(index, Places.default(), Asked(scenario, customer, seed, mode or "", temper))
    if not ending:
        return 0
    from sim.prose.turns import lost

    return LOST if lost(ending) else 0


def _wants_plain() -> bool:
    """Whether a screen would be of no use here, or is not wanted."""
    return (
        not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty())
        or os.environ.get("TERM") == "dumb"
        or os.environ.get("ACCESSIBLE", "0") not in ("", "0")
    )
