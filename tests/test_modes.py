"""How much of a call is shown while it is played: guided, standard and exam, in plain lines."""

import errno
import os
import re
from pathlib import Path

import pytest

from sim.modes import EXAM, GUIDED, MODES, STANDARD
from sim.prose.kept import EASED
from sim.records.history import history
from sim.records.places import Places, RecordsError
from sim.session import Session
from tests.small import MENDED
from tests.typed import Game, Typist

NOTE = ("1", "2")
GENTLER = EASED.format(first="Ada")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def play(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typist:
    monkeypatch.setenv("COLUMNS", "1000")
    return Typist(places, monkeypatch, capsys)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes what a call begins with, and its first reply; then it is full."""
    write = os.write

    def refuse(file: int, data: bytes) -> int:
        if b'"format"' in data or b'"turn":1,"reply"' in data:
            return write(file, data)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", refuse)


def resumed(places: Places) -> Session:
    """The call that was begun last, read back."""
    session = Session.resume(history(places)[0].id, places)
    session.close()
    return session


def after(game: Game, reply: str) -> list[str]:
    """What was printed after a reply, up to the next question."""
    start = game.lines.index(f"You: {reply}")
    lines = game.lines[start + 1 :]
    return lines[: next(at for at, line in enumerate(lines) if line.startswith("Your reply"))]


# --- What each mode is ----------------------------------------------------------------------------


def test_each_mode_shows_less_than_the_one_before() -> None:
    assert list(MODES) == [GUIDED, STANDARD, EXAM] == ["guided", "standard", "exam"]
    shown = [sum(mode[2:]) for mode in MODES.values()]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == 3
    guided, standard, exam = MODES.values()
    assert all(guided[2:])
    assert (standard.gauges, standard.hints, standard.explained) == (False, False, False)
    assert (standard.asks_why, standard.again) == (True, True)
    assert not any(exam[2:])


# --- A call in each mode --------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_the_mode_is_said_before_the_call(play: Typist, mode: str) -> None:
    line = f"You play in {mode} mode. {MODES[mode].words} --mode takes another."
    assert line in play("q", mode=mode).lines


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_tells_how_they_come_across_and_the_mood_in_words(
    play: Typist, mode: str
) -> None:
    shown = after(play("say_back", "q", mode=mode), "Six ordered, five came.")
    assert "How Ada comes across: Leaning in." in shown
    assert "Mood: warm, feels partly heard, half convinced, patient. Ada is settling." in shown


def test_guided_tells_the_gauges_in_numbers_and_why_after_each_reaction(play: Typist) -> None:
    game = play(*MENDED, *NOTE, mode="guided")
    assert [line for line in game.lines if line.startswith("Heat ")] == [
        "Heat 60, Heard 10, Trust 40, Patience 90, of 100.",
        "Heat 56, Heard 26, Trust 40, Patience 88, of 100.",
        "Heat 44, Heard 62, Trust 40, Patience 86, of 100.",
        "Heat 36, Heard 62, Trust 54, Patience 84, of 100.",
        "Heat 26, Heard 62, Trust 70, Patience 82, of 100.",
    ]
    whys = [at for at, line in enumerate(game.lines) if line.startswith("Why: ")]
    assert [game.lines[at] for at in whys] == [
        "Why: They were asked. That left Ada much better heard and cooler.",
        "Why: It came back right. That left Ada much better heard and much cooler.",
        "Why: Somebody was sorry. That left Ada cooler and more trusting.",
        "Why: It is being done. That left Ada much more trusting and cooler.",
    ]
    assert all(game.lines[at - 1].startswith("Ada Berg: ") for at in whys)


def test_a_reaction_without_a_reason_is_not_explained(play: Typist) -> None:
    game = play(*MENDED, *NOTE, mode="guided")
    assert "Why:" not in game.lines


@pytest.mark.parametrize("mode", [STANDARD, EXAM])
def test_the_other_modes_tell_neither(play: Typist, mode: str) -> None:
    game = play(*MENDED, *NOTE, mode=mode)
    call, _, _ = game.text.partition("After the call:")
    assert "of 100." not in call
    assert "Why:" not in call
    assert "That left Ada" not in call


@pytest.mark.parametrize("typed", ["w", "W", "why"])
@pytest.mark.parametrize(("mode", "explains"), [(GUIDED, 1), (STANDARD, 1), (EXAM, 0)])
def test_whether_one_may_ask_why(play: Typist, mode: str, explains: int, typed: str) -> None:
    game = play("say_back", typed, "q", mode=mode)
    assert game.lines.count("Why did Ada react like that?") == explains
    assert game.text.count(f"'{typed}' is not among the answers.") == 1 - explains


@pytest.mark.parametrize("typed", ["h", "H", "hint"])
@pytest.mark.parametrize(("mode", "hints"), [(GUIDED, 1), (STANDARD, 0), (EXAM, 0)])
def test_whether_one_may_ask_for_a_hint(play: Typist, mode: str, hints: int, typed: str) -> None:
    game = play(typed, "q", mode=mode)
    assert game.lines.count("A hint:") == hints
    assert game.text.count(f"'{typed}' is not among the answers.") == 1 - hints


@pytest.mark.parametrize(
    ("mode", "keys"), [(GUIDED, "whpreq?"), (STANDARD, "wpreq?"), (EXAM, "preq?")]
)
def test_the_help_names_what_the_mode_gives(play: Typist, mode: str, keys: str) -> None:
    game = play("?", "q", mode=mode)
    assert "".join(re.findall(r"^(\S) - ", game.text, re.MULTILINE)) == keys


@pytest.mark.parametrize(("mode", "again"), [(GUIDED, True), (STANDARD, True), (EXAM, False)])
def test_whether_the_same_call_may_be_taken_again(play: Typist, mode: str, again: bool) -> None:
    game = play(*MENDED, *NOTE, mode=mode)
    assert ("The same call once more:" in game.lines) == again
    assert any("sayback play" in line for line in game.lines) == again


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_ends_in_the_whole_debrief(play: Typist, mode: str) -> None:
    game = play(*MENDED, *NOTE, mode=mode)
    assert "- Heat: 60, 56, 44, 36, 26, 26." in game.lines
    assert "T, Take it in: 100." in game.lines
    assert "- They were asked. That left Ada cooler and much better heard." in game.lines


def test_a_call_goes_on_in_the_mode_it_was_begun_in(play: Typist) -> None:
    play("hello", "q", mode=EXAM)
    game = play.choosing("y", "w", "h", *MENDED[1:], *NOTE, mode=GUIDED)
    assert game.text.count("is not among the answers.") == 2
    assert "Why:" not in game.text
    assert "The same call once more:" not in game.lines


def test_the_same_call_once_more_is_the_same_call(play: Typist) -> None:
    game = play(*MENDED, *NOTE, temper="gentle")
    (command,) = [line for line in game.lines if line.startswith("sayback play")]
    assert "--temper gentle" in command


# --- Easing ---------------------------------------------------------------------------------------


def test_e_has_the_customer_react_more_gently_and_offers_the_same_replies(play: Typist) -> None:
    plain, eased = play("hello", "only", "q"), play("hello", "e", "only", "q")
    assert GENTLER in eased.lines
    start = eased.lines.index(GENTLER)
    offered = [line for line in after(eased, MENDED_SAYS) if re.match(r"\d\. ", line)]
    assert [line for line in eased.lines[start:] if re.match(r"\d\. ", line)][:4] == offered

    def heat(game: Game) -> int:
        return int(re.findall(r"^Heat (\d+),", game.text, re.MULTILINE)[-1])

    assert heat(eased) < heat(plain)


def test_e_eases_once(play: Typist, places: Places) -> None:
    play("hello", "e", "only", "e", "E", "q")
    lines = (places.calls / f"{history(places)[0].id}.jsonl").read_text().splitlines()
    assert [line for line in lines if "eased" in line] == ['{"turn":1,"eased":true}']
    assert resumed(places).call.eased_after == 1


def test_what_was_eased_stays_so_when_the_call_goes_on(play: Typist, places: Places) -> None:
    whole = play("hello", "e", "only", "say_back", "q")
    play("hello", "e", "q")
    assert resumed(places).call.eased_after == 1
    halves = play.choosing("y", "only", "say_back", "q")
    assert halves.lines[-8:] == whole.lines[-8:]


def test_easing_is_never_marked(play: Typist) -> None:
    def told(game: Game) -> str:
        return game.text[game.text.index("TEA 1") :].partition("How Ada felt")[0]

    assert told(play("e", *MENDED, *NOTE)) == told(play(*MENDED, *NOTE))


def test_an_eased_call_comes_to_its_end_and_is_gone_through(play: Typist) -> None:
    game = play("hello", "e", *MENDED[1:], *NOTE)
    assert game.ending == "content"
    assert "- The turn for the better: In turn 2 you said" in game.text


def test_easing_that_the_disk_refuses_changes_nothing(
    play: Typist, places: Places, full: None
) -> None:
    with pytest.raises(RecordsError, match="the disk is full"):
        play("hello", "e")
    session = resumed(places)
    assert session.call.eased_after is None
    assert session.call.choices == ("hello",)


def test_a_reply_that_the_disk_refuses_ends_in_a_sentence_with_the_rest_kept(
    play: Typist, places: Places, full: None
) -> None:
    with pytest.raises(RecordsError, match="the disk is full"):
        play("hello", "say_back")
    assert resumed(places).call.choices == ("hello",)


MENDED_SAYS = "Good morning, this is Alex. Please tell me what happened."
