"""Where the stages of a machine stand in a picture: the way a call goes is from left to right.

    the stages everybody has    |  resolved
    escalated, and one's own    |
    --------------------------------------
    lost, or handed over

The upper two rows have a frame around them, which stands for `any` stage.
"""

from statistics import fmean
from typing import NamedTuple

from sim.core.stages import ANY, ESCALATED, TALKING
from sim.studio.graph.machine import Machine, edges

WIDTH = 1280.0
STAGE, ENDING = (150.0, 46.0), (176.0, 62.0)
"""Sizes of boxes."""
RESOLVED = ("content", "cool")
_ROWS = (115.0, 305.0, 480.0)
_FRAME = (60.0, 960.0)
_LEFT, _RIGHT = 170.0, 860.0
_RESOLVED_AT = (1152.0, 84.0)


class Box(NamedTuple):
    """A rectangle around a middle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height / 2

    def meets(self, other: "Box", room: float = 0) -> bool:
        """Whether two boxes overlap, or come closer to each other than that."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + room
            and abs(self.y - other.y) < (self.height + other.height) / 2 + room
        )


def places(machine: Machine) -> dict[str, Box]:
    """The box of each stage and ending, and under `any` the frame."""
    way = [stage for stage in TALKING if stage != ESCALATED]
    aside = _ordered(machine, [stage for stage in machine.stages if stage not in way], way)
    lost = _ordered(
        machine, [end for end in machine.endings if end not in RESOLVED], [*way, *aside]
    )
    upper, middle, lower = _ROWS
    found = {
        **_row(way, _LEFT, _RIGHT, upper, STAGE),
        **_row(aside, _LEFT + 60, _RIGHT - 60, middle, STAGE),
        **_row(lost, _LEFT, _RIGHT, lower, ENDING),
    }
    x, apart = _RESOLVED_AT
    for at, ending in enumerate(RESOLVED):
        found[ending] = Box(x, upper + (at - 0.5) * apart, *ENDING)
    left, right = _FRAME
    top, bottom = upper - 85, middle + 60
    found[ANY] = Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
    return found


def _ordered(machine: Machine, names: list[str], beside: list[str]) -> list[str]:
    """The names by where, on the average, the rows between them and `beside` come from or lead."""
    at: dict[str, list[int]] = {name: [] for name in names}
    for source, to, _ in edges(machine):
        for one, other in ((source, to), (to, source)):
            if one in at and other in beside:
                at[one].append(beside.index(other))
    return sorted(names, key=lambda name: fmean(at[name] or [len(beside)]))


def _row(
    names: list[str], left: float, right: float, y: float, size: tuple[float, float]
) -> dict[str, Box]:
    """Boxes side by side, evenly from `left` to `right`; narrower where there are many."""
    if len(names) == 1:
        return {names[0]: Box((left + right) / 2, y, *size)}
    step = (right - left) / max(1, len(names) - 1)
    width = min(size[0], step - 24)
    return {name: Box(left + at * step, y, width, size[1]) for at, name in enumerate(names)}
