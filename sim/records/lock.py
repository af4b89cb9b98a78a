"""One writer at a time: a lock file beside each journal that is open."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sim.records.places import RecordsError, explained

if TYPE_CHECKING:
    from filelock import BaseFileLock


def hold(journal: Path) -> BaseFileLock:
    """Take the journal for this process; raises RecordsError, at once, when another has it.

    A process that is killed lets go.
    """
    from filelock import FileLock, Timeout  # late: a list of calls locks none

    # not by thread: a screen may open a call in one thread and close it in another
    lock = FileLock(journal.with_suffix(".lock"), blocking=False, thread_local=False)
    with explained(f"call {journal.stem} cannot be opened"):
        try:
            lock.acquire()
        except Timeout:
            raise RecordsError(f"call {journal.stem} is open in another window") from None
    return lock


def let_go(lock: BaseFileLock) -> None:
    """Leave the journal to others, and its folder tidy."""
    # Removed while it is held: who opened the file just before sees, by its count of links, that it
    # has taken a lock on nothing. Windows refuses, and there filelock removes it itself.
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()


def held(journal: Path) -> bool:
    """Whether the call is open somewhere now, here or in another process."""
    if not journal.with_suffix(".lock").exists():
        return False
    try:
        let_go(hold(journal))
    except RecordsError:
        return True
    return False
