"""A name that many places use and nothing has: it is told once, with what was called so before."""

import re
from collections.abc import Collection, Iterator, Sequence

from sim.core.acts import BY_NAME, refers_to
from sim.core.codes import Code
from sim.core.inventory import OTHERS, TOPICS
from sim.core.model import Scenario
from sim.core.spelling import closest
from sim.core.when import Problem
from sim.studio.checks.source import conditioned, does

MANY = 3
"""From so many places on, a name is told once."""
_MISSING = re.compile(r"there is no '(\w+)'")
_NAMES = (Code.UNKNOWN_ID, Code.UNKNOWN_NAME)


def gathered(problems: Sequence[Problem], scenario: Scenario, whole: bool) -> list[Problem]:
    """The problems, with those about one missing name made into one at the first place.

    Unless they are the `whole` of them, there may be more about the same name.
    """
    places: dict[str, list[Problem]] = {}
    for problem in problems:
        if name := _missing(problem):
            places.setdefault(name, []).append(problem)
    many = {name: found for name, found in places.items() if len(found) >= MANY}
    kept = [problem for problem in problems if _missing(problem) not in many]
    least = "" if whole else "at least "
    return [*kept, *(_once(name, found, many, scenario, least) for name, found in many.items())]


def _missing(problem: Problem) -> str:
    found = _MISSING.search(problem.message) if problem.code in _NAMES else None
    return found[1] if found else ""


def _once(
    name: str, found: Sequence[Problem], missing: Collection[str], scenario: Scenario, least: str
) -> Problem:
    first = min(found, key=lambda each: each.code is not Code.UNKNOWN_ID)
    is_reply = any(reply.id == name for reply in scenario.replies)
    why = "only a reply is called so" if is_reply else "nothing is called so"
    unused = list(_unused(scenario))
    alone = len(unused) == 1 and len(missing) == 1
    if guess := unused[0] if alone else closest(name, unused):
        mend = f"; was '{guess}' called so before?"
    elif is_reply:
        mend = "; write what is there instead"
    else:
        _, _, mend = first.message.partition(f"there is no '{name}'")
        mend = mend or "; write it, or take out what asks for it"
    message = f"{least}{len(found)} places use '{name}', and {why}{mend}"
    return Problem(first.code, first.path, message)


def _unused(scenario: Scenario) -> Iterator[str]:
    """Ids that are there and that nothing asks for or does."""
    used = {word for each in conditioned(scenario) for test in each.when for word in test.split()}
    used |= {remedy.check for remedy in scenario.remedies}
    used |= {fact for grievance in scenario.grievances for fact in grievance.tells}
    for reply in scenario.replies:
        for act in BY_NAME:
            used |= {*does(reply, act), *refers_to(reply.acts, act)}
    for field in (*TOPICS, *OTHERS):
        yield from (each.id for each in getattr(scenario, field) if each.id not in used)
