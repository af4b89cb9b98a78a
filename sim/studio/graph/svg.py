"""The few elements of SVG that the pictures are made of; text is always escaped."""

import unicodedata
from collections.abc import Iterable
from html import escape

from sim.studio.findings import shown
from sim.studio.graph.colours import INK, PAPER

FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', 'Noto Sans', sans-serif"
_LETTER, _WIDE = 0.55, 1.05
"""How wide a letter is for its size: as in the widest of the fonts that may be there."""


def picture(width: float, height: float, title: str, about: str, inside: Iterable[str]) -> str:
    """A whole SVG file, on paper, with a title and a description for who cannot see it."""
    opening = tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family=FONT,
        fill=INK,
        role="img",
        aria_labelledby="title about",
    ).removesuffix("/>")
    lines = [
        f"{opening}>",
        f'<title id="title">{_clean(title)}</title>',
        f'<desc id="about">{_clean(about)}</desc>',
        tag("rect", width="100%", height="100%", fill=PAPER),
        *inside,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def tag(name: str, text: str | None = None, /, **attributes: float | str) -> str:
    """An element; `_` in the name of an attribute stands for `-`."""
    given = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{given}/>" if text is None else f"<{name}{given}>{_clean(text)}</{name}>"


def words(x: float, y: float, text: str, size: float, /, **attributes: float | str) -> str:
    """A line of text whose baseline is at `y`."""
    return tag("text", text, x=x, y=y, font_size=size, **attributes)


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def wide(text: str, size: float) -> float:
    """About how wide a text will be; rather more than less."""
    letters = (_WIDE if unicodedata.east_asian_width(c) in "WF" else _LETTER for c in text)
    return sum(letters) * size


def broken(text: str, width: float, size: float) -> list[str]:
    """The text in lines that are not wider than that, broken where there is a plain space."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and wide(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def _clean(text: str) -> str:
    """Text without what no XML file may hold."""
    return escape(shown(text, len(text)), quote=False)
