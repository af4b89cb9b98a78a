"""The customer's face: every drawing in its frame, and the right one for each moment."""

from itertools import combinations
from unicodedata import east_asian_width

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from sim.core.mood import SCALE
from sim.core.stages import COMMON, ENDINGS, TALKING
from sim.tui.widgets.face import DRAWINGS, HEIGHT, MOODS, SMALL, WIDTH, Drawing, Face, portrait

EVERY = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
ACCENTED = "òó"
"""Letters that are wide in some East Asian fonts, and worth it."""
OF_ONE_KIND = (
    {"ringing_warm", "ringing_hot", "ringing_boiling"},
    {"venting_warm", "venting_hot", "venting_boiling"},
    {"solving", "at_ease"},
)
"""Drawings whose small form may be the same."""
SIX, EIGHT, SEVEN = 60 * SCALE, 80 * SCALE, 70 * SCALE


class Wall(App[None]):
    """A place to hang one face."""

    def compose(self) -> ComposeResult:
        yield Face()

    def shown(self) -> list[str]:
        """What stands where the face is."""
        strips = self.screen._compositor.render_strips()
        return [strip.text[:WIDTH] for strip in strips[:HEIGHT]]


@EVERY
def test_each_drawing_fills_its_frame(drawing: Drawing) -> None:
    for lines in (drawing.lines, drawing.ascii_lines):
        assert [len(line) for line in lines] == [WIDTH] * HEIGHT
        assert any(line.strip() for line in lines)


@EVERY
def test_each_small_one_is_one_short_line(drawing: Drawing) -> None:
    for small in (drawing.small, drawing.ascii_small):
        assert "\n" not in small
        assert 3 <= cell_len(small) <= SMALL


@EVERY
def test_each_character_is_one_cell_wide_and_known_to_every_terminal(drawing: Drawing) -> None:
    for char in set("".join(drawing.lines) + drawing.small):
        assert cell_len(char) == 1
        box_or_block = "\u2500" <= char <= "\u259f"
        assert box_or_block or char < "\u0250"
        assert box_or_block or char in ACCENTED or east_asian_width(char) in ("N", "Na")


@EVERY
def test_ascii_is_ascii(drawing: Drawing) -> None:
    text = "".join(drawing.ascii_lines) + drawing.ascii_small
    assert text.isascii()
    assert text.isprintable()


@EVERY
def test_each_says_in_a_few_words_what_it_shows(drawing: Drawing) -> None:
    assert 2 <= len(drawing.words.split()) <= 4
    assert drawing.mood in MOODS


def test_no_two_drawings_are_the_same() -> None:
    for one, other in combinations(DRAWINGS.values(), 2):
        assert one.words != other.words
        assert one.lines != other.lines
        assert one.ascii_lines != other.ascii_lines
        if not any({one.name, other.name} <= kind for kind in OF_ONE_KIND):
            assert one.small != other.small
            assert one.ascii_small != other.ascii_small


def test_neighbours_in_heat_differ_in_more_than_one_place() -> None:
    for stage in ("ringing", "venting"):
        bands = [DRAWINGS[f"{stage}_{band}"] for band in ("warm", "hot", "boiling")]
        for one, other in combinations(bands, 2):
            assert sum(a != b for a, b in zip(one.lines, other.lines, strict=True)) >= 2
            assert sum(a != b for a, b in zip(one.ascii_lines, other.ascii_lines, strict=True)) >= 2


@pytest.mark.parametrize("stage", ["ringing", "venting"])
@pytest.mark.parametrize(
    ("heat", "band"),
    [(0, "warm"), (SIX - 1, "warm"), (SIX, "hot"), (EIGHT - 1, "hot"), (EIGHT, "boiling"),
     (100 * SCALE, "boiling")],
)  # fmt: skip
def test_heat_shows_while_they_vent_and_before(stage: str, heat: int, band: str) -> None:
    assert portrait(stage, heat, 0).name == f"{stage}_{band}"


def test_trust_shows_once_they_are_solving() -> None:
    assert portrait("solving", 0, SEVEN - 1).name == "solving"
    assert portrait("solving", 0, SEVEN).name == "at_ease"
    assert portrait("settling", 0, SEVEN).name == "settling"


@pytest.mark.parametrize("stage", sorted({*TALKING, *COMMON} - {"venting", "solving"}))
@pytest.mark.parametrize("heat", [0, 100 * SCALE])
def test_the_other_shared_stages_have_a_face_of_their_own(stage: str, heat: int) -> None:
    assert portrait(stage, heat, 0).name == stage


@pytest.mark.parametrize("stage", ["retreating", "at_ease", "venting_hot", ""])
def test_in_a_stage_of_their_own_they_are_guarded_unless_boiling(stage: str) -> None:
    assert portrait(stage, EIGHT - 1, SEVEN).name == "guarded"
    assert portrait(stage, EIGHT, SEVEN).name == "venting_boiling"


def test_every_drawing_is_the_face_of_some_moment() -> None:
    stages = ("ringing", *TALKING, *ENDINGS, "retreating")
    gauges = (0, SIX, SEVEN, EIGHT)
    shown = {portrait(stage, heat, trust).name for stage in stages
             for heat in gauges for trust in gauges}  # fmt: skip
    assert shown == set(DRAWINGS)


async def test_a_face_stands_on_the_screen_as_it_was_drawn() -> None:
    async with Wall().run_test(size=(40, 12)) as pilot:
        assert isinstance(pilot.app, Wall)
        face = pilot.app.query_one(Face)
        for drawing in DRAWINGS.values():
            for ascii, lines in ((False, drawing.lines), (True, drawing.ascii_lines)):
                face.show(drawing, ascii)
                await pilot.pause()
                assert pilot.app.shown() == list(lines)
                assert [mood for mood in MOODS if face.has_class(f"-{mood}")] == [drawing.mood]
        assert (face.size.width, face.size.height) == (WIDTH, HEIGHT)


async def test_brackets_in_a_drawing_are_no_markup() -> None:
    drawing = DRAWINGS["cool"]._replace(lines=("[b]x[/b] [/] [red $".ljust(WIDTH)[:WIDTH],) * 7)
    async with Wall().run_test(size=(40, 12)) as pilot:
        assert isinstance(pilot.app, Wall)
        pilot.app.query_one(Face).show(drawing, False)
        await pilot.pause()
        assert pilot.app.shown() == list(drawing.lines)


@pytest.mark.parametrize(("stage", "like"), [("abusive", "escalated"), ("limited", "gone")])
def test_abuse_looks_like_shouting_and_its_end_like_a_dead_line(stage: str, like: str) -> None:
    assert portrait(stage, 0, 0) == portrait(like, 0, 0)
