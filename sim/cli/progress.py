"""How far something is, on one line of stderr, where somebody watches."""

import sys

import click


def tell(progress: str) -> None:
    """Show this instead of what was shown before; nothing clears the line."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{progress}", nl=False, err=True)


def tell_turn(turn: int, states: int) -> None:
    """Show how deep into a call its exploring has come."""
    tell(f"{turn} replies deep: {states:,} states")
