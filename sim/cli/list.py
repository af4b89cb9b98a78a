"""`sayback list`: say what there is."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import open_index, with_json
from sim.cli.output import REFUSED, print_out

KINDS = ("scenarios", "customers", "rubrics")


@click.command("list", short_help="Say what there is.")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@with_json
@click.pass_obj
def command(content: tuple[Path, ...], kind: str | None, as_json: bool) -> int:
    """Say what there is: scenarios, customers, and the rubrics that score a call.

    Exits with 2 if a file cannot be used; the others are listed all the same.
    """
    from sim.prose.listing import listing, listing_lines

    index = open_index(content)
    found, faults = listing(index, KINDS if kind is None else (kind,))
    print_out(found, listing_lines(found), as_json=as_json)
    for fault in faults:
        click.echo(fault, err=True)
    return REFUSED if faults else 0
