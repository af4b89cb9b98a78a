"""Work in other processes."""

import multiprocessing
import os
import signal
from math import factorial

import pytest

from sim.studio.workers import Job, each_done


def test_a_job_answers() -> None:
    assert Job(factorial, 5).read() == 120


def test_every_item_is_worked_on() -> None:
    assert sorted(each_done(factorial, [1, 3, 2, 5, 4])) == [1, 2, 6, 24, 120]


def test_a_process_that_is_killed_is_noticed() -> None:
    with pytest.raises(RuntimeError, match="was killed"):
        Job(_die).read()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_whoever_stops_listening_ends_the_work() -> None:
    working = each_done(factorial, range(200_000, 200_040))
    next(working)
    working.close()
    assert not multiprocessing.active_children()


def test_a_job_that_is_closed_is_at_an_end() -> None:
    job = Job(factorial, 10**7)
    job.close()
    assert not multiprocessing.active_children()


def test_a_large_question_to_a_job_that_is_closed_at_once_blocks_nobody() -> None:
    Job(len, "x" * 1_000_000).close()
    assert not multiprocessing.active_children()
