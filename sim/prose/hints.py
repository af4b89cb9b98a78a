"""A hint: what the moment asks for, and not which reply gives it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET

from sim.core.call import Call
from sim.core.inventory import replies_of
from sim.core.mood import SCALE
from sim.core.stages import ESCALATED, TALKING
from sim.core.turns import Turn
from sim.prose.sections import Section
from sim.prose.turns import first_name, known

SHORT_OF_PATIENCE, WARY = 20 * SCALE, 40 * SCALE
"""Below these, a hint speaks of patience or of trust."""


class _Moment(NamedTuple):
    """Where a call stands, as far as hints care: the last turn, and what was done about what.

    `unsaid` and `unnoticed` can be answered now, and `sorry` is whether an apology is still due.
    """

    turn: Turn
    did: frozenset[str]
    unsaid: bool
    unnoticed: bool
    unfinished: bool
    sorry: bool


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
        lambda now: now.unnoticed,
        "Something was said in passing that was no complaint. It may matter more than it sounded.",
    ),
    (
        lambda now: now.turn.stage == "venting" and now.unsaid,
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
        lambda now: now.sorry,
        "Something went wrong on your side. Who has said so to {first}, and has it been said well?",
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
        lambda now: "options" in now.did,
        "There are ways to choose from. What has to be right before one of them is taken?",
    ),
    (
        lambda _: True,
        "{first} is ready for a way out. Whose choice is it?",
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
    did = frozenset(act for turn in turns for act in turn.acts)
    ours = scenario.case.fault == "clear" and "apologise" not in did
    return _Moment(
        turn=turns[-1],
        did=did,
        unsaid=_open(brought.grievances, "say_back", call),
        unnoticed=_open(brought.cues, "notice", call),
        unfinished=bool(raised and raised.id in grievances and grievances[raised.id].unfinished),
        sorry=ours and any(_on_offer("apologise", call)),
    )


def _open(ids: Sequence[str], act: str, call: Call) -> bool:
    """Whether a reply on offer answers, by such an act, what was brought up and never answered."""
    answered = set(_about(act, call, call.choices))
    return any(id in ids and id not in answered for id in _on_offer(act, call))


def _on_offer(act: str, call: Call) -> Iterator[str]:
    return _about(act, call, [option.id for option in call.offered])


def _about(act: str, call: Call, replies: Collection[str]) -> Iterator[str]:
    """What these replies refer to by an act; where it refers to nothing, its name."""
    for _, reply in replies_of(call.case.content):
        about = getattr(reply.acts, act)
        if reply.id in replies and about is not UNSET:
            yield about if isinstance(about, str) else act
