"""The screen in ASCII, for terminals that know no more."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sim.prose.likeness import ascii_likeness


class AsciiOnly(LineFilter):
    """Replaces whatever is not ASCII as a line is drawn."""

    def apply(self, segments: list[Segment], _: Color) -> list[Segment]:
        """The segments in ASCII."""
        return [Segment(ascii_likeness(text), style, control) for text, style, control in segments]
