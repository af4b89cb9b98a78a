"""Graphs in the language of Graphviz."""

from collections.abc import Iterator

from sim.core.stages import ANY, ENDINGS, START
from sim.studio.findings import shown
from sim.studio.graph.colours import colours
from sim.studio.graph.flow import Flow, after, onward, percent, shares
from sim.studio.graph.machine import Machine

_WIDEST = 12
"""How wide an arrow is that all ways take, in points."""


def machine_dot(machine: Machine, title: str) -> str:
    """A graph with a frame around the stages; what may happen in any of them leads from it."""
    colour = colours(machine.stages)
    return _file(
        title,
        "compound=true",
        'node [shape=box, style="rounded,filled", fontcolor=white]',
        "subgraph cluster_any {",
        '  label="any stage"',
        "  style=dashed",
        f"  {ANY} [shape=point, style=invis]",
        *(f'  {_quoted(stage)} [fillcolor="{colour[stage]}"]' for stage in machine.stages),
        "}",
        'start [shape=circle, label="", width=0.2, fillcolor=black]',
        f"start -> {_quoted(START)}",
        *(
            f'{_quoted(end)} [label={_quoted(f"{end}: {ENDINGS[end]}")}, fillcolor="{colour[end]}"]'
            for end in machine.endings
        ),
        *_rows(machine),
    )


def _rows(machine: Machine) -> Iterator[str]:
    colour = colours(machine.stages)
    for number, row in machine.rows.items():
        label = _quoted(f"{number}. {', '.join(row.when) or 'always'}")
        tail, begin = "", _quoted(row.source)
        if row.source == ANY and row.to in ENDINGS:
            tail = ", ltail=cluster_any"
        elif row.source == ANY:
            begin = f"from_any_{row.to}"
            plain = 'label="from any stage", shape=plaintext, style="", fontcolor=black'
            yield f"subgraph cluster_any {{ {begin} [{plain}] }}"
        yield f'{begin} -> {_quoted(row.to)} [label={label}, color="{colour[row.to]}"{tail}]'


def flow_dot(flow: Flow, title: str) -> str:
    """A graph with a column for each reply, and arrows as wide as the share of ways they take."""
    return _file(title, "node [shape=box, style=filled, fontcolor=white]", *_columns(flow))


def _columns(flow: Flow) -> Iterator[str]:
    colour = colours(stage for moves in flow.moves for ends in moves for stage in ends)
    for at in range(len(flow.moves) + 1):
        here = shares(after(flow, at))
        yield "{"
        yield "  rank=same"
        for stage, share in here.items():
            label = _quoted(f"{at}: {stage} {percent(share)}")
            yield f'  {_at(at, stage)} [label={label}, fillcolor="{colour[stage]}"]'
        yield "}"
        for stage, share in here.items():
            for to, part in shares(onward(flow, at, stage)).items():
                width = max(0.5, share * part * _WIDEST)
                label = f'label="{percent(part)}", penwidth={width:.1f}, color="{colour[to]}"'
                yield f"{_at(at, stage)} -> {_at(at + 1, to)} [{label}]"


def _at(replies: int, stage: str) -> str:
    return f"after{replies}_{stage}"


def _file(title: str, *lines: str) -> str:
    head = (f"label={_quoted(title)}", "labelloc=t", "rankdir=LR", 'fontname="sans-serif"')
    fonts = ('node [fontname="sans-serif"]', 'edge [fontname="sans-serif", fontsize=10]')
    return "\n".join(("digraph {", *(f"  {line}" for line in (*head, *fonts, *lines)), "}", ""))


def _quoted(text: str) -> str:
    """Text between quotes that it cannot end."""
    safe = shown(text, len(text)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'
