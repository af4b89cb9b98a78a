"""How much of a call is shown while it is played."""

from typing import NamedTuple


class Mode(NamedTuple):
    """`gauges` are shown, `hints` given, each reaction `explained`, and the call may be taken
    `again`; `asks_why` is whether one may ask for the reasons of a reaction."""

    name: str
    words: str
    gauges: bool
    hints: bool
    explained: bool
    asks_why: bool
    again: bool


MODES: dict[str, Mode] = {
    mode.name: mode
    for mode in (
        Mode("guided", "You see the gauges, may ask for a hint, and are told why they reacted.",
             gauges=True, hints=True, explained=True, asks_why=True, again=True),
        Mode("standard", "You see how they come across. The gauges come afterwards.",
             gauges=False, hints=False, explained=False, asks_why=True, again=True),
        Mode("exam", "You see how they come across. No hints, no reasons, one try.",
             gauges=False, hints=False, explained=False, asks_why=False, again=False),
    )
}  # fmt: skip
GUIDED, STANDARD, EXAM = MODES
