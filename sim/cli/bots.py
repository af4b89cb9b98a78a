"""`sayback bots`: have trainees made of rules take a call, and compare how they fare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import complete, open_library, with_json
from sim.cli.output import FINE, FOUND, Refused, print_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.core.bots.measure import Plays
    from sim.prose.bots import BotReport
    from sim.studio.library import Library


@click.command("bots", short_help="Let good and bad trainees take a call, and compare them.")
@click.argument("scenario", required=False, shell_complete=complete("scenarios"))
@click.option(
    "--as",
    "customer",
    metavar="CUSTOMER",
    shell_complete=complete("customers"),
    help="Who is calling.",
)
@click.option(
    "--all",
    "everyone",
    is_flag=True,
    help="Every customer; without SCENARIO, in every scenario, and over the whole library.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1, 10_000),
    metavar="N",
    default=300,
    show_default=True,
    help="Calls of each bot in each temper of the customer.",
)
@with_json
@click.pass_obj
def command(
    content: tuple[Path, ...],
    scenario: str | None,
    customer: str | None,
    everyone: bool,
    seeds: int,
    as_json: bool,
) -> int:
    """Have bots take a call many times, in every temper, and compare their scores.

    A bot is a trainee made of a few rules: one plays by the models, one means well, one goes by the
    book, some are poor, and some pick by the look of a reply; docs/bots.md describes them. Playing
    well must pay, and picking by looks must not: it is said of each order that this asks for
    whether it holds. Without --as, it is the first customer there is.

    Exits with 1 if an order does not hold.
    """
    from sim.prose.bots import holds, report_lines
    from sim.prose.likeness import ascii_likeness, knows_ascii_only

    if everyone and customer is not None:
        raise Refused("--as names one customer and --all means every one; leave one of them out")
    if scenario is None and not everyone:
        raise Refused("name a SCENARIO, or play the whole library with --all")
    library = open_library(content)
    scenarios = [scenario] if scenario is not None else list(library.scenarios)
    if customer is None and not everyone:
        customer = library.cast(scenarios[0])[0]
        click.echo(f"Nobody was named by --as, so {customer} is calling.", err=True)
    pairs = [
        (each, who)
        for each in scenarios
        for who in ([customer] if customer else library.cast(each))
    ]
    found = _play(library, pairs, seeds, whole=scenario is None)
    lines = report_lines(found)
    print_out(found, map(ascii_likeness, lines) if knows_ascii_only() else lines, as_json=as_json)
    return FINE if holds(found) else FOUND


def _play(
    library: Library, pairs: Sequence[tuple[str, str]], seeds: int, *, whole: bool
) -> BotReport:
    """Have every bot take every call; over the whole library they are compared once more."""
    from sim.core.bots.measure import BANDS, ORDERS, in_tempers, judged, pooled, results, take
    from sim.prose.bots import BotLibrary, BotPair, report

    shown: list[BotPair] = []
    plays: dict[str, list[Plays]] = {}
    for scenario, customer in pairs:
        case = library.case(scenario, customer)
        leads = case.content.scenario.leads
        taken = take(in_tempers(case.content), seeds)
        fared = results(taken, case.scoring.ids)
        shown.append(BotPair(scenario, customer, leads, fared, judged(ORDERS, fared, leads)))
        plays.setdefault(leads, []).append(taken)
    if not whole:
        return report(shown, None, seeds)
    leads, taken_there = max(plays.items(), key=lambda each: len(each[1]))
    fared = results(pooled(taken_there), case.scoring.ids)
    bands = judged(BANDS, fared, leads)
    return report(shown, BotLibrary(leads, len(taken_there), fared, bands), seeds)
