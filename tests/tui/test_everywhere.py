"""What holds on every screen: its keys, the palette, help, the mouse, the focus, no colour."""

from collections.abc import Awaitable, Callable

import pytest
from msgspec.structs import replace
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets._footer import FooterKey

from sim.records.places import Places
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen
from sim.tui.screens.debrief import BehindScreen, DebriefScreen
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.screens.people import PeopleScreen
from sim.tui.screens.settings import NameDialog, SettingsScreen
from sim.tui.screens.wrap_up import WrapUpScreen
from tests.tui.seat import STILL, Seat, left, on_the_line, seat, shelf
from tools.gallery import GOOD, HANDED_OVER, INGRID, SCENARIO


def shown_keys(at: Seat) -> set[str]:
    """What the footer offers."""
    return {key.description for key in at.app.screen.query(FooterKey)}


async def each_page(places: Places, look: Callable[[Seat], Awaitable[None]]) -> None:
    """Show every page once: all screens that are no window over another."""
    left(places, shelf().library.case(SCENARIO, INGRID).content, HANDED_OVER[:-1])
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await look(at)
        for screen, key in ((PeopleScreen, "c"), (SettingsScreen, "s")):
            await at.to(screen, key)
            await look(at)
            await at.to(LobbyScreen, "escape")
        await at.to(CallScreen, "1")
        await look(at)
        await at.choose(HANDED_OVER[-1])
        await at.to(WrapUpScreen, "enter")
        await look(at)
        await at.to(Question, "escape")
        await at.to(DebriefScreen, "2")
        await look(at)
        await at.to(BehindScreen, "t")
        await look(at)
        await at.to(DebriefScreen, "escape")
        await at.to(LobbyScreen, "n")
        await at.to(BriefScreen, "1")
        await look(at)


async def test_help_is_a_key_away_on_every_page_and_speaks_of_it(places: Places) -> None:
    told: dict[type[Screen[object]], str] = {}

    async def look(at: Seat) -> None:
        page = type(at.app.screen)
        assert "Help" in shown_keys(at), page
        for key in ("question_mark", "f1"):
            await at.to(Sheet, key)
            told[page] = at.words
            await at.to(page, key)
        assert page.ABOUT, f"{page} says nothing of itself"

    await each_page(places, look)
    told.pop(BehindScreen)  # it has the help of the debrief
    assert len(set(told.values())) == len(told)


async def test_what_is_chosen_from_the_palette_happens(places: Places) -> None:
    content = shelf().library.case(SCENARIO, INGRID).content
    async with on_the_line(places, content, GOOD[:3]) as at:
        await at.to(CommandPalette, "ctrl+p")
        await at.press(*"policy")
        options = at.app.screen.query_one(OptionList)
        await at.until(lambda: options.option_count == 1)
        await at.press("enter")
        await at.at(Sheet)
        assert "Your policy card" in at.words
        await at.to(CallScreen, "escape")
        await at.to(CommandPalette, "ctrl+p")
        await at.press(*"leave (")
        options = at.app.screen.query_one(OptionList)
        await at.until(lambda: options.option_count == 1)
        await at.press("enter")
        await at.at(Question)
        assert "A pause" in at.words


async def test_a_key_can_be_given_to_another_action(places: Places) -> None:
    settings = replace(STILL, keys={"call.policy": "k", "help": "f2", "choices.1": "j"})
    content = shelf().library.case(SCENARIO, INGRID).content
    async with on_the_line(places, content, GOOD[:3], settings=settings) as at:
        last = at.text.splitlines()[-1]
        assert "k Policy" in last
        assert "f2 Help" in last
        await at.press("p", "question_mark")
        assert isinstance(at.app.screen, CallScreen)
        await at.to(Sheet, "k")
        await at.to(CallScreen, "escape")
        await at.to(Sheet, "f2")
        await at.to(CallScreen, "escape")
        await at.press("1")
        assert len(at.call.turns) == 4
        await at.say("j")


async def test_everything_in_the_footer_can_be_clicked(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        for label, screen in (("Met", PeopleScreen), ("Settings", SettingsScreen)):
            (key,) = (k for k in at.app.screen.query(FooterKey) if k.description == label)
            await at.pilot.click(key)
            await at.at(screen)
            await at.to(LobbyScreen, "escape")


async def test_a_row_of_the_lobby_and_a_reply_can_be_clicked(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.pilot.click(list(at.app.screen.query("Choice"))[1])
        await at.at(BriefScreen)
        assert "Ingrid Solheim" in at.words
        await at.pilot.click(at.app.screen.query("Choice").first())
        await at.at(CallScreen)
        wanted = at.call.offered[2].id
        await at.pilot.click(list(at.app.screen.query("Choice"))[2])
        await at.until(lambda: at.call.choices == (wanted,))


async def test_without_colours_none_is_drawn_and_the_focus_shows(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(at: Seat) -> None:
        strips = at.app.screen._compositor.render_strips()
        for piece in (piece for strip in strips for piece in strip):
            style = piece.style
            for colour in (style.color, style.bgcolor) if style else ():
                if colour:
                    red, green, blue = colour.get_truecolor()
                    assert red == green == blue, (at.app.screen, piece)
        if at.app.screen.query("Choice"):
            assert any(line.startswith("█") for line in at.text.splitlines())

    await each_page(places, look)


async def test_whoever_types_a_name_can_leave_by_ctrl_c(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(SettingsScreen, "s")
        await at.to(NameDialog, "1")
        await at.press("ctrl+c")
        await at.until(lambda: not at.app.is_running)
