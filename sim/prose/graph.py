"""The stages of a customer: for `graph`, as a value, as lines of text, and as drawings.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from sim.core.case import Case
from sim.core.stages import ANY, ENDINGS, START, TALKING, Row
from sim.prose.documents import SAYBACK, Sayback
from sim.prose.turns import first_name, whole_name
from sim.studio.graph.captions import Caption
from sim.studio.graph.dot import machine_dot
from sim.studio.graph.machine import Machine, machine_of, rows_from, sources
from sim.studio.graph.machine_picture import machine_picture
from sim.studio.graph.mermaid import machine_mermaid

_UNBROKEN = "\N{NO-BREAK SPACE}"


class GraphedStage(Struct, frozen=True):
    """A stage: everybody's, this customer's own, or an ending, with what that means."""

    name: str
    kind: Literal["shared", "own", "ending"]
    meaning: str


class GraphedRow(Struct, frozen=True):
    """A row of the machine; `source` is `any` where it may be taken from every stage."""

    number: int
    source: str
    to: str
    when: tuple[str, ...]
    own: bool


class GraphedMachine(Struct, frozen=True):
    """The stages of a customer, and the rows in the order in which they are tried."""

    sayback: Sayback
    customer: str
    start: str
    stages: tuple[GraphedStage, ...]
    rows: tuple[GraphedRow, ...]


class Graph(NamedTuple):
    """A graph in all its forms; `drawings` makes each of them when it is called for."""

    value: Struct
    lines: Iterator[str]
    drawings: Mapping[str, Callable[[], str]]


def machine_graph(case: Case) -> Graph:
    """The stages of the customer of a case, as the machine runs them."""
    machine = machine_of(case)
    title = f"{whole_name(case.content.customer.name)}: the stages of a call"
    head = Caption(title, list(_head(case, machine)))
    return Graph(
        _value(machine),
        _lines(machine, head),
        {
            "mermaid": lambda: machine_mermaid(machine, title),
            "dot": lambda: machine_dot(machine, title),
            "svg": lambda: _picture(machine, head),
        },
    )


def _value(machine: Machine) -> GraphedMachine:
    return GraphedMachine(
        sayback=SAYBACK,
        customer=machine.customer,
        start=START,
        stages=(
            *(
                GraphedStage(stage, "shared" if stage in TALKING else "own", "")
                for stage in machine.stages
            ),
            *(GraphedStage(ending, "ending", ENDINGS[ending]) for ending in machine.endings),
        ),
        rows=tuple(
            GraphedRow(number, row.source, row.to, row.when, number <= machine.own)
            for number, row in machine.rows.items()
        ),
    )


def _head(case: Case, machine: Machine) -> Iterator[str]:
    """How to read the rows."""
    yield "Rows are tried by number, those of the stage together with those of any stage."
    yield "The first that fits is taken. When none fits, the stage stays the same."
    yield "Once time is up, only rows that lead to an ending are tried."
    first = first_name(case)
    if machine.own:
        which = "Row 1 belongs" if machine.own == 1 else f"Rows 1 to {machine.own} belong"
        yield f"{which} to {first} alone."
    if machine.left_out:
        yield (
            f"Not shown are {machine.left_out} more that {first} has: "
            f"in {machine.scenario} they can never fit."
        )


def _lines(machine: Machine, head: Caption) -> Iterator[str]:
    yield head.title
    yield from ("", *head.lines)
    for stage in sources(machine):
        yield from ("", _title(stage))
        for number, row in rows_from(machine, stage).items():
            yield f"{number:>4}  {_words(row)}"
    yield from ("", "Endings")
    width = max(map(len, machine.endings))
    yield from (f"  {ending:<{width}}  {ENDINGS[ending]}" for ending in machine.endings)


def _title(stage: str) -> str:
    if stage == ANY:
        return "any stage"
    if stage == START:
        return f"{stage}, where every call starts"
    return stage if stage in TALKING else f"{stage}, which this customer adds"


def _words(row: Row) -> str:
    tests = " and ".join(row.when)
    return f"to {row.to} when {tests}" if tests else f"to {row.to}, always"


def _picture(machine: Machine, head: Caption) -> str:
    rows = {
        stage: Caption(
            _title(stage),
            [_words(_whole(row)) for row in rows_from(machine, stage).values()],
        )
        for stage in sources(machine)
    }
    frame = "An arrow from the dashed frame may be taken in any stage."
    return machine_picture(machine, head._replace(lines=[*head.lines, frame]), rows)


def _whole(row: Row) -> Row:
    """The row with tests that no line can be broken in."""
    return row._replace(when=tuple(test.replace(" ", _UNBROKEN) for test in row.when))
