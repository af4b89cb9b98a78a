"""What several commands ask for: whose call, in which temper, from which content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sim.core.tempers import OWN, TEMPERS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sim.studio.index import Index
    from sim.studio.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])


def complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
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


def case_options(*, required: bool, seed: int | None) -> Callable[[Command], Command]:
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
                shell_complete=complete("customers"),
                help="Who is calling.",
            ),
            click.argument("scenario", required=required, shell_complete=complete("scenarios")),
        ):
            command = option(command)
        return command

    return decorate


temper_option = click.option(
    "--temper",
    type=click.Choice(list(TEMPERS)),
    default=OWN,
    show_default=True,
    help="How the customer reacts: as is their way, more gently, or more shortly.",
)

with_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON; docs/json.md describes it."
)


def open_index(content: tuple[Path, ...]) -> Index:
    """What a list of calls shows of them; what was found twice goes to stderr."""
    from sim.records.places import Places
    from sim.studio.index import Index

    index = Index(content, Places.default().index)
    for notice in index.notices:
        click.echo(notice, err=True)
    return index


def open_library(content: tuple[Path, ...]) -> Library:
    """Everything that can be played; what it has to say about it goes to stderr."""
    from sim.studio.library import Library

    library = Library(content)
    for notice in library.notices:
        click.echo(notice, err=True)
    return library
