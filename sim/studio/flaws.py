"""What keeps a call from being fair, as far as only exploring it can tell."""

from collections.abc import Iterator

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.space import Extreme, Space, Way
from sim.core.when import Problem
from sim.studio.proofs import Explored

WON, LOST = 90, 40
"""The least that the best call must come to by each rubric, and what the worst must stay below."""


def flaws(case: Case, explored: Explored) -> Iterator[Problem]:
    """Everything to mend, each at its place in the content of the case.

    What was not walked to its end is judged only as far as it is certain.
    """
    space = explored.space
    nothing_wrong = case.content.scenario.case.fault == "none"
    for extreme in space.extremes:
        yield from _by_rubric(space, extreme, nothing_wrong)
    if space.few is not None:
        message = f"fewer than two replies are on offer after {_after(space.few)}"
        yield Problem(Code.FEW_REPLIES, ("scenario", "replies"), message)
    if not space.whole:
        return
    for index, reply in enumerate(case.content.scenario.replies):
        if reply.id in space.never_offered:
            message = f"'{reply.id}' is never on offer, whatever is said; {_why(space, reply.id)}"
            yield Problem(Code.NEVER_OFFERED, ("scenario", "replies", index), message)
    reached = {each.ending for each in space.endings}
    for ending in case.stages.endings:
        if ending not in reached:
            message = f"no call ends '{ending}', whatever is said"
            yield Problem(Code.NEVER_ENDS_SO, ("scenario", "endings", ending), message)


def _by_rubric(space: Space, extreme: Extreme, nothing_wrong: bool) -> Iterator[Problem]:
    """What a rubric has to say of the whole call, and each of its letters.

    Where nothing went wrong, a letter may well not be asked for.
    """
    name, top = extreme.rubric.upper(), ("scenario", "title")
    if extreme.at_most < WON:
        message = f"by {name} the best call there is comes to {extreme.at_most}; it takes {WON}"
        yield Problem(Code.CANNOT_BE_WON, top, f"{message} to be worth playing")
    if space.whole and extreme.range.worst >= LOST:
        message = f"by {name} even the worst call comes to {extreme.range.worst}"
        yield Problem(
            Code.CANNOT_BE_LOST, top, f"{message}; below {LOST} there is something at stake"
        )
    for letter in extreme.letters if space.whole else ():
        what = f"{letter.letter}, {letter.name}, of {name}"
        if letter.range is None:
            if not nothing_wrong:
                yield Problem(Code.NEVER_OPENS, top, f"nothing in the call ever asks for {what}")
        elif letter.range.best < WON:
            message = f"no call earns more than {letter.range.best} for {what}"
            yield Problem(Code.NEVER_EARNED, top, message)


def _why(space: Space, reply: str) -> str:
    """Why a reply is never on offer, and how to mend that."""
    fits = next(each.fits for each in space.fitting if each.reply == reply)
    if not fits:
        return "its tests never all hold: loosen them"
    where = f"in {fits:,} situations" if fits > 1 else "in one situation"
    return f"it fits {where}, but others ask for more and go first: give it more tests"


def _after(way: Way) -> str:
    return ", ".join(way.replies) or "the opening"
