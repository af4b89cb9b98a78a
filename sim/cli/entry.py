"""The command line: which commands there are, and how each of them ends.

A command lives in a module of its own, which is imported when it is called for and not before; what
it needs it imports when it runs.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import click

from sim import __version__
from sim.cli.output import INTERRUPTED, Refused

DEBUG = "SAYBACK_DEBUG"
"""The environment variable that has errors show where they come from."""
COLLECTS_AFTER = 50_000
"""Objects that may gather before Python looks for garbage among the latest (design choice)."""
COMMANDS = (
    "play",
    "run",
    "list",
    "where",
    "new",
    "schema",
    "check",
    "explore",
    "bots",
    "test",
    "graph",
)
"""In the order of the help; each is `command` in the module of its name."""


class Modules(Mapping[str, click.Command]):
    """The commands by their names; one is imported when it is looked up."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in COMMANDS:
            raise KeyError(name)
        command: click.Command = import_module(f"sim.cli.{name}").command
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(click.Group):
    """The commands; what goes wrong in any of them ends in a sentence and the right exit code."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(self.commands)

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


@click.group(cls=Commands, commands=Modules(), invoke_without_command=True)
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
    # nearly all that a command reads it keeps; to look for garbage there takes a fifth of `check`
    gc.set_threshold(COLLECTS_AFTER)
    ctx.obj = content
    if ctx.invoked_subcommand is not None:
        return None
    from sim.cli.play import command as play

    code: int = ctx.invoke(play)
    return code


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
