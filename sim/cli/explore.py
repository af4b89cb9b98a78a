"""`sayback explore`: prove what can become of a call, over every way it can go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import complete, open_library, with_json
from sim.cli.output import FINE, FOUND, INTERRUPTED, print_out
from sim.cli.progress import tell, tell_turn

if TYPE_CHECKING:
    from sim.core.case import Case
    from sim.studio.proofs import Explored, Proofs

MOST, PLAYS = 1_000_000, 10_000


@click.command("explore", short_help="Prove what can become of a call.")
@click.argument("scenario", shell_complete=complete("scenarios"))
@click.option(
    "--as",
    "customer",
    metavar="CUSTOMER",
    shell_complete=complete("customers"),
    help="Who is calling; without it, the first customer there is.",
)
@click.option("--all", "everybody", is_flag=True, help="With every customer there is.")
@click.option(
    "--most",
    type=click.IntRange(min=100),
    default=MOST,
    show_default=True,
    metavar="N",
    help="States to walk; a space with more is bounded, and sampled beyond.",
)
@click.option(
    "--plays",
    type=click.IntRange(min=1),
    default=PLAYS,
    show_default=True,
    metavar="N",
    help="Plays that tell what comes up how often.",
)
@with_json
@click.pass_obj
def command(
    content: tuple[Path, ...],
    scenario: str,
    customer: str | None,
    everybody: bool,
    most: int,
    plays: int,
    as_json: bool,
) -> int:
    """Walk every way a call can go, and say what can become of it.

    How it can end and how often, what can be scored at best and at worst and by which replies,
    whether a good reply is on offer wherever one may get to, and what never comes up. All seeds at
    once: a seed changes only words and their order. Ctrl+C prints what is known by then. Answers
    are kept until the content changes.

    Exits with 1 if there is something to mend.
    """
    from sim.prose.documents import SAYBACK
    from sim.prose.exploration import Explorations, exploration, exploration_lines
    from sim.records.places import Places
    from sim.studio.proofs import Proofs

    if customer and everybody:
        raise click.UsageError("--as names one customer and --all all of them; give one of the two")
    library = open_library(content)
    cast = library.cast(scenario)
    chosen = cast if everybody else [customer or cast[0]]
    if not (customer or everybody):
        click.echo(f"Nobody was named by --as, so {chosen[0]} is calling.", err=True)
    cases = {case.hash: case for case in (library.case(scenario, each) for each in chosen)}
    proofs = Proofs(Places.default().explored, most, plays)
    known, interrupted = _explored(proofs, list(cases.values()))
    calls = [
        (case, exploration(case, known[hash])) for hash, case in cases.items() if hash in known
    ]
    lines = (line for case, each in calls for line in (*exploration_lines(case, each), ""))
    print_out(Explorations(SAYBACK, tuple(each for _, each in calls)), lines, as_json=as_json)
    if interrupted:
        return INTERRUPTED
    return FOUND if any(each.to_mend for _, each in calls) else FINE


def _explored(proofs: Proofs, cases: list[Case]) -> tuple[dict[str, Explored], bool]:
    """What is known of each case, by its hash, and whether the user stopped it before the end."""
    known: dict[str, Explored] = {}
    try:
        if len(cases) == 1:
            known[cases[0].hash] = proofs.explore(cases[0], tell_turn)
        else:
            for found in proofs.explore_all(cases):
                known[found.case] = found
                tell(f"{len(known)} of {len(cases)} calls explored")
    except KeyboardInterrupt:
        return known, True
    finally:
        tell("")
    return known, any(found.interrupted for found in known.values())
