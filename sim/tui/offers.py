"""The calls that can be taken: every scenario with every customer, as the library has them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from sim.core.model import Customer, Scenario
from sim.studio.findings import ContentError
from sim.studio.library import Library

T = TypeVar("T")


class Offer(NamedTuple):
    """A call that could be taken: ids, and what they stand for."""

    scenario: str
    customer: str
    situation: Scenario
    person: Customer


def offers(library: Library, scenario: str | None, customer: str | None) -> list[Offer]:
    """The calls with this scenario and customer, or with any; what cannot be read is left out."""
    situations = _readable(library.scenario, [scenario] if scenario else library.scenarios)
    people = _readable(library.customer, [customer] if customer else library.customers)
    return [
        Offer(scenario_id, customer_id, situation, person)
        for scenario_id, situation in situations.items()
        for customer_id, person in people.items()
    ]


def _readable(read: Callable[[str], T], names: Iterable[str]) -> dict[str, T]:
    found = {}
    for name in names:
        try:
            found[name] = read(name)
        except ContentError:
            continue
    return found
