"""The game in plain lines: whole calls, typed and read as somebody at a pipe would."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.plain.talk import Talk
from sim.prose.kept import KEPT
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from sim.studio.library import Library
from tests.small import MENDED
from tests.typed import Typist

ROOT = Path(__file__).parent.parent
NOTE = ("1", "2")
"""An answer to each line of the team's note."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def play(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typist:
    return Typist(places, monkeypatch, capsys)


# --- A whole call ---------------------------------------------------------------------------------


def test_a_call_from_the_first_word_to_the_debrief(play: Typist) -> None:
    game = play(*MENDED, *NOTE)
    assert game.ending == "content"
    spoken = [line for line in game.lines if re.match(r"(You|Ada Berg): ", line)]
    assert spoken[:2] == [
        "Ada Berg: Five cups! I ordered six.",
        "You: Good morning, this is Alex. Please tell me what happened.",
    ]
    assert [line.split(":")[0] for line in spoken] == ["Ada Berg", *["You", "Ada Berg"] * 5]
    told = [
        "A cup short:",
        "Your policy card:",
        "After the call:",
        "Your note to the team:",
        "The call is over.",
        "How it ended:\nResolved",
        "TEA 100: T 100, A 100.",
        "The same call once more:",
        "T, Take it in: 100.",
        "Their side of the call:",
        "As the call began:",
    ]
    assert [words for words in told if words not in game.text] == []
    assert sorted(told, key=game.text.index) == told
    assert "sayback play cup_short --as ada_berg --seed 3" in game.lines


def test_replies_are_numbered_and_may_be_given_by_number(play: Typist) -> None:
    game = play("2", "q")
    offered = [line for line in game.lines if re.match(r"\d\. ", line)][:4]
    assert [line[0] for line in offered] == list("1234"[: len(offered)])
    assert f"You: {offered[1].removeprefix('2. ')}" in game.paragraphs


def test_nothing_steers_a_terminal(play: Typist) -> None:
    played = play(*MENDED, *NOTE, "l", "t", "g", "1", "s", here=True)
    assert set(play("?", "p", "why", "h", "e", "q").text) <= {*map(chr, range(32, 127)), "\n"}
    assert set(played.text) <= {*map(chr, range(32, 127)), "\n"}


def test_content_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Talk().say("Six\x1b[31m cups\r\n\x07")
    assert capsys.readouterr().out == "Six [31m cups\n"


@pytest.mark.parametrize("columns", [1, 30, 80, 200])
def test_lines_are_as_wide_as_the_terminal(
    play: Typist, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    game = play.choosing("1", *MENDED, *NOTE, "l", "t", "", here=True)
    assert max(map(len, game.lines)) <= max(columns, 20)


def test_a_lost_call_is_told_as_one(play: Typist) -> None:
    game = play(*["go_on"] * 12, *NOTE)
    assert game.ending == "time_up"
    assert "Had to go before it was settled." in game.lines


# --- What else may be typed -----------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0", "9", "-1", "1.5", "goodbye", "²", "x" * 500])
def test_what_is_no_reply_is_refused_and_asked_for_again(play: Typist, typed: str) -> None:
    game = play(typed, *MENDED, *NOTE)
    assert re.search(r"is not among the answers\. Type a number from 1 to \d\.", game.paragraphs)
    assert game.ending == "content"


def test_an_empty_line_is_refused_in_other_words(play: Typist) -> None:
    assert "Nothing was typed. Type a number from 1 to 4." in play("", *MENDED).lines


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("?", "w - explains the customer's last reaction"),
        ("p", "- Send what is missing."),
        ("r", "Ada Berg: Five cups! I ordered six."),
        ("why", "There is nothing to explain yet: this is how the call began."),
    ],
)
def test_a_key_shows_something_and_says_nothing(play: Typist, typed: str, shown: str) -> None:
    without, with_key = play("q"), play(typed, "q")
    assert with_key.lines.count(shown) == without.lines.count(shown) + 1
    assert not any(line.startswith("You:") for line in with_key.lines)


def test_why_names_what_the_last_reply_did(play: Typist) -> None:
    game = play("only", "why", "q")
    start = game.lines.index("Why did Ada react like that?")
    assert " ".join(game.lines[start + 1 : start + 3]).startswith(
        "- It was made small. That left Ada hotter, less heard and less trusting."
    )


# --- Leaving and going on -------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [["hello", "q"], ["hello"], []], ids=["q", "the end", "nothing"])
def test_whoever_leaves_is_told_how_to_go_on(
    play: Typist, places: Places, typed: list[str]
) -> None:
    game = play(*typed)
    assert game.ending == ""
    assert game.lines[-1] == KEPT
    left = unfinished(places)
    assert left is not None
    assert left.turns == (1 if typed else 0)


def test_a_call_goes_on_where_it_was_left(play: Typist, places: Places) -> None:
    play("hello", "say_back", "q")
    game = play.choosing("y", *MENDED[2:], *NOTE)
    assert game.paragraphs.startswith(
        "You left a call after 2 replies: Ada Berg, A cup short. Go on with it? (y/n)"
    )
    assert "You: Six ordered, five came." in game.lines
    assert "How it ended:\nResolved" in game.text
    assert unfinished(places) is None


def test_what_was_said_before_is_told_again_in_order(play: Typist) -> None:
    before = play("hello", "say_back", "q")
    after = play.choosing("y", "q")

    def spoken(lines: list[str]) -> list[str]:
        return [line for line in lines if re.match(r"(You|Ada Berg): ", line)]

    assert spoken(after.lines) == spoken(before.lines)


@pytest.mark.parametrize("seed", [None, 5])
def test_a_call_that_was_left_may_be_given_up(
    play: Typist, places: Places, seed: int | None
) -> None:
    play("hello", "q")
    typed = MENDED if seed else ["what?", "n", *MENDED]
    game = play(*typed, seed=seed)
    assert ("Type y for yes or n for no." in game.text) == (seed is None)
    assert unfinished(places) is None


def test_a_call_that_cannot_go_on_gives_way_to_a_new_one(
    play: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    play("hello", "q")

    def refuse(*_: object) -> Session:
        raise RecordsError("it is open in another window")

    monkeypatch.setattr(Session, "resume", refuse)
    game = play("y", *MENDED, seed=None)
    assert "It cannot go on: it is open in another window." in game.text
    assert game.ending == "content"


def test_a_turn_that_was_torn_is_told_and_asked_for_again(play: Typist, places: Places) -> None:
    play("hello", "say_back", "q")
    (journal,) = places.calls.iterdir()
    journal.write_bytes(journal.read_bytes()[:-5])
    game = play.choosing("y", "say_back", "q")
    assert "What was saved of turn 2 is damaged" in game.paragraphs
    assert game.text.count("You: Six ordered, five came.") == 1


def test_ctrl_c_keeps_the_call(tmp_path: Path) -> None:
    scenario, customer = next(iter(Library().scenarios)), next(iter(Library().customers))
    game = subprocess.Popen(
        [sys.executable, "-m", "sim", "play", scenario, "--as", customer, "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SAYBACK_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert game.stdin
    assert game.stdout
    game.stdin.write("1\n")
    game.stdin.flush()
    for line in game.stdout:
        if line.startswith("You: "):
            break
    game.send_signal(signal.SIGINT)
    out, err = game.communicate(timeout=30)
    assert (game.returncode, err) == (130, "\n")
    assert out.endswith(f"{KEPT}\n")
    left = unfinished(Places(tmp_path))
    assert left is not None
    assert left.turns == 1


# --- A terminal -----------------------------------------------------------------------------------


def test_a_terminal_left_raw_takes_lines_again(tmp_path: Path) -> None:
    """A screen that was killed leaves the terminal taking single keys, without an echo."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    modes = termios.tcgetattr(theirs)
    modes[0] &= ~termios.ICRNL
    modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    game = subprocess.Popen(
        [sys.executable, "-m", "sim", "play", "short_again", "--plain"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAYBACK_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    try:
        assert game.stdout
        assert any(b"Which call will you take?" in line for line in game.stdout)
        after = termios.tcgetattr(theirs)
        os.write(ours, b"q\r")
        game.communicate(timeout=30)
    finally:
        game.kill()
        game.wait()
        os.close(ours)
        os.close(theirs)
    assert after[0] & termios.ICRNL
    assert after[3] & (termios.ICANON | termios.ECHO | termios.ISIG)
    assert game.returncode == 0
