"""Whether a scenario uses what it lists, and leaves enough to choose from."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations

from sim.core.acts import NAMING_A_PROMISE, events, refers_to
from sim.core.case import FEWEST
from sim.core.codes import Code
from sim.core.model import Customer, Reply, Scenario
from sim.core.stages import COMMON
from sim.studio.checks.contradictions import clash
from sim.studio.checks.reach import Reach
from sim.studio.checks.source import Source, does
from sim.studio.checks.texts import MOST_WORDS, words
from sim.studio.findings import Finding

UNEVEN, FLOOR = 2, 6
"""On offer together, no reply has more than so many times the words of another; a difference of so
many words passes in any case."""

_USES = {
    "remedies": (("offer", "options", "act"), "no reply offers"),
    "gestures": (("compensate",), "no reply offers"),
}
"""What is listed in a scenario, and the acts that make use of it."""


def check_replies(source: Source[Scenario] | Source[Customer]) -> Iterator[Finding]:
    """Replies that do nothing, and so have no effect; cues that none of them notices."""
    for at, reply in enumerate(source.value.replies):
        if not events(reply.acts):
            message = "a reply does something; write one act at least, such as {listen: true}"
            yield source.finding(Code.NO_VALUE, ("replies", at, "acts"), message, key=True)
    yield from _nobody(source, "cues", ("notice",), Code.NOBODY_NOTICES, "no reply notices")


def check_lists(source: Source[Scenario]) -> Iterator[Finding]:
    """What a scenario lists and no reply takes up; endings that nothing is told of."""
    scenario = source.value
    done = [(event.act, event.about) for reply in scenario.replies for event in events(reply.acts)]
    options = [option for each in scenario.replies for option in refers_to(each.acts, "options")]
    for field, (acts, nobody) in _USES.items():
        used = {about for act, about in done if act in acts} | set(options)
        for at, each in enumerate(getattr(scenario, field)):
            if each.id not in used:
                ways = " or ".join(f"'{act}: {each.id}'" for act in acts[:2])
                message = f"{nobody} '{each.id}'; write a reply with {ways}, or take it out"
                yield source.finding(Code.NOT_USED, (field, at, "id"), message)
    yield from _nothing_helps(source)
    nobody = "no reply promises"
    yield from _nobody(source, "promises", NAMING_A_PROMISE, Code.NOBODY_PROMISES, nobody)
    for ending in COMMON:
        if ending not in scenario.endings:
            message = f"there is no sentence for a call that ends '{ending}'; write one"
            yield source.finding(Code.NO_WORDS, ("endings",), message, key=True)


def _nothing_helps(source: Source[Scenario]) -> Iterator[Finding]:
    """Remedies of which none fits, or none of those that fit is ever carried out."""
    remedies = source.value.remedies
    fitting = [at for at, remedy in enumerate(remedies) if remedy.fits]
    done = {about for reply in source.value.replies for about in does(reply, "act")}
    if remedies and not fitting:
        message = "none of these helps; take 'fits: false' from the one that puts it right"
        yield source.finding(Code.NOTHING_HELPS, ("remedies",), message, key=True)
    elif fitting and not any(remedies[at].id in done for at in fitting):
        it = remedies[fitting[0]].id
        message = f"no reply does what helps; write one with 'act: {it}'"
        yield source.finding(Code.NOTHING_HELPS, ("remedies", fitting[0], "id"), message)


def _nobody(
    source: Source[Scenario] | Source[Customer],
    field: str,
    acts: tuple[str, ...],
    code: Code,
    nobody: str,
) -> Iterator[Finding]:
    replies = source.value.replies
    used = {e.about for reply in replies for e in events(reply.acts) if e.act in acts}
    for at, each in enumerate(getattr(source.value, field)):
        if each.id not in used:
            what = each.id if acts == ("notice",) else f"{{what: {each.id}, by: …}}"
            message = f"{nobody} '{each.id}'; write a reply with '{acts[-1]}: {what}'"
            yield source.finding(code, (field, at, "id"), message)


def check_offers(source: Source[Scenario], reach: Reach) -> Iterator[Finding]:
    """Where there is too little to choose from, and what cannot stand beside one another."""
    own = {reply.id for reply in source.value.replies}
    places = {"as the call begins": reach.first} | {
        f"in the stage '{stage}'": replies for stage, replies in sorted(reach.offered.items())
    }
    poor = [where for where, replies in places.items() if len(own & replies) < FEWEST]
    if poor:
        message = f"there are fewer than {FEWEST} replies to choose from {', '.join(poor)}"
        yield source.finding(Code.FEW_REPLIES, ("replies",), message, key=True)
    yield from _uneven(source, reach)


def _uneven(source: Source[Scenario], reach: Reach) -> Iterator[Finding]:
    """The fewest replies that would have to change, each with the one it differs from most."""
    replies = source.value.replies
    count = [words(reply.say) for reply in replies]
    apart = [
        (one, two)
        for one, two in combinations(range(len(replies)), 2)
        if _odd(count[one], count[two]) and _together(replies[one], replies[two], reach)
    ]
    while apart:
        ((worst, _),) = Counter(chain.from_iterable(apart)).most_common(1)
        others = [one + two - worst for one, two in apart if worst in (one, two)]
        other = max(others, key=lambda each: abs(count[each] - count[worst]))
        message = (
            f"{count[worst]} words stand beside the {count[other]} of '{replies[other].id}'; "
            "make them alike in length"
        )
        if count[worst] <= MOST_WORDS:  # what is too long is reported as that
            yield source.finding(Code.UNEVEN, ("replies", worst, "say"), message)
        apart = [pair for pair in apart if worst not in pair]


def _odd(one: int, other: int) -> bool:
    short, long = sorted((one, other))
    return long > UNEVEN * short and long - short > FLOOR


def _together(one: Reply, other: Reply, reach: Reach) -> bool:
    """Whether both may be on offer at once."""
    return not clash([*one.when, *other.when]) and any(
        {one.id, other.id} <= offered for offered in reach.offered.values()
    )
