"""The lobby in plain lines: the ladder of calls, the exam, the customers met, and the settings."""

import re
import shutil
from pathlib import Path

import pytest

from sim.prose.lobby import GRADES as HARD
from sim.prose.lobby import about, ladder, proposed
from sim.records.history import Past, history
from sim.records.places import Places
from sim.records.settings import Settings, save
from sim.studio.folders import shipped
from sim.studio.index import Index
from sim.studio.library import NoSuchContent
from tests.small import GRADES, LADDER, MENDED, SmallIndex
from tests.typed import Game, Typist

NOTE = ("1", "2")
EXAM, PEOPLE = "3", "4"
"""What stands below a call of each of the two scenarios."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def play(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typist:
    monkeypatch.setenv("COLUMNS", "1000")
    return Typist(places, monkeypatch, capsys)


def begun(places: Places) -> Past:
    """The call that was begun last."""
    return history(places)[0]


def choices(game: Game) -> list[str]:
    """What could be chosen first, without the numbers."""
    before, _, _ = game.text.partition("Which call will you take?")
    return re.findall(r"^\d\. (.*)$", before, re.MULTILINE)


# --- The ladder -----------------------------------------------------------------------------------


def test_calls_stand_from_the_easiest_to_the_hardest(play: Typist) -> None:
    *calls, exam, others = choices(play.choosing("q"))
    assert exam.startswith("The exam.")
    assert others == "Choose who calls yourself."
    assert [re.search(r"How hard it is: (\d) of 5, ", call)[1] for call in calls] == list("12")
    assert calls[0] == (
        "A cold pot. The tea came cold. You practise: Hearing it out. With Bo Lind. "
        f"How heavy it is: 3 of 5. Bees. How hard it is: 1 of 5, {HARD[1]}. "
        "Who may call: 2 customers; a good end with none yet. "
        "So far: you have not taken this call yet. Next for you."
    )


def test_the_ladder_tells_all_that_the_screen_tells_of_a_call(play: Typist, places: Places) -> None:
    play(*MENDED, *NOTE)
    play("only", *["go_on"] * 11, *NOTE, seed=4)
    game = play.choosing("q")
    index = SmallIndex()
    assert len(list(index.graded())) == 4
    rungs = proposed(ladder(index, history(places)))  # type: ignore[arg-type]
    for rung, told in zip(rungs, choices(game), strict=False):
        missing = [line for each in about(rung) for line in each.lines if line not in told]
        assert missing == []


def test_the_next_call_is_the_first_not_yet_brought_to_a_good_end(play: Typist) -> None:
    def marked(game: Game) -> list[bool]:
        return ["Next for you." in each for each in choices(game)[:2]]

    assert marked(play.choosing("q")) == [True, False]
    scenario, customer = LADDER[0]
    play(*MENDED, *NOTE, scenario=scenario, customer=customer)
    assert marked(play.choosing("q")) == [False, True]


def test_the_best_score_so_far_is_told_by_the_leading_model(
    play: Typist, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(*MENDED, *NOTE)
    (journal,) = places.calls.glob("*.jsonl")
    journal.write_text(journal.read_text().replace('"scores":{"tea":100}', '"scores":{"heart":77}'))
    journal.write_text(journal.read_text().replace('"ended":"content"', '"ended":"cool"'))
    game = play.choosing("q", customer="ada_berg")
    assert ["best: HEART 77." in each for each in choices(game)] == [True, False]


@pytest.mark.parametrize("typed", ["2", "cup_short/bo_lind"])
def test_a_call_is_taken_by_its_number_or_its_id(play: Typist, places: Places, typed: str) -> None:
    play.choosing(typed, "q")
    assert (begun(places).scenario, begun(places).customer) == ("cup_short", "bo_lind")


@pytest.mark.parametrize(
    ("asked", "calls"),
    [
        ({"customer": "ada_berg"}, [("cup_short", "ada_berg"), ("pot_cold", "ada_berg")]),
    ],
)
def test_what_is_named_narrows_the_ladder(
    play: Typist, places: Places, asked: dict[str, str], calls: list[tuple[str, str]]
) -> None:
    for number, call in enumerate(calls, 1):
        game = play.choosing("n", str(number), "q", **asked)
        assert len(choices(game)) == len(calls), "and neither exam nor people beside"
        assert (begun(places).scenario, begun(places).customer) == call


def test_whoever_likes_chooses_what_it_is_about_and_then_who_calls(
    play: Typist, places: Places
) -> None:
    for asked, typed in (
        ({}, ["others", "2", "2"]),
        ({"scenario": "cup_short"}, ["others", "1", "2"]),
    ):
        game = play.choosing("n", *typed, "q", **asked)
        assert "Who is calling?" in game.text
        assert "Bo Lind. How hard it is: 2 of 5," in game.text
        assert (begun(places).scenario, begun(places).customer) == ("cup_short", "ada_berg")


def test_who_names_a_call_is_asked_nothing(play: Typist) -> None:
    assert "Which call" not in play("q").text
    assert "Which call" not in play("q", seed=None).text


def test_what_is_not_there_is_refused_before_anything_is_asked(play: Typist) -> None:
    with pytest.raises(NoSuchContent):
        play.choosing("1", scenario="no_such_thing")
    with pytest.raises(NoSuchContent):
        play.choosing("1", customer="nobody")


@pytest.mark.parametrize("typed", [["q"], [], ["7"], ["what?"]])
def test_nothing_begins_until_it_is_chosen(play: Typist, places: Places, typed: list[str]) -> None:
    game = play.choosing(*typed)
    assert (game.ending, game.lines[-1]) == ("", "No call was begun.")
    assert not places.calls.exists()


def test_a_seed_is_drawn_and_told(play: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.session.randbelow", lambda below: below - 1)
    game = play(*MENDED, seed=None)
    assert "sayback play cup_short --as ada_berg --seed 999999" in game.lines


def test_a_call_that_was_left_is_asked_about_before_the_ladder(
    play: Typist, places: Places
) -> None:
    play("hello", "q")
    assert "Go on with it?" not in play.choosing("q", scenario="pot_cold").text
    game = play.choosing("n", "1", "q")
    assert game.paragraphs.index("Go on with it?") < game.paragraphs.index("Which call will you")
    assert (begun(places).scenario, begun(places).customer) == LADDER[0]


def test_the_ladder_of_shipped_calls_says_how_hard_each_is(
    play: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No pretence: content from files, and grades that are worked out."""
    content, elsewhere = tmp_path / "content", tmp_path / "elsewhere"
    for kind, names in {
        "scenarios": ["short_again"],
        "customers": ["ingrid_solheim", "marcus_oyelaran"],
    }.items():
        (content / kind).mkdir(parents=True)
        for name in names:
            shutil.copy(shipped() / kind / f"{name}.yaml", content / kind)
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("sim.studio.folders.shipped", lambda: content)
    play.index = Index((), tmp_path / "index.json")
    game = play.choosing("others", "1", "2", "1", "q")
    told = game.text.partition("What is the call about?")[2]
    grades = [
        int(hard) for hard in re.findall(r"^\d\. .*How hard it is: ([1-5]) of 5, ", told, re.M)
    ]
    assert len(grades) == 2
    assert grades == sorted(grades)
    assert [Index((), tmp_path / "index.json").grade("short_again", who) for who in (
        "ingrid_solheim", "marcus_oyelaran"
    )] in (grades, grades[::-1])  # fmt: skip


# --- The exam -------------------------------------------------------------------------------------


def test_an_exam_is_drawn_from_the_harder_half_and_played_as_one(
    play: Typist, places: Places
) -> None:
    drawn = set()
    for _ in range(20):  # whoever drew from all of them would have to be very lucky
        assert "You play in exam mode." in play.choosing("n", EXAM, "q").text
        drawn.add((begun(places).scenario, begun(places).customer))
        assert begun(places).mode == "exam"
    assert drawn <= set(LADDER[2:])


def test_an_exam_is_one_whatever_mode_was_asked_for(play: Typist, places: Places) -> None:
    play.choosing("exam", "q", mode="guided")
    assert begun(places).mode == "exam"


def test_an_exam_can_be_brought_to_its_end_and_is_not_taken_again(
    play: Typist, places: Places
) -> None:
    game = play.choosing(EXAM, *MENDED, *NOTE)
    assert game.ending == "content"
    assert "The same call once more" not in game.text
    assert begun(places).ended == "content"


# --- The customers one has met --------------------------------------------------------------------


def test_nobody_was_met_before_a_call_came_to_its_end(play: Typist) -> None:
    play("hello", "q")
    assert len(choices(play.choosing("n", "q"))) == 4
    play(*MENDED, *NOTE)
    assert choices(play.choosing("q"))[3] == "Read about the customers you have met."


def test_whoever_was_met_is_told_with_the_calls_and_the_ladder_comes_again(
    play: Typist, places: Places
) -> None:
    play(*MENDED, *NOTE)
    play(*["go_on"] * 12, *NOTE, seed=4)
    game = play.choosing(PEOPLE, "1", "q")
    assert "Ada Berg:\nRuns a tea room." in game.text
    calls = re.findall(r"- \d\d \w+ \d{4}, (.*)", game.text)
    assert calls == ["A cup short: ran out of time. TEA 25.", "A cup short: content. TEA 100."]
    assert "Bo Lind:" not in game.lines, "nobody is told of who was not met"
    assert game.text.count("Which call will you take?") == 2
    assert (begun(places).scenario, begun(places).customer) == LADDER[0]


# --- The settings ---------------------------------------------------------------------------------


def test_settings_say_who_plays_and_how_much_is_shown(play: Typist, places: Places) -> None:
    save(places, Settings(name="Sam", mode="exam"))
    assert "You play in exam mode." in play("q").text
    assert (begun(places).player, begun(places).mode) == ("Sam", "exam")


def test_the_command_line_has_the_last_word_on_the_mode(play: Typist, places: Places) -> None:
    save(places, Settings(mode="exam"))
    assert "You play in standard mode." in play("q", mode="standard").text
    assert begun(places).mode == "standard"


@pytest.mark.parametrize("text", ["{", '{"theme": "plaid", "mode": "exam"}', '{"nmae": "Sam"}'])
def test_settings_that_cannot_be_read_are_said_and_not_used(
    play: Typist, places: Places, text: str
) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text(text)
    game = play("q")
    assert f"'{places.settings}' is not used until it is mended" in game.lines[0]
    assert "You play in guided mode." in game.text
    assert begun(places).mode == "guided"
    assert places.settings.read_text() == text, "reading changes nothing"


def test_a_temper_is_put_on_and_recorded(play: Typist, places: Places) -> None:
    heats = {}
    for temper in ("gentle", "own", "short"):
        game = play("only", "q", temper=temper)
        heats[temper] = int(re.findall(r"Heat (\d+),", game.text)[-1])
        assert begun(places).temper == temper
    assert heats["gentle"] < heats["own"] < heats["short"]


def test_there_are_grades_for_every_call_of_the_small_index() -> None:
    index = SmallIndex()
    assert index.grade("cup_short", "bo_lind") is None, "until it is found out"
    assert {(s, c): g for s, c, g in index.graded()} == GRADES
    assert index.grade("cup_short", "bo_lind") == 2
