"""`sayback run`: play a call without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import case_options, open_library, temper_option, with_json
from sim.cli.output import LOST, Refused, print_out
from sim.core.tempers import OWN

if TYPE_CHECKING:
    from sim.core.call import Call


@click.command("run", short_help="Play a call without a screen, and print every turn.")
@case_options(required=True, seed=0)
@temper_option
@click.option("--choose", metavar="ID,ID,...", default="", help="The replies to give, in order.")
@click.option(
    "--save-play",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Record the call as a play, for `sayback test`; plays in FILE stay as they are.",
)
@with_json
@click.pass_obj
def command(
    content: tuple[Path, ...],
    scenario: str,
    customer: str | None,
    seed: int,
    temper: str,
    choose: str,
    save_play: Path | None,
    as_json: bool,
) -> int:
    """Play a call without a screen; print every turn and the reasons in it.

    Gives the replies named by --choose. When the call is over the scorecards follow; when it is
    not, what is on offer next. Without --as, it is the first customer there is. Nothing is kept,
    but for what --save-play records.

    Exits with 1 if the customer was lost: hung up, withdrew, or ran out of time.
    """
    from sim.core.call import Call
    from sim.core.compile import compile_case
    from sim.core.tempers import tempered
    from sim.prose.transcript import transcript, transcript_lines
    from sim.prose.turns import lost

    library = open_library(content)
    if customer is None:
        customer = library.cast(scenario)[0]
        click.echo(f"Nobody was named by --as, so {customer} is calling.", err=True)
    case = library.case(scenario, customer)
    if temper != OWN:
        case = compile_case(tempered(case.content, temper))
    call = Call(case, seed)
    for reply in filter(None, map(str.strip, choose.split(","))):
        _give(call, reply)
    if save_play is not None:
        _record(call, temper, save_play)
    print_out(transcript(call), transcript_lines(call), as_json=as_json)
    return LOST if lost(call.ending) else 0


def _give(call: Call, reply: str) -> None:
    """Say a reply; one that cannot be said is refused with those that can."""
    from sim.core.call import IllegalReply

    try:
        call.reply(reply)
    except IllegalReply as error:
        raise Refused(f"in turn {len(call.turns)}, {error}") from error


def _record(call: Call, temper: str, file: Path) -> None:
    """Write the call down as a play."""
    from sim.studio.recording import CannotRecord, record

    try:
        record(call, temper, file)
    except CannotRecord as error:
        raise Refused(str(error)) from error
    click.echo(f"The call is recorded at the end of '{file}'.", err=True)
