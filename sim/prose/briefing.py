"""What the trainee knows as the phone rings, and later in the call."""

from collections.abc import Iterable

from sim.core.case import Case
from sim.core.goals import Goal
from sim.core.model import Customer
from sim.core.texts import fill
from sim.core.turns import Turn
from sim.prose.goals import goal_words
from sim.prose.lobby import how_heavy
from sim.prose.sections import Section, capital
from sim.prose.turns import learnt, whole_name


def briefing(case: Case, goal: Goal | None = None, *, exam: bool = False) -> list[Section]:
    """The scenario and who is on the line; then who one is, what the screen and the card say.

    An exam is announced first. Last comes the goal that was set after an earlier call, if any.
    """
    scenario, customer = case.content.scenario, case.content.customer
    brief = scenario.brief
    return [
        *([Section("This is an exam", ("No gauges, no hints, no reasons, and one try.",))] * exam),
        _section(case, scenario.title, [scenario.summary]),
        _section(case, "Who it is", [who_calls(customer)]),
        _section(case, "Your desk", [f"{brief.company}. {brief.role} {brief.channel}."]),
        policy(case),
        _section(case, "On your screen", brief.screen, points=True),
        *([Section("Your goal", (f"{goal_words(goal, case.content.rubrics)}.",))] if goal else ()),
    ]


def who_calls(customer: Customer) -> str:
    """A customer before the call, with nothing that gives them away: getting to know them is it."""
    heavy = how_heavy(customer.intensity, customer.content_note)
    return f"{whole_name(customer.name)}. {heavy}"


def policy(case: Case) -> Section:
    """The policy card: what one may do, promise and give."""
    return _section(case, "Your policy card", case.content.scenario.brief.policy, points=True)


def desk(case: Case, turns: Iterable[Turn]) -> list[Section]:
    """What one looks things up in during a call: the policy card first, then what was learnt."""
    card = policy(case)
    told = tuple(dict.fromkeys(capital(each) for turn in turns for each in _told(case, turn)))
    heard = [Section("What they have told you", told, points=True)] if told else []
    _, *rest = briefing(case)
    return [card, *heard, *(section for section in rest if section != card)]


def _told(case: Case, turn: Turn) -> list[str]:
    """The grievance of a turn, and the facts in it; what is let slip is left to be noticed."""
    raised = turn.raised
    grievance = [raised.text] if raised and raised.kind == "grievance" else []
    return [*grievance, *learnt(case, turn)]


def _section(case: Case, title: str, lines: list[str], points: bool = False) -> Section:
    customer = case.content.customer
    return Section(fill(title, customer), tuple(fill(line, customer) for line in lines), points)
