"""One turn as sentences: who said what, how they come across, and why they reacted like that."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sim.core.acts import TIME
from sim.core.case import Case
from sim.core.model import Name
from sim.core.mood import LIMIT
from sim.core.stages import ENDINGS
from sim.core.texts import fill
from sim.core.turns import Turn
from sim.prose.sections import Section

LOST = ("withdrawn", "gone", "time_up")
"""Endings in which the customer left with nothing settled."""

SOON = 2
"""Replies left from which on the customer has to go soon."""
_A_LITTLE, _MUCH = 40, 120
"""Tenths of a point from which a change is more than little, and is much."""
_CHANGE = {
    "heat": ("cooler", "hotter"),
    "heard": ("less heard", "better heard"),
    "trust": ("less trusting", "more trusting"),
    "patience": ("less patient", "more patient"),
}
_STAGE_CHANGE = {
    "venting": "{first} is back at what went wrong.",
    "settling": "{first} is settling.",
    "solving": "{first} is ready to hear about a solution.",
    "escalated": "{first} has had enough. It takes little now, and the line is dead.",
}


class Known(Struct, frozen=True):
    """The ids of what the customer has brought up so far, in order."""

    facts: tuple[str, ...]
    grievances: tuple[str, ...]
    cues: tuple[str, ...]
    needs: tuple[str, ...]


class Reason(Struct, frozen=True):
    """One reason for a reaction: why, what it did, whether it helped; the rule and its source."""

    why: str
    effect: str
    helped: bool
    rule: str
    source: str


def caller(case: Case) -> str:
    """The customer's whole name, to stand before their lines."""
    return whole_name(case.content.customer.name)


def whole_name(name: Name) -> str:
    """First and last name."""
    return f"{name.first} {name.last}"


def first_name(case: Case) -> str:
    """The customer's first name, for sentences about them."""
    return case.content.customer.name.first


def lost(ending: str) -> bool:
    """Whether a call that ended like this is a lost one."""
    return ending in LOST


def outcome(case: Case, ending: str) -> str:
    """How the call ended, in general and in this scenario; nothing while it goes on."""
    if not ending:
        return ""
    own = case.content.scenario.endings.get(ending, "")
    return fill(f"{ENDINGS[ending]} {own}".rstrip(), case.content.customer)


def spoken(case: Case, turn: Turn) -> list[str]:
    """What was said in a turn, a name before each line."""
    lines = [f"You: {turn.said}"] if turn.said else []
    return [*lines, f"{caller(case)}: {turn.line}"] if turn.line else lines


def comes_across(case: Case, turn: Turn) -> str:
    """How the customer comes across, in one sentence; nothing once they are gone."""
    if turn.ending or not turn.bearing:
        return ""
    return f"How {first_name(case)} comes across: {ended(turn.bearing)}"


def stage_change(case: Case, turn: Turn) -> str:
    """The change of stage a turn brought, in one sentence; nothing where there is none.

    Stages of the customer's own are not announced: the trainee has to see them from the bearing.
    """
    if turn.stage == turn.stage_before or turn.stage_before not in _STAGE_CHANGE:
        return ""
    return fill(_STAGE_CHANGE.get(turn.stage, ""), case.content.customer)


def learnt(case: Case, turn: Turn) -> list[str]:
    """The facts that came up in a turn, as one would note them down."""
    told = dict.fromkeys(_facts(case, [turn]))
    texts = {fact.id: fact.text for fact in case.content.scenario.facts}
    return [fill(texts[fact], case.content.customer) for fact in told]


def known(case: Case, turns: Iterable[Turn]) -> Known:
    """What the customer has brought up in these turns."""
    turns = tuple(turns)
    ids: dict[str, list[str]] = {"grievance": [], "cue": [], "need": [], "fact": []}
    for turn in turns:
        if turn.raised:
            ids[turn.raised.kind].append(turn.raised.id)
    return Known(
        facts=tuple(dict.fromkeys(_facts(case, turns))),
        grievances=tuple(ids["grievance"]),
        cues=tuple(ids["cue"]),
        needs=tuple(ids["need"]),
    )


def reasons(case: Case, turn: Turn, most: int = 3) -> list[Reason]:
    """Why the customer reacted like that: what weighed most, each reason with all it did."""
    weighed = _weighed(turn)
    passing = {key: moved for key, moved in weighed.items() if key[0] == TIME}
    if len(weighed) > len(passing):
        weighed = {key: moved for key, moved in weighed.items() if key not in passing}
    ranked = sorted(weighed.items(), key=lambda each: -max(map(abs, each[1].values())))
    return [
        Reason(why, effect(case, seen(turn, moved)), gain(moved) > 0, rule, source)
        for (rule, why, source), moved in ranked[:most]
    ]


def why(case: Case, turn: Turn) -> Section:
    """The question "Why did they react like that?", and its answer in a few points."""
    found = reasons(case, turn)
    if not found:
        return Section("There is nothing to explain yet: this is how the call began.")
    lines = tuple(f"{each.why} {each.effect}" for each in found)
    return Section(f"Why did {first_name(case)} react like that?", lines, points=True)


def because(case: Case, turns: Sequence[Turn]) -> str:
    """The main reason for the last reaction, in at most 25 words; nothing where there is none.

    What was said of the reaction before gives way to the next reason, if there is one.
    """
    if len(turns) < 2:
        return ""
    before, now = _ranked(turns[-2]), _ranked(turns[-1])
    fresh = [each for each in now if not before or each[0] != before[0][0]] or now
    went = {move.gauge: move.after - move.before for move in turns[-1].moves}
    for (_, why, _), moved in fresh[:1]:
        # what the time, or the end of a gauge, made nothing of would contradict what is seen
        seen = [each for each in moved.items() if each[1] * went[each[0]] > 0]
        most = sorted(seen, key=lambda each: -abs(each[1]))[:2]
        return f"{why} {effect(case, dict(most))}".strip()
    return ""


def soon(case: Case, turn: Turn) -> str:
    """That the customer has to go soon, in time to close; nothing while there is time."""
    left = case.content.scenario.turns - turn.number
    if turn.ending or left > SOON:
        return ""
    first = first_name(case)
    return f"{first} has time for one more reply." if left == 1 else f"{first} has to go soon."


def _ranked(turn: Turn) -> list[tuple[tuple[str, str, str], dict[str, int]]]:
    """What each rule did, the weightiest first; not what the time did."""
    weighed = (each for each in _weighed(turn).items() if each[0][0] != TIME)
    return sorted(weighed, key=lambda each: -max(map(abs, each[1].values())))


def effect(case: Case, moved: dict[str, int]) -> str:
    """What a move of gauges, in tenths, did to the customer: "That left Ingrid cooler."."""
    words = [_changed(gauge, amount) for gauge, amount in moved.items() if amount]
    return f"That left {first_name(case)} {listed(words)}." if words else ""


def moved_by(turn: Turn) -> dict[str, int]:
    """How far what was said moved each gauge in a turn, in tenths; not what the time did."""
    return {
        move.gauge: move.after
        - move.before
        - sum(why.amount for why in move.reasons if why.rule == TIME)
        for move in turn.moves
    }


def seen(turn: Turn, moved: dict[str, int]) -> dict[str, int]:
    """Of what moved gauges in a turn, what the time and the ends of the gauges did not undo."""
    went = {move.gauge: move.after - move.before for move in turn.moves}
    meant = moved_by(turn)
    return {
        gauge: amount
        for gauge, amount in moved.items()
        if amount * went[gauge] > 0 or amount * meant[gauge] <= 0 < abs(meant[gauge])
    }


def gain(moved: dict[str, int]) -> int:
    """A move of all gauges as one number: better is more; heat counts the other way round."""
    return sum(-amount if gauge == "heat" else amount for gauge, amount in moved.items())


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def ended(text: str) -> str:
    """The text as a sentence, with a full stop if it has no end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _facts(case: Case, turns: Iterable[Turn]) -> Iterable[str]:
    tells = {each.id: each.tells for each in case.content.scenario.grievances}
    for turn in turns:
        if turn.raised and turn.raised.kind == "fact":
            yield turn.raised.id
        elif turn.raised:
            yield from tells.get(turn.raised.id, ())


def _weighed(turn: Turn) -> dict[tuple[str, str, str], dict[str, int]]:
    """What each rule did to each gauge."""
    weighed: dict[tuple[str, str, str], dict[str, int]] = {}
    for move in turn.moves:
        for reason in move.reasons:
            if reason.rule != LIMIT.id:
                moved = weighed.setdefault((reason.rule, reason.why, reason.source), {})
                moved[move.gauge] = moved.get(move.gauge, 0) + reason.amount
    return weighed


def _changed(gauge: str, amount: int) -> str:
    less, more = _CHANGE[gauge]
    size = abs(amount)
    degree = "a little " if size < _A_LITTLE else "much " if size >= _MUCH else ""
    return degree + (more if amount > 0 else less)
