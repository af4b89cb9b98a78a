"""Whole calls on the real screens: keys and clicks go in; we look at what a person would see."""

import pytest
from msgspec.structs import replace

from sim.asked import Asked
from sim.core.model import Line, Name
from sim.prose.briefing import who_calls
from sim.prose.kept import KEPT
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.tui import play_on_screen
from sim.tui.app import Sitting
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen
from sim.tui.screens.debrief import BehindScreen, DebriefScreen
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.screens.page import TooSmall
from sim.tui.screens.wrap_up import WrapUpScreen
from sim.tui.widgets.choices import Choice, Choices
from tests.small import MENDED, SMALL, with_replies
from tests.tui.seat import Seat, left, on_the_line, seat, shelf
from tools.gallery import HANDED_OVER

HARMFUL = "[/] [b]really[/b] [red $x \x1b[31m [sighs] أهلاً 漢字"


def shown(at: Seat) -> list[Choice]:
    """The choices on offer."""
    return [choice for choice in at.app.screen.query(Choice) if choice.display]


async def test_a_call_by_keyboard_from_the_list_to_the_letters(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.to(BriefScreen, "down", "up", "enter")
        await at.to(CallScreen, "enter")
        while not at.call.ending:
            await at.press("up")
            await at.say("enter")
        assert "The call is over." in at.words
        await at.to(WrapUpScreen, "enter")
        while isinstance(at.app.screen, WrapUpScreen):
            await at.press("end", "up", "enter")
        await at.at(DebriefScreen)
        assert "How it ended" in at.words
        assert "HEART" in at.words
        assert "START" in at.words
        await at.to(BehindScreen, "enter")
        assert "H, Hear" in at.words
        await at.to(DebriefScreen, "escape")
        await at.press("q")
        await at.until(lambda: not at.app.is_running)
    assert not at.app.return_code
    assert unfinished(places) is None


@pytest.mark.parametrize("customer", ["ingrid_solheim", "marcus_oyelaran"])
async def test_what_was_said_last_is_always_on_the_screen(places: Places, customer: str) -> None:
    case = shelf().library.case("short_again", customer)
    replies = ("open_tell_me", "count_back", "third_back", "sorry_it_was_us", "notice_saturday")
    async with on_the_line(places, case.content) as at:
        for reply in (*replies, "two_ways", "where_to", "shall_we", "book_it"):
            await at.choose(reply)
            ending = set(at.call.turns[-1].line.split()[-4:])
            await at.until(lambda ending=ending: ending <= set(at.words.split()))


async def test_trying_again_is_the_same_call_anew(places: Places) -> None:
    content = shelf().library.case("short_again", "ingrid_solheim").content
    async with on_the_line(places, content, HANDED_OVER[:-1]) as at:
        first = at.session
        await at.choose(HANDED_OVER[-1])
        await at.to(WrapUpScreen, "enter")
        await at.to(Question, "escape")
        await at.to(DebriefScreen, "2")
        await at.to(CallScreen, "r")
        assert at.session is not first
        assert at.call.case.hash == first.call.case.hash
        assert len(at.call.turns) == 1
        await at.say("1")
        await at.to(Question, "q")
        await at.to(LobbyScreen, "3")
        await at.press("ctrl+c")
        await at.until(lambda: not at.app.is_running)
    assert at.app.ended == "handed_over", "the one before the call that was left"


async def test_trying_again_what_is_no_longer_there_is_declined(places: Places) -> None:
    async with on_the_line(places, SMALL, MENDED[:-1]) as at:
        await to_the_debrief(at)
        await at.to(Question, "r")
        assert "This call cannot be played" in at.words
        await at.to(LobbyScreen, "enter")


async def test_a_call_that_was_cut_off_goes_on_at_that_very_turn(places: Places) -> None:
    begun = left(places, SMALL, MENDED[:2])
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert "Go on: cup_short ada_berg" in at.words
        assert "You left this call after 2 of your replies." in at.words
        await at.to(CallScreen, "1")
        assert (at.session.id, at.call.choices) == (begun.id, MENDED[:2])
        assert SMALL.scenario.lines[0].say in at.words
        assert all(option.say in at.words for option in at.call.offered)


async def test_leaving_keeps_the_call(places: Places) -> None:
    async with on_the_line(places, SMALL) as at:
        await at.say("1")
        await at.to(Question, "ctrl+q")
        await at.to(CallScreen, "escape")
        await at.to(Question, "q")
        await at.to(LobbyScreen, "3")
        assert "You left this call after 1 of your replies." in at.words
        await at.press("q")
        await at.until(lambda: not at.app.is_running)
    call = unfinished(places)
    assert call
    assert call.turns == 1


async def test_a_call_asked_for_by_name_is_left_for_good(places: Places) -> None:
    asked = Asked("short_again", "marcus_oyelaran")
    async with seat(places, asked=asked) as at:
        await at.at(BriefScreen)
        await at.to(CallScreen, "1")
        await at.say("1")
        await at.to(Question, "escape")
        await at.press("3")
        await at.until(lambda: not at.app.is_running)
    async with seat(places, asked=asked) as at:
        await at.at(Question)
        assert "You left a call after your first reply" in at.words
        await at.to(CallScreen, "1")
        assert len(at.call.turns) == 2


async def test_four_replies_of_28_words_are_all_in_full_view(places: Places) -> None:
    says = [" ".join([f"{letter}ordinary"[:6]] * 27 + [f"end-{letter}."]) for letter in "abcd"]
    async with on_the_line(places, with_replies(*says)) as at:
        await at.say("1")
        assert all(say in at.words for say in says)
        assert at.app.screen.query_one("Transcript").size.height >= 4
        assert at.call.turns[-1].line.split()[-1] in at.words.split()
        for choice in shown(at):
            assert at.app.screen.query_one(Choices).region.contains_region(choice.region)
        await at.pilot.resize_terminal(60, 20)
        await at.until(lambda: at.app.size.width == 60)
        await at.press("up")
        assert says[ord(last_word(at)) - ord("a")] in at.words


def last_word(at: Seat) -> str:
    """The letter of the reply in focus."""
    focused = at.app.focused
    assert isinstance(focused, Choice)
    assert focused.option
    return focused.option.say[-2]


async def test_a_reply_is_said_with_the_mouse(places: Places) -> None:
    async with on_the_line(places, SMALL) as at:
        wanted = at.call.offered[1].id
        await at.pilot.click("Transcript")
        assert isinstance(at.app.focused, Choice)
        await at.pilot.click(shown(at)[1])
        await at.until(lambda: at.call.choices == (wanted,))


async def test_what_people_wrote_is_never_markup(places: Places) -> None:
    content = with_replies(HARMFUL, "Second.")
    content = replace(
        content,
        customer=replace(
            content.customer,
            name=Name(first="[b]Ada[/]", last="[/Berg]", title="Ms"),
            lines=[Line(say=HARMFUL)],
        ),
        scenario=replace(content.scenario, title=HARMFUL, lines=[], practises=HARMFUL),
    )
    async with on_the_line(places, content) as at:
        await at.choose("reply_0")
        assert "\x1b" not in at.text
        harmless = " ".join(HARMFUL.replace("\x1b", " ").split())
        assert at.words.count(harmless) == 3
        assert "[b]Ada[/]" in at.words
        await at.press("p")
        await at.at(Sheet)
        await at.press("escape")
        while not at.call.ending:
            await at.choose("reply_0")
        await at.to(DebriefScreen, "enter")
        assert "[b]Ada[/]" in at.words
        await at.to(BehindScreen, "enter")
        assert "[b]really[/b] [red $x" in at.words
        await at.to(DebriefScreen, "escape")
        await at.to(BehindScreen, "t")
        assert "[b]Ada[/] was" in at.words


async def test_a_key_pressed_twice_counts_once(places: Places) -> None:
    async with on_the_line(places, with_replies("One.", "Two.")) as at:
        choices = at.app.screen.query_one(Choices)
        choices.action_choose(1)
        choices.action_choose(1)
        await at.until(lambda: len(at.call.turns) > 1)
        assert len(at.call.turns) == 2


async def test_a_reply_that_cannot_be_kept_can_be_said_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_the_line(places, SMALL) as at:
        with monkeypatch.context() as patch:
            patch.setattr(at.session, "reply", refuse)
            await at.press("2")
            await at.at(Question)
            assert "the disk is full" in at.words
            await at.press("enter")
            await at.at(Question)
            await at.press("2")
            await at.at(CallScreen)
        assert len(at.call.turns) == 1
        await at.say("2")


def refuse(reply: str) -> None:
    """What a session does when the disk is full."""
    raise RecordsError("'calls/1.jsonl' cannot be written: the disk is full")


async def test_a_window_too_small_is_declined_and_the_call_goes_on(places: Places) -> None:
    async with on_the_line(places, SMALL) as at:
        await at.say("1")
        await at.pilot.resize_terminal(59, 24)
        await at.at(TooSmall)
        await at.press("1")
        assert len(at.call.turns) == 2
        await at.pilot.resize_terminal(120, 40)
        await at.at(CallScreen)
        assert "Your policy card" in at.words
        await at.say("1")


async def test_keys_may_come_faster_than_the_screen(places: Places) -> None:
    async with on_the_line(places, with_replies("One.", "Two.", "Three.", "Four.")) as at:
        choices = at.app.screen.query_one(Choices)
        for _ in range(6):
            choices.action_move(1)
        assert at.app.focused is shown(at)[2]


async def test_the_policy_card_help_and_reasons_are_a_key_away(places: Places) -> None:
    async with on_the_line(places, SMALL) as at:
        for key, words in {
            "p": "Send what is missing.",
            "question_mark": "There is no clock.",
            "f1": "There is no clock.",
            "w": "There is nothing to explain yet",
        }.items():
            await at.press(key)
            await at.at(Sheet)
            assert words in at.words
            await at.press("escape")
            await at.at(CallScreen)


async def test_why_they_reacted_like_that_is_a_key_away(places: Places) -> None:
    async with on_the_line(places, SMALL, ["only"]) as at:
        await at.press("w")
        await at.at(Sheet)
        assert "Why did Ada react like that?" in at.words
        assert "It was made small. That left Ada hotter" in at.words
        await at.press("w")
        await at.at(CallScreen)


async def test_the_letters_stand_beside_the_first_page_where_there_is_room(
    places: Places,
) -> None:
    async with on_the_line(places, SMALL, MENDED[:-1], size=(120, 40)) as at:
        await to_the_debrief(at)
        for words in ("How it ended", "T, Take it in: 100.", "A, Act: 100."):
            assert words in at.words
        await at.to(BehindScreen, "t")
        assert "Their side of the call" in at.words
        await at.to(DebriefScreen, "escape")
        await at.press("enter")
        await at.pilot.resize_terminal(80, 24)
        await at.until(lambda: "T, Take it in: 100." not in at.words)
        await at.to(BehindScreen, "enter")


async def test_the_brief_says_first_who_calls_and_what_about(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        person = at.app.library.customer("marcus_oyelaran")  # the easier of the two
        assert who_calls(person) in at.words
        assert person.about not in at.words
        await at.to(BriefScreen, "enter")
        assert who_calls(person) in at.words
        assert at.app.library.scenario("short_again").summary in at.words


def test_whoever_leaves_in_mid_call_is_told_that_it_is_kept(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(app: Sitting) -> None:
        app.session = left(places, SMALL, MENDED[:2])

    monkeypatch.setattr(Sitting, "run", run)
    assert play_on_screen(shelf(), places) == ""
    assert KEPT in capsys.readouterr().err


def test_a_fault_of_ours_is_no_lost_call(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sitting, "run", lambda app: setattr(app, "_return_code", 1))
    with pytest.raises(SystemExit) as stopped:
        play_on_screen(shelf(), places)
    assert stopped.value.code == 2


async def to_the_debrief(at: Seat) -> None:
    """Say the last of the replies that lead to a good end, and go past what came of it."""
    await at.choose(MENDED[-1])
    await at.to(WrapUpScreen, "enter")
    await at.to(DebriefScreen, "1")
