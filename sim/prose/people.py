"""The customers one has met: who they turned out to be, and how the calls with them went."""

from collections.abc import Iterable, Sequence

from sim.core.model import Customer, Need
from sim.prose.sections import Section
from sim.prose.turns import ended
from sim.records.history import Past
from sim.studio.findings import ContentError
from sim.studio.index import Index

_ENDINGS = {
    "content": "content",
    "cool": "served, and cool",
    "withdrawn": "withdrew, politely",
    "handed_over": "handed over",
    "gone": "hung up",
    "time_up": "ran out of time",
    "limited": "ended by you, after a limit",
}


def met(index: Index, calls: Iterable[Past]) -> list[str]:
    """The ids of the customers with whom a call was brought to an end, the latest first."""
    ids = dict.fromkeys(call.customer for call in calls if call.ended)
    return [id for id in ids if id in index.customers]


def person(index: Index, id: str, calls: Sequence[Past]) -> list[Section]:
    """Who somebody is, and each call with them; for whoever has met them."""
    try:
        customer, needs = index.library.customer(id), index.library.needs
    except ContentError as error:
        return [Section(index.customers[id].name, (str(error),))]
    theirs = [call for call in calls if call.customer == id and call.ended]
    sections = [
        Section(index.customers[id].name, (customer.about,)),
        Section("What helps", tuple(_helps(customer, needs)), points=True),
        Section("Your calls", tuple(_call(index, call) for call in theirs), points=True),
    ]
    return [section for section in sections if section.lines]


def _helps(customer: Customer, needs: Iterable[Need]) -> list[str]:
    texts = {need.id: f"{ended(need.text)} {need.why}" for need in needs}
    return [texts[each.need] for each in customer.needs if each.need in texts]


def _call(index: Index, call: Past) -> str:
    scenario = index.scenarios.get(call.scenario)
    title = scenario.title if scenario else call.scenario
    end = _ENDINGS.get(call.ended, call.ended)
    scores = ", ".join(f"{id.upper()} {score}" for id, score in sorted(call.scores.items()))
    day = call.started.astimezone()
    when = f"{day.day} {day:%B %Y}"
    return f"{when}, {title}: {end}. {f'{scores}.' if scores else ''}".rstrip()
