"""Journals: a call as one file that only grows, a JSON line a turn, on the disk before it counts.

The first line is the header; each further line is a reply with a digest of the state it led to, or
something done beside the call. A last line that was cut off or damaged costs that line alone;
damage before it is an error.
"""

import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec
from msgspec import Struct

from sim import __version__
from sim.core.done import Done
from sim.core.goals import Goal
from sim.modes import STANDARD
from sim.records.lock import hold, let_go
from sim.records.places import RecordsError, explained, lot, made, sync_folder

FORMAT = 2
"""The version of the journal's form; a newer one is refused."""


class Header(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a call was begun with; `case` is the content's hash, `started` is in UTC."""

    format: int
    engine: str
    case: str
    scenario: str
    customer: str
    seed: int
    temper: str
    mode: str
    started: datetime
    player: str = ""
    goal: Goal | None = None


class Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A reply: which turn it made, the call's digest after it, how it ended the call if it did.

    The reply that ends a call carries its scores, by rubric, and whether its goal was `reached`.
    Without a reply, an entry is something else that happened after that turn: the call was `eased`,
    wrapped up (`done`), a `goal` set.
    """

    turn: int
    reply: str = ""
    digest: str = ""
    ended: str = ""
    scores: dict[str, int] = {}
    reached: bool = False
    eased: bool = False
    done: Done | None = None
    goal: Goal | None = None

    def __post_init__(self) -> None:
        """Raises ValueError when it says nothing."""
        if bool(self.reply) != bool(self.digest):
            raise ValueError("a reply and its digest go together")
        if not (self.reply or self.eased or self.done or self.goal):
            raise ValueError("it says nothing")


class Terms(NamedTuple):
    """How a call is played: how the customer reacts, what is shown, by whom, with what goal."""

    temper: str = "own"
    mode: str = STANDARD
    player: str = ""
    goal: Goal | None = None


ORDINARY = Terms()


class Recorded(NamedTuple):
    """What a journal holds: its header, all whole lines (the header's too), a torn end or none."""

    header: Header
    lines: tuple[bytes, ...]
    torn: bool


class Journal:
    """The journal of one call, open for writing; nobody else can write it meanwhile."""

    def __init__(self, path: Path, flags: int = 0) -> None:
        """Opens what `create` or `open` found; `flags` are those of `os.open`."""
        self.path = path
        self._lock = hold(path)
        try:
            with explained(f"'{path}' cannot be opened"):
                self._file = os.open(path, flags | os.O_WRONLY | os.O_APPEND | _BINARY, 0o666)
                self._size = os.fstat(
                    self._file
                ).st_size  # of what is good; what follows is overwritten
        except RecordsError:
            let_go(self._lock)
            raise

    @classmethod
    def create(
        cls,
        calls: Path,
        *,
        case: str,
        scenario: str,
        customer: str,
        seed: int,
        terms: Terms = ORDINARY,
    ) -> Self:
        """A new call's journal, its header on the disk; raises RecordsError and leaves no trace.

        Its name is the call's id, and sorts by time.
        """
        now = datetime.now(UTC)
        name = f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03}-{lot(2)}"
        header = Header(
            format=FORMAT,
            engine=__version__,
            case=case,
            scenario=scenario,
            customer=customer,
            seed=seed,
            temper=terms.temper,
            mode=terms.mode,
            started=now,
            player=terms.player,
            goal=terms.goal,
        )
        journal = cls(made(calls) / f"{name}{SUFFIX}", os.O_CREAT | os.O_EXCL)
        try:
            journal._write(header)
            with explained(f"'{calls}' cannot be written"):
                sync_folder(calls)
        except BaseException:
            journal.close()
            with suppress(OSError):
                journal.path.unlink()
            raise
        return journal

    @classmethod
    def open(cls, calls: Path, call_id: str) -> Self:
        """The journal of a call that was begun before; raises RecordsError if it cannot be had."""
        path = calls / f"{call_id}{SUFFIX}"
        with explained(f"call {call_id} cannot be found"):
            if not re.fullmatch(r"[0-9a-z-]+", call_id) or not path.exists():
                raise RecordsError(f"there is no call '{call_id}'")
        return cls(path)

    def replay(self, recorded: Recorded, follow: Callable[[Entry], None]) -> str:
        """Hand the entries to `follow`, in order, and go on after them.

        `follow` raises ValueError for one that does not fit. If it is the last, it is left out: a
        sentence says so, and the next entry overwrites it. Raises RecordsError for one before.
        """
        header, *lines = recorded.lines
        self._size = len(header) + 1
        turn = 0
        for at, line in enumerate(lines, 1):
            try:
                entry = _entry(line, turn)
                follow(entry)
            except ValueError as error:
                if at < len(lines) or recorded.torn:
                    where = f"'{self.path}', line {at + 1}"
                    raise RecordsError(f"{where} is damaged: {error}") from error
                return LEFT_OUT.format(turn + 1)
            self._size += len(line) + 1
            turn = entry.turn
        return LEFT_OUT.format(turn + 1) if recorded.torn else ""

    def append(self, entry: Entry) -> None:
        """Write it down; it is on the disk on return. Raises RecordsError, nothing written."""
        self._write(entry)

    def close(self) -> None:
        """Leave the journal to others."""
        if self._file != _CLOSED:
            file, self._file = self._file, _CLOSED
            with suppress(OSError):  # all that was written is on the disk
                os.close(file)
            let_go(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, entry: Header | Entry) -> None:
        line = msgspec.json.encode(entry) + b"\n"
        with explained(f"'{self.path}' cannot be written"):
            try:
                if os.fstat(self._file).st_size > self._size:
                    os.ftruncate(self._file, self._size)
                if os.write(self._file, line) < len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(self._file)
            except BaseException:  # an interrupt as well: nobody will be told that it was taken
                with suppress(OSError):  # what is left over goes before the next line is written
                    os.ftruncate(self._file, self._size)
                raise
        self._size += len(line)


def read(path: Path) -> Recorded:
    """What a journal holds, its header understood; raises RecordsError when it cannot be."""
    with explained(f"'{path}' cannot be read"):
        *lines, end = path.read_bytes().split(b"\n")
    if not lines:
        raise RecordsError(f"'{path}' was cut off before the call began")
    try:
        version = msgspec.json.decode(lines[0], type=_Version).format
        if version > FORMAT:
            raise RecordsError(
                f"'{path}' was written by a newer Sayback, in format {version}; "
                f"this one, {__version__}, reads formats up to {FORMAT}"
            )
        header = msgspec.json.decode(lines[0], type=Header)
    except (ValueError, RecursionError) as error:  # the latter for a million brackets
        raise RecordsError(f"'{path}', line 1 is damaged: {error}") from error
    return Recorded(header, tuple(lines), torn=bool(end))


def readable(recorded: Recorded) -> list[Entry]:
    """The entries that can be read, in order, without following the call."""
    entries: list[Entry] = []
    for line in recorded.lines[1:]:
        with suppress(ValueError):
            entries.append(_entry(line, entries[-1].turn if entries else 0))
    return entries


class _Version(Struct):
    format: int


def _entry(line: bytes, turn: int) -> Entry:
    """What a line says; a reply makes the turn after `turn`, anything else belongs to that one."""
    entry = msgspec.json.decode(line, type=Entry)
    expected = turn + 1 if entry.reply else turn
    if entry.turn != expected:
        raise ValueError(f"turn {entry.turn} stands where turn {expected} belongs")
    return entry


SUFFIX = ".jsonl"
LEFT_OUT = "What was saved of turn {} is damaged, so the call goes on from just before it."
_CLOSED = -1
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would end lines in its own way."""
