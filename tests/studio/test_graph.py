"""Pictures of what was authored: what they show, and that nothing in them is in the way."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Name, Transition
from sim.core.search import search
from sim.core.stages import ANY, COMMON, ENDINGS, ROWS, START, TALKING
from sim.core.walk import Walk
from sim.prose.flow import flow_graph
from sim.prose.graph import machine_graph
from sim.studio.graph.colours import colours
from sim.studio.graph.flow import Flow, after, endings, flow_of, onward, percent, shares, stages_in
from sim.studio.graph.flow_picture import columns_of
from sim.studio.graph.machine import Edge, edges, machine_of, rows_from
from sim.studio.graph.places import places
from sim.studio.graph.routes import routes
from sim.studio.library import Library
from tests.small import CUSTOMER, SMALL

LIBRARY = Library()
SHIPPED = sorted(LIBRARY.customers)
AWKWARD = "Zoë <b>\"O'Hara</b> & \\n \x07 ]]> -->"
OWN = ("end", "note")
"""Stages of a customer's own that have the names of words in other languages."""


def having(*rows: tuple[str, str, list[str]], stages: tuple[str, ...] = OWN) -> Case:
    """A small case whose customer has an awkward name, and stages and rows of their own."""
    customer = replace(
        CUSTOMER,
        name=Name(first=AWKWARD, last="Berg", title="Ms"),
        stages=list(stages),
        transitions=[Transition(source=source, to=to, when=when) for source, to, when in rows],
    )
    return compile_case(replace(SMALL, customer=customer))


BUSY = having(
    ("any", "end", ["heat >= 99"]),
    ("end", "end", ["heat >= 98"]),
    ("end", "content", ["last close"]),
    ("venting", "solving", ["heat < 2"]),
    ("solving", "venting", []),
    ("note", "end", ["fault unclear"]),
    ("note", "cool", ["last agree"]),
    ("any", "cool", ["last thank"]),
    ("settling", "gone", ["last blame"]),
)
MADE_UP = Flow(
    (
        {("venting", "venting"): 3, ("venting", "end"): 1},
        {("venting", "solving"): 6, ("venting", "gone"): 2, ("end", "solving"): 2},
        {("solving", "content"): 1, ("solving", "time_up"): 1999},
    )
)


# --- The machine ----------------------------------------------------------------------------------


@pytest.mark.parametrize("customer", SHIPPED)
def test_the_machine_depends_on_the_person_and_not_on_the_scenario(customer: str) -> None:
    machines = [machine_of(LIBRARY.case(each, customer)) for each in LIBRARY.scenarios]
    assert len({(each.stages, tuple(each.rows.values())) for each in machines}) == 1


@pytest.mark.parametrize("customer", SHIPPED)
def test_what_is_shown_is_read_from_the_machine_that_runs(customer: str) -> None:
    stages = LIBRARY.case(min(LIBRARY.scenarios), customer).stages
    assert stages.running() == tuple(row for row, _ in stages.rows)
    transition = next(
        step for step in stages.machine.get_transitions("turn", START) if step.dest == "settling"
    )
    stages.machine.events["turn"].transitions[START].remove(transition)
    assert len(stages.running()) == len(stages.rows) - 1


def test_a_persons_own_rows_come_first_and_are_counted() -> None:
    machine = machine_of(BUSY)
    assert machine.own == 8
    assert machine.rows[1] == (ANY, "end", ("heat >= 99",))
    assert [machine.rows[number] for number in sorted(machine.rows)][8:] == list(ROWS)


def test_a_row_that_can_never_fit_is_counted_as_left_out() -> None:
    assert machine_of(BUSY).left_out == 1
    (line,) = (line for line in machine_graph(BUSY).lines if line.startswith("Not shown"))
    assert "1 more" in line
    assert "in cup_short" in line


def test_rows_of_any_stage_stand_once() -> None:
    machine = machine_of(BUSY)
    counted = [number for stage in (*machine.stages, ANY) for number in rows_from(machine, stage)]
    assert sorted(counted) == list(machine.rows)
    lines = list(machine_graph(BUSY).lines)
    for number, row in machine.rows.items():
        (line,) = (line for line in lines if re.match(rf" *{number}  ", line))
        assert line.endswith(" and ".join(row.when) or "always")


def test_rows_between_the_same_two_stages_share_an_arrow() -> None:
    arrows = {(edge.source, edge.to): edge.numbers for edge in edges(machine_of(BUSY))}
    assert arrows["solving", "cool"] == (15, 18)
    assert arrows["end", "end"] == (2,)


def test_a_stage_of_ones_own_is_said_to_be_so_and_endings_are_explained() -> None:
    lines = list(machine_graph(BUSY).lines)
    assert "end, which this customer adds" in lines
    assert f"{START}, where every call starts" in lines
    for ending in COMMON:
        assert any(line.endswith(ENDINGS[ending]) for line in lines)


# --- The picture of a machine ---------------------------------------------------------------------


def texts(svg: str) -> list[str]:
    """What stands in a picture; fails where the file is not well formed."""
    root = ElementTree.fromstring(svg)
    return [each.text or "" for each in root.iter() if each.tag.endswith(("text", "title", "desc"))]


@pytest.mark.parametrize("customer", [*SHIPPED, "busy"])
def test_boxes_and_numbers_keep_clear_of_each_other(customer: str) -> None:
    case = BUSY if customer == "busy" else LIBRARY.case(min(LIBRARY.scenarios), customer)
    machine = machine_of(case)
    boxes = places(machine)
    solid = [box for name, box in boxes.items() if name != ANY]
    solid += [route.badge for route in routes(edges(machine), boxes)]
    for at, box in enumerate(solid):
        assert not [other for other in solid[:at] if box.meets(other)]
        assert box.left > 0
        assert box.right < 1280


def test_many_stages_stand_side_by_side() -> None:
    boxes = places(machine_of(having(stages=tuple(f"stage_{at}" for at in range(8)))))
    solid = [box for name, box in boxes.items() if name != ANY]
    for at, box in enumerate(solid):
        assert not [other for other in solid[:at] if box.meets(other, 10)]


@pytest.mark.parametrize("customer", SHIPPED)
def test_no_line_breaks_in_the_middle_of_a_test(customer: str) -> None:
    case = LIBRARY.case(min(LIBRARY.scenarios), customer)
    shown = texts(machine_graph(case).drawings["svg"]())
    for row in machine_of(case).rows.values():
        for test in row.when:
            assert any(test in line for line in shown), test


own_rows = st.lists(
    st.tuples(st.sampled_from([*TALKING, ANY, *OWN]), st.sampled_from([*TALKING, *ENDINGS, *OWN])),
    max_size=12,
)


@given(rows=own_rows, own=st.integers(0, 6))
@settings(max_examples=25, deadline=None)
def test_any_machine_can_be_drawn(rows: list[tuple[str, str]], own: int) -> None:
    stages = (*OWN, *(f"a_rather_long_name_{at}" for at in range(own)))
    graph = machine_graph(having(*((*ends, ["heat >= 50"]) for ends in rows), stages=stages))
    shown = texts(graph.drawings["svg"]())
    for name in (*stages, *TALKING, *COMMON):
        assert name in shown
    assert graph.drawings["mermaid"]().count("{") == 1
    assert graph.drawings["dot"]().count("{") == graph.drawings["dot"]().count("}")


def test_every_stage_stands_inside_the_frame_and_every_ending_outside() -> None:
    boxes = places(machine_of(BUSY))
    for name, box in boxes.items():
        assert box.meets(boxes[ANY]) != (name in ENDINGS)


def test_an_arrow_goes_from_the_side_of_one_box_to_the_side_of_another() -> None:
    boxes = places(machine_of(BUSY))
    for route in routes(edges(machine_of(BUSY)), boxes):
        for name, (x, y) in (
            (route.edge.source, route.curves[0][0]),
            (route.edge.to, route.curves[-1][-1]),
        ):
            box = boxes[name]
            beside = x in (box.left, box.right) and box.top <= y <= box.bottom
            assert beside or (y in (box.top, box.bottom) and box.left <= x <= box.right)


def test_an_arrow_that_skips_a_row_passes_beside_the_boxes_in_it() -> None:
    boxes = places(machine_of(having(stages=())))
    free, blocked = (Edge(stage, "gone", (1,)) for stage in ("venting", "solving"))
    straight, around = routes([free, blocked], boxes)
    assert len(straight.curves) == 1
    (x, y) = around.curves[0][-1]
    assert y == boxes["escalated"].y
    assert not boxes["escalated"].left <= x <= boxes["escalated"].right


def test_the_picture_has_every_row_by_number_and_in_words() -> None:
    machine = machine_of(BUSY)
    shown = texts(machine_graph(BUSY).drawings["svg"]())
    for number in machine.rows:
        assert str(number) in shown
    assert "to end when heat >= 99" in shown
    assert all("\N{NO-BREAK SPACE}" not in text for text in shown)


# --- Languages that other programs draw -----------------------------------------------------------


def test_mermaid_has_an_arrow_for_all_rows_between_two_stages() -> None:
    lines = machine_graph(BUSY).drawings["mermaid"]().splitlines()
    labels = [re.findall(r"\((\d+)\)", line) for line in lines if "-->" in line]
    assert sorted(int(number) for label in labels for number in label) == list(
        machine_of(BUSY).rows
    )
    assert "  s_solving --> s_cool: (15) last close, did act<br/>" in "\n".join(lines)


def test_mermaid_meets_no_word_and_no_sign_of_its_own() -> None:
    text = machine_graph(BUSY).drawings["mermaid"]()
    title, *rest = text.split("stateDiagram-v2")
    assert re.fullmatch(r'---\ntitle: "(\\.|[^"\\])*"\n---\n', title)
    assert not re.search(r"\b(end|note) -->|--> (end|note)\b", text)
    assert not re.search(r"heat <|heat >", text)
    assert "s_end" in rest[0]


def test_what_leads_from_any_stage_into_one_begins_inside_the_frame() -> None:
    mermaid, dot = (machine_graph(BUSY).drawings[form]() for form in ("mermaid", "dot"))
    inside = mermaid.partition("  }")[0]
    assert "from_any_end --> s_end: (1) heat #gt;= 99" in inside
    assert "from_any_end -> " in dot
    assert 'any -> "gone"' in dot.replace('"any"', "any")


def test_strings_in_dot_end_where_they_should() -> None:
    for line in machine_graph(BUSY).drawings["dot"]().splitlines():
        assert re.sub(r'"(\\.|[^"\\])*"', "", line).count('"') == 0


def test_stages_of_ones_own_have_colours_apart() -> None:
    colour = colours(["end", "note", "venting"])
    assert len({colour["end"], colour["note"], colour["venting"]}) == 3
    assert colours(["end", "note", "end"]) == colour, "however often it is named"


# --- The flow -------------------------------------------------------------------------------------


def test_ways_are_counted_by_the_stage_they_have_come_to() -> None:
    assert after(MADE_UP, 0) == {"venting": 1}
    assert after(MADE_UP, 1) == {"venting": 3, "end": 1}
    assert after(MADE_UP, 2) == {"solving": 8, "gone": 2}
    assert onward(MADE_UP, 1, "venting") == {"solving": 6, "gone": 2}
    assert onward(MADE_UP, 3, "content") == {}
    assert endings(MADE_UP) == {"content": 1, "gone": 2, "time_up": 1999}
    assert stages_in(MADE_UP) == ["venting", "solving", "end", "content", "gone", "time_up"]


def test_shares_add_up_and_nothing_has_none() -> None:
    assert shares({"venting": 3, "end": 1, "gone": 0}) == {"venting": 0.75, "end": 0.25}
    assert shares({}) == {}


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.0001, "<1%"), (0.005, "<1%"), (0.5, "50%"), (0.9951, ">99%"), (1, "100%")],
)
def test_what_is_not_none_and_not_all_is_not_said_to_be(share: float, words: str) -> None:
    assert percent(share) == words


def enumerated(case: Case) -> Flow:
    """The flow, way by way."""
    moves: list[dict[tuple[str, str], int]] = []
    walk = Walk(case)
    walk.go()
    here = {0: 1}
    for layer, following in pairwise(walk.layers):
        moves.append({})
        there: dict[int, int] = {}
        for node, ways in here.items():
            for target in layer.leads[node]:
                move = layer.keys[node][0].stage, following.keys[target][0].stage
                moves[-1][move] = moves[-1].get(move, 0) + ways
                there[target] = there.get(target, 0) + ways
        here = there
    return Flow(tuple(moves))


def test_the_flow_counts_every_way_once() -> None:
    case = compile_case(SMALL)
    flow = flow_of(search(case))
    assert flow.whole
    assert flow == enumerated(case)
    assert endings(flow) == {each.ending: each.ways for each in search(case).endings}


def test_what_goes_on_is_what_came_and_did_not_end() -> None:
    flow = flow_of(search(compile_case(SMALL)))
    for at in range(len(flow.moves)):
        leaving = {source for (source, _), ways in flow.moves[at].items() if ways}
        assert leaving == {stage for stage in after(flow, at) if stage not in ENDINGS}


def test_a_space_that_is_too_large_is_shown_as_far_as_it_was_walked() -> None:
    case = compile_case(SMALL)
    space = search(case, most=30)
    graph = flow_graph(case, flow_of(space))
    replies = space.turns
    assert 0 < replies < 12
    assert any(f"only the first {replies} replies" in line for line in graph.lines)
    texts(graph.drawings["svg"]())


def test_the_flow_is_told_in_tables_that_fit_a_terminal() -> None:
    lines = list(flow_graph(compile_case(SMALL), MADE_UP).lines)
    assert max(map(len, lines)) <= 80
    assert "      2     10       0%      80%    0%" in lines
    assert "    from venting: solving 75%, gone 25%" in lines
    assert "  time_up  >99%, 1,999 ways" in lines


def test_a_table_that_would_be_too_wide_comes_in_parts() -> None:
    stages = [f"a_stage_with_a_long_name_{at}" for at in range(6)]
    flow = Flow(({("venting", stage): 1 for stage in stages},))
    lines = list(flow_graph(compile_case(SMALL), flow).lines)
    heads = [line for line in lines if line.startswith("replies ")]
    assert len(heads) > 2
    assert max(map(len, heads)) <= 80
    assert sorted(word for line in heads for word in line.split() if word in stages) == stages


def test_the_bands_of_a_column_are_as_high_as_their_shares() -> None:
    for column in columns_of(MADE_UP, 0):
        assert sum(band.height for band in column.values()) == pytest.approx(415)
        bands = sorted(column.values(), key=lambda band: band.y)
        for upper, lower in pairwise(bands):
            assert upper.y + upper.height <= lower.y
    middle = columns_of(MADE_UP, 0)[2]
    assert middle["solving"].height == pytest.approx(4 * middle["gone"].height)


def test_the_picture_of_a_flow_names_every_stage_and_what_it_comes_to() -> None:
    shown = texts(flow_graph(having(), MADE_UP).drawings["svg"]())
    for stage in stages_in(MADE_UP):
        assert stage in shown
    assert "Hung up. <1% of all whole calls." in shown
    assert {"1", "4", "10", "2,000"} <= set(shown)


@pytest.mark.parametrize(
    ("ways", "shown"),
    [(9_999, "9,999"), (54_321, "54k"), (3_210_000, "3.2M"), (4 * 10**12, "4.0T")],
)
def test_large_numbers_of_ways_are_cut_short(ways: int, shown: str) -> None:
    flow = Flow(({("venting", "gone"): ways},))
    assert shown in texts(flow_graph(having(), flow).drawings["svg"]())


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_no_node_is_drawn_for_a_stage_that_no_way_comes_to(form: str) -> None:
    text = flow_graph(having(), MADE_UP).drawings[form]()
    nodes = set(re.findall(r"\bafter\d_\w+", text))
    assert nodes == {
        "after0_venting", "after1_venting", "after1_end", "after2_solving", "after2_gone",
        "after3_content", "after3_time_up",
    }  # fmt: skip
    assert "75%" in text
