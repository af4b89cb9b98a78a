"""`sayback graph`: draw the stages of a customer, or how the calls of a scenario can go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import complete, open_library, with_json
from sim.cli.output import Refused, print_out
from sim.cli.progress import tell, tell_turn

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sim.core.case import Case
    from sim.prose.graph import Graph
    from sim.studio.library import Library

KINDS = ("customer", "scenario")
TEXT = "text"
FORMATS = (TEXT, "mermaid", "dot", "svg")
ENDS = {
    ".txt": TEXT,
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
}
"""The format a file has by the end of its name, where none is asked for."""


def _complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    kinds = (complete(f"{kind}s")(ctx, parameter, begun) for kind in KINDS)
    return [item for items in kinds for item in items]


@click.command("graph", short_help="Draw a customer's stages, or how calls can go.")
@click.argument("name", metavar="CUSTOMER|SCENARIO", shell_complete=_complete)
@click.option(
    "--as",
    "customer",
    metavar="CUSTOMER",
    shell_complete=complete("customers"),
    help="Who is calling, in the graph of a scenario.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="What is meant, where both have the same id."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to draw it: text is the default, or what the name of FILE ends with.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to a file, which is replaced if it is there.",
)
@with_json
@click.pass_obj
def command(
    content: tuple[Path, ...],
    name: str,
    customer: str | None,
    kind: str | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Draw the stages of a customer, or how the calls of a scenario can go.

    For a CUSTOMER: the stages, and what leads from one to another, as a call runs them. For a
    SCENARIO: after every reply, the share of all ways in each stage, how they move on, and where
    they end; without --as, with the first customer there is.

    Text is for reading; mermaid and dot are languages that other programs draw; svg is a picture
    for a slide or a browser.
    """
    if as_json and (form or out):
        raise Refused("--json prints its own form; leave out --format and --out")
    form = form or _form(out)
    library = open_library(content)
    if (kind or _kind(library, name, customer)) == "scenario":
        graph = _of_scenario(library, name, customer)
    elif customer is None:
        graph = _of_customer(library, name)
    else:
        raise Refused("--as says who is calling in a scenario; a customer needs no other")
    if out is not None:
        _write(out, _drawn(graph, form))
    elif form == TEXT:
        print_out(graph.value, graph.lines, as_json=as_json)
    else:
        sys.stdout.buffer.write(_drawn(graph, form))
    return 0


def _form(out: Path | None) -> str:
    """The format that the name of a file asks for."""
    if out is None:
        return TEXT
    if out.suffix.lower() not in ENDS:
        raise Refused(
            f"the name '{out}' does not say how to draw it; add --format, "
            "or let it end with .txt, .mmd, .dot or .svg"
        )
    return ENDS[out.suffix.lower()]


def _drawn(graph: Graph, form: str) -> bytes:
    """The graph as a file; UTF-8, whatever a terminal can show."""
    lines = (f"{line}\n" for line in graph.lines)
    text = "".join(lines) if form == TEXT else graph.drawings[form]()
    return text.encode("utf-8", "replace")


def _kind(library: Library, name: str, customer: str | None) -> str:
    """What an id names; refused where that is not clear, or nothing."""
    from sim.core.spelling import nearest

    kinds = [kind for kind in KINDS if name in getattr(library, f"{kind}s")]
    if len(kinds) > 1 and customer is None:
        raise Refused(
            f"'{name}' is a customer and a scenario; say which: --kind customer, or --kind scenario"
        )
    if not kinds:
        known = [*library.customers, *library.scenarios]
        hint = nearest(name, known) or f"; there are {', '.join(known)}"
        raise Refused(f"there is no customer and no scenario '{name}'{hint}")
    return kinds[-1]


def _of_customer(library: Library, name: str) -> Graph:
    from sim.prose.graph import machine_graph

    return machine_graph(_cast(library, name))


def _cast(library: Library, name: str) -> Case:
    """The customer in the first scenario that can be used: the stages are the same in all."""
    from sim.studio.findings import ContentError

    library.customer(name)
    faults = []
    for scenario in library.scenarios:
        try:
            return library.case(scenario, name)
        except ContentError as error:
            faults.append(error)
    raise faults[0] if faults else Refused("there is no scenario to see this customer in")


def _of_scenario(library: Library, name: str, customer: str | None) -> Graph:
    from sim.prose.flow import flow_graph
    from sim.records.places import Places
    from sim.studio.graph.flow import flow_of
    from sim.studio.proofs import Proofs

    library.scenario(name)
    if customer is None:
        customer = library.cast(name)[0]
        click.echo(f"Nobody was named by --as, so {customer} is calling.", err=True)
    case = library.case(name, customer)
    found = Proofs(Places.default().explored).explore(case, tell_turn)
    tell("")
    if found.interrupted:
        raise KeyboardInterrupt
    return flow_graph(case, flow_of(found.space))


def _write(path: Path, data: bytes) -> None:
    """Write the file, whole or not at all."""
    from sim.records.places import explained, write_whole

    if path.exists() and not path.is_file():
        raise Refused(f"'{path}' is no file that could be replaced; name another")
    replaced = path.exists()
    with explained(f"'{path}' cannot be written"):
        write_whole(path.resolve(), data)
    click.echo(f"{'Replaced' if replaced else 'Wrote'} {path}.", err=True)
