"""How much of a call is shown in each mode, how it is paused and eased, and how lines arrive."""

from itertools import product
from textwrap import wrap

import pytest

from sim.core.stages import TALKING
from sim.core.tempers import GENTLE, tempered
from sim.core.turns import Gauges
from sim.modes import EXAM, GUIDED, STANDARD
from sim.prose.mood import mood_line, stage_words
from sim.prose.turns import because
from sim.records.journal import Terms
from sim.records.places import Places, RecordsError
from sim.records.settings import Settings
from sim.session import Session
from sim.tui.screens.call import CallScreen
from sim.tui.screens.debrief import DebriefScreen
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.widgets import transcript
from sim.tui.widgets.choices import Choice
from tests.small import MENDED, SMALL, with_replies
from tests.tui.seat import Seat, left, on_the_line, shelf

MOVING = Settings(motion="full")
TWO_LINES = "A reply of two lines, as they are written for a call; " * 2
LINE = SMALL.customer.lines[0].say


def keys(at: Seat) -> str:
    """The last line of the screen."""
    return at.text.splitlines()[-1]


# --- Modes --------------------------------------------------------------------------------------


async def test_guided_shows_gauges_and_reasons_and_gives_hints(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"], terms=Terms(mode=GUIDED)) as at:
        for gauge in ("Heat", "Heard", "Trust", "Patience"):
            assert gauge in at.words
        await at.choose("say_back")
        reason = because(at.call.case, at.call.turns)
        assert reason
        assert reason in at.words
        (heat,) = (line for line in at.text.splitlines() if " Heat " in line)
        assert heat.endswith(f" {at.call.turns[-1].gauges.heat // 10}")
        assert "w Why h Hint" in keys(at)
        await at.to(Sheet, "h")
        assert "A hint" in at.words
        await at.to(CallScreen, "h")


@pytest.mark.parametrize("mode", [GUIDED, STANDARD])
async def test_there_is_room_for_however_somebody_comes_across(places: Places, mode: str) -> None:
    library = shelf().library
    people = [library.customer(each) for each in library.customers]
    bearings = {f"{each.shows}." for person in people for each in person.bearing}
    moods = set(map(stage_words, TALKING))
    if mode == STANDARD:
        levels = product((0, 200, 400, 600, 800), repeat=4)
        moods = {mood_line(Gauges(*each), stage) for each in levels for stage in TALKING}
    async with on_the_line(places, with_replies(*[TWO_LINES] * 4), terms=Terms(mode=mode)) as at:
        side, bearing = (at.app.screen.query_one(each) for each in ("#side", "#bearing"))
        width, above = bearing.content_size.width, bearing.content_region.y
        rows = side.content_region.bottom - above
    needed = sum(max(len(wrap(each, width)) for each in texts) for texts in (bearings, moods))
    assert needed <= rows


async def test_standard_shows_the_mood_in_words_and_gives_reasons_when_asked(
    places: Places,
) -> None:
    async with on_the_line(places, SMALL, ["hello"], terms=Terms(mode=STANDARD)) as at:
        await at.choose("say_back")
        assert "Patience" not in at.words
        assert because(at.call.case, at.call.turns) not in at.words
        assert "w Why" in keys(at)
        assert "Hint" not in keys(at)
        await at.press("h")
        assert isinstance(at.app.screen, CallScreen)
        await at.to(Sheet, "w")
        assert "Why did Ada react like that?" in at.words


async def test_an_exam_has_neither_reasons_nor_hints_nor_a_second_try(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"], terms=Terms(mode=EXAM)) as at:
        await at.choose("say_back")
        assert "Patience" not in at.words
        assert because(at.call.case, at.call.turns) not in at.words
        assert "Why" not in keys(at)
        assert "Hint" not in keys(at)
        await at.press("w", "h")
        assert isinstance(at.app.screen, CallScreen)
        for reply in MENDED[2:]:
            await at.choose(reply)
        await at.press("enter")
        await at.to(DebriefScreen, "enter")
        assert "Again" not in keys(at)
        await at.press("r")
        assert isinstance(at.app.screen, DebriefScreen)
        await at.to(LobbyScreen, "n")


async def test_in_a_narrow_window_guided_shows_the_gauges_in_numbers(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"], (60, 20), terms=Terms(mode=GUIDED)) as at:
        gauges = at.call.turns[-1].gauges
        assert f"Heat {gauges.heat // 10}, Heard {gauges.heard // 10}" in at.words


async def test_a_call_that_is_over_has_no_key_for_a_hint(places: Places) -> None:
    async with on_the_line(places, SMALL, MENDED[:-1], terms=Terms(mode=GUIDED)) as at:
        assert "Hint" in keys(at)
        await at.choose(MENDED[-1])
        assert "Hint" not in keys(at)


# --- A pause ------------------------------------------------------------------------------------


async def test_escape_pauses_and_escape_goes_on(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"]) as at:
        before = at.text
        await at.to(Question, "escape")
        assert "There is no clock" in at.words
        await at.to(CallScreen, "escape")
        await at.to(Question, "escape")
        await at.to(CallScreen, "1")
        assert at.text == before


async def test_a_call_is_eased_once_and_stays_eased(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"]) as at:
        await at.to(Question, "escape")
        await at.to(CallScreen, "2")
        assert "From here on Ada reacts more gently." in at.words
        assert at.call.eased_after == 1
        await at.to(Question, "escape")
        assert "gently" not in at.words
        await at.to(LobbyScreen, "2")
        with Session.resume(at.session.id, places) as again:
            assert again.call.eased_after == 1
            assert again.call.case.content == tempered(SMALL, GENTLE)


async def test_a_call_that_cannot_be_eased_goes_on_as_it_was(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise RecordsError("the disk is full")

    async with on_the_line(places, SMALL, ["hello"]) as at:
        monkeypatch.setattr(at.session, "ease", refuse)
        await at.to(Question, "escape")
        await at.press("2")
        await at.until(lambda: "That was not taken" in at.words)
        assert "the disk is full" in at.words
        await at.to(CallScreen, "2")
        assert at.call.eased_after is None
        await at.say("1")
        monkeypatch.undo()
        await at.to(Question, "escape")
        await at.to(CallScreen, "2")
        assert at.call.eased_after == 2


# --- Lines that arrive --------------------------------------------------------------------------


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line takes hours to arrive."""
    monkeypatch.setattr(transcript, "SECONDS", 100_000)


def places_of_replies(at: Seat) -> list[object]:
    return [choice.region for choice in at.app.screen.query(Choice)]


@pytest.mark.usefixtures("slowly")
async def test_a_key_completes_the_line_that_arrives_and_chooses_nothing(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"], settings=MOVING) as at:
        for key in ("1", "enter", "x", "escape"):
            await at.say("1")
            said, line = at.call.choices, at.call.turns[-1].line
            heard = at.words.count(line)
            await at.press(key)
            assert at.words.count(line) == heard + 1
            assert at.call.choices == said
            assert isinstance(at.app.screen, CallScreen)


@pytest.mark.usefixtures("slowly")
async def test_nothing_moves_while_a_line_arrives(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello", "go_on"], settings=MOVING) as at:
        await at.say("1")
        where, partly = places_of_replies(at), at.text.splitlines()
        await at.press("x")
        whole = at.text.splitlines()
        assert places_of_replies(at) == where
        assert partly != whole
        for part, full in zip(partly, whole, strict=True):
            assert all(shown in (" ", there) for shown, there in zip(part, full, strict=False))


@pytest.mark.usefixtures("slowly")
async def test_the_pause_is_a_key_away_while_a_line_arrives(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello"], settings=MOVING) as at:
        await at.say("1")
        await at.to(Question, "ctrl+c")
        await at.to(LobbyScreen, "3")


async def test_a_line_arrives_by_itself(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcript, "SECONDS", 0.1)
    async with on_the_line(places, SMALL, ["hello"], settings=MOVING) as at:
        await at.choose("only")
        line = at.call.turns[-1].line
        await at.until(lambda: at.words.endswith(line) or f"{line} " in at.words)
        await at.until(lambda: not at.app.screen.query_one(transcript.Transcript).complete())


@pytest.mark.usefixtures("slowly")
@pytest.mark.parametrize("settings", [MOVING, Settings(motion="reduced")])
async def test_no_line_moves_for_whoever_wants_none_to(
    places: Places, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if settings.motion == "full":
        monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    async with on_the_line(places, SMALL, ["hello"], settings=settings) as at:
        await at.choose("only")
        assert at.words.count(at.call.turns[-1].line) >= 1
        assert not at.app.screen.query_one(transcript.Transcript).complete()
        await at.say("1")


@pytest.mark.usefixtures("slowly")
async def test_a_call_that_is_taken_up_again_is_there_at_once(places: Places) -> None:
    left(places, SMALL, MENDED[:2])
    async with on_the_line(places, SMALL, MENDED[:3], settings=MOVING) as at:
        assert at.call.turns[-1].line in at.words
        assert not at.app.screen.query_one(transcript.Transcript).complete()
