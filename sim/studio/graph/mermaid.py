"""Graphs in Mermaid's language, for the many places that draw it out of a text."""

import json
from collections.abc import Iterable

from sim.core.stages import ANY, ENDINGS, Row
from sim.studio.findings import shown
from sim.studio.graph.colours import colours
from sim.studio.graph.flow import Flow, after, onward, percent, shares
from sim.studio.graph.machine import Machine, edges


def machine_mermaid(machine: Machine, title: str) -> str:
    """A state diagram; what may happen in any stage leads from the state around them all."""
    inner = set(machine.stages)
    within: list[str] = []
    beyond: list[str] = []
    for source, to, numbers in edges(machine):
        # rows between the same two stages share an arrow: drawn, their labels would overlap
        labels = (f"({number}) {_tests(machine.rows[number])}" for number in numbers)
        begin = _id(source)
        if source == ANY and to in inner:
            # drawn, an arrow from around a state to what is in it would not be seen
            begin = f"from_any_{to}"
            within.append(f'state "from any stage" as {begin}')
        arrow = f"{begin} --> {_id(to)}: {'<br/>'.join(labels)}"
        (within if to in inner else beyond).append(arrow)
    return _file(
        title,
        "stateDiagram-v2",
        f'  state "any stage" as {_id(ANY)} {{',
        f"    [*] --> {_id(machine.stages[0])}",
        *(f'    state "{stage}" as {_id(stage)}' for stage in machine.stages),
        *(f"    {line}" for line in within),
        "  }",
        *(f'  state "{end}: {_text(ENDINGS[end])}" as {_id(end)}' for end in machine.endings),
        *(f"  {line}" for line in beyond),
        *(f"  {line}" for line in _styles((*machine.stages, *machine.endings))),
        *(f"  class {_id(stage)} {_id(stage)}" for stage in (*machine.stages, *machine.endings)),
    )


def flow_mermaid(flow: Flow, title: str) -> str:
    """A flowchart with a node for each stage after each reply; what no way comes to is left out."""
    nodes, moves = [], []
    stages: dict[str, None] = {}
    for at in range(len(flow.moves) + 1):
        for stage, share in shares(after(flow, at)).items():
            stages[stage] = None
            node = f"after{at}_{stage}"
            nodes.append(f'  {node}["{at}: {stage} {percent(share)}"]:::{_id(stage)}')
            moves += [
                f"  {node} -->|{_text(percent(part))}| after{at + 1}_{to}"
                for to, part in shares(onward(flow, at, stage)).items()
            ]
    return _file(title, "flowchart LR", *nodes, *moves, *(f"  {s}" for s in _styles(stages)))


def _file(title: str, *lines: str) -> str:
    # JSON is YAML as well, so that no title can end the quotes it stands in
    return "\n".join(("---", f"title: {json.dumps(shown(title, len(title)))}", "---", *lines, ""))


def _tests(row: Row) -> str:
    return _text(", ".join(row.when) or "always")


def _id(stage: str) -> str:
    """A name that is none of the language's own words, as `end` and `note` are."""
    return f"s_{stage}"


def _text(text: str) -> str:
    """Text in which nothing has a meaning to the language or to HTML."""
    return text.replace("<", "#lt;").replace(">", "#gt;").replace('"', "#quot;")


def _styles(stages: Iterable[str]) -> list[str]:
    colour = colours(stages)
    return [f"classDef {_id(stage)} fill:{colour[stage]},color:#ffffff" for stage in stages]
