"""Plain lines leave nothing out: whatever the screen shows of a call stands in them, too."""

import ast
import random
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from sim.core.call import Call
from sim.core.case import Case
from sim.core.goals import Goal
from sim.core.turns import Turn
from sim.prose.after import after_words
from sim.prose.briefing import briefing, desk
from sim.prose.curve import curve, curve_words, gauges_words
from sim.prose.debrief import Debrief, debrief
from sim.prose.goals import goal_met
from sim.prose.hints import hint
from sim.prose.mood import mood
from sim.prose.retold import retold
from sim.prose.sections import Section, as_lines
from sim.prose.turns import because, comes_across, lost, outcome, spoken, stage_change, why
from sim.prose.wording import card_sections, customers_side, first_page, letters_words, scores
from sim.records.history import history
from sim.records.journal import Terms
from sim.records.places import Places
from sim.session import Session
from sim.studio.index import Index
from sim.studio.library import Library
from tests.typed import Game, Typist

SIM = Path(__file__).parent.parent / "sim"
SCENARIO = "short_again"
GOAL = Goal("heart", 1)
ASIDE = 3
"""The turn at which the desk, the reasons and a hint are asked for."""
IN_OTHER_WORDS = {
    "lobby.another": "whoever else may call: chosen from a list in plain lines",
    "lobby.passed": "the mark of an exam that was passed: reported, and not there yet",
    "mood.stage_words": "part of `mood_line`",
    "sections.capital": "how a word is written",
    "turns.ended": "how a sentence is written",
    "turns.outcome": "the first section of the debrief",
}
"""Functions for words that the screen uses, and plain lines do without."""


class Told:
    """A call with a goal, played in plain lines to its end, then read back."""

    def __init__(self, play: Typist, customer: str, badly: bool) -> None:
        case = Library().case(SCENARIO, customer)
        seed = next(seed for seed in count() if eventful(anyhow(case, seed), badly))
        with Session.start(case, 0, play.places, Terms(mode="guided")) as before:
            for reply in anyhow(case, 0).choices:
                before.reply(reply)
            before.set_goal(GOAL)
        replies = anyhow(case, seed).choices
        fields = case.content.scenario.wrap_up.note
        typed = [*replies[:ASIDE], "p", "w", "h", *replies[ASIDE:]]
        after = ["1"] * (len(fields) + 1)
        self.game: Game = play(*typed, *after, scenario=SCENARIO, customer=customer, seed=seed)
        with Session.resume(history(play.places)[0].id, play.places) as self.session:
            self.call = self.session.call
        self.whole: Debrief = debrief(self.call)
        assert self.call.choices == replies

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.call.turns

    def missing(self, lines: Sequence[str]) -> list[str]:
        """Which of these lines were not printed."""
        return [line for line in lines if line and line not in self.game.text]

    def missing_of(self, sections: Sequence[Section]) -> list[str]:
        """Which titles, paragraphs and points were not printed as such."""
        printed = set(self.game.lines)
        return [line for line in as_lines(sections) if line not in printed]


def anyhow(case: Case, seed: int) -> Call:
    """A call to its end, with whatever reply the dice say."""
    call, dice = Call(case, seed), random.Random(seed)
    while call.offered:
        call.reply(dice.choice(call.offered).id)
    return call


def eventful(call: Call, badly: bool) -> bool:
    """Whether there is something to compare: stages that change, turning points, topics."""
    whole = debrief(call)
    changes = [turn for turn in call.turns if stage_change(call.case, turn)]
    return (
        lost(call.ending) == badly
        and len(call.turns) > ASIDE + 1
        and len(changes) > 1
        and len(whole.turning) > 1
        and len(whole.came_up) > 1
    )


@pytest.fixture(params=[("ingrid_solheim", False), ("marcus_oyelaran", True)])
def told(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Told:
    monkeypatch.setenv("COLUMNS", "100000")
    return Told(Typist(Places(tmp_path), monkeypatch, capsys, Index()), *request.param)


def test_everything_the_screen_shows_of_a_call_is_told(told: Told) -> None:
    """One test for all of it: to play a call takes longer than to compare it."""
    case, turns, whole = told.call.case, told.turns, told.whole
    first = turns[: ASIDE + 1]
    done = told.session.wrapped_up
    assert done
    assert told.session.terms.goal == GOAL
    missing = {
        "the briefing": told.missing_of(briefing(case, GOAL)),
        "the desk": told.missing_of(desk(case, first)),
        "why": told.missing_of([why(case, first[-1])]),
        "a hint": told.missing_of([hint(Call(case, told.call.seed, told.call.choices[:ASIDE]))]),
        "what was said": told.missing([line for turn in turns for line in spoken(case, turn)]),
        "how they come across": told.missing([comes_across(case, turn) for turn in turns]),
        "stage changes": told.missing([stage_change(case, turn) for turn in turns]),
        "the mood": told.missing([", ".join(mood(turn.gauges)) for turn in turns[:-1]]),
        "the gauges": told.missing(list(gauges(turns))),
        "the reasons": told.missing([because(case, turns[: at + 1]) for at in range(len(turns))]),
        "the outcome": told.missing([outcome(case, told.call.ending)]),
        "the first page": told.missing_of(first_page(whole)),
        "the goal": told.missing([goal_met(GOAL, told.call.scores, case.content.rubrics)]),
        "the scores": told.missing([scores(whole), *map(letters_words, whole.cards)]),
        "the letters": told.missing_of([s for card in card_sections(whole.cards) for s in card]),
        "the curve": told.missing_of([curve_words(case, curve(turns, whole.turning))]),
        "their side": told.missing_of([customers_side(whole)]),
        "the turns": told.missing_of(retold(case, turns)),
        "what came of it": told.missing_of(after_words(done)),
    }
    assert {part: lines for part, lines in missing.items() if lines} == {}


def test_whatever_words_the_screen_has_plain_lines_have_too() -> None:
    assert words_of("tui") - words_of("plain") == set(IN_OTHER_WORDS)


def gauges(turns: Sequence[Turn]) -> Iterator[str]:
    """The gauges in numbers, while the call goes on."""
    for at, turn in enumerate(turns, 1):
        if not turn.ending:
            yield gauges_words(curve(turns[:at]))


def words_of(face: str) -> set[str]:
    """The functions for words, of those that faces share, that a face uses."""
    found: set[str] = set()
    for path in (SIM / face).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.prose"):
                module = str(node.module).removeprefix("sim.prose.")
                found |= {f"{module}.{it.name}" for it in node.names if it.name.islower()}
    return found
