"""Plays as they are read: with their case, or with all that is wrong, before any is played."""

import random
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.call import Call
from sim.core.codes import Code
from sim.core.compile import CaseError, compile_case
from sim.core.mood import SCALE
from sim.core.stages import ENDINGS, KEPT
from sim.core.step import State, advance, begin
from sim.core.tempers import TEMPERS, tempered
from sim.studio import plays
from sim.studio.findings import ContentError, Finding
from sim.studio.folders import find, find_plays, plays_in, shipped
from sim.studio.index import Index
from sim.studio.library import Library
from sim.studio.performing import perform
from sim.studio.plays import Script, beside, scripts
from tests.small import SMALL

CASE = compile_case(SMALL)


class Small:
    """A library with one small call; counts how often it is asked for."""

    scenarios = ("cup_short", "pot_cold")
    customers = ("ada_berg", "bo_lind")

    def __init__(self) -> None:
        self.asked = 0

    def case(self, scenario: str, customer: str) -> object:
        """The small case."""
        self.asked += 1
        return CASE


def script(text: str, folder: Path, name: str = "cup_short") -> list[Script]:
    """The plays of a file that stands beside a scenario."""
    ready, findings = scripts([written(text, folder, name)], Small())  # type: ignore[arg-type]
    assert not findings
    return ready


def written(text: str, folder: Path, name: str = "cup_short", kind: str = "scenarios") -> Path:
    """A file of plays."""
    (folder / kind).mkdir(exist_ok=True)
    path = folder / kind / f"{name}.play.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def told(findings: list[Finding]) -> list[str]:
    """`line:column: code: message` of each."""
    return [f"{each.line}:{each.column}: {each.code}: {each.message}" for each in findings]


SHORT = """\
    plays:
      - title: "Heard"
        as: ada_berg
        steps:
          - {say: hello, then: [heat < 60, raised short_cup]}
          - say: say_back
    """

# --- Reading --------------------------------------------------------------------------------------


def test_a_play_is_read_with_its_case(tmp_path: Path) -> None:
    (ready,) = script(SHORT, tmp_path)
    assert [step.say for step in ready.play.steps] == ["hello", "say_back"]
    assert ready.case.hash == CASE.hash
    assert len(ready.case.watched) == 2


@pytest.mark.parametrize("temper", TEMPERS)
def test_the_customer_is_in_the_temper_asked_for(temper: str, tmp_path: Path) -> None:
    text = SHORT.replace("as: ada_berg", f"as: ada_berg\n        temper: {temper}")
    (ready,) = script(text, tmp_path)
    assert ready.case.hash == compile_case(tempered(SMALL, temper)).hash


def test_a_play_is_about_what_it_stands_beside(tmp_path: Path) -> None:
    assert beside(tmp_path / "scenarios" / "late.play.yaml") == ("late", "")
    assert beside(tmp_path / "customers" / "ada.play.yaml") == ("", "ada")
    assert beside(tmp_path / "elsewhere" / "ada.play.yaml") == ("", "")


@pytest.mark.parametrize(
    ("kind", "name", "cast"),
    [
        ("customers", "ada_berg", "in: cup_short"),
        ("scenarios", "anything", "{in: cup_short, as: ada_berg}"),
        ("elsewhere", "anything", "{in: cup_short, as: ada_berg}"),
    ],
)
def test_whoever_is_named_is_meant(kind: str, name: str, cast: str, tmp_path: Path) -> None:
    named = "\n        ".join(cast.strip("{}").split(", "))
    path = written(SHORT.replace("as: ada_berg", named), tmp_path, name, kind)
    ready, findings = scripts([path], Small())  # type: ignore[arg-type]
    assert (len(ready), findings) == (1, [])


def test_everything_wrong_is_told_at_once_at_its_place_before_anything_is_played(
    tmp_path: Path,
) -> None:
    text = """\
    plays:
      - title: "Nobody"
        as: ada_bergh
        steps: [{say: hello}]
      - title: "Nowhere"
        in: cup_shot
        as: ada_berg
        steps: [{say: hello}]
      - title: "Without anybody"
        steps: [{say: hello}]
      - title: "Misspelt"
        as: ada_berg
        steps:
          - {say: hallo, then: [raised short_cup, stage setling, heat over 50]}
          - {say: go_on, then: [act listen]}
        scores: {teas: {from: 1}, tea: {from: 90, to: 80}}
    """
    ready, findings = scripts([written(text, tmp_path)], Small())  # type: ignore[arg-type]
    assert not ready
    assert told(findings) == [
        "3:9: SB104: there is no customer 'ada_bergh'; did you mean 'ada_berg'?",
        "6:9: SB104: there is no scenario 'cup_shot'; did you mean 'cup_short'?",
        "9:5: SB012: the key 'as' is missing; it names the customer",
        "14:15: SB104: there is no reply 'hallo'; did you mean 'hello'?",
        "14:47: SB102: 'stage setling': there is no 'setling'; did you mean 'settling'?",
        "14:62: SB101: 'heat over 50': write 'heat >= 50'",
        "15:29: SB103: 'act listen': no act is judged here; write 'last' or 'did' with the act",
        "16:20: SB104: there is no rubric 'teas'; did you mean 'tea'?",
        "16:36: SB014: 'from' is more than 'to'; no score lies there",
    ]


def test_a_play_has_the_shape_of_one(tmp_path: Path) -> None:
    text = """\
    plays:
      - title: "Odd"
        temper: won
        steps: []
        ends: happy
        scores: {tea: {from: 101}}
    """
    _, findings = scripts([written(text, tmp_path)], Small())  # type: ignore[arg-type]
    assert [(each.line, each.code) for each in findings] == [
        (3, "SB015"),
        (4, "SB014"),
        (5, "SB015"),
        (6, "SB014"),
    ]


def test_a_file_that_cannot_be_used_keeps_no_other_from_being_played(tmp_path: Path) -> None:
    broken, sound = written("plays: 7\n", tmp_path, "a"), written(SHORT, tmp_path)
    ready, findings = scripts([broken, sound, tmp_path / "none"], Small())  # type: ignore[arg-type]
    assert len(ready) == 1
    assert [each.code for each in findings] == ["SB013", "SB001"]


def test_what_is_wrong_with_content_is_told_once_for_all_its_plays(tmp_path: Path) -> None:
    wrong = Finding("ada_berg.yaml", 3, 1, Code.MISSING_KEY, "the key 'name' is missing")

    class Broken(Small):
        def case(self, scenario: str, customer: str) -> object:
            raise ContentError([wrong])

    paths = [written(SHORT, tmp_path), written(SHORT, tmp_path, "pot_cold")]
    ready, findings = scripts(paths, Broken())  # type: ignore[arg-type]
    assert (ready, findings) == ([], [wrong])


def test_a_pair_is_read_once_for_all_its_plays(tmp_path: Path) -> None:
    library = Small()
    paths = [
        written(SHORT, tmp_path),
        written(SHORT.replace("as: ada_berg", "in: cup_short"), tmp_path, "ada_berg", "customers"),
    ]
    ready, findings = scripts(paths, library)  # type: ignore[arg-type]
    assert (len(ready), findings, library.asked) == (2, [], 1)


def test_the_words_of_a_play_are_those_of_the_game() -> None:
    assert set(get_args(plays.Ending)) == set(ENDINGS)
    assert set(get_args(plays.Temper)) == set(TEMPERS)


# --- What is watched ------------------------------------------------------------------------------

NUMBERS = [f"{gauge} >= {least}" for gauge in ("heat", "heard", "trust") for least in range(101)]
REST = (
    "stage settling",
    "last listen",
    "raised short_cup",
    "used go_on",
    "did say_back",
    "turn < 3",
)


def walked(seed: int, *watched: str) -> Iterator[tuple[State, set[str], str]]:
    """Every state of a random call, with the tests that hold in it, and the reply before it."""
    case, choose = compile_case(SMALL, watched), random.Random(seed).choice
    state, said = begin(case).state, ""
    while True:
        bits = case.view(*state)
        pairs = zip(watched, case.watched, strict=True)
        yield state, {test for test, guard in pairs if bits & guard.mask == guard.want}, said
        if state.stage in ENDINGS:
            return
        reply = choose(case.offer(bits))
        state, said = advance(case, state, reply).state, reply.id


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_watched_holds_where_it_is_so(seed: int) -> None:
    replies: list[str] = []
    for state, holds, said in walked(seed, *NUMBERS, *REST):
        replies += [said] if said else []
        for gauge in ("heat", "heard", "trust"):
            least = getattr(state, gauge) // SCALE
            assert [test for test in NUMBERS if test in holds and test.startswith(gauge)] == [
                f"{gauge} >= {value}" for value in range(least + 1)
            ]
        assert ("stage settling" in holds) == (state.stage == "settling")
        assert ("last listen" in holds) == (said in ("go_on", "stock_yes"))
        assert ("used go_on" in holds) == ("go_on" in replies)
        assert ("did say_back" in holds) == ("say_back" in replies)
        assert ("turn < 3" in holds) == (len(replies) < 3)
        assert "raised short_cup" in holds


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_watching_changes_nothing_in_a_call(seed: int) -> None:
    choose = random.Random(seed).choice
    plain, seen = Call(CASE, seed), Call(compile_case(SMALL, (*NUMBERS, *REST)), seed)
    while plain.offered:
        assert plain.offered == seen.offered
        reply = choose(plain.offered).id
        assert plain.reply(reply) == seen.reply(reply)
    assert plain.scores == seen.scores


def test_watching_changes_neither_the_name_of_a_case_nor_what_lasts() -> None:
    case = compile_case(SMALL, (*NUMBERS, *REST))
    assert (case.hash, case.lasting) == (CASE.hash, CASE.lasting)
    assert CASE.watched == ()


def test_a_test_that_can_never_hold_is_none() -> None:
    assert compile_case(SMALL, ["voice reserved", "voice outspoken"]).watched[0] is None


def test_what_is_wrong_with_what_is_watched_comes_with_what_is_wrong_elsewhere() -> None:
    with pytest.raises(CaseError) as refused:
        compile_case(SMALL, ["heat >= 5", "stage nowhere"])
    (problem,) = refused.value.problems
    assert problem.path == ("watched", 1, 0)


# --- Where plays are found ------------------------------------------------------------------------


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in that has no content of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def folder(place: Path, *files: str) -> Path:
    """A folder with these files in it."""
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text("")
    return place


def test_plays_are_no_content(away: Path) -> None:
    ours = folder(away / "ours", "customers/bea.play.yaml", "scenarios/late.play.yaml")
    found, index = find([ours]), Index([ours])
    for ids in (found.customers, found.scenarios, index.customers, index.scenarios):
        assert ids
        assert not [id for id in ids if "play" in id or id in ("bea", "late")]
    assert not any(index.faults.values())
    assert not found.notices


def test_plays_of_a_later_folder_win(away: Path) -> None:
    one = folder(away / "one", "scenarios/late.yaml", "scenarios/late.play.yaml")
    two = folder(away / "two", "scenarios/late.play.yaml", "customers/late.play.yaml")
    found = find_plays([one, two])
    assert [path for path in found if path.is_relative_to(away)] == [
        two / "scenarios" / "late.play.yaml",
        two / "customers" / "late.play.yaml",
    ]


def test_who_takes_the_place_of_content_takes_that_of_its_plays(away: Path) -> None:
    one = folder(away / "one", "scenarios/late.yaml", "scenarios/late.play.yaml")
    two = folder(away / "two", "scenarios/late.yaml")
    assert one / "scenarios" / "late.play.yaml" in find_plays([one])
    assert not [path for path in find_plays([one, two]) if path.is_relative_to(away)]


def test_plays_stand_in_a_folder_or_in_those_for_content_in_it(away: Path) -> None:
    files = ("scenarios/a.play.yaml", "customers/b.play.yaml", "c.play.yaml")
    ours = folder(away / "ours", *files, "d.yaml", "deeper/down/e.play.yaml")
    assert {str(path.relative_to(ours)) for path in plays_in(ours)} == set(files)


# --- What is shipped ------------------------------------------------------------------------------

LIBRARY = Library()
SHIPPED, FAULTS = scripts(plays_in(shipped()), LIBRARY)


def test_every_shipped_play_can_be_read() -> None:
    assert FAULTS == []


@pytest.mark.parametrize("ready", SHIPPED, ids=lambda ready: ready.play.title)
def test_every_shipped_play_is_as_it_must_be(ready: Script) -> None:
    assert [str(missed.finding) for missed in perform(ready).missed] == []


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_every_scenario_has_a_good_a_middling_and_a_lost_play(scenario: str) -> None:
    found = [perform(each) for each in SHIPPED if Path(each.document.file).stem[:-5] == scenario]
    assert len({play.customer for play in found}) >= 3
    good = [p for p in found if p.ending == "content" and min(p.scores.values()) >= 80]
    away = ("gone", "withdrawn", "handed_over")
    lost = [p for p in found if p.ending in away and max(p.scores.values()) < 50]
    middling = [p for p in found if p.ending in KEPT and min(p.scores.values()) < 80]
    assert min(map(len, (good, middling, lost))) >= 1


def test_every_customer_has_a_play() -> None:
    found = {Path(each.document.file).name.partition(".")[0] for each in SHIPPED}
    assert found == {*LIBRARY.customers, *LIBRARY.scenarios}


def test_every_shipped_play_expects_something_of_the_way_there() -> None:
    for each in SHIPPED:
        assert len(each.case.watched) >= 3, each.play.title
