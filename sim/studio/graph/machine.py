"""The stages of one customer and the rows between them, as the machine of a case runs them."""

from itertools import count
from typing import NamedTuple

from sim.core.case import Case
from sim.core.stages import ABUSE, ABUSIVE, ANY, ENDINGS, ROWS, Row


class Machine(NamedTuple):
    """Stages, the first one first, and numbered rows in the order in which they are tried.

    The first `own` rows are this customer's alone. `left_out` counts those of them that are not
    there because they could never hold in the scenario.
    """

    customer: str
    scenario: str
    stages: tuple[str, ...]
    endings: tuple[str, ...]
    rows: dict[int, Row]
    own: int
    left_out: int


class Edge(NamedTuple):
    """The rows that lead from one stage, or from `any`, to another; `numbers` are theirs."""

    source: str
    to: str
    numbers: tuple[int, ...]


def machine_of(case: Case) -> Machine:
    """The machine of a compiled case."""
    rows = case.stages.running()
    own = len(rows) - len(ROWS)
    with_abuse = len(ABUSE) if ABUSIVE in case.stages.names else 0
    left_out = len(case.content.customer.transitions) + with_abuse - own
    return Machine(
        customer=case.content.customer_id,
        scenario=case.content.scenario_id,
        stages=tuple(name for name in case.stages.names if name not in ENDINGS),
        endings=case.stages.endings,
        rows=dict(zip(count(1), rows, strict=False)),
        own=own,
        left_out=left_out,
    )


def rows_from(machine: Machine, stage: str) -> dict[int, Row]:
    """The rows that are written for a stage; those for `any` stage are only found under `any`."""
    return {number: row for number, row in machine.rows.items() if row.source == stage}


def edges(machine: Machine) -> list[Edge]:
    """The rows, those with the same two ends together."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, row in machine.rows.items():
        found.setdefault((row.source, row.to), []).append(number)
    return [Edge(source, to, tuple(numbers)) for (source, to), numbers in found.items()]


def sources(machine: Machine) -> tuple[str, ...]:
    """Where rows lead from: each stage, then `any`."""
    return (*machine.stages, ANY)
