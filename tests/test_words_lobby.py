"""Words before a call: the ladder, how hard and how heavy a call is, who was met, where all is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core.codes import Code
from sim.core.model import Need, PersonNeed
from sim.modes import MODES
from sim.prose.lobby import (
    EXAM_ABOUT,
    GRADES,
    HARDEST,
    Rung,
    about,
    another,
    for_the_exam,
    how_heavy,
    ladder,
    next_rung,
    passed,
    proposed,
)
from sim.prose.people import met, person
from sim.prose.sections import Section
from sim.prose.whereabouts import whereabouts, whereabouts_lines
from sim.records.history import Past
from sim.records.places import Places
from sim.studio.findings import ContentError, Finding
from sim.studio.folders import shipped
from tests.small import LADDER, SmallIndex, SmallLibrary

BEGAN = datetime(2026, 3, 1, 10, tzinfo=UTC)


def past(
    pair: tuple[str, str] = LADDER[0],
    ended: str = "content",
    heart: int | None = 50,
    mode: str = "guided",
    days: int = 0,
) -> Past:
    """A call that was played."""
    scores = {} if heart is None else {"start": heart // 2, "heart": heart}
    return Past(
        id=f"{days:04}",
        scenario=pair[0],
        customer=pair[1],
        mode=mode,
        temper="own",
        player="",
        started=BEGAN + timedelta(days=days),
        turns=5,
        ended=ended,
        scores=scores if ended else {},
        set_out=None,
        goal=None,
    )


@pytest.fixture
def index() -> SmallIndex:
    """With all that is known of how hard calls are."""
    index = SmallIndex()
    assert len(list(index.graded())) == len(LADDER)
    return index


def rungs(index: SmallIndex, *calls: Past) -> list[Rung]:
    return ladder(index, calls)  # type: ignore[arg-type]


def ids(rungs: list[Rung]) -> list[tuple[str, str]]:
    return [(rung.scenario.id, rung.customer.id) for rung in rungs]


# --- The ladder -----------------------------------------------------------------------------------


def test_the_ladder_goes_from_the_easiest_to_the_hardest(index: SmallIndex) -> None:
    found = rungs(index)
    assert ids(found) == LADDER
    assert [rung.number for rung in found] == [1, 2, 3, 4]
    assert [rung.grade for rung in found] == [1, 2, 3, 5]


def test_without_grades_it_stands_as_it_was_found_the_lighter_first() -> None:
    index = SmallIndex()
    found = rungs(index)
    assert ids(found) == [(s, c) for c in ("ada_berg", "bo_lind") for s in index.scenarios]
    assert {rung.grade for rung in found} == {None}


def test_a_rung_has_the_calls_that_were_played_of_it(index: SmallIndex) -> None:
    mine, other = past(LADDER[1], days=2), past(LADDER[2])
    older = past(LADDER[1], days=1)
    assert [rung.calls for rung in rungs(index, mine, other, older)] == [
        (), (mine, older), (other,), ()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("endings", "won"),
    [([], False), ([""], False), (["cool", "gone"], False), (["cool", "content", "gone"], True)],
)
def test_a_call_is_won_when_it_was_ever_brought_to_a_good_end(
    index: SmallIndex, endings: list[str], won: bool
) -> None:
    rung = rungs(index, *(past(ended=ended) for ended in endings))[0]
    assert rung.won == won
    assert next_rung(rungs(index, *(past(ended=ended) for ended in endings))) == (2 if won else 1)


def test_the_best_is_the_best_by_each_model_on_its_own(index: SmallIndex) -> None:
    one, other = past(heart=80), replace(past(), scores={"start": 90, "heart": 10})
    assert rungs(index, one, other)[0].best == {"start": 90, "heart": 80}
    assert rungs(index)[0].best == {}


def test_of_each_scenario_the_call_taken_last_is_proposed_or_the_easiest(
    index: SmallIndex,
) -> None:
    def shown(*calls: Past) -> list[tuple[str, str]]:
        return ids(proposed(rungs(index, *calls)))

    assert shown() == LADDER[:2]
    assert shown(past(LADDER[0])) == LADDER[:2], "whoever it was won with"
    assert shown(past(LADDER[3])) == [LADDER[1], LADDER[3]]
    assert shown(past(LADDER[0]), past(LADDER[1])) == LADDER[2:], "once more, with others"
    assert shown(*map(past, LADDER)) == LADDER[:2], "where all were won, the easiest"


def test_of_calls_as_easy_as_another_different_people_are_proposed(index: SmallIndex) -> None:
    same = [rung._replace(grade=1) for rung in rungs(index)]
    assert len({rung.customer.id for rung in proposed(same)}) == 2
    ada = [rung for rung in same if rung.customer.id == "ada_berg"]
    assert {rung.customer.id for rung in proposed(ada)} == {"ada_berg"}


def test_of_two_calls_as_hard_the_lighter_comes_first(index: SmallIndex) -> None:
    index.grade = lambda *_: 3  # type: ignore[method-assign]
    weights = [rung.customer.intensity for rung in ladder(index, [])]  # type: ignore[arg-type]
    assert weights == sorted(weights)
    assert len(set(weights)) > 1


def test_whoever_else_may_call_about_the_same_comes_in_turn(index: SmallIndex) -> None:
    every = rungs(index)
    first, other = every[0], every[3]
    assert first.scenario == other.scenario
    assert another(every, first) == other
    assert another(every, other) == first


def test_a_rung_says_with_how_many_of_its_customers_it_came_to_a_good_end(
    index: SmallIndex,
) -> None:
    found = rungs(index, past(LADDER[0]), past(LADDER[0]), past(LADDER[1], ended="cool"))
    assert [(rung.won_with, rung.of) for rung in found] == [(1, 2), (0, 2), (0, 2), (1, 2)]
    assert "Who may call: 2 customers; a good end with 1 so far." in told(found[3])


def test_when_all_are_won_nothing_is_next(index: SmallIndex) -> None:
    assert next_rung(rungs(index, *(past(pair) for pair in LADDER))) is None
    assert next_rung(rungs(index, *(past(pair) for pair in LADDER[1:]))) == 1


@pytest.mark.parametrize(("calls", "drawn"), [(4, [3, 4]), (3, [2, 3]), (2, [2]), (1, [1])])
def test_an_exam_is_drawn_from_the_harder_half(
    index: SmallIndex, calls: int, drawn: list[int]
) -> None:
    assert [rung.number for rung in for_the_exam(rungs(index)[:calls])] == drawn


@pytest.mark.parametrize(
    ("mode", "ended", "is_passed"),
    [("exam", "content", True), ("exam", "cool", False), ("guided", "content", False)],
)
def test_an_exam_is_passed_by_a_good_end(mode: str, ended: str, is_passed: bool) -> None:
    assert passed([past(ended="gone", mode="exam"), past(ended=ended, mode=mode)]) == is_passed


def test_the_exam_says_what_it_is() -> None:
    text = " ".join(line for section in EXAM_ABOUT for line in section.lines)
    exam = MODES["exam"]
    assert "harder half" in text
    assert (exam.gauges, exam.hints, exam.asks_why, exam.again) == (False,) * 4
    assert "No gauges, no hints, no reasons, and one try." in text


# --- What to know of a call -----------------------------------------------------------------------


def told(rung: Rung) -> list[str]:
    """What is said of a call, a paragraph each."""
    (section,) = about(rung)
    return [section.title, *section.lines]


def test_what_to_know_of_a_call_gives_nobody_away(index: SmallIndex) -> None:
    paragraphs = told(rungs(index)[0])
    assert paragraphs == [
        "A cold pot",
        "The tea came cold.",
        "You practise: Hearing it out.",
        "With Bo Lind. How heavy it is: 3 of 5. Bees.",
        f"How hard it is: 1 of 5, {GRADES[1]}.",
        "Who may call: 2 customers; a good end with none yet.",
        "So far: you have not taken this call yet.",
    ]
    assert index.library.customer("bo_lind").about not in " ".join(paragraphs)


def test_how_hard_a_call_is_has_words_for_every_grade_and_for_none(index: SmallIndex) -> None:
    assert list(GRADES) == list(range(1, HARDEST + 1))
    assert len(set(GRADES.values())) == HARDEST
    rung = rungs(index)[0]
    for grade, words in GRADES.items():
        assert f"How hard it is: {grade} of 5, {words}." in told(rung._replace(grade=grade))
    assert "How hard it is: not worked out yet." in told(rung._replace(grade=None))


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([past(ended="")], "you have not taken this call yet."),
        ([past()], "once; best: HEART 50, START 25. It came to a good end."),
        (
            [past(ended="cool"), past(ended="gone", heart=80)],
            "twice; best: HEART 80, START 40. It has not come to a good end yet.",
        ),
        (
            [past(ended=""), past(), past(), past(ended="gone")],
            "3 times; best: HEART 50, START 25. It came to a good end.",
        ),
        ([past(heart=None)], "once. It came to a good end."),
    ],
)
def test_how_a_call_went_so_far(index: SmallIndex, calls: list[Past], said: str) -> None:
    assert told(rungs(index, *calls)[0])[-1] == f"So far: {said}"


def test_how_heavy_a_call_is_says_what_to_be_prepared_for() -> None:
    assert how_heavy(2, "") == "How heavy it is: 2 of 5."
    assert how_heavy(5, "Bees.") == "How heavy it is: 5 of 5. Bees."


# --- People ---------------------------------------------------------------------------------------


def test_whoever_a_call_was_finished_with_was_met_the_latest_first(index: SmallIndex) -> None:
    calls = [
        past(("pot_cold", "ada_berg"), days=3),
        past(("gone", "nobody_here_any_more"), days=2),
        past(("pot_cold", "bo_lind"), days=1),
        past(("cup_short", "ada_berg")),
    ]
    assert met(index, calls) == ["ada_berg", "bo_lind"]  # type: ignore[arg-type]
    assert met(index, [past(ended="")]) == []  # type: ignore[arg-type]


def test_somebody_who_was_met_is_told_with_what_helps_and_how_it_went(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Needy(SmallLibrary):
        needs = (
            Need(
                id="slowly",
                kind="preference",
                text="To be asked one thing at a time",
                why="It is easier.",
                derived=[],
            ),
            Need(
                id="written",
                kind="access",
                text="It in writing.",
                why="To read it twice.",
                derived=[],
            ),
        )

        def customer(self, id: str) -> object:  # type: ignore[override]
            needs = [PersonNeed(need="slowly", signal=[])]
            return replace(super().customer(id), needs=needs)

    index = SmallIndex()
    index.library = Needy()
    calls = [
        past(("pot_cold", "bo_lind"), ended="gone", heart=10, days=400),
        past(("taken_away", "bo_lind"), ended="cool"),
        past(("cup_short", "ada_berg")),
        past(("cup_short", "bo_lind"), ended=""),
    ]
    who, helps, went = person(index, "bo_lind", calls)  # type: ignore[arg-type]
    assert who == Section("Bo Lind", ("Runs a tea room.",))
    assert helps.lines == ("To be asked one thing at a time. It is easier.",)
    assert went.lines == (
        "5 April 2027, A cold pot: hung up. HEART 10, START 5.",
        "1 March 2026, taken_away: served, and cool. HEART 50, START 25.",
    )


@pytest.mark.parametrize(
    "ended", ["content", "cool", "withdrawn", "handed_over", "gone", "time_up"]
)
def test_every_ending_has_a_word_for_the_list(index: SmallIndex, ended: str) -> None:
    *_, went = person(index, "bo_lind", [past(ended=ended)])  # type: ignore[arg-type]
    word = went.lines[0].partition(": ")[2].partition(".")[0]
    assert word
    assert "_" not in word
    assert (word == ended) == (ended == "content")


def test_a_call_without_scores_is_listed_without(index: SmallIndex) -> None:
    *_, went = person(index, "bo_lind", [past(heart=None)])  # type: ignore[arg-type]
    assert went.lines == ("1 March 2026, A cold pot: content.",)


def test_somebody_without_needs_has_no_empty_title(index: SmallIndex) -> None:
    assert all(section.lines for section in person(index, "bo_lind", [past()]))  # type: ignore[arg-type]


def test_a_customer_whose_file_can_no_longer_be_read_is_named_all_the_same() -> None:
    class Broken(SmallLibrary):
        def customer(self, id: str) -> object:  # type: ignore[override]
            raise ContentError([Finding("bo_lind.yaml", 3, 1, Code.NOT_YAML, "it is not right")])

    index = SmallIndex()
    index.library = Broken()
    (section,) = person(index, "bo_lind", [past()])  # type: ignore[arg-type]
    assert section.title == "Bo Lind"
    assert "bo_lind.yaml:3" in section.lines[0]


def test_needs_that_can_no_longer_be_read_leave_the_name_standing() -> None:
    class Broken(SmallLibrary):
        @property
        def needs(self) -> object:  # type: ignore[override]
            raise ContentError([Finding("needs.yaml", 3, 1, Code.NOT_YAML, "it is not right")])

    index = SmallIndex()
    index.library = Broken()
    (section,) = person(index, "bo_lind", [past()])  # type: ignore[arg-type]
    assert (section.title, "needs.yaml:3" in section.lines[0]) == ("Bo Lind", True)


# --- Where everything is --------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody stands who has content of their own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_every_place_is_named_whether_it_is_there_or_not(tmp_path: Path, elsewhere: Path) -> None:
    places = Places(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    (tmp_path / "data" / "calls").mkdir(parents=True)
    own = tmp_path / "own"
    own.mkdir()
    found = whereabouts(places, [own])
    assert [(place.what, place.path, place.there) for place in found.places] == [
        ("content", str(shipped()), True),
        ("content", str(elsewhere), True),
        ("content", str(own), True),
        ("calls", str(tmp_path / "data" / "calls"), True),
        ("content behind calls", str(tmp_path / "data" / "cases"), False),
        ("saved debriefs", str(tmp_path / "data" / "saved"), False),
        ("settings", str(tmp_path / "config" / "settings.json"), False),
        ("index, can be deleted", str(tmp_path / "cache" / "index.json"), False),
    ]


def test_asking_creates_nothing(tmp_path: Path, elsewhere: Path) -> None:
    before = sorted(os.walk(tmp_path))
    list(whereabouts_lines(whereabouts(Places(tmp_path / "home"), ())))
    assert sorted(os.walk(tmp_path)) == before


def test_the_lines_are_in_columns_and_say_what_is_not_there_yet(
    tmp_path: Path, elsewhere: Path
) -> None:
    found = whereabouts(Places(tmp_path / "home"), ())
    lines = list(whereabouts_lines(found))
    assert len(lines) == len(found.places)
    begins = {line.index(place.path) for line, place in zip(lines, found.places, strict=True)}
    assert len(begins) == 1
    for line, place in zip(lines, found.places, strict=True):
        assert line.startswith(place.what)
        assert line.endswith(place.path if place.there else " (not there yet)")
