"""How hard a call is: graded by plays that come out the same everywhere."""

import os
import subprocess
import sys

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts, Apology
from sim.core.compile import compile_case
from sim.core.model import Content, Reply
from sim.core.odds import EASE, Odds, grade, odds
from sim.core.tempers import tempered
from sim.studio.library import Library
from tests.pairs import DEALT
from tests.small import SMALL

LIBRARY = Library()
CONTENTS = [LIBRARY.case(*pair).content for pair in DEALT]


def one_choice(other: dict[str, object]) -> Content:
    """The small case with one choice, at the start; to act earns 50 points, whatever is with it."""
    replies = [
        Reply(id="act", say="Sent.", acts=Acts(act="courier", **other), when=["turn < 1"]),
        Reply(id="listen", say="Mm.", acts=Acts(listen=True), when=["turn < 1"]),
        Reply(id="on", say="Go on.", acts=Acts(listen=True), when=["turn >= 1"], again=True),
    ]
    return replace(SMALL, scenario=replace(SMALL.scenario, replies=replies))


def test_the_odds_are_the_same_in_every_process() -> None:
    code = (
        "from sim.core.odds import odds; from sim.core.compile import compile_case;"
        "from tests.small import SMALL; print(odds(compile_case(SMALL), 100))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {str(odds(compile_case(SMALL), 100))}


@pytest.mark.parametrize(
    ("other", "share"),
    [
        ({}, 1 / 2),
        ({"apologise": Apology(["regret"])}, 1 / 2),
        ({"apologise": Apology(["regret"], form="hollow")}, 1 / 4),
        ({"apologise": Apology(["regret"], form="conditional")}, 1 / 4),
        ({"rush": True}, 1 / 4),
    ],
)
def test_a_fair_trainee_says_the_wrong_thing_one_time_in_four(
    other: dict[str, object], share: float
) -> None:
    always, never = 75, 25
    expected = never + share * (always - never)
    assert odds(compile_case(one_choice(other)), 2000).score == pytest.approx(expected, abs=3)


def test_what_is_counted_adds_up() -> None:
    found = odds(compile_case(SMALL), 200)
    assert found.plays == 200
    assert 0 < found.content <= found.kept <= 200
    assert 0 < found.score < 100


@pytest.mark.parametrize(("ease", "expected"), [(100, 1), (EASE[0], 1), (EASE[0] - 1, 2), (0, 5)])
def test_the_easier_the_lower_the_grade(ease: int, expected: int) -> None:
    assert grade(Odds(plays=100, content=0, kept=ease, score=ease)) == expected


def test_a_shorter_temper_makes_calls_harder() -> None:
    ease = {
        temper: sum(odds(compile_case(tempered(content, temper)), 200).ease for content in CONTENTS)
        for temper in ("gentle", "own", "short")
    }
    assert ease["gentle"] > ease["own"] > ease["short"]


@pytest.mark.parametrize("content", CONTENTS, ids=lambda it: f"{it.scenario_id}-{it.customer_id}")
def test_many_more_plays_would_hardly_say_anything_else(content: Content) -> None:
    case = compile_case(content)
    usual, many = odds(case), odds(case, 1500)
    assert abs(usual.ease - many.ease) <= 4, "more than three standard errors"
    assert abs(grade(usual) - grade(many)) <= 1
