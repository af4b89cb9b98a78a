"""The search over merged states, against plain enumeration of every whole call."""

from collections import Counter
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.search import SAMPLED, search
from sim.core.space import Range, Way
from sim.core.stages import ENDINGS
from sim.core.step import State, Step, advance, begin
from tests.core.random_cases import RandomCase
from tests.small import SMALL

TURNS = 7


@pytest.fixture(scope="module")
def case() -> Case:
    return compile_case(replace(SMALL, scenario=replace(SMALL.scenario, turns=TURNS)))


def test_the_search_counts_exactly_the_calls_there_are(case: Case) -> None:
    calls = [
        (state.stage, case.scoring.total("tea", marks, case.view(*state)))
        for state, marks in every_end(case, begin(case).state, 0, set())
    ]
    space = search(case)
    assert len(calls) > 1000
    assert {reached.ending: reached.ways for reached in space.endings} == Counter(
        ending for ending, _ in calls
    )
    assert space.ways == len(calls)
    (extreme,) = space.extremes
    assert extreme.range.best == extreme.at_most == max(score for _, score in calls)
    assert extreme.range.worst == min(score for _, score in calls)


@pytest.mark.parametrize("seed", range(150))
def test_what_the_search_forgets_makes_no_difference(seed: int) -> None:
    case = compile_case(RandomCase(seed).content())
    endings: Counter[str] = Counter()
    scores: dict[str, set[int]] = {rubric: set() for rubric in case.scoring.ids}
    offered: set[str] = set()
    for state, marks in every_end(case, begin(case).state, 0, offered):
        endings[state.stage] += 1
        for rubric in scores:
            scores[rubric].add(case.scoring.score(rubric, marks, case.view(*state)).score)
    space = search(case)
    assert {reached.ending: reached.ways for reached in space.endings} == endings
    assert {e.rubric: (e.range.worst, e.range.best) for e in space.extremes} == {
        rubric: (min(each), max(each)) for rubric, each in scores.items()
    }
    assert space.offered == offered


def every_end(
    case: Case, state: State, marks: int, offered: set[str]
) -> Iterator[tuple[State, int]]:
    """The last state and all marks of every whole call, without merging anything."""
    if state.stage in ENDINGS:
        yield state, marks
        return
    for reply in case.offer(case.view(*state)):
        offered.add(reply.id)
        step = advance(case, state, reply)
        yield from every_end(case, step.state, marks | step.marks, offered)


def test_lines_make_no_difference_to_the_space() -> None:
    talkative = RandomCase(3).content()
    silent = replace(talkative, scenario=replace(talkative.scenario, lines=[]))
    assert search(compile_case(talkative)) == search(compile_case(silent))


def test_the_search_merges(case: Case) -> None:
    space = search(case)
    assert space.states < space.ways / 2


def test_the_ways_it_names_lead_where_it_says(case: Case) -> None:
    space = search(case)
    for reached in space.endings:
        assert Call(case, 0, reached.example.replies).ending == reached.ending
    for extreme in space.extremes:
        for way, score in both_ends(extreme.range):
            assert Call(case, 0, way.replies).scores[0].score == score
        for at, letter in enumerate(extreme.letters):
            assert letter.range is not None
            for way, score in both_ends(letter.range):
                assert Call(case, 0, way.replies).scores[0].letters[at].score == score


def both_ends(range: Range) -> tuple[tuple[Way, int], tuple[Way, int]]:
    return (range.best_way, range.best), (range.worst_way, range.worst)


def test_what_is_never_on_offer_is_named() -> None:
    never = replace(SMALL.scenario.replies[2], id="never", when=["did hold"])
    scenario = replace(SMALL.scenario, turns=4, replies=[*SMALL.scenario.replies, never])
    space = search(compile_case(replace(SMALL, scenario=scenario)))
    assert "never" in space.never_offered
    assert "hello" in space.offered


def test_every_step_can_be_watched(case: Case) -> None:
    seen: list[int] = []
    search(case, watch=lambda state, step: seen.append(step.state.turn - state.turn))
    assert set(seen) == {1}
    assert len(seen) > 100


def test_a_walk_tells_how_far_it_is(case: Case) -> None:
    heard: list[tuple[int, int]] = []
    space = search(case, progress=lambda turn, states: heard.append((turn, states)))
    assert [turn for turn, _ in heard] == list(range(1, TURNS + 1))
    assert heard[-1] == (space.turns, space.states)


def test_a_space_that_is_too_large_is_bounded_and_sampled() -> None:
    case = compile_case(SMALL)
    all_of_it, some = search(case), search(case, most=300)
    assert all_of_it.whole
    assert not some.whole
    assert 0 < some.turns < all_of_it.turns
    assert some.sampled == SAMPLED
    assert some.ways < all_of_it.ways
    (whole,), (part,) = all_of_it.extremes, some.extremes
    assert whole.range.worst <= part.range.worst <= part.range.best <= whole.range.best
    assert part.at_most >= whole.range.best
    assert {each.ending for each in some.endings} <= {each.ending for each in all_of_it.endings}
    assert some.offered <= all_of_it.offered
    assert (some.situations, some.wins, some.dead_end) == ((), (), None)
    assert set(some.flow) <= set(all_of_it.flow)
    for way, score in both_ends(part.range):
        assert Call(case, 0, way.replies).scores[0].score == score


def test_who_interrupts_hears_what_is_known(case: Case) -> None:
    def stop(turn: int, _: int) -> None:
        if turn == 3:
            raise KeyboardInterrupt

    def tire(state: State, _: Step) -> None:
        if state.turn == 3:
            raise KeyboardInterrupt

    assert search(case, watch=tire).turns == 3
    assert search(case, watch=tire) == search(case, progress=stop), "nothing of a turn half walked"
    assert search(case, progress=stop).turns == 3


def test_who_interrupts_the_sample_hears_what_was_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    case = compile_case(SMALL)
    part = search(case, most=300)
    monkeypatch.setattr("sim.core.search._Found.sample", stop)
    stopped = search(case, most=300)
    assert (part.sampled > 0, stopped.sampled) == (True, 0)
    assert (stopped.whole, stopped.states) == (False, part.states)


def test_it_is_counted_how_often_a_reply_fits_and_how_often_it_is_on_offer() -> None:
    scenario = replace(SMALL.scenario, turns=5, offers=2)
    case = compile_case(replace(SMALL, scenario=scenario))
    fits: Counter[str] = Counter()
    offered: Counter[str] = Counter()
    seen = set[State]()

    def look(state: State) -> None:
        if state in seen or state.stage in ENDINGS:
            return
        seen.add(state)
        bits = case.view(*state)
        for reply in case.replies.values():
            if not reply.stock and bits & reply.guard.mask == reply.guard.want:
                fits[reply.id] += 1
        offered.update(reply.id for reply in case.offer(bits))

    space = search(case, watch=lambda state, _: look(state))
    assert [each.reply for each in space.fitting] == [each.id for each in scenario.replies]
    crowded = [each for each in space.fitting if each.offered < each.fits]
    assert crowded
    # states that differ in their marks alone are one here, and more in the space
    assert {each.reply for each in crowded} == {id for id in fits if offered[id] < fits[id]}


def test_among_equals_the_best_call_is_best_by_all_rubrics() -> None:
    for seed in range(20):
        case = compile_case(RandomCase(seed).content())
        ends = [
            [case.scoring.total(r, marks, case.view(*state)) for r in case.scoring.ids]
            for state, marks in every_end(case, begin(case).state, 0, set())
        ]
        for at, extreme in enumerate(search(case).extremes):
            best = max((scores[at], sum(scores)) for scores in ends)
            call = Call(case, 0, extreme.range.best_way.replies)
            assert (call.scores[at].score, sum(each.score for each in call.scores)) == best
