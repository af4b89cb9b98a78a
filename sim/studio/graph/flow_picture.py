"""The flow of a scenario as a picture: a column a reply, a band a stage, as high as its share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.core.stages import ENDINGS
from sim.studio.graph.captions import EDGE, LINE, TEXT, WIDTH, Caption, heading, paragraph
from sim.studio.graph.colours import MUTED, colours
from sim.studio.graph.flow import Flow, after, onward, percent, shares, stages_in
from sim.studio.graph.svg import number, picture, tag, wide, words

_LEFT, _RIGHT, _HIGH, _BAR, _BETWEEN, _LEAVES = 96.0, 120.0, 440.0, 12.0, 5.0, 26.0
_ABOVE = ("content", "cool", "time_up", "solving", "settling", "venting")
_BELOW = ("escalated", "abusive", "handed_over", "withdrawn", "limited", "gone")
"""The order of the bands from above; a customer's own stages come between the two."""
_LEAST, _ROW = 14.0, 26.0


class Band(NamedTuple):
    """Where a stage stands in a column: left edge, top and height."""

    x: float
    y: float
    height: float


def flow_picture(flow: Flow, head: Caption, counts: Sequence[str], key: Mapping[str, str]) -> str:
    """An SVG of how the ways of a call move from stage to stage, and where they leave it.

    `counts` stand below the columns, and `key` has a sentence for each stage and ending.
    """
    stages = _ordered(stages_in(flow))
    colour = colours(stages)
    top = 106 + LINE * len(paragraph(head))
    columns = columns_of(flow, top)
    below, height = _key(key, colour, top + _HIGH + 92)
    inside = [
        *heading(head),
        *_fading(colour),
        *_numbers(columns, counts, top),
        *(line for at in range(len(flow.moves)) for line in _ribbons(flow, at, columns, colour)),
        *(line for column in columns for line in _bars(column, colour)),
        *_labels(columns, _step(flow), _scale(stages)),
        *below,
    ]
    return picture(WIDTH, height, head.title, " ".join(head.lines), inside)


def columns_of(flow: Flow, top: float) -> list[dict[str, Band]]:
    """For so many replies, from none, where each stage stands that a way has come to by then."""
    stages = _ordered(stages_in(flow))
    return [_column(flow, at, stages, top) for at in range(len(flow.moves) + 1)]


def _ordered(stages: Sequence[str]) -> list[str]:
    own = [stage for stage in stages if stage not in (*_ABOVE, *_BELOW)]
    return [stage for stage in (*_ABOVE, *own, *_BELOW) if stage in stages]


def _column(flow: Flow, at: int, stages: Sequence[str], top: float) -> dict[str, Band]:
    """The bands of all that have given so many replies."""
    x = _LEFT + at * _step(flow)
    share = shares(after(flow, at))
    here = [stage for stage in stages if stage in share]
    y = top + _BETWEEN * (len(stages) - len(here)) / 2
    bands = {}
    for stage in here:
        bands[stage] = Band(x, y, share[stage] * _scale(stages))
        y += bands[stage].height + _BETWEEN
    return bands


def _scale(stages: Sequence[str]) -> float:
    """How high the whole is, less what lies between the bands."""
    return _HIGH - _BETWEEN * (len(stages) - 1)


def _step(flow: Flow) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(1, len(flow.moves))


def _ribbons(
    flow: Flow, at: int, columns: Sequence[Mapping[str, Band]], colour: Mapping[str, str]
) -> Iterator[str]:
    """What leads from one column to the next, at each end as high as its share there."""
    ended: dict[str, float] = {}
    whole = after(flow, at + 1)
    for source, left in columns[at].items():
        leads = onward(flow, at, source)
        begun = left.y
        for to, right in columns[at + 1].items():
            if to not in leads:
                continue
            out = left.height * leads[to] / sum(leads.values())
            into = right.height * leads[to] / whole[to]
            arrives = ended.get(to, right.y)
            path = _ribbon(left.x + _BAR, begun, out, right.x, arrives, into)
            yield tag("path", d=path, fill=colour[to], fill_opacity=0.32)
            begun, ended[to] = begun + out, arrives + into


def _ribbon(x: float, y: float, height: float, to_x: float, to_y: float, to_height: float) -> str:
    """The outline of a ribbon that leaves and arrives level."""
    middle = number((x + to_x) / 2)
    x1, y1, z1 = number(x), number(y), number(y + height)
    x2, y2, z2 = number(to_x), number(to_y), number(to_y + to_height)
    upper = f"M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}"
    return f"{upper} L{x2},{z2} C{middle},{z2} {middle},{z1} {x1},{z1} Z"


def _bars(column: Mapping[str, Band], colour: Mapping[str, str]) -> Iterator[str]:
    """A bar a stage; what ends here fades away behind its bar."""
    for stage, band in column.items():
        x, y, height = band.x, band.y, max(band.height, 0.8)
        yield tag("rect", x=x, y=y, width=_BAR, height=height, fill=colour[stage])
        if stage in ENDINGS:
            fades = f"url(#leaves-{stage})"
            yield tag("rect", x=x + _BAR, y=y, width=_LEAVES, height=height, fill=fades)


def _fading(colour: Mapping[str, str]) -> Iterator[str]:
    """For each ending, its colour going out."""
    yield "<defs>"
    for ending in ENDINGS:
        yield f'<linearGradient id="leaves-{ending}">'
        yield tag("stop", offset="0", stop_color=colour[ending], stop_opacity=0.5)
        yield tag("stop", offset="1", stop_color=colour[ending], stop_opacity=0)
        yield "</linearGradient>"
    yield "</defs>"


def _numbers(
    columns: Sequence[Mapping[str, Band]], counts: Sequence[str], top: float
) -> Iterator[str]:
    """Above the columns the replies given, below them the ways to do so."""
    for y, text in ((top - 18, "replies"), (top + _HIGH + 28, "ways")):
        yield words(EDGE, y, text, TEXT, fill=MUTED)
    for at, (column, count) in enumerate(zip(columns, counts, strict=True)):
        x = next(iter(column.values())).x + _BAR / 2
        yield words(x, top - 18, str(at), TEXT, text_anchor="middle", font_weight="bold")
        yield words(x, top + _HIGH + 28, count, 11, text_anchor="middle", fill=MUTED)


def _labels(columns: Sequence[Mapping[str, Band]], step: float, scale: float) -> Iterator[str]:
    """Shares beside the bars where there is room, and names where a stage is at its largest."""
    largest = {
        stage: max(range(len(columns)), key=lambda at: _height(columns[at], stage))
        for column in columns
        for stage in column
    }
    for at, column in enumerate(columns):
        room = (_RIGHT if column is columns[-1] else step) - _BAR - 6
        for stage, (x, y, height) in column.items():
            if height < _LEAST:
                continue
            lines = [percent(height / scale)]
            if largest[stage] == at and height > 2 * _LEAST and wide(stage, 11) < room:
                lines.insert(0, stage)
            middle = y + height / 2 - 7 * (len(lines) - 1)
            for line, text in enumerate(lines):
                weight = "bold" if lines[line + 1 :] else "normal"
                yield words(x + _BAR + 5, middle + 4 + 14 * line, text, 11, font_weight=weight)


def _height(column: Mapping[str, Band], stage: str) -> float:
    return column[stage].height if stage in column else 0


def _key(key: Mapping[str, str], colour: Mapping[str, str], top: float) -> tuple[list[str], float]:
    """What the colours mean, the stages beside the endings; and where they end."""
    width = (WIDTH - 3 * EDGE) / 2
    columns = [
        [stage for stage in key if stage not in ENDINGS],
        [stage for stage in key if stage in ENDINGS],
    ]
    names = max(wide(stage, 14) for stage in key) * 1.15 + 56  # they are bold
    drawn = []
    for column, stages in enumerate(columns):
        x = EDGE + column * (width + EDGE)
        for row, stage in enumerate(stages):
            y = top + row * _ROW
            drawn += [
                tag("rect", x=x, y=y - 11, width=26, height=14, rx=4, fill=colour[stage]),
                words(x + 38, y, stage, 14, font_weight="bold"),
                words(x + names, y, key[stage], TEXT),
            ]
    return drawn, top + max(map(len, columns)) * _ROW + EDGE / 2
