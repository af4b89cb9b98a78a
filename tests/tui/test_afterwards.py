"""After a call: promises and the note, the debrief and what can be done with it."""

import pytest
from msgspec.structs import replace

from sim.core.goals import Goal
from sim.core.model import Content
from sim.prose.briefing import who_calls
from sim.records.history import history, standing_goal
from sim.records.journal import Terms
from sim.records.places import Places, RecordsError
from sim.session import Session
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.debrief import BehindScreen, DebriefScreen
from sim.tui.screens.dialogs import Question
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.screens.wrap_up import WrapUpScreen
from tests.small import MENDED, SMALL
from tests.tui.seat import Seat, on_the_line, shelf
from tools.gallery import GOOD, HANDED_OVER, INGRID, SCENARIO


def busy(minutes: int = 12) -> Content:
    """The shipped call, with promises of 5 and 10 minutes, and this much time for them."""
    content = shelf().library.case(SCENARIO, INGRID).content
    scenario = content.scenario
    wrap_up = replace(scenario.wrap_up, minutes=minutes)
    return replace(content, scenario=replace(scenario, wrap_up=wrap_up))


async def to_the_wrap_up(at: Seat, reply: str = GOOD[-1]) -> None:
    """Say the last reply and put the phone down."""
    await at.choose(reply)
    await at.to(WrapUpScreen, "enter")


async def to_the_debrief(at: Seat, reply: str = GOOD[-1]) -> None:
    """The same, and skip what comes between."""
    await to_the_wrap_up(at, reply)
    await at.to(Question, "escape")
    await at.to(DebriefScreen, "2")


# --- The wrap-up --------------------------------------------------------------------------------


async def test_promises_are_chosen_and_left_and_the_minutes_counted(places: Places) -> None:
    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        await to_the_wrap_up(at)
        assert "12 minutes left." in at.words
        assert "I will do none of it." in at.words
        await at.press("1")
        assert "1 [x]" in at.words
        assert "7 minutes left." in at.words
        assert "That is what I will do." in at.words
        await at.press("1")
        assert "1 [ ]" in at.words
        assert "12 minutes left." in at.words
        await at.press("2")
        assert "2 [x]" in at.words
        assert "2 minutes left." in at.words


async def test_more_than_there_is_time_for_is_refused_in_a_sentence(places: Places) -> None:
    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        await to_the_wrap_up(at)
        await at.press("1", "2")
        await at.until(lambda: bool(at.app.screen.query("Toast")))
        (toast,) = at.app._notifications
        assert "that takes 15 minutes; there are only 12 minutes" in toast.message
        at.app.clear_notifications()
        await at.until(lambda: "2 [ ]" in at.words)
        assert "1 [x]" in at.words


async def test_what_was_done_is_told_and_kept(places: Places) -> None:
    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        await to_the_wrap_up(at)
        await at.press("1", "3")
        for line in (1, 2, 3):
            await at.until(lambda line=line: f"line {line} of 3" in at.words)
            await at.press("2")
        await at.until(lambda: "What came of your promises" in at.words)
        assert "Kept." in at.words
        assert "Not kept." in at.words
        assert "Your note to the team" in at.words
        await at.to(DebriefScreen, "enter")
        done = at.session.wrapped_up
        assert done
        assert [promise.kept for promise in done.promises] == [True, False]
        with pytest.raises(RecordsError):
            Session.resume(at.session.id, places)  # it is still open here
        await at.to(BehindScreen, "t")
        await at.press("pagedown")
        assert "What came of your promises" in at.words
        await at.to(DebriefScreen, "escape")
        await at.to(LobbyScreen, "n")
    with Session.resume(at.session.id, places) as again:
        assert again.wrapped_up == done


async def test_none_of_it_may_be_done(places: Places) -> None:
    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        await to_the_wrap_up(at)
        await at.press("3", "1", "1", "1")
        await at.until(lambda: "See how the call went." in at.words)
        assert at.session.wrapped_up
        assert not any(each.kept for each in at.session.wrapped_up.promises)


async def test_the_rest_can_be_skipped_after_a_question(places: Places) -> None:
    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        await to_the_wrap_up(at)
        for key in ("1", "escape"):
            await at.to(Question, "escape")
            assert "Skip this?" in at.words
            await at.to(WrapUpScreen, key)
        await at.to(Question, "escape")
        await at.to(DebriefScreen, "2")
        assert at.session.wrapped_up is None


async def test_a_wrap_up_that_cannot_be_kept_is_told_and_the_debrief_follows(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise RecordsError("the disk is full")

    async with on_the_line(places, busy(), GOOD[:-1]) as at:
        monkeypatch.setattr(at.session, "wrap_up", refuse)
        await to_the_wrap_up(at)
        await at.press("3", "1", "1", "1")
        await at.until(lambda: "the disk is full" in at.words)
        assert "The call itself is kept." in at.words
        await at.to(DebriefScreen, "enter")


async def test_with_nothing_to_do_afterwards_the_debrief_comes_at_once(places: Places) -> None:
    async with on_the_line(places, SMALL, ["hello", *["go_on"] * 10]) as at:
        await at.choose("go_on")
        assert at.call.ending
        await at.to(DebriefScreen, "enter")


# --- The debrief --------------------------------------------------------------------------------


async def test_a_goal_is_set_shown_and_stands_in_the_next_brief(places: Places) -> None:
    async with on_the_line(places, busy(), HANDED_OVER[:-1]) as at:
        await to_the_debrief(at, HANDED_OVER[-1])
        assert "Press g to set a goal" in at.words or at.app.screen.query_one("#body").max_scroll_y
        await at.to(Question, "g")
        assert "Hear, the H of HEART (0 this time)." in at.words
        await at.to(DebriefScreen, "1")
        goal = at.session.goal
        assert goal == Goal("heart", 0)
        await at.press("end")
        assert "For the next call: Hear, the H of HEART." in at.words
        await at.to(LobbyScreen, "n")
        await at.to(BriefScreen, "1")
        await at.press(*["pagedown"] * 3)
        assert "Your goal Hear, the H of HEART." in at.words
    assert standing_goal(history(places)) == goal


async def test_no_goal_need_be_set(places: Places) -> None:
    async with on_the_line(places, busy(), HANDED_OVER[:-1]) as at:
        await to_the_debrief(at, HANDED_OVER[-1])
        for keys in (["g", "escape"], ["g", "4"]):
            await at.to(Question, keys[0])
            await at.to(DebriefScreen, keys[1])
            assert at.session.goal is None


async def test_a_goal_that_cannot_be_kept_is_told(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise RecordsError("the disk is full")

    async with on_the_line(places, busy(), HANDED_OVER[:-1]) as at:
        monkeypatch.setattr(at.session, "set_goal", refuse)
        await to_the_debrief(at, HANDED_OVER[-1])
        await at.to(Question, "g")
        await at.to(DebriefScreen, "1")
        await at.until(lambda: "The goal could not be kept: the disk is full." in at.words)


async def test_what_became_of_the_goal_is_said_on_the_first_page(places: Places) -> None:
    terms = Terms(goal=Goal("heart", 0))
    async with on_the_line(places, busy(), HANDED_OVER[:-1], (120, 40), terms=terms) as at:
        await to_the_debrief(at, HANDED_OVER[-1])
        page = " ".join(line[:59] for line in at.text.splitlines())
        assert "Your goal was Hear, the H of HEART. It came to 0 of 100" in " ".join(page.split())


async def test_a_call_with_nothing_to_better_has_no_key_for_a_goal(places: Places) -> None:
    async with on_the_line(places, SMALL, MENDED[:-1]) as at:
        await at.choose(MENDED[-1])
        await at.to(WrapUpScreen, "enter")
        await at.to(DebriefScreen, "1")
        assert "Goal" not in at.text.splitlines()[-1]
        await at.press("g")
        assert isinstance(at.app.screen, DebriefScreen)


async def test_the_debrief_is_saved_as_a_file_and_it_says_where(places: Places) -> None:
    async with on_the_line(places, busy(), HANDED_OVER[:-1]) as at:
        await to_the_debrief(at, HANDED_OVER[-1])
        await at.press("s")
        path = places.saved / f"{at.session.id}.txt"
        await at.until(lambda: bool(at.app.screen.query("Toast")))
        (toast,) = at.app._notifications
        assert str(path) in toast.message
        text = path.read_text(encoding="utf-8")
        assert who_calls(at.call.case.content.customer) in text
        for turn in at.call.turns:
            assert turn.said in text
            assert turn.line in text
        assert "How it ended" in text
        assert at.app.clipboard == text


async def test_a_debrief_that_cannot_be_saved_is_told(places: Places) -> None:
    places.saved.write_text("in the way")
    async with on_the_line(places, busy(), HANDED_OVER[:-1]) as at:
        await to_the_debrief(at, HANDED_OVER[-1])
        await at.press("s")
        await at.until(lambda: "It could not be saved" in at.words)
