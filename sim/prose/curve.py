"""How the mood went through a call, as numbers and in words."""

from collections.abc import Sequence

from msgspec import Struct

from sim.core.case import Case
from sim.core.mood import SCALE
from sim.core.turns import Turn
from sim.prose.debrief import TurningPoint
from sim.prose.sections import Section
from sim.prose.turns import first_name

GAUGES = {"heat": "Heat", "heard": "Heard", "trust": "Trust", "patience": "Patience"}
"""The gauges by the names the player sees, in the order shown."""


class Curve(Struct, frozen=True):
    """Each gauge turn by turn from the opening on, in shown points (0 to 100).

    `turning` are the turns that moved the customer furthest.
    """

    heat: tuple[int, ...]
    heard: tuple[int, ...]
    trust: tuple[int, ...]
    patience: tuple[int, ...]
    turning: tuple[int, ...] = ()


def curve(turns: Sequence[Turn], turning: Sequence[TurningPoint] = ()) -> Curve:
    """The curve of these turns."""
    rows = {
        gauge: tuple(getattr(turn.gauges, gauge) // SCALE for turn in turns) for gauge in GAUGES
    }
    return Curve(**rows, turning=tuple(point.turn for point in turning))


def gauges_words(curve: Curve) -> str:
    """The gauges as they stand, as numbers."""
    each = (f"{name} {getattr(curve, gauge)[-1]}" for gauge, name in GAUGES.items())
    return f"{', '.join(each)}, of 100."


def curve_words(case: Case, curve: Curve) -> Section:
    """The curve as numbers, for whoever cannot see it drawn."""
    lines = [
        f"{name}: {', '.join(map(str, getattr(curve, gauge)))}." for gauge, name in GAUGES.items()
    ]
    if curve.turning:
        which = " and ".join(map(str, curve.turning))
        lines.append(f"The call turned in turn{'s' if curve.turning[1:] else ''} {which}.")
    return Section(
        f"How {first_name(case)} felt from turn to turn, from 0 to 100", tuple(lines), points=True
    )
