"""Goals: one letter of one model, and whether a call reached it."""

import pytest

from sim.core.goals import REACHED, Goal, letter_of, reached
from sim.core.scoring import LetterScore, Score


def letter(score: int | None) -> LetterScore:
    return LetterScore("T", "Take it in", score, None, 0, ())


def scored(*letters: int | None, rubric: str = "tea") -> Score:
    return Score(rubric, "T.E.A.", 50, False, tuple(map(letter, letters)))


SCORES = [scored(100, 20, None), scored(79, 80, rubric="cup")]


@pytest.mark.parametrize(
    ("goal", "score"),
    [
        (Goal("tea", 0), 100),
        (Goal("tea", 1), 20),
        (Goal("cup", 0), 79),
        (Goal("cup", 1), 80),
    ],
)
def test_a_goal_is_a_letter_of_its_own_rubric(goal: Goal, score: int) -> None:
    found = letter_of(goal, SCORES)
    assert found
    assert found.score == score


@pytest.mark.parametrize("goal", [Goal("pot", 0), Goal("tea", 3), Goal("cup", 2), Goal("tea", -1)])
def test_a_goal_that_names_no_letter_is_neither_reached_nor_missed(goal: Goal) -> None:
    assert letter_of(goal, SCORES) is None
    assert reached(goal, SCORES) is None


def test_a_letter_nobody_asked_for_is_neither_reached_nor_missed() -> None:
    assert letter_of(Goal("tea", 2), SCORES) is not None
    assert reached(Goal("tea", 2), SCORES) is None


@pytest.mark.parametrize(
    ("score", "is_reached"), [(0, False), (REACHED - 1, False), (REACHED, True), (100, True)]
)
def test_a_goal_is_reached_from_eighty_on(score: int, is_reached: bool) -> None:
    assert REACHED == 80
    assert reached(Goal("tea", 0), [scored(score)]) is is_reached


def test_no_scores_reach_nothing() -> None:
    assert reached(Goal("tea", 0), []) is None
