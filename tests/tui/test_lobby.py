"""The lobby: what can be played, how hard it is, how it went, and what comes next."""

import threading
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from sim.asked import Asked
from sim.modes import EXAM, MODES
from sim.records.journal import Terms
from sim.records.places import Places
from sim.records.settings import Settings
from sim.studio.index import Index
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.call import CallScreen
from sim.tui.screens.dialogs import Question
from sim.tui.screens.lobby import LobbyScreen
from sim.tui.widgets.choices import Choice
from tests.tui.seat import STILL, Seat, left, seat, shelf
from tools.gallery import GOOD, INGRID, MARCUS, SCENARIO, Fixed


class Late(Fixed):
    """Nobody knows how hard the calls are until they have been played: then Ingrid's is easier."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        super().__init__()
        self.play = threading.Event()

    def grade(self, scenario: str, customer: str) -> int | None:
        return self._known.get(customer)

    def graded(self) -> Iterator[tuple[str, str, int]]:
        assert self.play.wait(30)
        self._known = {MARCUS: 5, INGRID: 1}
        yield from ((SCENARIO, customer, grade) for customer, grade in self._known.items())


def content(customer: str) -> msgspec.Struct:
    return shelf().library.case(SCENARIO, customer).content


def rows(at: Seat) -> list[str]:
    """The rows that can be chosen, each as it stands on the screen."""
    lines = at.text.splitlines()
    found = (choice.region for choice in at.app.screen.query(Choice) if choice.display)
    return [" ".join(lines[region.y].split()) for region in found]


def focused(at: Seat) -> str:
    """What the row in focus says."""
    (line,) = [line for line in at.text.splitlines() if line.startswith("█")]
    return line


async def test_calls_stand_from_the_easiest_to_the_hardest_and_the_next_is_marked(
    places: Places,
) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert rows(at) == [
            "█ 1 ▸ Short again Marcus Oyelaran ●●●○○",
            "2 The exam somebody",
        ]


async def test_w_has_somebody_else_call_about_the_same(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.press("w")
        assert rows(at)[0] == "█ 1 ▸ Short again Ingrid Solheim ●●●●○"
        assert "With Ingrid Solheim" in at.words
        await at.press("w")
        assert "Marcus Oyelaran" in focused(at)
        await at.press("w", "down", "w")
        assert "Choose one of the calls first" in at.words
        await at.to(BriefScreen, "1")
        assert "Ingrid Solheim" in at.words


async def test_a_call_that_was_won_shows_its_best_score_and_the_next_is_proposed(
    places: Places,
) -> None:
    left(places, content(INGRID), GOOD)
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert "▸ Short again Marcus" in " ".join(focused(at).split())
        await at.press("w")
        assert rows(at)[0] == "█ 1 ✓ Short again Ingrid Solheim ●●●●○ 93"
        assert "It came to a good end." in at.words


async def test_without_a_call_so_far_it_says_what_this_is(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert "A customer calls, and you choose what to say." in at.words
    left(places, content(MARCUS), ["open_tell_me"])
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert "A customer calls, and you choose what to say." not in at.words


async def test_grades_that_arrive_later_leave_the_focus_on_the_same_call(places: Places) -> None:
    index = Late()
    async with seat(places, index=index) as at:
        await at.at(LobbyScreen)
        assert "....." in rows(at)[0]
        assert "Marcus Oyelaran" in focused(at)
        await at.press("w", "w")
        assert "1 ▸ Short again Marcus Oyelaran" in " ".join(focused(at).split())
        index.play.set()
        await at.until(lambda: "●" in at.text)
        assert "1 ▸ Short again Marcus Oyelaran ●●●●●" in " ".join(focused(at).split())
        assert "With Marcus Oyelaran" in at.words
        await at.to(BriefScreen, "enter")
        assert "Marcus Oyelaran" in at.words


async def test_whoever_has_not_moved_is_led_to_the_easiest_once_it_is_known(
    places: Places,
) -> None:
    index = Late()
    async with seat(places, index=index) as at:
        await at.at(LobbyScreen)
        index.play.set()
        await at.until(lambda: "●" in at.text)
        assert "Ingrid Solheim" in focused(at)


async def test_grades_that_arrive_while_a_brief_is_read_do_no_harm(places: Places) -> None:
    index = Late()
    async with seat(places, index=index) as at:
        await at.at(LobbyScreen)
        await at.to(BriefScreen, "1")
        index.play.set()
        await at.until(lambda: not any(it.group == "grades" for it in at.app.workers))
        await at.to(LobbyScreen, "escape")
        await at.until(lambda: "●" in at.text)


async def test_a_call_that_was_left_stands_first_and_in_focus(places: Places) -> None:
    begun = left(places, content(INGRID), GOOD[:2])
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert "Go on: Short again" in focused(at)
        assert "after 2 of your replies" in at.words
        await at.to(CallScreen, "enter")
        assert at.session.id == begun.id


async def test_the_exam_is_one_of_the_harder_calls_in_exam_mode(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        await at.press("up")
        assert "The exam" in focused(at)
        assert "one try" in at.words
        await at.to(BriefScreen, "enter")
        await at.to(CallScreen, "enter")
        assert at.session.mode.name == EXAM
        assert at.call.case.content.customer_id == INGRID, "the harder half of two calls is one"


async def test_an_exam_that_was_brought_to_a_good_end_is_marked(places: Places) -> None:
    left(places, content(INGRID), GOOD, Terms(mode=EXAM))
    async with seat(places) as at:
        await at.at(LobbyScreen)
        assert rows(at)[-1] == "2 ✓ The exam somebody"


async def test_the_mode_of_the_next_calls_is_a_key_away_and_kept(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        for mode in ("standard", "exam", "guided", "standard"):
            await at.press("m")
            await at.until(lambda said=MODES[mode].words: said in at.words)
            told = [toast for toast in MODES.values() if toast.words in at.words]
            assert [each.name for each in told] == [mode], "only the last is told"
            assert f"{mode} mode" in at.words
        await at.to(BriefScreen, "1")
        await at.until(lambda: MODES["standard"].words not in at.words)
        await at.to(CallScreen, "1")
        assert at.session.mode.name == "standard"
    kept = msgspec.json.decode(places.settings.read_bytes(), type=Settings)
    assert kept == replace(STILL, mode="standard")


async def test_a_mode_that_was_asked_for_changes_no_setting(places: Places) -> None:
    async with seat(places, asked=Asked(mode=EXAM)) as at:
        await at.at(LobbyScreen)
        assert "exam mode" in at.words
        await at.press("m")
        assert "guided mode" in at.words
    assert msgspec.json.decode(places.settings.read_bytes(), type=Settings) == STILL


async def test_whoever_lets_it_ring_can_take_another_call(places: Places) -> None:
    async with seat(places) as at:
        await at.at(LobbyScreen)
        for key in ("escape", "2"):
            await at.to(BriefScreen, "1")
            await at.to(LobbyScreen, key)
        await at.press("w")
        await at.to(BriefScreen, "1")
        await at.to(CallScreen, "1")


async def test_a_call_that_can_no_longer_be_read_is_declined_in_a_sentence(places: Places) -> None:
    journal = left(places, content(INGRID), GOOD[:2]).path
    async with seat(places) as at:
        await at.at(LobbyScreen)
        journal.write_bytes(b"{}\n")
        await at.to(Question, "1")
        assert "That call cannot be taken up again" in at.words
        await at.to(LobbyScreen, "1")
        assert "Go on" not in at.words


async def test_content_that_cannot_be_read_any_more_is_declined_in_a_sentence(
    places: Places,
) -> None:
    class Gone(Index):
        """Lists a call whose files have gone since."""

        def __init__(self) -> None:
            super().__init__()
            gone = replace(self.scenarios[SCENARIO], id="gone", title="Gone")
            self.scenarios = {"gone": gone}

        def graded(self) -> Iterator[tuple[str, str, int]]:
            return iter(())

        def grade(self, scenario: str, customer: str) -> int | None:
            return 1

    async with seat(places, index=Gone()) as at:
        await at.at(LobbyScreen)
        await at.to(Question, "1")
        assert "This call cannot be played" in at.words
        assert "there is no scenario 'gone'" in at.words
        await at.to(LobbyScreen, "1")
