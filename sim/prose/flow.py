"""How the calls of a scenario go: for `graph`, as a value, as lines of text, and as drawings.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sim.core.case import Case
from sim.core.stages import ENDINGS
from sim.prose.documents import SAYBACK, Sayback
from sim.prose.graph import Graph
from sim.prose.mood import stage_words
from sim.prose.sections import capital
from sim.prose.turns import caller
from sim.studio.graph.captions import Caption
from sim.studio.graph.dot import flow_dot
from sim.studio.graph.flow import Flow, after, endings, onward, percent, shares, stages_in
from sim.studio.graph.flow_picture import flow_picture
from sim.studio.graph.mermaid import flow_mermaid

_COLUMNS = 78
"""How wide a table may be."""
_SIZES = ((10**12, "T"), (10**9, "G"), (10**6, "M"))


class GraphedMove(Struct, frozen=True):
    """In how many ways a reply leads from one stage to another, or leaves it as it is."""

    source: str
    to: str
    ways: int


class GraphedReply(Struct, frozen=True):
    """What the reply of a turn moves; `ways` counts the ways to give so many replies."""

    number: int
    ways: int
    moves: tuple[GraphedMove, ...]


class GraphedFlow(Struct, frozen=True):
    """Every way a call can go; where that is not the `whole` of it, later replies are missing."""

    sayback: Sayback
    scenario: str
    customer: str
    whole: bool
    replies: tuple[GraphedReply, ...]


def flow_graph(case: Case, flow: Flow) -> Graph:
    """How the ways of a case move through the stages."""
    title = f"{case.content.scenario.title}: how calls with {caller(case)} can go"
    head = Caption(title, list(_head(flow)))
    return Graph(
        _value(case, flow),
        _lines(flow, head),
        {
            "mermaid": lambda: flow_mermaid(flow, title),
            "dot": lambda: flow_dot(flow, title),
            "svg": lambda: _picture(flow, head),
        },
    )


def _value(case: Case, flow: Flow) -> GraphedFlow:
    return GraphedFlow(
        sayback=SAYBACK,
        scenario=case.content.scenario_id,
        customer=case.content.customer_id,
        whole=flow.whole,
        replies=tuple(
            GraphedReply(
                number,
                sum(moves.values()),
                tuple(GraphedMove(*ends, ways) for ends, ways in moves.items()),
            )
            for number, moves in enumerate(flow.moves, 1)
        ),
    )


def _head(flow: Flow) -> Iterator[str]:
    """What is counted."""
    yield "A way is one choice of replies, one after the other; every way is counted."
    yield "Shares are of all the ways to give so many replies."
    yield "A way that has come to an ending is counted there once, and no more after that."
    if not flow.whole:
        yield (
            "There are too many ways to follow them all: "
            f"only the first {len(flow.moves)} replies are counted."
        )


def _lines(flow: Flow, head: Caption) -> Iterator[str]:
    yield head.title
    yield from ("", *head.lines)
    stages = stages_in(flow)
    columns = [after(flow, at) for at in range(len(flow.moves) + 1)]
    yield from _table("In each stage", columns, [s for s in stages if s not in ENDINGS])
    yield from _table("Ending with that reply", columns, [s for s in stages if s in ENDINGS])
    yield from ("", "How they move on")
    for at, ways in enumerate(columns[:-1]):
        yield f"  after {_replies(at)}"
        for stage in (each for each in stages if each in ways and each not in ENDINGS):
            leads = shares(onward(flow, at, stage))
            words = ", ".join(f"{to} {percent(leads[to])}" for to in stages if to in leads)
            yield f"    from {stage}: {words}"
    yield from ("", "How whole calls end")
    ended = endings(flow)
    width = max(map(len, ended), default=0)
    for ending, share in shares(ended).items():
        yield f"  {ending:<{width}}  {percent(share):>4}, {ended[ending]:,} ways"


def _replies(number: int) -> str:
    return f"{number} {'reply' if number == 1 else 'replies'}"


def _table(title: str, columns: Sequence[Mapping[str, int]], names: Sequence[str]) -> Iterator[str]:
    """A row for so many replies, a column for each name; in parts where that is too wide."""
    counts = [f"{sum(ways.values()):,}" for ways in columns]
    first = max(map(len, (*counts, "ways")))
    rest = list(names)
    while rest:
        width = 9 + first
        part: list[str] = []
        while rest and (not part or width + 2 + len(rest[0]) <= _COLUMNS):
            part.append(rest.pop(0))
            width += 2 + max(4, len(part[-1]))
        yield from ("", title)
        yield f"replies  {'ways':>{first}}  {'  '.join(f'{name:>4}' for name in part)}"
        for at, ways in enumerate(columns):
            share = shares(ways)
            cells = (f"{percent(share.get(n, 0)):>{max(4, len(n))}}" for n in part)
            yield f"{at:>7}  {counts[at]:>{first}}  {'  '.join(cells)}"


def _picture(flow: Flow, head: Caption) -> str:
    counts = [_short(sum(after(flow, at).values())) for at in range(len(flow.moves) + 1)]
    ended = shares(endings(flow))
    key = {
        stage: f"{ENDINGS[stage]} {capital(percent(ended[stage]))} of all whole calls."
        if stage in ENDINGS
        else capital(stage_words(stage)) or "A stage that this customer adds."
        for stage in stages_in(flow)
    }
    return flow_picture(flow, head, counts, key)


def _short(number: int) -> str:
    """A count in few letters: `9,876`, then `54k`, then `3.2M`."""
    if number < 10_000:
        return f"{number:,}"
    if number < 1_000_000:
        return f"{number / 1000:.0f}k"
    size, unit = next(each for each in _SIZES if number >= each[0])
    return f"{number / size:.1f}{unit}"
