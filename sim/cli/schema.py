"""`sayback schema`: print the schema of a kind of file."""

from __future__ import annotations

import sys

import click

KINDS = ("customer", "scenario", "play", "mood", "needs", "stock", "rubric")


@click.command("schema", short_help="Print the JSON Schema of a kind of file.")
@click.argument("kind", type=click.Choice(KINDS))
def command(kind: str) -> int:
    """Print the JSON Schema of a kind of file: what may stand in it, and what each key means.

    Editors that know YAML read it from schemas/, where `sayback new` puts it beside your files.
    """
    from sim.studio.schemas import encoded

    sys.stdout.buffer.write(encoded(kind))  # in bytes: the same on every platform
    return 0
