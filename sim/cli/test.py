"""`sayback test`: play the plays beside content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sim.cli.options import open_library, with_json
from sim.cli.output import LOST, REFUSED, Refused, print_out


@click.command("test", short_help="Play the plays beside content.")
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@with_json
@click.pass_obj
def command(content: tuple[Path, ...], paths: tuple[Path, ...], as_json: bool) -> int:
    """Play the plays beside content, and see whether what must be so is so.

    A play is a call with its replies, and what must come of it. Plays stand in
    scenarios/ID.play.yaml and customers/ID.play.yaml; `sayback run --save-play` records one. Each
    PATH is such a file, or a folder that has some; without any, all plays of the content in use are
    played.

    Exits with 1 if a play fails, with 2 if a file cannot be used; the others are played all the
    same.
    """
    from sim.prose.plays import play_lines, play_report
    from sim.studio.folders import find_plays
    from sim.studio.performing import perform
    from sim.studio.plays import scripts

    files = list(dict.fromkeys(_named(paths))) if paths else find_plays(content)
    library = open_library((*content, *_roots(files)))
    ready, faults = scripts(files, library)
    report = play_report(map(perform, ready))
    print_out(report, play_lines(report), as_json=as_json)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo("A file with mistakes in it is not played.", err=True)
        return REFUSED
    return LOST if report.failed else 0


def _named(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of plays that are named, or stand in folders that are."""
    from sim.studio.folders import PLAYS, plays_in, real

    for path in paths:
        found = [path] if path.name.endswith(PLAYS) else plays_in(path)
        if not found:
            raise Refused(f"there are no plays in '{path}'; the names of such files end in {PLAYS}")
        yield from map(real, found)


def _roots(files: Iterable[Path]) -> Iterator[Path]:
    """The folders whose content the plays stand beside."""
    from sim.studio.folders import KINDS

    return (file.parent.parent for file in files if file.parent.name in KINDS)
