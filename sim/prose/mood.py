"""Mood and stages in words."""

from typing import NamedTuple

from sim.core.mood import SCALE
from sim.core.turns import Gauges

_BANDS: dict[str, tuple[tuple[int, str], ...]] = {
    "heat": ((80, "boiling"), (60, "hot"), (30, "warm"), (0, "calm")),
    "heard": ((60, "feels heard"), (40, "feels partly heard"), (20, "feels hardly heard"),
              (0, "does not feel heard")),
    "trust": ((70, "trusting"), (40, "half convinced"), (20, "wary"), (0, "distrustful")),
    "patience": ((60, "patient"), (30, "fairly patient"), (15, "impatient"), (0, "about to go")),
}  # fmt: skip
"""From how many shown points on a word holds."""

MOOD_HELP = (
    "Heat is calm, warm, hot or boiling. Whoever is boiling and out of patience hangs up.",
    "Heard is whether they feel that you have taken in what they told you.",
    "Trust is distrustful, wary, half convinced or trusting.",
    "Patience is patient, fairly patient, impatient or about to go. Every turn costs a little.",
)
"""The four gauges explained, with their words."""

_STAGES = {
    "venting": "not done telling you",
    "settling": "settling",
    "solving": "ready for a solution",
    "escalated": "at breaking point",
}
"""The stages that all customers share."""


class Mood(NamedTuple):
    """The four gauges, a few words each."""

    heat: str
    heard: str
    trust: str
    patience: str


def mood(gauges: Gauges) -> Mood:
    """The gauges in words: `Mood("hot", "feels hardly heard", "wary", "patient")`."""
    return Mood(*(_word(gauge, getattr(gauges, gauge)) for gauge in Mood._fields))


def mood_line(gauges: Gauges, stage: str = "") -> str:
    """The gauges, then the stage: `hot, feels heard, wary, patient; settling.`

    A stage of the customer's own goes without words: the trainee has to see it from the bearing.
    """
    return "; ".join(filter(None, (", ".join(mood(gauges)), _STAGES.get(stage)))) + "."


def stage_words(stage: str) -> str:
    """Where the call stands, in a few words; nothing for a stage of the customer's own."""
    return f"{_STAGES[stage]}." if stage in _STAGES else ""


def _word(gauge: str, value: int) -> str:
    return next(word for least, word in _BANDS[gauge] if value >= least * SCALE)
