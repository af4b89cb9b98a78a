"""A hint: what the moment asks for, and not which reply gives it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sim.core.call import Call
from sim.core.mood import SCALE
from sim.core.references import replies_of
from sim.core.stages import ESCALATED, TALKING
from sim.core.turns import Turn
from sim.prose.sections import Section
from sim.prose.turns import first_name, known

SHORT_OF_PATIENCE, WARY = 20 * SCALE, 40 * SCALE
"""Below these, a hint speaks of patience or of trust."""


class _Moment(NamedTuple):
    """Where a call stands, as far as hints care: the last turn, and what was done about what."""

    turn: Turn
    did: frozenset[str]
    unsaid: tuple[str, ...]
    unnoticed: tuple[str, ...]
    unfinished: bool


_HINTS: tuple[tuple[Callable[[_Moment], bool], str], ...] = (
    (
        lambda now: now.turn.stage == ESCALATED,
        "By now {first} hears only how you speak. What has gone wrong between the two of you?",
    ),
    (
        lambda now: now.turn.stage not in TALKING,
        "{first} says less and less. What might {first} have stopped telling you, and since when?",
    ),
    (
        lambda now: now.unfinished,
        "{first} was in the middle of something. What you say next either leaves room for the "
        "rest, or takes it.",
    ),
    (
        lambda now: bool(now.turn.raised and now.turn.raised.kind == "need"),
        "{first} has just shown how it would be easier to talk. Not everything that is asked "
        "for is asked as a question.",
    ),
    (
        lambda now: bool(now.unnoticed),
        "Something was said in passing that was no complaint. It may matter more than it sounded.",
    ),
    (
        lambda now: now.turn.stage == "venting" and bool(now.unsaid),
        "There is something {first} has told you and has not heard back yet. Until then, no "
        "solution will be taken in.",
    ),
    (
        lambda now: now.turn.stage == "venting",
        "{first} is not done. What have you not been told yet?",
    ),
    (
        lambda now: now.turn.stage == "settling" and now.turn.gauges.trust < WARY,
        "{first} is calmer, and not convinced. What would have to be true for somebody to believe "
        "you?",
    ),
    (
        lambda now: now.turn.stage == "settling",
        "{first} has been heard. What would you both have to know before anything is decided?",
    ),
    (
        lambda now: "act" in now.did,
        "It is being done. What should {first} be able to count on when you have both hung up?",
    ),
    (
        lambda now: "agree" in now.did,
        "You have agreed on something. Now it has to happen, and {first} has to know when.",
    ),
    (
        lambda _: True,
        "{first} is ready for a way out. Whose choice is it, and what has to be right before it is "
        "done?",
    ),
)
"""The first that fits is given."""
_NO_TIME = " There is little patience left, so let every sentence do something."


def hint(call: Call) -> Section:
    """What to think about before the next reply."""
    now = _moment(call)
    text = next(text for fits, text in _HINTS if fits(now))
    hurry = _NO_TIME if now.turn.gauges.patience < SHORT_OF_PATIENCE else ""
    return Section("A hint", (text.replace("{first}", first_name(call.case)) + hurry,))


def _moment(call: Call) -> _Moment:
    scenario, turns = call.case.content.scenario, call.turns
    brought = known(call.case, turns)
    grievances = {each.id: each for each in scenario.grievances}
    raised = turns[-1].raised
    return _Moment(
        turn=turns[-1],
        did=frozenset(act for turn in turns for act in turn.acts),
        unsaid=_without(brought.grievances, "say_back", call),
        unnoticed=_without(brought.cues, "notice", call),
        unfinished=bool(raised and raised.id in grievances and grievances[raised.id].unfinished),
    )


def _without(ids: Sequence[str], act: str, call: Call) -> tuple[str, ...]:
    """What was brought up and has not been answered by such an act."""
    answered = set(_about(act, call))
    return tuple(id for id in ids if id not in answered)


def _about(act: str, call: Call) -> Iterator[str]:
    chosen = set(call.choices)
    for _, reply in replies_of(call.case.content):
        if reply.id in chosen:
            about = getattr(reply.acts, act)
            if isinstance(about, str):
                yield about
