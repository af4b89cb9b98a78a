"""A call told once more from the customer's side: what they felt after each turn, and why."""

from collections.abc import Iterator, Sequence

from sim.core.case import Case
from sim.core.turns import Turn
from sim.prose.mood import mood
from sim.prose.sections import Section
from sim.prose.turns import ended, first_name, listed, reasons, stage_change

_CAME_UP = {
    "grievance": "What came out: {}",
    "fact": "What you learnt: {}",
    "cue": "Said in passing: {}",
    "need": "What was shown: {}",
}


def retold(case: Case, turns: Sequence[Turn]) -> list[Section]:
    """A section a turn: the reply in the title, and below it what it did."""
    return [Section(_title(turn), tuple(_lines(case, turn)), points=True) for turn in turns]


def _title(turn: Turn) -> str:
    return f'Turn {turn.number}. You said: "{turn.said}"' if turn.number else "As the call began"


def _lines(case: Case, turn: Turn) -> Iterator[str]:
    yield f"{first_name(case)} was {_felt(turn)}."
    yield from (f"{each.why} {each.effect}".rstrip() for each in reasons(case, turn))
    if turn.raised:
        yield ended(_CAME_UP[turn.raised.kind].format(turn.raised.text))
    if changed := stage_change(case, turn):
        yield changed


def _felt(turn: Turn) -> str:
    """The mood in a few words: `hot, wary and fairly patient, and felt hardly heard`."""
    heat, heard, trust, patience = mood(turn.gauges)
    felt = heard.replace("feels", "felt").replace("does not feel", "did not feel")
    return f"{listed([heat, trust, patience])}, and {felt}"
