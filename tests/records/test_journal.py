"""Journals as files: every append in one write, synced; damage at the end costs one line."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sim import __version__
from sim.records.journal import Entry, Header, Journal, Recorded, read, readable
from sim.records.lock import held
from sim.records.places import RecordsError

CASE = "0123456789abcdef0123456789abcdef"
ENTRIES = [
    Entry(1, "hello", "aaaaaaaaaaaaaaaa"),
    Entry(2, "sorry", "bbbbbbbbbbbbbbbb"),
    Entry(3, "goodbye", "cccccccccccccccc", "content"),
]
NOTICE = "What was saved of turn {} is damaged, so the call goes on from just before it."


def create(calls: Path) -> Journal:
    return Journal.create(calls, case=CASE, scenario="cup_short", customer="ada_berg", seed=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with three replies."""
    with create(tmp_path / "calls") as journal:
        for taken in ENTRIES:
            journal.append(taken)
        return journal.path


def replay(path: Path) -> tuple[list[Entry], str]:
    """What is read back, and the notice; nothing is written."""
    followed: list[Entry] = []
    with Journal.open(path.parent, path.stem) as journal:
        return followed, journal.replay(read(path), followed.append)


# --- What is written ----------------------------------------------------------------------------


def test_the_file_is_a_header_and_a_line_a_turn(path: Path) -> None:
    header, *lines = path.read_text().splitlines()
    assert re.fullmatch(
        rf'{{"format":2,"engine":"{__version__}","case":"{CASE}","scenario":"cup_short",'
        r'"customer":"ada_berg","seed":7,"temper":"own","mode":"standard","started":"[^"]+Z"}',
        header,
    )
    assert lines == [
        '{"turn":1,"reply":"hello","digest":"aaaaaaaaaaaaaaaa"}',
        '{"turn":2,"reply":"sorry","digest":"bbbbbbbbbbbbbbbb"}',
        '{"turn":3,"reply":"goodbye","digest":"cccccccccccccccc","ended":"content"}',
    ]


def test_its_name_is_the_time_in_utc(path: Path) -> None:
    assert re.fullmatch(r"\d{8}-\d{6}-\d{3}-[0-9a-f]{4}", path.stem)
    started = read(path).header.started
    assert path.stem.startswith(f"{started:%Y%m%d-%H%M%S}")
    assert abs(datetime.now(UTC) - started) < timedelta(minutes=1)


def test_what_was_appended_is_read_back(path: Path) -> None:
    assert replay(path) == (ENTRIES, "")
    assert readable(read(path))[-1] == ENTRIES[-1]
    assert read(path).header == Header(
        format=2,
        engine=__version__,
        case=CASE,
        scenario="cup_short",
        customer="ada_berg",
        seed=7,
        temper="own",
        mode="standard",
        started=read(path).header.started,
    )


def test_an_append_is_one_write_and_then_one_sync(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[str | bytes] = []
    write, sync = os.write, os.fsync

    def spy_write(fd: int, data: bytes) -> int:
        done.append(data)
        return write(fd, data)

    def spy_sync(fd: int) -> None:
        done.append("sync")
        sync(fd)

    with create(tmp_path) as journal:
        monkeypatch.setattr(os, "write", spy_write)
        monkeypatch.setattr(os, "fsync", spy_sync)
        journal.append(ENTRIES[0])
    assert done == [b'{"turn":1,"reply":"hello","digest":"aaaaaaaaaaaaaaaa"}\n', "sync"]


def test_a_new_journal_is_synced_and_then_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[tuple[int, int]] = []
    sync = os.fsync

    def spy(fd: int) -> None:
        status = os.fstat(fd)
        synced.append((status.st_ino, status.st_size))
        sync(fd)

    monkeypatch.setattr(os, "fsync", spy)
    with create(tmp_path) as journal:
        status = journal.path.stat()
        assert synced[0] == (status.st_ino, status.st_size)
        assert [inode for inode, _ in synced[1:]] == [tmp_path.stat().st_ino]


# --- A disk that refuses ------------------------------------------------------------------------


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def half(fd: int, data: bytes, write: Callable[[int, bytes], int] = os.write) -> int:
    return write(fd, data[: len(data) // 2])


REFUSALS: dict[str, dict[str, Callable[..., int]]] = {
    "write": {"write": full},
    "half a line": {"write": half},
    "sync": {"fsync": full},
    "half a line, and then nothing works": {"write": half, "ftruncate": full},
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_full_disk_takes_nothing_and_one_can_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: str
) -> None:
    with create(tmp_path) as journal:
        journal.append(ENTRIES[0])
        before = journal.path.read_bytes()
        with monkeypatch.context() as patch:
            for name, instead in REFUSALS[refusal].items():
                patch.setattr(os, name, instead)
            with pytest.raises(RecordsError) as caught:
                journal.append(ENTRIES[1])
        assert str(caught.value) == f"'{journal.path}' cannot be written: the disk is full"
        if "ftruncate" not in REFUSALS[refusal]:
            assert journal.path.read_bytes() == before
        journal.append(ENTRIES[1])
    assert replay(journal.path) == (ENTRIES[:2], "")


def test_a_limit_that_the_system_sets_in_the_middle_of_a_line(tmp_path: Path) -> None:
    """No pretence: the kernel itself writes ten bytes of the line, and no more."""
    resource = pytest.importorskip("resource")
    with create(tmp_path) as journal:
        before = journal.path.read_bytes()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
        try:
            with pytest.raises(RecordsError, match="cannot be written: "):
                journal.append(ENTRIES[0])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert journal.path.read_bytes() == before
        journal.append(ENTRIES[0])
    assert replay(journal.path) == (ENTRIES[:1], "")


def test_an_interrupt_in_the_middle_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with create(tmp_path) as journal:
        monkeypatch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.append(ENTRIES[0])
        assert read(journal.path).lines[1:] == ()


@pytest.mark.parametrize("refusal", ["write", "half a line", "sync"])
def test_a_call_that_cannot_begin_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: str
) -> None:
    for name, instead in REFUSALS[refusal].items():
        monkeypatch.setattr(os, name, instead)
    with pytest.raises(RecordsError, match="cannot be written: the disk is full"):
        create(tmp_path)
    assert not list(tmp_path.iterdir())


# --- What was damaged ---------------------------------------------------------------------------


def test_the_last_line_torn_at_every_byte_costs_that_line_alone(path: Path) -> None:
    whole = path.read_bytes()
    kept = whole[: whole[:-1].rfind(b"\n") + 1]
    for size in range(len(kept), len(whole)):
        path.write_bytes(whole[:size])
        assert replay(path) == (ENTRIES[:2], NOTICE.format(3) if size > len(kept) else "")
        assert readable(read(path))[-1] == ENTRIES[1]
        assert path.read_bytes() == whole[:size], "reading changes nothing"
        with Journal.open(path.parent, path.stem) as journal:
            journal.replay(read(path), lambda _: None)
            journal.append(ENTRIES[2])
        assert path.read_bytes() == whole


BAD = {
    "no JSON": b"{{{",
    "nothing": b"",
    "zeros": bytes(60),
    "not UTF-8": b'{"turn":3,"reply":"\xff\xfe","digest":"cc"}',
    "not a line of ours": b'{"turn":3}',
    "one field more": b'{"turn":3,"reply":"x","digest":"cc","x":1}',
    "another turn": b'{"turn":2,"reply":"goodbye","digest":"cccccccccccccccc"}',
    "a list": b"[3]",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_last_line_that_says_nothing_is_left_out(path: Path, bad: str) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + BAD[bad] + b"\n")
    assert replay(path) == (ENTRIES[:2], NOTICE.format(3))
    assert readable(read(path))[-1] == ENTRIES[1]


@pytest.mark.parametrize("end", [b"", b'{"tu'])
@pytest.mark.parametrize("bad", BAD)
def test_damage_before_the_last_line_is_an_error_with_its_line(
    path: Path, bad: str, end: bytes
) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], BAD[bad], b"\n", end or lines[3]]))
    with pytest.raises(RecordsError) as caught:
        replay(path)
    assert str(caught.value).startswith(f"'{path}', line 4 is damaged: ")


def test_appending_unread_loses_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Journal.open(path.parent, path.stem) as journal:
        journal.append(ENTRIES[2])
    assert path.read_bytes() == before + before.splitlines(keepends=True)[-1]


def test_a_reply_that_does_not_fit_is_damage_like_any_other(path: Path) -> None:
    def follow(taken: Entry) -> None:
        if taken == bad:
            raise ValueError("it does not fit")

    with Journal.open(path.parent, path.stem) as journal:
        bad = ENTRIES[2]
        assert journal.replay(read(path), follow) == NOTICE.format(3)
        bad = ENTRIES[1]
        with pytest.raises(RecordsError, match=r", line 3 is damaged: it does not fit$"):
            journal.replay(read(path), follow)


def test_a_header_torn_at_every_byte_is_a_call_that_never_began(path: Path) -> None:
    header = path.read_bytes().splitlines()[0]
    for size in range(len(header) + 1):
        path.write_bytes(header[:size])
        with pytest.raises(RecordsError, match="was cut off before the call began"):
            read(path)


@pytest.mark.parametrize(
    "header",
    [b"", b"garbage", b"\x00\xff" * 40, b"[]", b'{"format":1}', b'{"x":' + b"[" * 100_000],
)
def test_a_header_that_says_nothing_is_an_error(path: Path, header: bytes) -> None:
    path.write_bytes(header + b"\n" + b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    with pytest.raises(RecordsError) as caught:
        read(path)
    assert str(caught.value).startswith(f"'{path}', line 1 is damaged: ")


def test_a_newer_format_is_said_so(path: Path) -> None:
    path.write_bytes(b'{"format":3,"engine":"9.0.0","players":["a","b"]}\n')
    with pytest.raises(RecordsError) as caught:
        read(path)
    assert str(caught.value) == (
        f"'{path}' was written by a newer Sayback, in format 3; "
        f"this one, {__version__}, reads formats up to 2"
    )


@pytest.mark.parametrize("name", ["20250101-000000-000-0000", "", "../x", "a\nb", "é"])
def test_a_call_that_is_not_there_is_a_sentence(path: Path, name: str) -> None:
    elsewhere = path.parent.parent / "x.jsonl"
    elsewhere.write_bytes(path.read_bytes())
    with pytest.raises(RecordsError) as caught:
        Journal.open(path.parent, name)
    assert str(caught.value) == f"there is no call '{name}'"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_in_its_place_is_a_sentence(path: Path) -> None:
    path.unlink()
    path.mkdir()
    with pytest.raises(RecordsError, match="a folder stands where a file should be"):
        Journal.open(path.parent, path.stem)
    assert list(path.parent.iterdir()) == [path]


# --- Two windows --------------------------------------------------------------------------------


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with create(tmp_path) as journal:
        yield journal


def test_two_windows_cannot_have_one_call(journal: Journal) -> None:
    calls, call = journal.path.parent, journal.path.stem
    assert held(journal.path)
    with pytest.raises(RecordsError) as caught:
        Journal.open(calls, call)
    assert str(caught.value) == f"call {call} is open in another window"
    journal.append(ENTRIES[0])
    journal.close()
    assert not held(journal.path)
    Journal.open(calls, call).close()


def test_no_lock_is_left_lying_about(journal: Journal) -> None:
    calls = journal.path.parent
    assert [each.name for each in calls.glob("*.lock")] == [f"{journal.path.stem}.lock"]
    journal.close()
    journal.close()
    assert list(calls.iterdir()) == [journal.path]


def test_a_lock_that_a_killed_process_left_holds_nobody_up(journal: Journal) -> None:
    journal.close()
    lock = journal.path.with_suffix(".lock")
    lock.touch()
    assert not held(journal.path)
    assert not lock.exists()
    lock.touch()
    Journal.open(journal.path.parent, journal.path.stem).close()


def test_a_closed_journal_takes_nothing(journal: Journal) -> None:
    journal.close()
    before = journal.path.read_bytes()
    with pytest.raises(RecordsError, match="cannot be written"):
        journal.append(ENTRIES[0])
    assert journal.path.read_bytes() == before


def test_the_last_readable_reply_of_many_damaged(journal: Journal) -> None:
    header = read(journal.path).header
    lines = (b"header", b'{"turn":1,"reply":"a","digest":"b"}', b"?", b"?")
    assert readable(Recorded(header, lines, torn=True)) == [Entry(1, "a", "b")]
    assert not readable(Recorded(header, lines[:1], torn=False))
