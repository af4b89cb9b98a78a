"""The game in plain lines: whole calls, typed and read as somebody at a pipe would."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim import plain
from sim.core.compile import compile_case
from sim.prose.kept import KEPT
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from sim.studio.library import Library
from tests.small import CUSTOMER, MENDED, SCENARIO, SMALL

ROOT = Path(__file__).parent.parent


class SmallLibrary:
    """A library with one scenario and two customers."""

    def __init__(self) -> None:
        self.scenarios = {"cup_short": Path()}
        self.customers = {"ada_berg": Path(), "bo_lind": Path()}

    def scenario(self, _: str) -> object:
        return SCENARIO

    def customer(self, id: str) -> object:
        return CUSTOMER if id == "ada_berg" else replace(CUSTOMER, content_note="Bees.")

    def case(self, _: str, customer: str) -> object:
        return compile_case(replace(SMALL, customer_id=customer))


class Played:
    """What came of a game: how the call ended, and every line that was printed."""

    def __init__(self, ending: str, text: str) -> None:
        self.ending = ending
        self.text = text
        self.lines = text.splitlines()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def play(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Played]:
    """Plays with what is typed, a line each; a call with Ada Berg and seed 3 unless told."""

    def played(*typed: str, **asked: object) -> Played:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        given = {"scenario": "cup_short", "customer": "ada_berg", "seed": 3, **asked}
        ending = plain.play_in_plain(SmallLibrary(), places, **given)  # type: ignore[arg-type]
        return Played(ending, capsys.readouterr().out)

    return played


Play = Callable[..., Played]

# --- A whole call ---------------------------------------------------------------------------------


def test_a_call_from_the_first_word_to_the_debrief(play: Play) -> None:
    game = play(*MENDED)
    assert game.ending == "content"
    spoken = [line for line in game.lines if re.match(r"(You|Ada Berg): ", line)]
    assert spoken[:2] == [
        "Ada Berg: Five cups! I ordered six.",
        "You: Good morning, this is Alex. Please tell me what happened.",
    ]
    assert [line.split(":")[0] for line in spoken] == ["Ada Berg", *["You", "Ada Berg"] * 5]
    for words in (
        "A cup short:",
        "Your policy card:",
        "How it ended:\nResolved",
        "TEA 100: T 100, A 100.",
    ):
        assert words in game.text
    assert game.lines.index("The call is over.") < game.lines.index("The same call once more:")
    assert "sayback play cup_short --as ada_berg --seed 3" in game.lines


def test_replies_are_numbered_and_may_be_given_by_number(play: Play, places: Places) -> None:
    game = play("2", "q")
    offered = [line for line in game.lines if re.match(r"\d\. ", line)][:4]
    assert [line[0] for line in offered] == list("1234"[: len(offered)])
    assert f"You: {offered[1].removeprefix('2. ')}" in game.text.replace("\n", " ")


def test_nothing_steers_a_terminal_even_if_content_would(play: Play) -> None:
    assert set(play(*MENDED, "why").text) <= {*map(chr, range(32, 127)), "\n"}


def test_content_cannot_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.Talk().say("Six\x1b[31m cups\r\n\x07")
    assert capsys.readouterr().out == "Six [31m cups\n"


@pytest.mark.parametrize("columns", [1, 30, 80, 200])
def test_lines_are_as_wide_as_the_terminal(
    play: Play, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, play(*MENDED).lines)) <= max(columns, 20)


def test_a_lost_call_is_told_as_one(play: Play) -> None:
    game = play(*["go_on"] * 12)
    assert game.ending == "time_up"
    assert "Had to go before it was settled." in game.lines


# --- What else may be typed -----------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0", "9", "-1", "1.5", "goodbye", "²", "x" * 500])
def test_what_is_no_reply_is_refused_and_asked_for_again(play: Play, typed: str) -> None:
    game = play(typed, *MENDED)
    assert re.search(
        r"is not among the answers\.\s+Type\s+a\s+number\s+from\s+1\s+to\s+\d\.", game.text
    )
    assert game.ending == "content"


def test_an_empty_line_is_refused_in_other_words(play: Play) -> None:
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
def test_a_key_shows_something_and_says_nothing(play: Play, typed: str, shown: str) -> None:
    without, with_key = play("q"), play(typed, "q")
    assert with_key.lines.count(shown) == without.lines.count(shown) + 1
    assert not any(line.startswith("You:") for line in with_key.lines)


def test_why_names_what_the_last_reply_did(play: Play) -> None:
    game = play("only", "why", "q")
    start = game.lines.index("Why did Ada react like that?")
    assert " ".join(game.lines[start + 1 : start + 3]).startswith(
        "- It was made small. That left Ada hotter, less heard and less trusting."
    )


# --- Leaving and going on -------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [["hello", "q"], ["hello"], []], ids=["q", "the end", "nothing"])
def test_whoever_leaves_is_told_how_to_go_on(play: Play, places: Places, typed: list[str]) -> None:
    game = play(*typed)
    assert game.ending == ""
    assert game.lines[-1] == KEPT
    left = unfinished(places)
    assert left is not None
    assert left.turns == (1 if typed else 0)


def test_a_call_goes_on_where_it_was_left(play: Play, places: Places) -> None:
    play("hello", "say_back", "q")
    game = play("y", *MENDED[2:], scenario=None, customer=None, seed=None)
    assert game.lines[0] == (
        "You left a call after 2 replies: Ada Berg, A cup short. Go on with it? (y/n)"
    )
    assert "You: Six ordered, five came." in game.lines
    assert "How it ended:\nResolved" in game.text
    assert unfinished(places) is None


@pytest.mark.parametrize("seed", [None, 5])
def test_a_call_that_was_left_may_be_given_up(play: Play, places: Places, seed: int | None) -> None:
    play("hello", "q")
    typed = MENDED if seed else ["what?", "n", *MENDED]
    game = play(*typed, seed=seed)
    assert ("Type y for yes or n for no." in game.text) == (seed is None)
    assert unfinished(places) is None


def test_a_call_that_cannot_go_on_gives_way_to_a_new_one(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    play("hello", "q")

    def refuse(*_: object) -> Session:
        raise RecordsError("it is open in another window")

    monkeypatch.setattr(Session, "resume", refuse)
    game = play("y", *MENDED, seed=None)
    assert "It cannot go on: it is open in another window." in game.text
    assert game.ending == "content"


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


# --- Choosing -------------------------------------------------------------------------------------


def test_who_calls_is_asked_where_there_are_several(play: Play, places: Places) -> None:
    game = play("3", "2", "q", scenario=None, customer=None)
    assert game.lines[:2] == [
        "1. Ada Berg. How heavy it is: 2 of 5.",
        "2. Ada Berg. How heavy it is: 2 of 5. Bees.",
    ]
    left = unfinished(places)
    assert left is not None
    assert (left.scenario, left.customer) == ("cup_short", "bo_lind")


@pytest.mark.parametrize("typed", [["q"], []])
def test_nothing_begins_until_it_is_chosen(play: Play, places: Places, typed: list[str]) -> None:
    game = play(*typed, customer=None)
    assert (game.ending, game.lines[-1]) == ("", "No call was begun.")
    assert not places.calls.exists()


def test_a_seed_is_drawn_and_told(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.session.randbelow", lambda below: below - 1)
    assert "sayback play cup_short --as ada_berg --seed 999999" in play(*MENDED, seed=None).lines


# --- The debrief in parts -------------------------------------------------------------------------


class Terminal(io.StringIO):
    """Somebody's own keyboard."""

    def isatty(self) -> bool:
        return True


def test_somebody_at_a_terminal_asks_for_the_rest(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    letters, side = "T, Take it in: 100.", "A grievance, at the start: One cup of six did not come."

    def shown(*typed: str) -> str:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{x}\n" for x in (*MENDED, *typed))))
        plain.play_in_plain(SmallLibrary(), places, "cup_short", "ada_berg", 3)  # type: ignore[arg-type]
        return capsys.readouterr().out

    assert letters not in shown("")
    assert letters not in shown()
    assert letters in shown("l")
    assert side not in shown("l")
    assert side in shown("c")


def test_a_terminal_left_raw_takes_lines_again(tmp_path: Path) -> None:
    """A screen that was killed leaves the terminal taking single keys, without an echo."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    modes = termios.tcgetattr(theirs)
    modes[0] &= ~termios.ICRNL
    modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    with subprocess.Popen(
        [sys.executable, "-m", "sim", "play", "short_again", "--plain"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAYBACK_HOME": str(tmp_path)},
    ) as game:
        assert game.stdout
        while b"Who is calling" not in game.stdout.readline():
            pass
        after = termios.tcgetattr(theirs)
        os.write(ours, b"q\r")
        game.stdout.read()
    os.close(ours)
    os.close(theirs)
    assert after[0] & termios.ICRNL
    assert after[3] & (termios.ICANON | termios.ECHO | termios.ISIG)
    assert game.returncode == 0
