"""Settings on their screen, and the customers one has met."""

import msgspec
import pytest
from msgspec.structs import replace

from sim.modes import EXAM
from sim.records.places import Places, RecordsError
from sim.records.settings import Settings
from sim.tui.screens.call import CallScreen
from sim.tui.screens.dialogs import Question
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.screens.people import PeopleScreen
from sim.tui.screens.settings import NameDialog, SettingsScreen
from sim.tui.theme import THEMES
from tests.tui.seat import STILL, left, seat, shelf
from tools.gallery import GOOD, HANDED_OVER, INGRID, MARCUS, SCENARIO, Fixed

NAME = "[b]Åsa[/] [/] 漢字"
HARMFUL = "[/] [b]Really[/b] [red $x \x1b[31m أهلاً 漢字"
HARMLESS = "[/] [b]Really[/b] [red $x [31m أهلاً 漢字"


def kept(places: Places) -> Settings:
    """The settings as they lie on the disk."""
    return msgspec.json.decode(places.settings.read_bytes(), type=Settings)


async def test_a_theme_is_taken_at_once_and_kept(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(SettingsScreen, "s")
        assert f"Kept in {places.settings}" in at.words or str(places.settings)[:20] in at.words
        for theme in [*list(THEMES)[1:], "dusk", "day"]:
            await at.press("2")
            await at.until(lambda theme=theme: f"Theme: {theme}." in at.words)
            assert at.app.theme == theme
            assert kept(places).theme == theme
            background = at.app.screen.query_one("Choices").background_colors[0]
            assert background.hex.lower() == THEMES[theme].background
        await at.to(LobbyScreen, "escape")
    async with seat(places, settings=None) as again:
        await again.at(LobbyScreen)
        assert again.app.theme == "day"


async def test_motion_and_mode_are_turned_through_and_hold_from_then_on(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(SettingsScreen, "s")
        await at.press("3")
        assert "Motion: full. Lines arrive as if spoken." in at.words
        assert at.app.moves
        await at.press("4", "4")
        assert "Mode: exam." in at.words
        assert kept(places) == replace(STILL, motion="full", mode=EXAM)
        await at.to(LobbyScreen, "5")
        assert "exam mode" in at.words
        await at.press("1")
        await at.to(CallScreen, "1")
        assert at.session.mode.name == EXAM


async def test_a_name_is_kept_and_shown_whatever_its_letters(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(SettingsScreen, "s")
        assert "Name: none, you are just You" in at.words
        await at.to(NameDialog, "1")
        at.app.screen.query_one("Input").value = f" {NAME} "
        await at.to(SettingsScreen, "enter")
        assert f"Name: {NAME}" in at.words
        assert kept(places).name == NAME
        await at.to(LobbyScreen, "escape")
        assert f"{NAME} · guided mode" in at.words
        await at.press("1")
        await at.to(CallScreen, "1")
        assert at.session.terms.player == NAME


async def test_a_name_is_typed_and_left_as_it_was_by_escape(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(SettingsScreen, "s")
        await at.to(NameDialog, "1")
        await at.press("q", "question_mark", "1", "enter")
        await at.at(SettingsScreen)
        assert kept(places).name == "q?1"
        await at.to(NameDialog, "1")
        await at.press("x", "escape")
        await at.at(SettingsScreen)
        assert kept(places).name == "q?1"


async def test_settings_that_cannot_be_kept_hold_for_now(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RecordsError("the disk is full")

    async with seat(places) as at:
        await at.at(LobbyScreen)
        monkeypatch.setattr("sim.tui.app.save", refuse)
        await at.to(SettingsScreen, "s")
        await at.press("2")
        await at.until(lambda: "The settings hold for now, but could not be kept" in at.words)
        assert "the disk is full" in at.words
        assert at.app.theme == "day"
    assert kept(places) == STILL


async def test_settings_that_cannot_be_read_are_told_first(places: Places) -> None:
    places.settings.write_text('{"theme": "neon"}')
    async with seat(places, settings=None) as at:
        await at.at(Question)
        assert "Your settings could not be read" in at.words
        assert "neon" in at.words
        await at.to(LobbyScreen, "1")
    assert places.settings.read_text() == '{"theme": "neon"}'


async def test_whoever_has_called_is_among_the_people_met(places: Places) -> None:
    library = shelf().library
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(PeopleScreen, "c")
        assert "You have not met anybody yet." in at.words
        await at.to(LobbyScreen, "1")
    left(places, library.case(SCENARIO, INGRID).content, GOOD)
    left(places, library.case(SCENARIO, INGRID).content, HANDED_OVER)
    left(places, library.case(SCENARIO, MARCUS).content, ["open_tell_me"])
    async with seat(places, size=(120, 40)) as at:
        await at.at(LobbyScreen)
        await at.to(PeopleScreen, "c")
        assert "Marcus" not in at.words, "the call with him is not over"
        page = " ".join(" ".join(line[66:] for line in at.text.splitlines()).split())
        assert library.customer(INGRID).about in page
        assert "Short again: handed over. HEART 0, START 28." in page
        assert page.index("handed over") < page.index("content."), "the latest first"
        await at.press("enter", "enter")
        assert isinstance(at.app.screen, PeopleScreen)
        await at.to(LobbyScreen, "escape")


async def test_a_long_name_leaves_room_for_the_title_in_the_lobby(places: Places) -> None:
    index = Fixed()
    index.customers = {
        id: replace(card, name="Maria-Antonia Fernandez-Villaverde de la Hoz-Santander")
        for id, card in index.customers.items()
    }
    async with seat(places, index=index) as at:
        await at.at(LobbyScreen)
        assert at.text.count("Short again") >= 2
        ladder = [line for line in at.text.splitlines() if "●" in line]
        assert len({line.index("●") for line in ladder}) == 1


async def test_names_and_titles_of_any_script_are_never_markup(places: Places) -> None:
    index = Fixed()
    index.scenarios = {
        id: replace(card, title=HARMFUL, summary=HARMFUL, practises=HARMFUL)
        for id, card in index.scenarios.items()
    }
    index.customers = {
        id: replace(card, name=HARMFUL, content_note=HARMFUL)
        for id, card in index.customers.items()
    }
    left(places, index.library.case(SCENARIO, INGRID).content, GOOD)
    left(places, index.library.case(SCENARIO, MARCUS).content, GOOD[:1])
    async with seat(places, index=index, size=(120, 40)) as at:
        await at.at(LobbyScreen)
        assert "\x1b" not in at.text
        assert "Go on: [/] [b]Really[/b] [red $" in at.words
        await at.press("down")
        page = " ".join(" ".join(line[66:] for line in at.text.splitlines()).split())
        assert page.count("[/] [b]Really[/b] [red $x [31m أهلاً") == 5
        await at.to(PeopleScreen, "c")
        assert "\x1b" not in at.text
        assert "1 [/] [b]Really[/b]" in at.words
