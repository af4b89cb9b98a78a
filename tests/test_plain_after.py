"""After the call in plain lines: promises, the note, the debrief in parts, goals, what is saved."""

import errno
import os
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core.goals import Goal
from sim.core.model import Scenario, WrapUp
from sim.prose.kept import KEPT
from sim.records.history import Past, history
from sim.records.places import Places
from sim.session import Session
from tests.small import MENDED, PROMISED, SmallIndex, SmallLibrary
from tests.typed import Typist

PROMISE = 'Which will you keep? Type numbers, as in "1 2", or none:'
NOTE = ("1", "2")
"""An answer to each line of the note: bad luck, and nobody should know."""
POOR = ("hello", "only", *MENDED[1:])
"""A call with something to do better."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def play(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typist:
    monkeypatch.setenv("COLUMNS", "1000")
    return Typist(places, monkeypatch, capsys)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the end of the call on, the disk is full."""
    write = os.write

    def refuse(file: int, data: bytes) -> int:
        if b'"reply"' in data or b'"format"' in data:
            return write(file, data)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", refuse)


def newest(places: Places) -> Past:
    return history(places)[0]


def wrapped_up(places: Places) -> Session:
    """The call that was played last, read back."""
    session = Session.resume(newest(places).id, places)
    session.close()
    return session


def kept(places: Places) -> list[str]:
    """The promises that were kept after it."""
    done = wrapped_up(places).wrapped_up
    assert done
    return [each.promise.id for each in done.promises if each.kept]


# --- What was promised ----------------------------------------------------------------------------


def test_promises_are_kept_by_their_numbers_and_something_comes_of_them(
    play: Typist, places: Places
) -> None:
    game = play(*PROMISED, "2", *NOTE)
    start = game.lines.index(
        "You have 15 minutes before the next call. What you promised comes due:"
    )
    assert game.lines[start + 1 : start + 4] == [
        "1. To ring Ada, by Friday (10 minutes)",
        "2. To write tonight (10 minutes)",
        PROMISE,
    ]
    start = game.lines.index("What came of your promises:")
    assert game.lines[start + 1 : start + 5] == [
        "- The courier comes. Kept.",
        "- To ring Ada. Not kept. Nobody rang.",
        "- To write tonight. Kept. You wrote.",
        "- That it never happens again. Never yours to promise. In May it did.",
    ]
    assert kept(places) == ["courier_comes", "write"]


@pytest.mark.parametrize("both", ["1 2", "1,2", "2, 1", " 1   2 "])
def test_more_than_there_is_time_for_is_refused_with_a_sentence(
    play: Typist, places: Places, both: str
) -> None:
    game = play(*PROMISED, both, "1", *NOTE)
    refusal = "Together that takes 20 minutes; there are only 15 minutes. Something has to be left."
    assert game.lines.count(refusal) == 1
    assert game.lines.count(PROMISE) == 2
    assert kept(places) == ["courier_comes", "ring"]


@pytest.mark.parametrize("none", ["none", "None", "NONE"])
def test_no_promise_at_all_may_be_kept(play: Typist, places: Places, none: str) -> None:
    play(*PROMISED, none, *NOTE)
    assert kept(places) == ["courier_comes"]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("3", "'3' is not among the answers."),
        ("1 x", "'1 x' is not among the answers."),
        ("ring", "'ring' is not among the answers."),
        ("-1", "'-1' is not among the answers."),
        ("", "Nothing was typed."),
    ],
)
def test_what_names_no_promise_is_refused_and_asked_for_again(
    play: Typist, places: Places, typed: str, refusal: str
) -> None:
    game = play(*PROMISED, typed, "1 1", *NOTE)
    assert game.lines[game.lines.index(PROMISE) + 1] == refusal
    assert kept(places) == ["courier_comes", "ring"]


def test_who_promised_nothing_is_asked_for_the_note_alone(play: Typist) -> None:
    game = play(*MENDED, *NOTE)
    assert PROMISE not in game.text
    assert "- The courier comes. Kept." in game.lines


class NoNote(SmallLibrary):
    """Scenarios whose team wants no note."""

    def scenario(self, id: str) -> Scenario:
        """One of the two."""
        return replace(super().scenario(id), wrap_up=WrapUp())


def test_what_came_of_promises_is_told_where_there_is_nothing_to_do(
    play: Typist, places: Places
) -> None:
    # promise is open and no note is wanted, but something was promised
    play.index = SmallIndex()
    play.index.library = NoNote()
    game = play(*MENDED[:-1], "never_again", MENDED[-1])
    assert "- That it never happens again. Never yours to promise. In May it did." in game.lines
    assert kept(places) == ["courier_comes"]


# --- The note -------------------------------------------------------------------------------------


def test_the_note_is_written_line_by_line_and_says_what_came_of_it(
    play: Typist, places: Places
) -> None:
    game = play(*MENDED, "9", "2", "packers")
    assert "'9' is not among the answers." in game.lines
    assert "2. A label on a box of Berg." in game.lines
    start = game.lines.index("Your note to the team:")
    assert game.lines[start + 1 : start + 3] == [
        "- What caused it? A label on a box of Berg. That helps. It can go.",
        "- Who should know? Whoever packs. That helps. They counted it twice.",
    ]
    done = wrapped_up(places).wrapped_up
    assert done
    assert [each.helps for each in done.note] == [True, True]


def test_a_note_may_help_nobody(play: Typist) -> None:
    game = play(*MENDED, *NOTE)
    assert "- What caused it? Bad luck. That does not help. It says nothing." in game.lines
    assert "- Who should know? Nobody. That does not help. Nobody did." in game.lines


@pytest.mark.parametrize("typed", [["q"], ["1", "q"], ["1", "1", "Q"], []])
def test_whoever_skips_it_leaves_it_all_undone_and_gets_the_debrief(
    play: Typist, places: Places, typed: list[str]
) -> None:
    game = play(*PROMISED, *typed)
    assert "The note is not written, and no promise was looked after." in game.lines
    assert "What came of your promises:" not in game.lines
    assert "How it ended:" in game.lines
    assert game.ending == "content"
    assert wrapped_up(places).wrapped_up is None


@pytest.mark.usefixtures("full")
def test_a_disk_that_refuses_is_told_and_the_debrief_comes_all_the_same(
    play: Typist, places: Places
) -> None:
    game = play(*PROMISED, "1", *NOTE, "g", "1", "", here=True)
    (said,) = [line for line in game.lines if line.startswith("It could not be kept: ")]
    assert said.endswith("cannot be written: the disk is full. The call itself is kept.")
    assert "How it ended:" in game.lines
    session = wrapped_up(places)
    assert (session.call.ending, session.wrapped_up) == ("content", None)


# --- The debrief in parts -------------------------------------------------------------------------


PARTS = {
    "l": "T, Take it in: 100.",
    "t": "A grievance, at the start: One cup of six did not come.",
}


def test_where_nobody_is_there_to_ask_all_of_it_comes_at_once(play: Typist) -> None:
    game = play(*MENDED, *NOTE)
    assert all(words in game.text for words in PARTS.values())
    assert "Type l for every letter" not in game.text


@pytest.mark.parametrize("part", PARTS)
def test_somebody_at_a_terminal_asks_for_the_rest(play: Typist, part: str) -> None:
    for typed in ([], [""], [part], [part.upper(), ""]):
        game = play(*MENDED, *NOTE, *typed, here=True)
        for each, words in PARTS.items():
            assert (words in game.text) == (each == "".join(typed).lower())


def test_what_is_no_part_is_refused_and_asked_for_again(play: Typist) -> None:
    game = play(*MENDED, *NOTE, "x", "l", "", here=True)
    assert "'x' is not among the answers." in game.lines
    assert PARTS["l"] in game.lines


def test_the_turns_bring_the_curve_their_side_and_each_turn(play: Typist) -> None:
    game = play(*MENDED, *NOTE, "t", "", here=True)
    titles = [
        "How Ada felt from turn to turn, from 0 to 100:",
        "Their side of the call:",
        "As the call began:",
    ]
    found = [game.lines.index(title) for title in titles]
    assert found == sorted(found)
    assert "- Heat: 60, 56, 44, 36, 26, 26." in game.lines
    assert [line[:7] for line in game.lines if line.startswith("Turn ")] == [
        f"Turn {turn}." for turn in range(1, 6)
    ]


# --- Goals ----------------------------------------------------------------------------------------


def test_a_goal_is_set_and_the_next_call_reminds_of_it_and_says_what_became_of_it(
    play: Typist, places: Places
) -> None:
    game = play(*POOR, *NOTE, "g", "1", "", here=True)
    assert "1. Take it in, the T of TEA (75 this time)." in game.lines
    assert "Your goal for the next call: Take it in, the T of TEA." in game.lines
    assert "Your goal was" not in game.text
    assert newest(places).goal == Goal("tea", 0)

    game = play(*POOR, *NOTE)
    start = game.lines.index("Your goal:")
    assert game.lines[start + 1] == "Take it in, the T of TEA."
    assert start < game.lines.index("Ada Berg: Five cups! I ordered six.")
    assert (
        "Your goal was Take it in, the T of TEA. It came to 75 of 100; from 80 on it is reached."
    ) in game.lines
    assert newest(places).set_out == Goal("tea", 0)

    game = play(*MENDED, *NOTE)
    assert (
        "Your goal was Take it in, the T of TEA. It came to 100 of 100: reached. "
        "Time for a new one."
    ) in game.lines


def test_a_goal_is_told_in_a_call_that_was_left_as_it_was_set_out_with(
    play: Typist, places: Places
) -> None:
    play(*POOR, *NOTE, "g", "1", "", here=True)
    play("hello", "q")
    game = play.choosing("y", *MENDED[1:], *NOTE)
    assert "Your goal:" in game.lines
    assert "reached. Time for a new one." in game.text


@pytest.mark.parametrize("typed", ["2", "none", "q"])
def test_a_goal_may_be_left(play: Typist, places: Places, typed: str) -> None:
    game = play(*POOR, *NOTE, "g", "7", typed, "", here=True)
    assert "'7' is not among the answers." in game.lines
    assert "Your goal for the next call" not in game.text
    assert newest(places).goal is None


def test_a_later_goal_takes_the_place_of_an_earlier_one(play: Typist, places: Places) -> None:
    play(*["go_on"] * 12, *NOTE, "g", "1", "g", "2", "", here=True)
    assert wrapped_up(places).goal == newest(places).goal == Goal("tea", 0)


def test_a_goal_the_disk_refuses_is_told(play: Typist, places: Places, full: None) -> None:
    game = play(*POOR, "q", "g", "1", "", here=True)
    assert re.search(r"The goal could not be kept: .* the disk is full\.", game.text)
    assert newest(places).goal is None


# --- What is saved --------------------------------------------------------------------------------


def test_all_of_it_is_saved_and_where_is_said(play: Typist, places: Places) -> None:
    game = play(*PROMISED, "1", *NOTE, "s", "", here=True)
    (path,) = places.saved.iterdir()
    assert game.lines[game.lines.index("Saved as:") + 1] == str(path)
    assert path.name == f"{newest(places).id}.txt"
    text = path.read_text(encoding="utf-8")
    session = wrapped_up(places)
    assert session.wrapped_up == session.wrapped_up
    for words in (
        "Ada Berg: Five cups!",
        "What worked:",
        *PARTS.values(),
        "You rang. It had come.",
    ):
        assert words in text


def test_what_became_of_the_goal_is_saved_too(play: Typist, places: Places) -> None:
    play(*POOR, *NOTE, "g", "1", "", here=True)
    play(*POOR, *NOTE, "s", "", here=True)
    (path,) = places.saved.iterdir()
    assert "Your goal was Take it in, the T of TEA." in path.read_text(encoding="utf-8")


def test_what_was_saved_is_saved_over(play: Typist, places: Places) -> None:
    play(*PROMISED, "1", *NOTE, "s", "s", "", here=True)
    assert len(list(places.saved.iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_told(play: Typist, places: Places) -> None:
    places.root.mkdir()
    places.saved.write_text("")
    game = play(*MENDED, *NOTE, "s", "l", "", here=True)
    assert re.search(r"It could not be saved: .* a file .*\.", game.text)
    assert PARTS["l"] in game.lines


# --- The end of input -----------------------------------------------------------------------------

WHOLE = (*PROMISED, "1", *NOTE, "g", "1", "s", "t", "l", "")


@pytest.mark.parametrize("here", [True, False], ids=["a terminal", "a pipe"])
@pytest.mark.parametrize("lines", range(len(WHOLE) + 1))
def test_nothing_is_lost_wherever_the_input_ends(
    play: Typist, places: Places, lines: int, here: bool
) -> None:
    game = play(*WHOLE[:lines], here=here)
    said = PROMISED[:lines]
    session = wrapped_up(places)
    assert session.call.choices == said
    assert session.notice == ""
    assert game.ending == session.call.ending == ("content" if said == PROMISED else "")
    assert bool(session.wrapped_up) == (lines >= len(PROMISED) + 3)
    assert ("How it ended:" in game.lines) == bool(game.ending)
    assert (KEPT in game.lines) == (not game.ending)
    if not game.ending:
        again = play.choosing("y", *PROMISED[lines:], "1", *NOTE)
        assert again.ending == "content"
        assert kept(places) == ["courier_comes", "ring"]
