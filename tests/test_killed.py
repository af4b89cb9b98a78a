"""A call that is killed at any moment has lost no turn that anybody was told of."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.tempers import GENTLE, tempered
from sim.records.places import Places
from sim.records.unfinished import unfinished
from sim.session import Session
from tests.player import BEGUN, CASE, EASED, GOAL, SET_OUT, WRAPPED_UP

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

BATCHES = 8
MOMENTS = 25
"""Moments to kill at, in each batch."""
GENTLER = compile_case(tempered(CASE.content, GENTLE))

Told = dict[str, list[str]]
"""What the player was told was taken, by call, in order: replies, easing, what is done after."""


class Player:
    """The process of `tests.player`, which forks one that plays until it is killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._to, self._from = process.stdin, process.stdout

    def killed(self, places: Places, rng: random.Random, seed: int) -> Told:
        """Have calls played, kill the player at a random moment, return all that it had told."""
        print(seed, places.root, file=self._to, flush=True)
        lines = self._until(lambda line: line.startswith("plays "))
        lines += [self._from.readline() for _ in range(rng.randrange(25))]
        plays = next(line for line in lines if line.startswith("plays "))
        time.sleep(rng.uniform(0, 0.004))
        os.kill(int(plays.split()[1]), signal.SIGKILL)
        lines += self._until(lambda line: line == "dead\n")
        told: Told = {}
        for call, what in (line.split() for line in lines[:-1] if line != plays):
            told.setdefault(call, []).extend([] if what == BEGUN else [what])
        return told

    def _until(self, found: Callable[[str], bool]) -> list[str]:
        lines = [self._from.readline()]
        while not found(lines[-1]):
            assert lines[-1], "the player is gone"
            lines.append(self._from.readline())
        return lines


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    command = [sys.executable, "-m", "tests.player"]
    pipe = subprocess.PIPE
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=root, text=True) as process:
        yield Player(process)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_killed_call_has_every_turn_that_was_acknowledged(
    player: Player, tmp_path: Path, batch: int
) -> None:
    rng = random.Random(f"batch {batch}")
    turns = 0
    for moment in range(MOMENTS):
        places = Places(tmp_path / str(moment))
        told = player.killed(places, rng, seed=1000 * batch + 20 * moment)
        left = unfinished(places)
        if left:
            with Session.resume(left.id, places) as session:
                assert len(session.call.choices) == left.turns
        for call, taken in told.items():
            _check(places, call, taken, cut_off=call == list(told)[-1])
            turns += len(taken)
    assert turns > 5 * MOMENTS, "hardly anything was killed while it was being played"


def _check(places: Places, call: str, told: list[str], *, cut_off: bool) -> None:
    """All that was told of is there, at most one thing more, and the call goes on from there."""
    with Session.resume(call, places) as session:
        assert session.notice == ""
        taken = _taken(session)
        assert taken[: len(told)] == told
        assert len(taken) - len(told) in ((0, 1) if cut_off else (0,))
        assert _to_the_byte(session.call) == _to_the_byte(_played(session))
        assert bool(session.call.ending) or cut_off
        choices = session.call.choices
    if not session.call.ending:
        with Session.resume(call, places) as session:
            reply = session.call.offered[-1].id
            session.reply(reply)
        with Session.resume(call, places) as session:
            assert session.call.choices == (*choices, reply)


def _taken(session: Session) -> list[str]:
    """What a call that was read back has seen, in order."""
    taken: list[str] = list(session.call.choices)
    if session.call.eased_after is not None:
        taken.insert(session.call.eased_after, EASED)
    assert session.goal in (None, GOAL)
    return taken + [WRAPPED_UP] * bool(session.wrapped_up) + [SET_OUT] * bool(session.goal)


def _played(session: Session) -> Call:
    """The same call, played without a disk."""
    call = Call(CASE, session.call.seed)
    for at, reply in enumerate((*session.call.choices, None)):
        if session.call.eased_after == at:
            call.ease(GENTLER)
        if reply:
            call.reply(reply)
    return call


def _to_the_byte(call: Call) -> bytes:
    return msgspec.json.encode((call.turns, call.scores, call.digest))
