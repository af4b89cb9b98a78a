"""What can never come up: contradictions, and conditions that wait for what never happens."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import asdict

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.model import Authored, Customer, Scenario
from sim.core.spelling import nearest
from sim.core.stages import ANY, ROWS, Row
from sim.studio.checks.causes import Cause, Never, causes
from sim.studio.checks.contradictions import clash
from sim.studio.checks.reach import Reach
from sim.studio.checks.source import Source, conditioned
from sim.studio.checks.voiced import check_own_topics, check_own_words
from sim.studio.findings import Finding, quoted

_WHY_NEVER = {
    "did": "no reply that can be on offer does that",
    "last": "no reply that can be on offer does that",
    "used": "that reply is never on offer",
    "raised": "it is never brought up",
    "raises": "it is never brought up",
    "felt": "nobody shows that feeling",
    "stage": "nobody gets there",
    "enters": "nobody gets there",
    "been": "nobody gets there",
    "unfinished": "nobody is cut off in the middle",
    "turn": "a call is over by then",
    "need": "this person has no such need",
    "voice": "this person has another",
}


def check_contradictions(source: Source[Customer] | Source[Scenario]) -> Iterator[Finding]:
    """Tests of one condition that exclude one another."""
    for each in conditioned(source.value):
        if found := clash(each.when):
            test = quoted(each.when[found.at])
            against = (
                f"{test} cannot hold"
                if found.other is None
                else (f"{test} and {quoted(found.other)} cannot both hold")
            )
            message = f"{against}, so {each.what}; take one out"
            yield source.finding(Code.CONTRADICTION, (*each.tests, found.at), message)


def check_stages(source: Source[Scenario], stages: Collection[str]) -> Iterator[Finding]:
    """Tests of a scenario about stages that only some customers have."""
    for each in conditioned(source.value):
        for at, test in enumerate(each.when):
            subject, _, stage = test.removeprefix("not ").partition(" ")
            if subject in ("stage", "enters", "been") and stage in stages:
                message = f"{quoted(test)}: only some customers have that stage; write it for all"
                yield source.finding(Code.UNKNOWN_NAME, (*each.tests, at), message)


def check_casting(source: Source[Scenario], people: Collection[str]) -> Iterator[Finding]:
    """Whoever is left out of a scenario is somebody there is, and somebody is left."""
    barred = source.value.barred
    for at, id in enumerate(barred):
        if id not in people:
            message = f"there is no customer '{id}'{nearest(id, people)}"
            yield source.finding(Code.UNKNOWN_ID, ("casting", "without", at), message)
    if people and set(people) <= set(barred):
        message = "nobody is left who could be cast; leave somebody in"
        yield source.finding(Code.UNKNOWN_ID, ("casting",), message, key=True)


def check_scenario_comes_up(
    source: Source[Scenario], case: Case, reach: Reach
) -> Iterator[Finding]:
    """What of a scenario never comes up, whoever calls."""
    scenario = source.value
    offered = frozenset().union(*reach.offered.values())
    told = {fact for topic in scenario.grievances for fact in topic.tells}
    raised = {case.happenings[number].id for number in reach.happenings} | told
    coming = {
        "replies": {at for at, reply in enumerate(scenario.replies) if reply.id in offered},
        "lines": _said(case, reach, rank=2),
        **{
            field: {at for at, each in enumerate(getattr(scenario, field)) if each.id in raised}
            for field in ("grievances", "facts", "cues")
        },
    }
    yield from _never(source, coming, case, reach, of_situation(case))


def shown_unasked(case: Case, reach: Reach) -> set[str]:
    """The ids of all that may come up without anybody having asked for wishes."""
    coming_up = (case.happenings[number] for number in reach.happenings)
    return {each.id for each in coming_up if not each.asked}


def check_customer_comes_up(
    source: Source[Customer], case: Case, reach: Reach
) -> Iterator[Finding]:
    """What of a customer never comes up, whatever they call about."""
    person = source.value
    own = case.stages.rows[: len(case.stages.rows) - len(ROWS)]
    taken = [own[number][0] for number in reach.rows if number < len(own)]
    shown = shown_unasked(case, reach)
    offered = frozenset().union(*reach.offered.values())
    tried = case.content.customer.transitions
    coming = {
        "lines": _said(case, reach, rank=1),
        "bearing": {case.bearing[number].place for number in reach.bearing},
        "transitions": {
            at for at, row in enumerate(tried) if Row(row.source, row.to, tuple(row.when)) in taken
        },
        "needs": {at for at, each in enumerate(person.needs) if each.need in shown},
        "cues": {at for at, each in enumerate(person.cues) if each.id in shown},
        "replies": {at for at, reply in enumerate(person.replies) if reply.id in offered},
    }
    yield from _never(source, coming, case, reach, of_person(case))
    yield from _stages(source, reach, taken)
    yield from check_own_words(source, reach, coming["lines"])
    yield from check_own_topics(source, coming)


class Settled(NamedTuple):
    """Tests that are settled before the call: their subjects, and those that hold."""

    subjects: frozenset[str]
    hold: frozenset[str]


def of_situation(case: Case) -> Settled:
    """What is settled by the scenario; who will call is open."""
    facts = asdict(case.content.scenario.case)
    return Settled(frozenset(facts), frozenset(f"{fact} {facts[fact]}" for fact in facts))


def of_person(case: Case) -> Settled:
    """What is settled by the customer; what they will call about is open."""
    person = case.content.customer
    needs = (f"need {each.need}" for each in person.needs)
    return Settled(frozenset({"voice", "need"}), frozenset({f"voice {person.voice}", *needs}))


def never_so(case: Case, reach: Reach, when: Sequence[str], settled: Settled) -> int | None:
    """The first of the tests that never holds by itself; None where each may."""
    for at, test in enumerate(when):
        word = " ".join(test.removeprefix("not ").split())
        denied = test.startswith("not ")
        if word.partition(" ")[0] in settled.subjects:
            never = (word in settled.hold) == denied
        else:
            bit = case.bits.asked(word)
            never = bool(bit and (bit & reach.always if denied else not bit & reach.ever))
        if never:
            return at
    return None


def _said(case: Case, reach: Reach, rank: int) -> set[int]:
    lines = case.lines.lines
    return {lines[number].place for number in reach.lines if lines[number].rank == rank}


def _never(
    source: Source[Customer] | Source[Scenario],
    coming: dict[str, set[int]],
    case: Case,
    reach: Reach,
    settled: Settled,
) -> Iterator[Finding]:
    """All that has a condition which is never met; what contradicts itself is reported already."""
    found = [
        Never(each, never_so(case, reach, each.when, settled))
        for each in conditioned(source.value)
        if each.path[1] not in coming[str(each.path[0])] and not clash(each.when)
    ]
    for cause in causes(source.value, found, case.content.stock.replies):
        yield _never_met(source, cause)


def _never_met(source: Source[Authored], cause: Cause) -> Finding:
    each, at = cause.never
    others = f"; {cause.others} more wait{'s' * (cause.others == 1)} for it" if cause.others else ""
    if at is None:
        message = f"{each.what}: its tests never all hold at once; loosen them, or take it out"
        return source.finding(each.code, each.tests, f"{message}{others}")
    test = each.when[at]
    if test.startswith("not "):
        why = f"{quoted(test)} never holds: the contrary always does"
    else:
        why = f"{quoted(test)} never holds"
        reason = _WHY_NEVER.get(test.split()[0])
        if cause.lack:
            reason = f"no reply has '{cause.lack}'; write one"
        elif cause.round:
            reason = "what it waits for waits for it in turn; take this test out, or loosen it"
        why += f": {reason}" if reason else ""
    return source.finding(each.code, (*each.tests, at), f"{each.what}, because {why}{others}")


def _leads_out(row: Row, stage: str) -> bool:
    by_any = row.source == ANY and not clash([f"stage {stage}", *row.when])
    return row.to != stage and (row.source == stage or by_any)


def _stages(source: Source[Customer], reach: Reach, taken: Sequence[Row]) -> Iterator[Finding]:
    person = source.value
    for at, stage in enumerate(person.stages):
        path = ("stages", at)
        if stage not in reach.stages:
            message = f"nobody ever gets to '{stage}'; write a transition with 'to: {stage}'"
            yield source.finding(Code.NEVER_ENTERED, path, message)
        elif not any(_leads_out(row, stage) for row in taken):
            message = (
                f"whoever gets to '{stage}' stays there until the call is lost; "
                f"write a transition with 'source: {stage}'"
            )
            yield source.finding(Code.NOBODY_LEAVES, path, message)
