"""Draws the pictures of the documentation from real calls on the real screens: `make pictures`."""

import asyncio
import re
from pathlib import Path

from sim.records.settings import Theme
from sim.tui.app import Sitting
from tools.gallery import SIZES, Show, View, others, walk

DOCS = Path(__file__).resolve().parent.parent / "docs"
GALLERY = DOCS / "gallery"
PICTURE = DOCS / "call.svg"
README_SIZE = (100, 34)
THEMES: tuple[Theme, ...] = ("dusk", "day", "contrast")
ALSO = dict.fromkeys(THEMES[1:], ("lobby", "call-guided", "call-pause", "debrief"))
"""What is drawn in the other themes, too."""
COLUMN, BLANK = 12.2, "&#160;"
"""How wide a column is in the pictures, and how a blank is written."""
_TEXT = re.compile(r'(<text [^>]*?x=")([\d.]+)("[^>]*?textLength=")([\d.]+)"[^>]*>(.*?)</text>')
STATES = {
    "lobby-first": "The lobby, before the first call.",
    "lobby-help": "Help: every page has its own.",
    "people-nobody": "Nobody has called yet.",
    "settings": "Settings: Enter takes the next value.",
    "settings-name": "A name, if one likes.",
    "lobby-else": "W proposes others.",
    "palette": "Ctrl+P lists all that can be done here.",
    "brief": "What one knows as the phone rings.",
    "call-opening": "The call begins: four things one could say.",
    "call-guided": "Guided mode, three turns on: gauges, and why she reacted.",
    "call-hint": "A hint says what the moment asks for, and not which reply gives it.",
    "call-why": "Why did she react like that?",
    "call-policy": "The policy card, what was learnt, the desk.",
    "call-help": "Help during a call.",
    "call-pause": "A pause: there is no clock; the call can be eased or left.",
    "lobby-left": "A call that was left goes on at that very turn.",
    "call-solving": "At ease, towards the end of a good call.",
    "call-over": "The call is over.",
    "after-promises": "After the call: what was promised comes due.",
    "after-note": "After the call: a note to the team.",
    "after-what-came": "What came of both.",
    "debrief": "The debrief: what worked, and one thing to change.",
    "debrief-turns": "The same call from her side: the mood as a curve, and each turn retold.",
    "debrief-letters": "The scores letter by letter, with the rule behind each.",
    "debrief-goal": "A goal for the next call.",
    "debrief-saved": "Saved as a text.",
    "lobby": "The ladder afterwards: one call won, another left.",
    "people": "Whom one has met, and what helps them.",
    "call-retreating": "Somebody who retreats: ever more polite, ever shorter.",
    "waiting": "Asked for by name, a call that was left is offered first.",
    "call-standard": "Standard mode: a face, and how they come across.",
    "call-lost": "A lost call.",
    "after-skip": "The work after a call can be skipped.",
    "debrief-lost": "The debrief of a lost call begins with what worked all the same.",
    "call-exam": "An exam: no hints, no reasons.",
    "debrief-exam": "The debrief of an exam: there is no second try.",
    "lobby-exam": "A call that has not come to a good end yet.",
    "brief-exam": "The brief of an exam.",
    "too-small": "A window too small for a conversation.",
    "lobby-all": "The whole ladder.",
}
"""The states in their order, each with what its picture shows."""


async def draw() -> dict[str, str]:
    """All pictures by their names, without ending."""
    pictures: dict[str, str] = {}
    for theme in THEMES:
        for size in ("80x24", "120x40"):
            look = _look(f"{size}-{theme}-", ALSO.get(theme), pictures)
            await walk(View(SIZES[size], theme), look)
            if theme not in ALSO and size == "80x24":
                await others(View(SIZES[size], theme), look)
    return pictures


def _look(name: str, only: tuple[str, ...] | None, pictures: dict[str, str]) -> Show:
    def look(state: str, app: Sitting) -> None:
        if only is None or state in only:
            pictures[name + state] = portable(app.export_screenshot(title="Sayback"))

    return look


def portable(svg: str) -> str:
    """The same picture every time, small, and without anything fetched from the network."""
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    svg = re.sub(r'<clipPath id="[^"]*line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#[^)]*line-\d+\)"', "", svg)
    svg = re.sub(r"terminal-\d+-", "s-", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace(' shape-rendering="crispEdges"', "")
    svg = svg.replace("</style>", "rect { shape-rendering: crispEdges }\n    </style>", 1)
    svg = _TEXT.sub(_without_blanks, svg)
    svg = re.sub(r'(?<=[" ])(\d+\.\d)\d+(?=[" ])', r"\1", svg)
    svg = re.sub(r'class="s-', 'class="', svg).replace(".s-", ".")
    svg = re.sub(r"\n\s*", "\n", svg)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas, Fira Code").strip() + "\n"


def _without_blanks(text: re.Match[str]) -> str:
    """A piece of text that begins with its first letter: some viewers drop blanks at its ends."""
    before, x, between, length, words = text.groups()
    found = re.fullmatch(f"((?:{BLANK})*)(.*?)((?:{BLANK})*)", words)
    assert found
    left, kept, right = found.groups()
    if not kept:
        return ""
    start = float(x) + COLUMN * (len(left) // len(BLANK))
    width = float(length) - COLUMN * (len(left + right) // len(BLANK))
    return f'{before}{start:.1f}{between}{width:.1f}">{kept}</text>'


def page(names: list[str]) -> str:
    """What the gallery shows, in order."""
    lines = [
        "# What Sayback looks like",
        "",
        "Drawn from real calls on the real screens by `make pictures`, in a window of 80 columns by"
        " 24 rows; with 120 by 40 more fits beside each other. The last ones show other themes.",
    ]
    for name in names:
        size, theme, state = name.split("-", 2)
        if size == "80x24" or theme != "dusk":
            words = STATES.get(state) or _other(state)
            where = f" ({size}, {theme})" if theme != "dusk" else ""
            larger = f"120x40-{theme}-{state}"
            link = f" [Larger]({larger}.svg)." if size == "80x24" and larger in names else ""
            lines += ["", f"{words}{where}{link}", "", f"![{words}]({name}.svg)"]
    return "\n".join(lines) + "\n"


def _other(state: str) -> str:
    """What is drawn of another customer or scenario: `call-short_again-marcus_oyelaran`."""
    kind, scenario, customer = state.split("-")
    title, name = (id.replace("_", " ").capitalize() for id in (scenario, customer))
    begins = "as the phone rings" if kind == "brief" else "as the call begins"
    return f"{title}, with {name.title()}, {begins}."


async def for_the_readme() -> str:
    """A call three turns on, in a window of its own size."""
    pictures: dict[str, str] = {}
    await walk(View(README_SIZE), _look("", ("call-guided",), pictures))
    return pictures["call-guided"]


def main() -> None:
    """Draw everything anew."""
    PICTURE.write_text(asyncio.run(for_the_readme()), encoding="utf-8")
    pictures = asyncio.run(draw())
    GALLERY.mkdir(parents=True, exist_ok=True)
    for path in GALLERY.glob("*.svg"):
        path.unlink()
    for name, svg in pictures.items():
        (GALLERY / f"{name}.svg").write_text(svg, encoding="utf-8")
    (GALLERY / "README.md").write_text(page(list(pictures)), encoding="utf-8")
    print(f"{len(pictures) + 1} pictures, {sum(map(len, pictures.values())) // 1024} KB")


if __name__ == "__main__":
    main()
