"""Calls that are played and resumed: what was taken is on the disk, and replays to the byte."""

import errno
import os
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sim import session as sessions
from sim.core.call import IllegalReply
from sim.core.compile import CaseError, compile_case
from sim.records.history import Past
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from tests.small import EDITED, MENDED, SMALL

NOTICE = "What was saved of turn {} is damaged, so the call goes on from just before it."


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def session(places: Places) -> Iterator[Session]:
    with Session.start(compile_case(SMALL), 7, places) as session:
        yield session


def played(places: Places, *replies: str, seed: int = 7) -> Session:
    """A call in which these replies were given, closed."""
    with Session.start(compile_case(SMALL), seed, places) as session:
        for reply in replies:
            session.reply(reply)
        return session


def to_the_byte(session: Session) -> bytes:
    """All that a face can see of a call."""
    call = session.call
    return msgspec.json.encode((call.turns, call.offered, call.scores, call.ending, call.digest))


# --- Playing and resuming -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_a_call_resumes_as_it_was_to_the_byte(places: Places, seed: int) -> None:
    for size in range(len(MENDED) + 1):
        before = played(places, *MENDED[:size], seed=seed)
        with Session.resume(before.id, places) as after:
            assert to_the_byte(after) == to_the_byte(before)
            assert after.notice == ""
            assert (after.id, after.path) == (before.id, before.path)


def test_a_call_may_be_left_at_every_turn(places: Places) -> None:
    session = played(places)
    for reply in MENDED:
        with Session.resume(session.id, places) as session:
            session.reply(reply)
    at_once = played(places, *MENDED)
    assert to_the_byte(session) == to_the_byte(at_once)
    assert session.path.read_bytes().splitlines()[1:] == at_once.path.read_bytes().splitlines()[1:]


def test_a_turn_is_synced_before_it_is_returned(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    synced: list[tuple[int, bytes]] = []
    sync = os.fsync

    def spy(fd: int) -> None:
        synced.append((os.fstat(fd).st_ino, session.path.read_bytes()))
        sync(fd)

    monkeypatch.setattr(os, "fsync", spy)
    for reply in MENDED:
        synced.clear()
        turn = session.reply(reply)
        line = f'{{"turn":{turn.number},"reply":"{reply}","digest":"{session.call.digest}"'
        assert synced == [(session.path.stat().st_ino, session.path.read_bytes())]
        assert synced[0][1].splitlines()[-1].decode().startswith(line)


def test_a_call_that_is_over_is_read_back_and_takes_no_more(places: Places) -> None:
    with Session.resume(played(places, *MENDED).id, places) as session:
        assert session.call.ending == "content"
        with pytest.raises(IllegalReply):
            session.reply("go_on")


def test_an_illegal_reply_changes_nothing_and_writes_nothing(session: Session) -> None:
    session.reply("hello")
    before, on_disk = to_the_byte(session), session.path.stat()
    with pytest.raises(IllegalReply, match="'hello' is not on offer"):
        session.reply("hello")
    assert to_the_byte(session) == before
    assert session.path.stat() == on_disk


def test_a_call_outlives_an_edit_of_its_content(places: Places) -> None:
    before = played(places, *MENDED[:3])
    Session.start(compile_case(EDITED), 7, places).close()
    assert len(list(places.cases.iterdir())) == 2
    with Session.resume(before.id, places) as after:
        assert to_the_byte(after) == to_the_byte(before)
        after.reply(MENDED[3])


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_no_journal_could_hold_is_refused(places: Places, seed: int) -> None:
    with pytest.raises(ValueError, match="a seed is a whole number"):
        Session.start(compile_case(SMALL), seed, places)


# --- A disk that refuses ------------------------------------------------------------------------


@pytest.mark.parametrize("function", ["write", "fsync"])
def test_a_full_disk_takes_nothing_and_the_call_goes_on_afterwards(
    monkeypatch: pytest.MonkeyPatch, places: Places, session: Session, function: str
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    session.reply("hello")
    before, on_disk = to_the_byte(session), session.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, function, full)
        with pytest.raises(RecordsError, match="cannot be written: the disk is full"):
            session.reply("say_back")
    assert to_the_byte(session) == before
    assert session.path.read_bytes() == on_disk
    session.reply("sorry")
    session.close()
    with Session.resume(session.id, places) as after:
        assert to_the_byte(after) == to_the_byte(session)
        assert after.call.choices == ("hello", "sorry")


def test_an_interrupt_while_writing_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    before = to_the_byte(session)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            session.reply("hello")
    assert to_the_byte(session) == before
    session.reply("go_on")


def test_a_home_that_is_read_only_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(RecordsError, match=r"cannot be made .*: the disk is read-only"):
        Session.start(compile_case(SMALL), 7, places)
    assert unfinished(places) is None


def test_a_home_that_became_read_only_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    before = played(places, "hello")
    opened = os.open

    def refuse(path: str, flags: int, *rest: int, **more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert unfinished(places) is not None, "looking needs no leave to write"
    with pytest.raises(RecordsError, match="the disk is read-only"):
        Session.resume(before.id, places)


# --- What was damaged ---------------------------------------------------------------------------


def test_a_last_line_torn_at_every_byte_costs_that_turn_alone(places: Places) -> None:
    shorter, session = played(places, *MENDED[:-1]), played(places, *MENDED)
    whole = session.path.read_bytes()
    kept = whole[: whole[:-1].rfind(b"\n") + 1]
    for size in range(len(kept), len(whole)):
        session.path.write_bytes(whole[:size])
        with Session.resume(session.id, places) as after:
            assert to_the_byte(after) == to_the_byte(shorter)
            assert after.notice == (NOTICE.format(5) if size > len(kept) else "")
            after.reply(MENDED[-1])
        assert session.path.read_bytes() == whole


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ({"reply": "hello"}, "'hello' is not on offer"),
        ({"reply": "go_on"}, "'go_on' does not lead to the state recorded"),
        ({"digest": "0123456789abcdef"}, "'sorry' does not lead to the state recorded"),
        ({"ended": "content"}, "'sorry' does not lead to the state recorded"),
    ],
)
def test_a_reply_that_does_not_replay_is_left_out_if_it_is_the_last(
    places: Places, damage: dict[str, str], why: str
) -> None:
    session = played(places, *MENDED[:3])
    *lines, line = session.path.read_bytes().splitlines()
    lines.append(msgspec.json.encode(msgspec.json.decode(line) | damage))
    session.path.write_bytes(b"\n".join([*lines, b""]))
    with Session.resume(session.id, places) as after:
        assert after.call.choices == MENDED[:2]
        assert after.notice == NOTICE.format(3)
    session.path.write_bytes(b"\n".join([*lines, b"more"]))
    with pytest.raises(RecordsError) as caught:
        Session.resume(session.id, places)
    assert str(caught.value).startswith(f"'{session.path}', line 4 is damaged: {why}")


def test_random_damage_never_makes_another_call(places: Places) -> None:
    """Bytes changed, lost and added: the call is as it was, or shorter, or refused in words."""
    session = played(places, *MENDED)
    whole, rng = session.path.read_bytes(), random.Random("damage")
    begins = whole.index(b"\n") + 1
    outcomes: dict[str, int] = {"refused": 0, "resumed": 0}
    for _ in range(300):
        at = rng.randrange(begins, len(whole))
        size = rng.choice((0, 1, 1, 5))
        session.path.write_bytes(
            whole[:at] + rng.randbytes(rng.choice((0, 1, 1, 5))) + whole[at + size :]
        )
        try:
            with Session.resume(session.id, places) as after:
                assert after.call.choices == MENDED[: len(after.call.choices)]
                # two turns are lost where the end of a line is, and they become one
                assert len(after.call.choices) >= len(MENDED) - 2
                outcomes["resumed"] += 1
        except RecordsError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 10, outcomes


def test_missing_content_is_a_sentence_and_leaves_the_call_free(places: Places) -> None:
    session = played(places, "hello")
    content = next(places.cases.iterdir())
    kept = content.read_bytes()
    content.unlink()
    with pytest.raises(RecordsError, match="what the call was played with, cannot be read"):
        Session.resume(session.id, places)
    assert list(places.calls.iterdir()) == [session.path]
    content.write_bytes(kept)
    Session.resume(session.id, places).close()


def test_a_call_of_an_engine_that_plays_differently_is_refused_whole(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    session = played(places, "hello")
    text = session.path.read_text()
    monkeypatch.setattr(sessions, "__version__", "9.0.0")
    with Session.resume(session.id, places) as after:
        assert to_the_byte(after) == to_the_byte(session), "another version may well play the same"
    session.path.write_text(text.replace(session.call.digest, "0123456789abcdef"))
    with pytest.raises(
        RecordsError, match=r"^the call was played with Sayback \S+, and this one, 9"
    ):
        Session.resume(session.id, places)


def test_content_that_this_engine_cannot_play_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    def refuse(_: object) -> None:
        raise CaseError([])

    session = played(places, "hello")
    monkeypatch.setattr(sessions, "compile_case", refuse)
    with pytest.raises(RecordsError, match="plays it differently"):
        Session.resume(session.id, places)


# --- Two windows, and the call that was cut off -------------------------------------------------


def test_two_windows_cannot_play_one_call(places: Places, session: Session) -> None:
    with pytest.raises(RecordsError, match=f"call {session.id} is open in another window"):
        Session.resume(session.id, places)
    session.reply("hello")
    session.close()
    Session.resume(session.id, places).close()


def test_on_a_new_machine_nothing_was_cut_off(places: Places) -> None:
    assert unfinished(places) is None
    assert not list(places.root.iterdir()), "looking creates nothing"


def brief(call: Past | None) -> tuple[str, str, str, int] | None:
    """What tells calls apart."""
    return call and (call.id, call.scenario, call.customer, call.turns)


def test_the_newest_call_that_was_cut_off_is_found(places: Places) -> None:
    other = msgspec.structs.replace(SMALL, customer_id="bo_lind")
    with Session.start(compile_case(other), 7, places) as left:
        left.reply("hello")
    played(places, *MENDED)
    found = (left.id, "cup_short", "bo_lind", 1)
    assert brief(unfinished(places)) == found
    assert brief(unfinished(places, "cup_short")) == found
    assert brief(unfinished(places, "cup_short", "bo_lind")) == found
    assert unfinished(places, "cup_short", "ada_berg") is None
    assert unfinished(places, "another") is None
    newest = played(places)
    assert brief(unfinished(places)) == (newest.id, "cup_short", "ada_berg", 0)


def test_who_begins_the_same_case_anew_gives_the_older_call_up(places: Places) -> None:
    played(places, "hello")
    played(places, *MENDED)
    assert unfinished(places) is None


def test_a_call_that_is_being_played_was_not_cut_off(places: Places, session: Session) -> None:
    session.reply("hello")
    assert unfinished(places) is None
    session.close()
    assert brief(unfinished(places)) == (session.id, "cup_short", "ada_berg", 1)


def test_what_cannot_be_read_is_passed_over(places: Places) -> None:
    session = played(places, "hello", "say_back")
    for name, content in {"29990101": b"", "29990102": b"\xff\n", "notes": b"{}\n"}.items():
        (places.calls / f"{name}.jsonl").write_bytes(content)
    (places.calls / "29990103.jsonl").mkdir()
    with session.path.open("ab") as stream:
        stream.write(b'{"turn":3,"rep')
    assert brief(unfinished(places)) == (session.id, "cup_short", "ada_berg", 2)


def test_finding_out_does_not_replay(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    played(places, "hello")
    monkeypatch.setattr(sessions, "compile_case", None)
    for content in places.cases.iterdir():
        content.unlink()
    assert unfinished(places) is not None


def test_the_hash_in_the_journal_names_the_content(session: Session, places: Places) -> None:
    assert f'"case":"{compile_case(SMALL).hash}"' in session.path.read_text()
    assert [each.stem for each in places.cases.iterdir()] == [compile_case(SMALL).hash]
