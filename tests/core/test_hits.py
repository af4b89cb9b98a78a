"""What comes up in many plays, against calls played through the door."""

from sim.core.bots.policies import BY_NAME
from sim.core.bots.trainee import Trainee
from sim.core.compile import compile_case
from sim.core.hits import hits
from sim.core.search import search
from tests.core.random_cases import RandomCase
from tests.small import SMALL

CASE = compile_case(SMALL)
RANDOM = Trainee(CASE, BY_NAME["random"])


def test_the_same_plays_every_time() -> None:
    assert hits(CASE, [RANDOM], 50) == hits(CASE, [RANDOM], 50)


def test_every_reply_and_every_line_is_there_to_be_counted() -> None:
    found = hits(CASE, [RANDOM], 200)
    assert found.plays == sum(found.endings.values()) == 200
    assert set(found.replies) == set(CASE.replies)
    assert [line.say for line in found.lines] == [line.say for line in CASE.lines.lines]
    assert max(found.replies.values()) <= 200
    opening = next(line for line in found.lines if line.say == "Five cups! I ordered six.")
    assert opening.plays == 200  # it is the first thing said in every play


def test_a_reply_is_counted_once_a_play() -> None:
    found = hits(CASE, [RANDOM], 1)
    assert set(found.replies.values()) == {0, 1}


def test_whoever_plays_only_says_what_can_be_said() -> None:
    for seed in range(10):
        case = compile_case(RandomCase(seed).content())
        found = hits(case, [Trainee(case, BY_NAME["random"])], 60)
        offered = search(case).offered
        assert {reply for reply, count in found.replies.items() if count} <= offered


def test_the_players_take_turns() -> None:
    apart = hits(CASE, [Trainee(CASE, BY_NAME["first"]), RANDOM], 2)
    alone = hits(CASE, [Trainee(CASE, BY_NAME["first"])], 1)
    assert all(apart.replies[id] >= count for id, count in alone.replies.items())
