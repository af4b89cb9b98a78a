"""Every command of `sayback`. What a command needs is imported when it runs, and not before.

Data goes to stdout and narration to stderr. Exit codes: 0 fine, 1 a lost call (the customer hung
up, withdrew, or ran out of time), 2 what cannot be done as asked, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sim import __version__
from sim.core.tempers import OWN, TEMPERS
from sim.modes import MODES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem
    from msgspec import Struct

    from sim.core.call import Call
    from sim.studio.library import Library

LOST, REFUSED, INTERRUPTED = 1, 2, 130
"""Exit codes beside 0."""
DEBUG = "SAYBACK_DEBUG"
"""The environment variable that has errors show where they come from."""
KINDS = ("scenarios", "customers", "rubrics")

Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """What was asked for cannot be done; the message says why."""

    exit_code = REFUSED


class Commands(click.Group):
    """The commands; what goes wrong in any of them ends in a sentence and the right exit code."""

    def invoke(self, ctx: click.Context) -> None:
        """Run a command; what it returns is the exit code."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo(err=True)  # the terminal has echoed ^C
            code = INTERRUPTED
        except BrokenPipeError:
            # nobody reads on; what is still unsent must not fail once more as Python closes
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            raise Refused(_in_words(error)) from error
        ctx.exit(code)


def _complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Shell completion with the ids there are."""

    def ids(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from sim.studio.library import Library

        known: Mapping[str, Path] = getattr(Library(ctx.find_root().params["content"] or ()), kind)
        return [CompletionItem(id) for id in known if id.startswith(begun)]

    return ids


def _checked_seed(_: click.Context, __: click.Parameter, seed: int | None) -> int | None:
    if seed is not None and not 0 <= seed < 2**63:
        raise click.BadParameter("a seed is a whole number from 0 to 2**63 - 1.")
    return seed


def _case_options(*, required: bool, seed: int | None) -> Callable[[Command], Command]:
    """SCENARIO, --as and --seed: what names a call."""

    def decorate(command: Command) -> Command:
        for option in (
            click.option(
                "--seed",
                type=int,
                callback=_checked_seed,
                metavar="N",
                default=seed,
                show_default=seed is not None,
                help="Settles the order of the replies and the wording.",
            ),
            click.option(
                "--as",
                "customer",
                metavar="CUSTOMER",
                shell_complete=_complete("customers"),
                help="Who is calling.",
            ),
            click.argument("scenario", required=required, shell_complete=_complete("scenarios")),
        ):
            command = option(command)
        return command

    return decorate


_temper = click.option(
    "--temper",
    type=click.Choice(list(TEMPERS)),
    default=OWN,
    show_default=True,
    help="How the customer reacts: as is their way, more gently, or more shortly.",
)


@click.group(cls=Commands, invoke_without_command=True)
@click.option(
    "--content",
    multiple=True,
    envvar="SAYBACK_CONTENT",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with your own customers/ and scenarios/. May be given more than once; "
    "or name folders in SAYBACK_CONTENT.",
)
@click.version_option(__version__, message="Sayback %(version)s")
@click.pass_context
def main(ctx: click.Context, content: tuple[Path, ...]) -> int | None:
    """Practise difficult customer conversations, with customers who react like people.

    Without a command, Sayback opens the lobby. It needs no network and no account.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # whoever started us has closed it
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
        # a letter that a terminal cannot show, or sent in pieces, is no reason to fail
        getattr(sys, name).reconfigure(errors="replace")
    ctx.obj = content
    code: int | None = ctx.invoke(play) if ctx.invoked_subcommand is None else None
    return code


@main.command()
@_case_options(required=False, seed=None)
@_temper
@click.option(
    "--mode",
    type=click.Choice(list(MODES)),
    help="How much of the call is shown; without it, as settled in the lobby.",
)
@click.option("--plain", is_flag=True, help="Plain lines of text, as for a screen reader.")
@click.pass_obj
def play(
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
    from sim.studio.index import Index

    if plain or _wants_plain():
        from sim.plain import play_in_plain as play_call
    else:
        from sim.tui import play_on_screen as play_call
    places = Places.default()
    index = Index(content, places.index)
    for notice in (*index.notices, *index.faults):
        click.echo(notice, err=True)
    ending = play_call(index, places, Asked(scenario, customer, seed, mode or "", temper))
    if not ending:
        return 0
    from sim.prose.turns import lost

    return LOST if lost(ending) else 0


@main.command(short_help="Play a call without a screen, and print every turn.")
@_case_options(required=True, seed=0)
@_temper
@click.option("--choose", metavar="ID,ID,...", default="", help="The replies to give, in order.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; docs/json.md describes it.")
@click.pass_obj
def run(
    content: tuple[Path, ...],
    scenario: str,
    customer: str | None,
    seed: int,
    temper: str,
    choose: str,
    as_json: bool,
) -> int:
    """Play a call without a screen; print every turn and the reasons in it.

    Gives the replies named by --choose. When the call is over the scorecards follow; when it is
    not, what is on offer next. Without --as, it is the first customer there is. Nothing is kept.

    Exits with 1 if the customer was lost: hung up, withdrew, or ran out of time.
    """
    from sim.core.call import Call
    from sim.core.compile import compile_case
    from sim.core.tempers import tempered
    from sim.prose.transcript import transcript, transcript_lines
    from sim.prose.turns import lost

    library = _library(content)
    if customer is None:
        customer = min(library.customers)
        click.echo(f"Nobody was named by --as, so {customer} is calling.", err=True)
    case = library.case(scenario, customer)
    if temper != OWN:
        case = compile_case(tempered(case.content, temper))
    call = Call(case, seed)
    for reply in filter(None, map(str.strip, choose.split(","))):
        _give(call, reply)
    _print(transcript(call), transcript_lines(call), as_json=as_json)
    return LOST if lost(call.ending) else 0


@main.command("list", short_help="Say what there is.")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option("--json", "as_json", is_flag=True, help="Print JSON; docs/json.md describes it.")
@click.pass_obj
def list_(content: tuple[Path, ...], kind: str | None, as_json: bool) -> int:
    """Say what there is: scenarios, customers, and the rubrics that score a call.

    Exits with 2 if a file cannot be used; the others are listed all the same.
    """
    from sim.prose.listing import listing, listing_lines

    found, faults = listing(_library(content), KINDS if kind is None else (kind,))
    _print(found, listing_lines(found), as_json=as_json)
    for fault in faults:
        click.echo(fault, err=True)
    return REFUSED if faults else 0


@main.command(short_help="Say where everything is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; docs/json.md describes it.")
@click.pass_obj
def where(content: tuple[Path, ...], as_json: bool) -> int:
    """Say which folders and files Sayback uses: content, calls, settings, and what can go."""
    from sim.prose.whereabouts import whereabouts, whereabouts_lines
    from sim.records.places import Places

    found = whereabouts(Places.default(), content)
    _print(found, whereabouts_lines(found), as_json=as_json)
    return 0


def _library(content: tuple[Path, ...]) -> Library:
    """Everything that can be played; what it has to say about it goes to stderr."""
    from sim.studio.library import Library

    library = Library(content)
    for notice in library.notices:
        click.echo(notice, err=True)
    return library


def _give(call: Call, reply: str) -> None:
    """Say a reply; one that cannot be said is refused with those that can."""
    from sim.core.call import IllegalReply

    try:
        call.reply(reply)
    except IllegalReply as error:
        raise Refused(f"in turn {len(call.turns)}, {error}") from error


def _print(value: Struct, lines: Iterable[str], *, as_json: bool) -> None:
    """Print the value as JSON or the lines as text, to stdout."""
    from sim.prose.transcript import as_bytes

    if as_json:
        # in bytes: no platform's ends of lines, no terminal's encoding
        sys.stdout.buffer.write(as_bytes(value))
    else:
        for line in lines:
            click.echo(_wrapped(line))


def _wrapped(line: str) -> str:
    """The line, wrapped where somebody reads it; in a file or pipe it stays whole."""
    import shutil
    import textwrap

    if not sys.stdout.isatty() or not line:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, shutil.get_terminal_size().columns, subsequent_indent=indent)


def _wants_plain() -> bool:
    """Whether a screen would be of no use here, or is not wanted."""
    return (
        not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty())
        or os.environ.get("TERM") == "dumb"
        or os.environ.get("ACCESSIBLE", "0") not in ("", "0")
    )


def _in_words(error: Exception) -> str:
    """What went wrong, for somebody who does not read Python."""
    from sim.core.compile import CaseError
    from sim.records.places import RecordsError
    from sim.studio.findings import ContentError
    from sim.studio.library import NoSuchContent

    match error:
        case ContentError():
            return f"this content cannot be used:\n{error}"
        case NoSuchContent() | RecordsError() | CaseError():
            return str(error)
        case FileNotFoundError(filename=None):
            return "the folder you are in is gone; go to another"
        case OSError(filename=None):
            return error.strerror or str(error)
        case OSError():
            return f"'{error.filename}': {error.strerror}"
    kind = type(error).__name__
    return (
        f"this is a mistake in Sayback, and not yours ({kind}: {error}). "
        f"What you have played is kept. {DEBUG}=1 shows where it happened."
    )
