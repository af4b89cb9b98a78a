"""Work in other processes, on all cores; whoever stops listening ends it."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# spawned: a process that is forked from one with threads may hang
_PROCESSES = get_context("spawn")


class Job(Generic[R]):
    """A function at work in a process of its own, until it is read or stopped."""

    def __init__(self, work: Callable[..., R], *args: Any) -> None:
        self.answer, theirs = _PROCESSES.Pipe(duplex=False)
        self._process: SpawnProcess = _PROCESSES.Process(
            target=_do, args=(theirs, work, *args), daemon=True
        )
        self._process.start()
        theirs.close()

    def read(self) -> R:
        """What the function returned; raises RuntimeError when its process was killed."""
        try:
            result: R = self.answer.recv()
        except EOFError:
            raise RuntimeError("a process that was to help was killed") from None
        finally:
            self.close()
        return result

    def close(self) -> None:
        """End the process, if it is still at work."""
        self._process.terminate()
        self._process.join()
        self.answer.close()


def each_done(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """What `work` makes of each item, as soon as it is done, with a process for every core."""
    waiting = list(reversed(items))
    jobs: dict[Any, Job[R]] = {}
    try:
        while waiting or jobs:
            while waiting and len(jobs) < (os.cpu_count() or 1):
                job = Job(work, waiting.pop())
                jobs[job.answer] = job
            for ready in wait(list(jobs)):
                yield jobs.pop(ready).read()
    finally:
        for job in jobs.values():
            job.close()


def _do(answer: Connection, work: Callable[..., Any], *args: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever handed out the work
    with closing(answer):
        answer.send(work(*args))
