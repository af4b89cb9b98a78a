"""What the trainee knows as the phone rings."""

from typing import NamedTuple

from sim.core.case import Case
from sim.core.texts import fill


class Section(NamedTuple):
    """A title, perhaps empty, and what stands below it; `points` when it is a list."""

    title: str
    lines: tuple[str, ...]
    points: bool = False


def briefing(case: Case) -> list[Section]:
    """The scenario, who one is, what the screen and the policy card say, who is on the line."""
    scenario, customer = case.content.scenario, case.content.customer
    brief = scenario.brief
    heavy = f"How heavy it is: {customer.intensity} of 5. {customer.content_note}".rstrip()
    name = f"{customer.name.first} {customer.name.last}"
    return [
        _section(case, scenario.title, [f"You practise: {scenario.practises}"]),
        _section(case, "Your desk", [f"{brief.company}. {brief.role} {brief.channel}."]),
        _section(case, "On your screen", brief.screen, points=True),
        policy(case),
        _section(case, "On the line", [f"{name}. {heavy}"]),
    ]


def policy(case: Case) -> Section:
    """The policy card: what one may do, promise and give."""
    return _section(case, "Your policy card", case.content.scenario.brief.policy, points=True)


def _section(case: Case, title: str, lines: list[str], points: bool = False) -> Section:
    customer = case.content.customer
    return Section(fill(title, customer), tuple(fill(line, customer) for line in lines), points)
