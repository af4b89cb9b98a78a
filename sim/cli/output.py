"""What commands print, how they refuse, and the codes they exit with.

Data goes to stdout and narration to stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from msgspec import Struct

FINE, LOST, REFUSED, INTERRUPTED = 0, 1, 2, 130
FOUND = LOST
"""Exit codes: as hoped; findings, or a lost call (the customer hung up, withdrew, or ran out of
time); what cannot be done as asked; Ctrl+C."""


class Refused(click.ClickException):
    """What was asked for cannot be done; the message says why."""

    exit_code = REFUSED


def print_out(value: Struct, lines: Iterable[str], *, as_json: bool) -> None:
    """Print the value as JSON or the lines as text, to stdout."""
    if as_json:
        from sim.prose.documents import as_bytes

        # in bytes: no platform's ends of lines, no terminal's encoding
        sys.stdout.buffer.write(as_bytes(value))
    else:
        for line in lines:
            click.echo(wrapped(line))


def wrapped(line: str) -> str:
    """The line, wrapped where somebody reads it; in a file or pipe it stays whole."""
    import shutil
    import textwrap

    if not sys.stdout.isatty() or not line:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, shutil.get_terminal_size().columns, subsequent_indent=indent)
