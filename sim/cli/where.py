"""`sayback where`: say which folders and files are used."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.options import with_json
from sim.cli.output import print_out


@click.command("where", short_help="Say where everything is kept.")
@with_json
@click.pass_obj
def command(content: tuple[Path, ...], as_json: bool) -> int:
    """Say which folders and files Sayback uses: content, calls, settings, and what can go."""
    from sim.prose.whereabouts import whereabouts, whereabouts_lines
    from sim.records.places import Places

    found = whereabouts(Places.default(), content)
    print_out(found, whereabouts_lines(found), as_json=as_json)
    return 0
