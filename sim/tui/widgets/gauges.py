"""The four gauges as bars with their numbers, and the curve of a call as a drawing."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from sim.prose.curve import GAUGES, Curve

BAR = 7
"""Columns of a bar."""
FULL = 100
_STEPS = " ▁▂▃▄▅▆▇█"
_ROWS = 4
"""Lines a gauge of the curve is high."""


class Gauges(Static):
    """Name, bar and number of each gauge as it stands, four lines."""

    def show(self, curve: Curve) -> None:
        """Show the last turn of the curve."""
        self.update(Content("\n".join(_bar(curve, gauge) for gauge in GAUGES)))


class Drawn(Static):
    """Heat and trust through a call, drawn turn by turn; a mark below each turning point."""

    def __init__(self, curve: Curve, height: int = _ROWS) -> None:
        super().__init__(Content("\n".join(drawn(curve, height))))


def drawn(curve: Curve, height: int = _ROWS) -> list[str]:
    """Two plots below each other, heat and trust, with the numbers of the turns."""
    lines: list[str] = []
    for gauge in ("heat", "trust"):
        lines += _plot(GAUGES[gauge], getattr(curve, gauge), height)
    turns = range(len(curve.heat))
    lines.append(f"{'turn':>9} " + "".join(f"{turn:>3}" for turn in turns))
    if curve.turning:
        marks = "".join("  ▲" if turn in curve.turning else "   " for turn in turns)
        lines.append(f"{'':>9} {marks}".rstrip() + "  here it turned")
    return lines


def _bar(curve: Curve, gauge: str) -> str:
    value = getattr(curve, gauge)[-1]
    full = (value * BAR + FULL // 2) // FULL
    return f"{GAUGES[gauge]:<8} {'█' * full}{'░' * (BAR - full)} {value:>3}"


def _plot(name: str, values: Sequence[int], height: int) -> list[str]:
    """Columns of blocks, `height` lines high, with the scale at the left."""
    eighths = [value * height * 8 // FULL for value in values]
    rows = []
    for row in reversed(range(height)):
        label = name if row == height - 1 else ""
        scale = FULL if row == height - 1 else 0 if row == 0 else ""
        cells = "".join(f" {_block(each - row * 8) * 2}" for each in eighths)
        rows.append(f"{label:<5} {scale:>3} {cells}".rstrip())
    return rows


def _block(eighths: int) -> str:
    return _STEPS[max(0, min(8, eighths))]
