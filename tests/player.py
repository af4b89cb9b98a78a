"""Plays calls until it is killed: `python -m tests.player`, for `test_killed`.

For each line on stdin, a seed and a folder, a child is forked that plays one call after another
there. It says `ID TURN REPLY` only when the session has returned the turn (turn 0: has started).
The parent says `plays PID` before, and `dead` when the child is; being warm, it forks in 1 ms.
"""

import os
import random
import sys
from itertools import count
from pathlib import Path

from sim.core.compile import compile_case
from sim.records.places import Places
from sim.session import Session
from tests.small import SMALL

CASE = compile_case(SMALL)


def main() -> None:
    for line in sys.stdin:
        seed, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            _play(int(seed), Places(Path(folder)))
        _say("plays", child)
        os.waitpid(child, 0)
        _say("dead")


def _play(seed: int, places: Places) -> None:
    choose = random.Random(seed).choice
    for number in count(seed):
        with Session.start(CASE, number, places) as session:
            _say(session.id, 0, "-")
            while session.call.offered:
                reply = choose(session.call.offered).id
                turn = session.reply(reply)
                _say(session.id, turn.number, reply)


def _say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())  # in one piece, and at once


if __name__ == "__main__":
    main()
