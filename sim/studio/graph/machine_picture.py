"""The machine of a customer as a picture: boxes, curves with numbers, and the rows below."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.core.stages import ANY, ENDINGS, START
from sim.studio.graph.captions import EDGE, LINE, TEXT, WIDTH, Caption, heading, paragraph
from sim.studio.graph.colours import INK, MUTED, PAPER, SHEET, colours
from sim.studio.graph.machine import Machine, edges, rows_from
from sim.studio.graph.places import Box, places
from sim.studio.graph.routes import BADGE, Curve, Route, routes
from sim.studio.graph.svg import broken, number, picture, tag, wide, words

_HANG, _ARROW = 38.0, 9.0


def machine_picture(machine: Machine, head: Caption, rows: Mapping[str, Caption]) -> str:
    """An SVG: the stages and what leads from one to another, and below it the rows in words.

    `rows` has the words for each row from a stage, or from `any`, in their order.
    """
    boxes = places(machine)
    drawn = routes(edges(machine), boxes)
    colour = colours(machine.stages)
    highest = min([boxes[ANY].top - LINE, *(route.top for route in drawn)])
    top = 76 + LINE * len(paragraph(head)) - highest
    below = top + max(box.bottom for box in boxes.values()) + EDGE + LINE
    legend, height = _legend(machine, rows, colour, below)
    inside = [
        *heading(head),
        f'<g transform="translate(0 {number(top)})">',
        *_frame(boxes[ANY]),
        *_start(boxes[START]),
        *(line for route in drawn for line in _edge(route, colour)),
        *(line for name, box in boxes.items() if name != ANY for line in _box(name, box, colour)),
        "</g>",
        *legend,
    ]
    return picture(WIDTH, height, head.title, " ".join(head.lines), inside)


def _frame(box: Box) -> Iterator[str]:
    """What stands for `any` stage."""
    yield _rounded(box, 18, fill=SHEET, stroke=MUTED, stroke_dasharray="6 5")
    yield words(box.left + 6, box.top - 7, "any stage", TEXT, fill=MUTED, font_style="italic")


def _start(box: Box) -> Iterator[str]:
    """The dot that says where a call starts."""
    x = box.left - 46
    yield tag("circle", cx=x, cy=box.y, r=7, fill=INK)
    begin, end = (x, box.y), (box.left, box.y)
    yield from _curve(((begin, begin, ((x + box.left) / 2, box.y), end),), INK)


def _edge(route: Route, colour: Mapping[str, str]) -> Iterator[str]:
    paint = colour[route.edge.to]
    yield from _curve(route.curves, paint)
    yield from _badge(route.badge, route.edge.numbers, paint)


def _badge(box: Box, numbers: Sequence[int], paint: str) -> Iterator[str]:
    yield _rounded(box, box.height / 2, fill=PAPER, stroke=paint)
    text = ", ".join(map(str, numbers))
    yield words(box.x, box.y + BADGE * 0.36, text, BADGE, text_anchor="middle")


def _curve(curves: Sequence[Curve], paint: str) -> Iterator[str]:
    """The curves, and the head of an arrow at their end."""
    *first, (begin, one, two, end) = curves
    dx, dy = end[0] - two[0], end[1] - two[1]
    size = (dx**2 + dy**2) ** 0.5 or 1
    dx, dy = dx / size * _ARROW, dy / size * _ARROW
    foot = (end[0] - dx, end[1] - dy)
    whole = [*first, (begin, one, two, foot)]
    path = f"M{_points(whole[0][:1])}" + "".join(f" C{_points(curve[1:])}" for curve in whole)
    yield tag("path", d=path, fill="none", stroke=paint, stroke_width=1.6)
    sides = ((foot[0] + dy * 0.5, foot[1] - dx * 0.5), (foot[0] - dy * 0.5, foot[1] + dx * 0.5))
    yield tag("polygon", points=_points((end, *sides)), fill=paint)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _box(name: str, box: Box, colour: Mapping[str, str]) -> Iterator[str]:
    """A stage, filled; or an ending, with the sentence that explains it."""
    size = min(15.0, 15 * (box.width - 12) / wide(name, 15))
    if name not in ENDINGS:
        yield _rounded(box, 10, fill=colour[name])
        yield _middle(box.x, box.y + 5, name, size, PAPER, bold=True)
        return
    yield _rounded(box, 10, fill=PAPER, stroke=colour[name], stroke_width=2)
    lines = broken(ENDINGS[name], box.width - 10, 11)
    y = box.y - 8 * (len(lines) - 1)
    yield _middle(box.x, y - 2, name, size, colour[name], bold=True)
    for at, line in enumerate(lines):
        yield _middle(box.x, y + 15 + at * 14, line, 11, INK)


def _middle(x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False) -> str:
    weight = "bold" if bold else "normal"
    return words(x, y, text, size, fill=fill, font_weight=weight, text_anchor="middle")


def _rounded(box: Box, radius: float, **attributes: float | str) -> str:
    return tag(
        "rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=radius, **attributes
    )


def _legend(
    machine: Machine, rows: Mapping[str, Caption], colour: Mapping[str, str], top: float
) -> tuple[list[str], float]:
    """The rows in words, in two columns of about the same length; and where they end."""
    width = (WIDTH - 3 * EDGE) / 2
    blocks = [_block(machine, source, rows[source], width) for source in rows]
    heights = [block.height for block in blocks]
    split = min(range(len(blocks)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    drawn: list[str] = []
    for x, column in ((EDGE, blocks[:split]), (2 * EDGE + width, blocks[split:])):
        y = top
        for block in column:
            drawn += block.drawn(x, y, colour)
            y += block.height
    return drawn, top + max(sum(heights[:split]), sum(heights[split:]))


class _Block(NamedTuple):
    """The rows from one stage: number, stage to go to, and the lines of words."""

    source: str
    title: str
    rows: Sequence[tuple[int, str, Sequence[str]]]

    @property
    def height(self) -> float:
        return LINE * (sum(len(lines) for _, _, lines in self.rows) + 1.8)

    def drawn(self, x: float, y: float, colour: Mapping[str, str]) -> Iterator[str]:
        yield _rounded(Box(x + 13, y - 5, 26, 14), 4, fill=colour[self.source])
        yield words(x + _HANG, y, self.title, 14, font_weight="bold")
        for row, to, lines in self.rows:
            yield from _badge(Box(x + 13, y + LINE - 4.5, 26, BADGE + 4), [row], colour[to])
            for line in lines:
                y += LINE
                yield words(x + _HANG, y, line, TEXT)


def _block(machine: Machine, source: str, caption: Caption, width: float) -> _Block:
    numbered = rows_from(machine, source).items()
    return _Block(
        source,
        caption.title,
        [
            (number, row.to, broken(line, width - _HANG, TEXT))
            for (number, row), line in zip(numbered, caption.lines, strict=True)
        ],
    )
