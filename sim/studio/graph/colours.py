"""The colours of stages and endings: warm where a call is heated, green where it ends well."""

from collections.abc import Iterable

INK, MUTED, PAPER, SHEET = "#23272c", "#50555c", "#ffffff", "#f7f5f0"
_OF = {
    "venting": "#b26a12",
    "settling": "#1f7a85",
    "solving": "#2d62a8",
    "escalated": "#b8352a",
    "any": "#50555c",
    "content": "#37752b",
    "cool": "#7b8a1f",
    "time_up": "#85807a",
    "handed_over": "#8c6a4f",
    "withdrawn": "#5b6f8c",
    "gone": "#741f2e",
    "abusive": "#8f1f5a",
    "limited": "#4f4a45",
}
_OWN = ("#7a4fa3", "#b0478c", "#4d4fb0", "#94642f")
"""For the stages of a customer's own, one after the other."""


def colours(stages: Iterable[str]) -> dict[str, str]:
    """The colour of each stage, as `#rrggbb`."""
    own = [stage for stage in dict.fromkeys(stages) if stage not in _OF]
    return _OF | {stage: _OWN[at % len(_OWN)] for at, stage in enumerate(own)}
