"""Calls written down as plays: they can be played at once, and what stood there still does."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.tempers import TEMPERS, tempered
from sim.studio.performing import Tried, perform
from sim.studio.plays import Band, Play, Plays, PlayStep, scripts
from sim.studio.reader import load
from sim.studio.recording import CannotRecord, play_of, record, written
from tests.small import MENDED, SMALL
from tests.studio.test_plays import Small

CALL = Call(compile_case(SMALL), 0, MENDED)
PLACES = ["scenarios/cup_short.play.yaml", "customers/ada_berg.play.yaml", "mine.play.yaml"]


def place(folder: Path, name: str) -> Path:
    """A path whose folder is there."""
    (folder / name).parent.mkdir(exist_ok=True)
    return folder / name


def played(path: Path) -> list[Tried]:
    """What comes of the plays of a file."""
    ready, findings = scripts([path], Small())  # type: ignore[arg-type]
    assert not findings
    return [perform(each) for each in ready]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("replies", [1, 3, len(MENDED)])
def test_a_recorded_call_is_as_it_must_be(name: str, replies: int, tmp_path: Path) -> None:
    path, call = place(tmp_path, name), Call(CALL.case, 7, MENDED[:replies])
    record(call, "own", path)
    (play,) = played(path)
    assert play.missed == ()
    assert (play.ending, play.scenario, play.customer) == (call.ending, "cup_short", "ada_berg")


def test_it_says_what_was_said_and_what_changed(tmp_path: Path) -> None:
    path = place(tmp_path, PLACES[0])
    record(CALL, "own", path)
    score = CALL.scores[0].score
    expected = f"""\
        # What was said in a call, and what must be so: `sayback test` plays it.

        plays:
          - title: "Ada Berg: content after 5 replies"
            as: ada_berg
            steps:
              - {{say: hello, then: [raised short_cup]}}
              - {{say: say_back, then: [stage settling]}}
              - {{say: sorry, then: [stage solving]}}
              - {{say: send}}
              - {{say: goodbye}}
            ends: content
            scores: {{tea: {{from: {score - 3}, to: {min(100, score + 3)}}}}}
    """
    assert path.read_text() == dedent(expected)


def test_the_call_and_the_caller_are_named_where_the_file_does_not(tmp_path: Path) -> None:
    for name, named in zip(PLACES, [("as",), ("in",), ("in", "as")], strict=True):
        path = place(tmp_path, name)
        record(CALL, "own", path)
        text = path.read_text()
        assert [key for key in ("in", "as") if f"    {key}: " in text] == list(named)


@pytest.mark.parametrize("temper", TEMPERS)
def test_the_temper_is_kept(temper: str, tmp_path: Path) -> None:
    path = place(tmp_path, PLACES[0])
    record(Call(compile_case(tempered(SMALL, temper)), 0, ["hello"]), temper, path)
    (play,) = played(path)
    assert (play.temper, play.missed) == (temper, ())


BEFORE = [
    'plays:\n  - title: "One"\n    as: ada_berg\n    steps: [{say: hello}]\n',
    'plays:\n- title: "One"  # kept\n  as: ada_berg\n  steps:\n  - say: hello\n\n# the end\n',
    'plays:\n      - {title: "One", as: ada_berg, steps: [{say: hello}]}',
    '\ufeffplays:\r\n  -   title: "One"\r\n      as: ada_berg\r\n      steps: [{say: hello}]\r\n',
]


@pytest.mark.parametrize("before", BEFORE)
def test_what_is_there_stays_to_the_byte_and_the_play_comes_behind_it(
    before: str, tmp_path: Path
) -> None:
    path = place(tmp_path, PLACES[0])
    path.write_bytes(before.encode())
    record(CALL, "own", path)
    record(CALL, "own", path)
    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert after.count(b"\r\n") in (0, after.count(b"\n"))
    first, *recorded = played(path)
    assert first.title == "One"
    assert [play.missed for play in recorded] == [(), ()]


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ("title: Short again\n", "cannot be used"),
        ("plays: []\n", "cannot be used"),
        ("not yaml: [\n", "cannot be used"),
        (BEFORE[0].replace("hello", "hello, than: [turn < 2]"), "cannot be used"),
        ('plays: [{title: "One", as: ada_berg, steps: [{say: hello}]}]\n', "as it is written"),
        (f"{BEFORE[0]}...\n", "as it is written"),
    ],
)
def test_what_is_no_list_of_plays_is_refused_and_left_alone(
    there: str, why: str, tmp_path: Path
) -> None:
    path = place(tmp_path, PLACES[0])
    path.write_text(there)
    with pytest.raises(CannotRecord, match=why):
        record(CALL, "own", path)
    assert path.read_text() == there


def test_only_files_of_plays_are_written(tmp_path: Path) -> None:
    with pytest.raises(CannotRecord, match=r"end in \.play\.yaml"):
        record(CALL, "own", tmp_path / "cup_short.yaml")
    with pytest.raises(CannotRecord, match="nothing was said"):
        record(Call(CALL.case, 0), "own", tmp_path / "cup_short.play.yaml")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_names_its_schema_where_there_is_one(tmp_path: Path) -> None:
    path = place(tmp_path, PLACES[0])
    place(tmp_path, "schemas/play.json").write_text("{}")
    record(CALL, "own", path)
    assert path.read_text().startswith("# yaml-language-server: $schema=../schemas/play.json\n#")


IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(
    ["true", "false", "null", "no", "on", "y", "e1", "x_"]
)
TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
WRITTEN = TEXT.filter(str.strip)
"""A text of nothing but spaces is refused, whoever wrote it."""


@given(
    WRITTEN,
    IDS,
    IDS,
    st.lists(st.sampled_from(["heat < 5", "not did ask order twice"]), max_size=4),
)
def test_whatever_a_play_says_is_read_back(
    title: str, customer: str, reply: str, then: list[str]
) -> None:
    play = Play(
        title=title,
        customer=customer,
        temper="short",
        steps=[PlayStep(say=reply, then=then), PlayStep(say="x")],
        ends="time_up",
        scores={reply: Band(3, 4)},
    )
    text = f"plays:\n{written(play)}{written(play)}"
    assert load(text.encode(), "f", Plays)[0].plays == [play, play]


@given(TEXT)
def test_a_name_in_any_script_makes_a_title(name: str) -> None:
    customer = replace(SMALL.customer, name=replace(SMALL.customer.name, first=name))
    call = Call(compile_case(replace(SMALL, customer=customer)), 0, ["hello"])
    title = play_of(call, "own", Path("x.play.yaml")).title
    assert " ".join(name.split()) in title
    assert title.isprintable()
