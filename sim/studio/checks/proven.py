"""What only exploring can tell of content: the flaws of each scenario with each caller."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Customer, Scenario
from sim.core.when import Problem
from sim.studio.checks.cast import cast
from sim.studio.checks.source import Source
from sim.studio.findings import Finding
from sim.studio.flaws import flaws
from sim.studio.library import Rules
from sim.studio.proofs import Explored


class Pair(NamedTuple):
    """A scenario with one who may call."""

    scenario: Source[Scenario]
    customer: Source[Customer]
    case: Case


def pairs(
    scenarios: Iterable[Source[Scenario]],
    customers: Iterable[Source[Customer]],
    asked: frozenset[str],
    rules: Rules,
) -> dict[str, Pair]:
    """Every pair of which one was asked for, by the hash of its case."""
    people = list(customers)
    found = {}
    for scenario in scenarios:
        for person in people:
            if person.id in scenario.value.barred:
                continue
            if {scenario.document.file, person.document.file} & asked:
                case = compile_case(cast(scenario, person, rules))
                found[case.hash] = Pair(scenario, person, case)
    return found


def check_proven(known: Iterable[tuple[Pair, Explored]], rules: Rules) -> Iterator[Finding]:
    """What is wrong with each scenario; the same is said once, with all whom it is so with."""
    found: dict[tuple[str, Problem], tuple[Source[Scenario], list[str]]] = {}
    for pair, explored in known:
        for problem in flaws(pair.case, explored):
            key = pair.scenario.document.file, problem
            found.setdefault(key, (pair.scenario, []))[1].append(pair.customer.id)
    for (_, problem), (scenario, people) in found.items():
        message = f"with {', '.join(sorted(people))}: {problem.message}"
        yield from rules.placed([problem._replace(message=message)], scenario.document, None)
