"""`sayback new`: begin a customer or a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.output import Refused

if TYPE_CHECKING:
    from sim.studio.library import Library
    from sim.studio.new import Begun

KINDS = ("customer", "scenario")


@click.command("new", short_help="Begin a customer or a scenario of your own.")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name", metavar="ID")
@click.option(
    "--in",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder for customers/ and scenarios/; without it, the one you are in.",
)
@click.pass_obj
def command(content: tuple[Path, ...], kind: str, name: str, folder: Path) -> int:
    """Begin a customer or a scenario of your own: write a file that can be played at once.

    It is a whole person, or a whole small call, with comments that say what each part is for.
    Beside it, in schemas/, goes what an editor needs to explain and check what you write.

    ID becomes the name of the file: small letters, digits and _. Nothing is overwritten.
    """
    from sim.studio.library import Library
    from sim.studio.new import CannotBegin, begin

    before = Library(content)
    try:
        begun = begin(kind, name, folder)
    except CannotBegin as error:
        raise Refused(str(error)) from error
    steps = _steps(kind, name, begun, before, f"sayback{_finding(content, folder)}")
    for line in (*steps, *_notices(kind, name, begun, before)):
        click.echo(line, err=True)
    return 0


def _finding(content: tuple[Path, ...], folder: Path) -> str:
    """What `sayback` has to be told to find what is in the folder."""
    from sim.studio.folders import looked_in

    return "" if folder.resolve() in looked_in(content) else f" --content {_typed(str(folder))}"


def _steps(kind: str, name: str, begun: Begun, before: Library, sayback: str) -> Iterator[str]:
    """What was written, and what to do next."""
    from sim.studio.folders import short

    path = short(begun.path)
    if kind == "customer":
        what, call = "a whole person", f"{min(before.scenarios)} --as {name}"
    else:
        what, call = "a whole small call", name
    yield f"Written: {path}, {what} to begin with. It can be played as it is."
    yield ""
    yield "  Open it in an editor, and change it bit by bit; the comments say what is what."
    yield f"  {sayback} check {_typed(path)}"
    yield "    says what is wrong with it, and in which line"
    yield f"  {sayback} play {call}"
    yield "    plays it"


def _notices(kind: str, name: str, begun: Begun, before: Library) -> Iterator[str]:
    """What else there is to know."""
    from sim.studio.folders import short

    known = before.customers if kind == "customer" else before.scenarios
    if name in known:
        yield f"\nThe {kind} in {short(known[name])} has that id, too. Yours takes its place."
    for path in begun.foreign:
        yield f"\n{short(path)} was not written by Sayback, and was left as it is."


def _typed(path: str) -> str:
    return f'"{path}"' if " " in path else path
