"""The curves between the boxes of a machine, and where their numbers stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sim.core.stages import ANY
from sim.studio.graph.machine import Edge
from sim.studio.graph.places import Box
from sim.studio.graph.svg import wide

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic curve by its four points."""
BADGE = 12.0
"""The size of the letters in a badge."""
_APART, _LANE, _ARC = 30.0, 18.0, 46.0
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where on a route its badge may stand, the best place first."""
_STEPS = 24


class Route(NamedTuple):
    """The way of an edge: curves, one after the other, and the badge with its numbers."""

    edge: Edge
    curves: tuple[Curve, ...]
    badge: Box

    @property
    def top(self) -> float:
        """Where it comes highest."""
        return min(self.badge.top, *(y for _, y in _points(self.curves)))


class _Plan(NamedTuple):
    """On which side of its box an edge begins and ends, and the gap it goes through, if any."""

    edge: Edge
    begins: str
    ends: str
    gap: Point | None = None


def routes(edges: Iterable[Edge], boxes: Mapping[str, Box]) -> list[Route]:
    """A route for every edge, with badges that keep clear of each other, of boxes and of lines."""
    plans = [_plan(edge, boxes) for edge in edges]
    plans = _in_lanes(plans)
    ports = _ports(plans, boxes)
    curved = [_curves(plan, boxes, ports) for plan in plans]
    drawn = [list(_points(curves)) for curves in curved]
    taken = [box for name, box in boxes.items() if name != ANY]
    lines = list(_outline(boxes[ANY]))
    found = []
    for at, (plan, curves) in enumerate(zip(plans, curved, strict=True)):
        others = [*lines, *(point for other in (*drawn[:at], *drawn[at + 1 :]) for point in other)]
        badge = _badge(plan.edge, curves, taken, others)
        taken.append(badge)
        found.append(Route(plan.edge, curves, badge))
    return found


def _plan(edge: Edge, boxes: Mapping[str, Box]) -> _Plan:
    """Which sides to use: those that face each other, so that no box lies between them."""
    source, to, frame = boxes[edge.source], boxes[edge.to], boxes[ANY]
    if edge.source == edge.to:
        return _Plan(edge, "top", "top")
    if edge.source == ANY:
        outside = "left" if to.left > frame.right else "top"
        return _Plan(edge, "", outside if not frame.meets(to) or to.y < frame.y else "bottom")
    beside = _between(source, to, boxes)
    if to.left > frame.right:
        return _Plan(edge, "top", "top") if beside else _Plan(edge, "right", "left")
    if source.y == to.y and beside:
        side = "top" if source.y < frame.y else "bottom"
        return _Plan(edge, side, side)
    if source.y == to.y:
        return _Plan(edge, *(("right", "left") if source.x < to.x else ("left", "right")))
    if source.y > to.y:
        return _Plan(edge, "top", "bottom")
    rows = sorted({box.y for box in boxes.values() if frame.meets(box) and box != frame})
    passed = [y for y in rows if source.y < y < to.y]
    return _Plan(edge, "bottom", "top", _gap(source, to, passed[0], boxes) if passed else None)


def _between(source: Box, to: Box, boxes: Mapping[str, Box]) -> bool:
    """Whether a box stands in the row of `source` on the way to `to`."""
    near, far = sorted((source.x, to.x))
    return any(box.y == source.y and near < box.x < far for box in boxes.values())


def _gap(source: Box, to: Box, y: float, boxes: Mapping[str, Box]) -> Point | None:
    """Where to pass a row of boxes, as near as can be to the straight way; None if that is free."""
    wanted = (source.x + to.x) / 2
    row = sorted(box for name, box in boxes.items() if box.y == y and name != ANY)
    if all(abs(wanted - box.x) > box.width / 2 + _APART for box in row):
        return None
    gaps = [row[0].left - _APART, row[-1].right + _APART]
    gaps += [(left.right + right.left) / 2 for left, right in pairwise(row)]
    return min(gaps, key=lambda x: abs(x - wanted)), y


def _in_lanes(plans: Sequence[_Plan]) -> list[_Plan]:
    """The plans, with those that go through the same gap side by side."""
    used: Counter[Point] = Counter()
    found = []
    for plan in plans:
        if plan.gap:
            (x, y), lane = plan.gap, used[plan.gap]
            used[plan.gap] += 1
            plan = plan._replace(gap=(x + (lane + 1) // 2 * _LANE * (-1) ** lane, y))
        found.append(plan)
    return found


def _ports(plans: Sequence[_Plan], boxes: Mapping[str, Box]) -> dict[tuple[Edge, int], Point]:
    """Where each edge meets its two boxes: on every side in the order of where the edges go."""
    meeting: dict[tuple[str, str], list[tuple[float, int, Edge, int]]] = {}
    for at, (edge, begins, ends, gap) in enumerate(plans):
        for end, (name, other, side) in enumerate(
            ((edge.source, edge.to, begins), (edge.to, edge.source, ends))
        ):
            box = boxes[name if other == ANY else other]
            key = gap[0] if gap else box.x if side in ("top", "bottom") else box.y
            meeting.setdefault((name, side), []).append((key, at, edge, end))
    ports = {}
    for (name, side), ends_here in meeting.items():
        box, level = boxes[name], side in ("top", "bottom")
        room = (box.width if level else box.height) - 16
        step = min(_APART, room / len(ends_here))
        for at, (_, _, edge, end) in enumerate(sorted(ends_here)):
            off = (at - (len(ends_here) - 1) / 2) * step
            ports[edge, end] = {
                "top": (box.x + off, box.top),
                "bottom": (box.x + off, box.bottom),
                "left": (box.left, box.y + off),
                "right": (box.right, box.y + off),
                "": (box.x, box.y),
            }[side]
    return ports


def _curves(
    plan: _Plan, boxes: Mapping[str, Box], ports: Mapping[tuple[Edge, int], Point]
) -> tuple[Curve, ...]:
    begin, end = ports[plan.edge, 0], ports[plan.edge, 1]
    if plan.edge.source == ANY:
        frame = boxes[ANY]
        edge_of_frame = frame.bottom if end[1] > frame.y else frame.top
        begin = (frame.right, end[1]) if plan.ends == "left" else (end[0], edge_of_frame)
    if plan.gap:
        return (_upright(begin, plan.gap), _upright(plan.gap, end))
    if plan.begins == plan.ends:
        lift = _ARC + abs(begin[0] - end[0]) / 16
        lift = -lift if plan.begins == "top" else lift
        return ((begin, (begin[0], begin[1] + lift), (end[0], end[1] + lift), end),)
    if plan.ends in ("left", "right"):
        middle = (begin[0] + end[0]) / 2
        return ((begin, (middle, begin[1]), (middle, end[1]), end),)
    return (_upright(begin, end),)


def _upright(begin: Point, end: Point) -> Curve:
    """A curve that leaves and arrives upright."""
    middle = (begin[1] + end[1]) / 2
    return (begin, (begin[0], middle), (end[0], middle), end)


def _badge(
    edge: Edge, curves: Sequence[Curve], taken: Sequence[Box], others: Sequence[Point]
) -> Box:
    """Where the numbers of an edge stand: near its middle, and where they hide the least."""
    width = wide(", ".join(map(str, edge.numbers)), BADGE) + 10
    across, up = width / 2 + 3, BADGE / 2 + 6

    def box(along: float) -> Box:
        at, rest = divmod(along * len(curves), 1)
        return Box(*_at(curves[int(at)], rest), width, BADGE + 6)

    def hides(along: float) -> float:
        here = box(along)
        covered = sum(here.meets(other, 3) for other in taken)
        crossed = sum(abs(x - here.x) < across and abs(y - here.y) < up for x, y in others)
        return covered * 1000 + crossed * 10 + abs(along - 0.5)

    return box(min(_ALONG, key=hides))


def _points(curves: Iterable[Curve]) -> Iterator[Point]:
    for curve in curves:
        yield from (_at(curve, step / _STEPS) for step in range(_STEPS + 1))


def _outline(box: Box) -> Iterator[Point]:
    """Points on the edges of a box."""
    for step in range(_STEPS * 4):
        part = step / _STEPS / 4
        yield from ((box.left + part * box.width, y) for y in (box.top, box.bottom))
        yield from ((x, box.top + part * box.height) for x in (box.left, box.right))


def _at(curve: Curve, part: float) -> Point:
    """The point of a curve at a part of its way, from 0 to 1."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, curve, strict=True)) for axis in (0, 1))
    return (x, y)
