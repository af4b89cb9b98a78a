"""Whether the good replies of a scenario can be told by how they look.

The place on the screen tells nothing: it is drawn anew in every call. Length and politeness may.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import mean

from sim.core.acts import BY_NAME, events
from sim.core.codes import Code
from sim.core.model import Reply, Scenario
from sim.studio.checks.contradictions import clash
from sim.studio.checks.source import Source
from sim.studio.checks.texts import words
from sim.studio.findings import Finding

FEWEST = 5
"""Good replies, and bad ones, that it takes to compare them."""
MOST_APART = 3
"""Words by which good replies may be longer or shorter than the others on average."""
MOST_OFTEN, FEWEST_PAIRS = 0.8, 20
"""How often the good one of two may be the longer, or the shorter, if there are so many pairs."""
ONE_SIDED = 5
"""So many replies with a polite word must not all be good, or all be bad."""

_TELLING = {
    "form hollow", "form conditional", "basis policy", "basis none", "by missing", "briefed no",
    "why missing", "minutes long", "about nothing",
}  # fmt: skip
"""Details of an act that make it a fault."""
_POLITE = {
    "'sorry'": re.compile(r"\bsorry\b|\bapologi[sz]e", re.IGNORECASE),
    "'please'": re.compile(r"\bplease\b", re.IGNORECASE),
    "'thank'": re.compile(r"\bthanks?\b", re.IGNORECASE),
    "'{title}'": re.compile(r"\{title\}"),
    "'{first}'": re.compile(r"\{first\}"),
}


def check_giveaways(source: Source[Scenario]) -> Iterator[Finding]:
    """What gives the good replies away, or the bad ones."""
    replies = source.value.replies
    bad = [reply for reply in replies if faulty(reply, source.value)]
    wrong = {reply.id for reply in bad}
    good = [reply for reply in replies if reply.id not in wrong]
    if min(len(good), len(bad)) >= FEWEST:
        yield from _by_length(source, good, bad)
    yield from _by_words(source, good, bad)


def faulty(reply: Reply, scenario: Scenario) -> bool:
    """Whether a reply has a fault in it, by its own acts and not by the moment they come in."""
    wrong = {each.id for each in scenario.promises if not each.allowed}
    wrong |= {each.id for each in scenario.remedies if not each.fits}
    return any(
        BY_NAME[event.act].tone == "fault" or event.words & _TELLING or event.about in wrong
        for event in events(reply.acts)
    )


def _by_length(
    source: Source[Scenario], good: Sequence[Reply], bad: Sequence[Reply]
) -> Iterator[Finding]:
    count = {reply.id: words(reply.say) for reply in (*good, *bad)}
    apart = mean(count[each.id] for each in good) - mean(count[each.id] for each in bad)
    pairs = [
        (count[one.id], count[other.id])
        for one in good
        for other in bad
        if not clash([*one.when, *other.when])
    ]
    longer = [(one > other) + (one == other) / 2 for one, other in pairs]
    often = mean(longer) if len(pairs) >= FEWEST_PAIRS else 0.5
    if abs(apart) > MOST_APART:
        which = "longer" if apart > 0 else "shorter"
        message = f"good replies are {abs(apart):.1f} words {which} than bad ones on average"
    elif max(often, 1 - often) > MOST_OFTEN:
        which, share = ("longer", often) if often > 0.5 else ("shorter", 1 - often)
        message = f"of a good and a bad reply, {share:.0%} of the time the {which} is the good one"
    else:
        return
    mend = "length gives them away: lengthen some and shorten others"
    yield source.finding(Code.GIVEN_AWAY, ("replies",), f"{message}; {mend}", key=True)


def _by_words(
    source: Source[Scenario], good: Sequence[Reply], bad: Sequence[Reply]
) -> Iterator[Finding]:
    for word, pattern in _POLITE.items():
        of_good = sum(bool(pattern.search(reply.say)) for reply in good)
        of_bad = sum(bool(pattern.search(reply.say)) for reply in bad)
        if of_good + of_bad >= ONE_SIDED and not (of_good and of_bad):
            which, others = ("good", "bad") if of_good else ("bad", "good")
            message = (
                f"only {which} replies have {word}, {of_good + of_bad} of them; "
                f"let some {others} ones have it, too"
            )
            yield source.finding(Code.GIVEN_AWAY, ("replies",), message, key=True)
