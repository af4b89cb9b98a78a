"""What the walk back finds out, against plain recursion over every call, nothing merged."""

from collections import Counter, defaultdict
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.outlook import GOOD
from sim.core.search import search
from sim.core.space import Space
from sim.core.stages import ENDINGS, KEPT
from sim.core.step import State, advance, begin
from tests.core.random_cases import RandomCase
from tests.small import SMALL


class Ahead(NamedTuple):
    """What can become of a call from here."""

    best: tuple[int, ...]
    worst: tuple[int, ...]
    open: bool


class Plain:
    """The same questions, asked of every call one by one."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.regrets: dict[int, list[int]] = defaultdict(list)
        self.decided: dict[int, list[bool]] = defaultdict(list)
        self.lost: dict[int, list[bool]] = defaultdict(list)
        self.wins: Counter[int] = Counter()
        self.flow: Counter[tuple[int, str, str]] = Counter()
        self.letters: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.look(begin(case).state, 0)

    def look(self, state: State, marks: int) -> Ahead:
        case = self.case
        if state.stage in ENDINGS:
            scored = [case.scoring.score(r, marks, case.view(*state)) for r in case.scoring.ids]
            for score in scored:
                for at, letter in enumerate(score.letters):
                    if letter.score is not None:
                        self.letters[score.rubric, at].add(letter.score)
            scores = tuple(score.score for score in scored)
            self.wins[state.turn] += state.stage in KEPT
            return Ahead(scores, scores, state.stage in KEPT)
        ahead = []
        for reply in case.offer(case.view(*state)):
            step = advance(case, state, reply)
            then = self.look(step.state, marks | step.marks)
            self.flow[step.state.turn, state.stage, step.state.stage] += 1
            ahead.append(then)
        best = tuple(max(column) for column in zip(*(each.best for each in ahead), strict=True))
        worst = tuple(min(column) for column in zip(*(each.worst for each in ahead), strict=True))
        costs = [max(b - c for b, c in zip(best, each.best, strict=True)) for each in ahead]
        self.regrets[state.turn].append(min(costs))
        self.decided[state.turn].append(settled(ahead))
        self.lost[state.turn].append(not any(each.open for each in ahead))
        return Ahead(best, worst, any(each.open for each in ahead))


def settled(ahead: list[Ahead]) -> bool:
    for at, one in enumerate(ahead):
        others = ahead[:at] + ahead[at + 1 :]
        if others and all(
            all(o <= w for w, o in zip(one.worst, other.best, strict=True))
            and one.worst != other.best
            for other in others
        ):
            return True
    return False


@pytest.mark.parametrize("seed", range(60))
def test_looking_back_over_merged_states_finds_what_plain_recursion_finds(seed: int) -> None:
    case = compile_case(RandomCase(seed).content())
    plain, space = Plain(case), search(case)
    assert letters(space) == {key: (min(all_), max(all_)) for key, all_ in plain.letters.items()}
    assert {each.replies: each.ways for each in space.wins} == {
        turns: ways for turns, ways in plain.wins.items() if ways
    }
    assert {(f.turn, f.source, f.to): f.ways for f in space.flow} == plain.flow
    assert [each.turn for each in space.situations] == sorted(plain.regrets)
    for each in space.situations:
        regrets = plain.regrets[each.turn]
        assert each.regret == max(regrets)
        assert (each.good == each.states) == all(regret <= GOOD for regret in regrets)
        assert bool(each.good) == any(regret <= GOOD for regret in regrets)
        assert bool(each.decided) == any(plain.decided[each.turn])
        assert bool(each.lost) == any(plain.lost[each.turn])
        assert (each.lost == each.states) == all(plain.lost[each.turn])
    earliest = next((turn for turn, lost in sorted(plain.lost.items()) if any(lost)), None)
    found = space.dead_end
    assert earliest == (len(found.way.replies) if found else None)


def letters(space: Space) -> dict[tuple[str, int], tuple[int, int]]:
    return {
        (extreme.rubric, at): (each.range.worst, each.range.best)
        for extreme in space.extremes
        for at, each in enumerate(extreme.letters)
        if each.range
    }


def test_a_dead_end_is_shown_with_how_long_it_lasts() -> None:
    case = compile_case(replace(SMALL, scenario=replace(SMALL.scenario, turns=6)))
    found = search(case).dead_end
    assert found
    call = Call(case, 0, found.way.replies)
    assert not call.ending
    longest = 0
    todo = [call.choices]
    while todo:
        choices = todo.pop()
        call = Call(case, 0, choices)
        assert call.ending not in KEPT
        longest = max(longest, len(choices))
        todo += [(*choices, option.id) for option in call.offered]
    assert longest - len(found.way.replies) == found.replies_left


def test_a_regret_names_where_it_is_felt() -> None:
    space = search(compile_case(RandomCase(3).content()))
    for each in space.situations:
        assert len(each.regret_way.replies) == (each.turn if each.regret else 0)
