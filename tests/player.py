"""Plays calls until it is killed: `python -m tests.player`, for `test_killed`.

For each line on stdin, a seed and a folder, a child is forked that plays one call after another
there; some it eases, and to each that is over it does what is done afterwards. It says `ID WHAT`
only when the session has returned: `BEGUN`, the id of a reply, or one of the others below.
The parent says `plays PID` before, and `dead` when the child is; being warm, it forks in 1 ms.
"""

import os
import random
import sys
from itertools import count
from pathlib import Path

from sim.core.compile import compile_case
from sim.core.done import Done
from sim.core.goals import Goal
from sim.records.places import Places
from sim.session import Session
from tests.small import SMALL

CASE = compile_case(SMALL)
BEGUN, EASED, WRAPPED_UP, SET_OUT = "-", "*eased", "*wrapped_up", "*set_out"
DONE, GOAL = Done(), Goal("tea", 1)
LATEST = 8
"""After how many replies at most a call is eased; many are over by then."""


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
    dice = random.Random(seed)
    for number in count(seed):
        with Session.start(CASE, number, places) as session:
            _say(session.id, BEGUN)
            eased_after = dice.randrange(LATEST)
            while session.call.offered:
                if len(session.call.choices) == eased_after:
                    session.ease()
                    _say(session.id, EASED)
                reply = dice.choice(session.call.offered).id
                session.reply(reply)
                _say(session.id, reply)
            session.wrap_up(DONE)
            _say(session.id, WRAPPED_UP)
            session.set_goal(GOAL)
            _say(session.id, SET_OUT)


def _say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())  # in one piece, and at once


if __name__ == "__main__":
    main()
