"""What a call is besides replies: its terms, easing, the work afterwards, and a goal."""

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sim.core.compile import compile_case
from sim.core.done import Done
from sim.core.goals import Goal
from sim.core.tempers import GENTLE, OWN, TEMPERS, tempered
from sim.prose.debrief import debrief
from sim.prose.retrace import retrace
from sim.records import cases
from sim.records.history import history
from sim.records.journal import Terms, read
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from tests.small import BUSY, MENDED, PROMISED

DONE = Done(("luck", "packers"), ("ring",))
GOAL, LATER = Goal("tea", 0), Goal("tea", 1)
TERMS = Terms(temper="short", mode="exam", player="Sam Ünal", goal=GOAL)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def started(places: Places, *replies: str, terms: Terms | None = None, seed: int = 7) -> Session:
    """A call about a cup in which these replies were given, open."""
    session = Session.start(compile_case(BUSY), seed, places, terms or Terms())
    for reply in replies:
        session.reply(reply)
    return session


def again(session: Session, places: Places) -> Session:
    """The same call, closed and read back."""
    session.close()
    return Session.resume(session.id, places)


def to_the_byte(session: Session) -> bytes:
    """All that a face can see of a call."""
    call = session.call
    after = (session.wrapped_up, session.goal, session.notice, call.eased_after, session.terms)
    return msgspec.json.encode((call.turns, call.offered, call.scores, call.digest, after))


def entries(session: Session) -> list[str]:
    """The lines of the journal after its header."""
    return session.path.read_text(encoding="utf-8").splitlines()[1:]


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# --- The terms ------------------------------------------------------------------------------------


def test_the_terms_are_in_the_header_and_come_back(places: Places) -> None:
    with started(places, terms=TERMS) as session:
        header = read(session.path).header
    assert (header.temper, header.mode, header.player) == ("short", "exam", "Sam Ünal")
    assert header.goal == GOAL
    with Session.resume(session.id, places) as after:
        assert after.terms == TERMS
        assert after.mode.name == "exam"
    assert history(places)[0].player == "Sam Ünal"


def test_ordinary_terms_say_no_more_than_they_must(places: Places) -> None:
    with started(places) as session:
        assert b"player" not in session.path.read_bytes()
        assert b"goal" not in session.path.read_bytes()
        assert (session.terms, session.mode.name) == (Terms(), "standard")


@pytest.mark.parametrize("temper", TEMPERS)
def test_a_temper_is_put_on_once_and_stays_on(places: Places, temper: str) -> None:
    worn = compile_case(tempered(BUSY, temper))
    with started(places, "only", terms=Terms(temper)) as session:
        assert session.call.case.hash == worn.hash
        assert (worn.hash == compile_case(BUSY).hash) == (temper == OWN)
        assert cases.load(places.cases, read(session.path).header.case) == worn.content
        before = to_the_byte(session)
    with Session.resume(session.id, places) as after:
        assert to_the_byte(after) == before


def test_a_mode_nobody_knows_any_more_is_played_as_the_standard(places: Places) -> None:
    with started(places, terms=Terms(mode="blindfold")) as session:
        assert session.mode.name == "standard"


# --- Easing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(4))
def test_what_was_eased_is_eased_when_it_is_read_back(places: Places, turn: int) -> None:
    replies = ("only", "go_on", "say_back", "sorry")
    session = started(places, *replies[:turn])
    harsher = started(places, *replies, seed=7)
    harsher.close()
    session.ease()
    assert entries(session)[turn] == f'{{"turn":{turn},"eased":true}}'
    session = again(session, places)
    assert session.call.eased_after == turn
    assert session.call.case.content == tempered(BUSY, GENTLE)
    for reply in replies[turn:]:
        session.reply(reply)
        session = again(session, places)
    assert session.call.choices == replies
    assert session.call.digest != harsher.call.digest
    at_once = started(places, *replies[:turn])
    at_once.ease()
    for reply in replies[turn:]:
        at_once.reply(reply)
    assert to_the_byte(session) == to_the_byte(at_once)
    at_once.close()
    session.close()


@pytest.mark.parametrize("function", ["write", "fsync"])
def test_easing_that_the_disk_refuses_changes_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    session = started(places, "only")
    before, on_disk = to_the_byte(session), session.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, function, full)
        with pytest.raises(RecordsError, match="the disk is full"):
            session.ease()
    assert (to_the_byte(session), session.path.read_bytes()) == (before, on_disk)
    session.ease()
    assert session.call.eased_after == 1
    session = again(session, places)
    assert session.call.eased_after == 1
    session.close()


def test_a_reply_that_the_disk_refuses_leaves_an_eased_call_eased(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started(places, "only")
    session.ease()
    before = to_the_byte(session)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RecordsError):
            session.reply("say_back")
    assert to_the_byte(session) == before
    session.reply("say_back")
    before = to_the_byte(session)
    session = again(session, places)
    assert to_the_byte(session) == before
    session.close()


def test_an_eased_call_is_gone_through_as_it_was_played(places: Places) -> None:
    session = started(places, "hello")
    session.ease()
    for reply in MENDED[1:]:
        session.reply(reply)
    before = debrief(session.call)
    session = again(session, places)
    assert [step.taken.turn for step in retrace(session.call)] == list(session.call.turns)
    assert debrief(session.call) == before
    assert session.call.ending == "content"
    session.close()


def test_easing_is_part_of_the_call_that_was_cut_off(places: Places) -> None:
    session = started(places, "only")
    session.ease()
    session.close()
    left = unfinished(places)
    assert left
    assert (left.id, left.turns, left.ended) == (session.id, 1, "")


# --- Afterwards -----------------------------------------------------------------------------------


def test_the_reply_that_ends_a_call_carries_its_scores(places: Places) -> None:
    session = started(places, *PROMISED)
    *before, last = entries(session)
    assert not any("scores" in line for line in before)
    assert last.endswith('"ended":"content","scores":{"tea":100}}')
    assert history(places)[0].scores == {"tea": session.call.scores[0].score} == {"tea": 100}
    session.close()


def test_scores_that_are_not_those_of_the_call_are_damage(places: Places) -> None:
    session = started(places, *MENDED)
    session.close()
    whole = session.path.read_text()
    session.path.write_text(whole.replace('"tea":100', '"tea":99'))
    with Session.resume(session.id, places) as after:
        assert after.call.choices == MENDED[:-1]
        assert after.notice


def test_the_work_after_a_call_is_kept_and_comes_back(places: Places) -> None:
    session = started(places, *PROMISED)
    assert session.wrapped_up is None
    made = session.wrap_up(DONE)
    assert session.wrapped_up == made
    assert [each.promise.id for each in made.promises if each.kept] == ["courier_comes", "ring"]
    assert entries(session)[-1] == ('{"turn":8,"done":{"note":["luck","packers"],"kept":["ring"]}}')
    session = again(session, places)
    assert session.wrapped_up == made
    assert session.notice == ""
    session.close()


@pytest.mark.parametrize(
    "done",
    [
        Done(("luck",), ("ring",)),
        Done(("luck", "packers"), ("ring", "write")),
        Done(("luck", "packers"), ("never_again",)),
        Done(("luck", "no_answer")),
    ],
    ids=["a line short", "too many minutes", "not allowed", "no such answer"],
)
def test_what_could_not_be_done_is_refused_and_nothing_is_written(
    places: Places, done: Done
) -> None:
    with started(places, *PROMISED) as session:
        before, on_disk = to_the_byte(session), session.path.read_bytes()
        with pytest.raises(ValueError):
            session.wrap_up(done)
        assert (to_the_byte(session), session.path.read_bytes()) == (before, on_disk)


def test_the_goal_is_kept_and_a_later_one_takes_its_place(places: Places) -> None:
    session = started(places, *MENDED)
    for goal in (GOAL, LATER):
        session.set_goal(goal)
        session = again(session, places)
        assert session.goal == goal
        assert history(places)[0].goal == goal
    assert entries(session)[-2:] == [
        '{"turn":5,"goal":{"rubric":"tea","letter":0}}',
        '{"turn":5,"goal":{"rubric":"tea","letter":1}}',
    ]
    assert session.terms.goal is None, "what it was begun with stays as it was"
    session.close()


AFTERWARDS: dict[str, Callable[[Session], object]] = {
    "the work": lambda session: session.wrap_up(DONE),
    "a goal": lambda session: session.set_goal(GOAL),
}


@pytest.mark.parametrize("what", AFTERWARDS)
@pytest.mark.parametrize("function", ["write", "fsync"])
def test_what_the_disk_refuses_afterwards_has_not_happened(
    places: Places, monkeypatch: pytest.MonkeyPatch, what: str, function: str
) -> None:
    with started(places, *PROMISED) as session:
        before, on_disk = to_the_byte(session), session.path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, function, full)
            with pytest.raises(RecordsError, match="the disk is full"):
                AFTERWARDS[what](session)
        assert (to_the_byte(session), session.path.read_bytes()) == (before, on_disk)
        AFTERWARDS[what](session)
        assert to_the_byte(session) != before


@pytest.mark.parametrize("what", AFTERWARDS)
def test_a_torn_end_costs_what_was_done_last_and_nothing_else(places: Places, what: str) -> None:
    session = started(places, *PROMISED)
    call, size = session.call.digest, len(session.path.read_bytes())
    AFTERWARDS[what](session)
    session.close()
    whole = session.path.read_bytes()
    for end in range(size + 1, len(whole)):
        session.path.write_bytes(whole[:end])
        with Session.resume(session.id, places) as after:
            assert after.call.digest == call
            assert (after.wrapped_up, after.goal) == (None, None)
            assert after.notice
            AFTERWARDS[what](after)
        assert session.path.read_bytes() == whole


def test_random_damage_never_makes_another_call(places: Places) -> None:
    """Easing, work and goals among the lines: as it was, or shorter, or refused in words."""
    session = started(places, "only", terms=TERMS)
    session.ease()
    for reply in ("say_back", "sorry", "send", "ring", "goodbye"):
        session.reply(reply)
    session.wrap_up(DONE)
    session.set_goal(GOAL)
    session.close()
    whole, rng = session.path.read_bytes(), random.Random("damage afterwards")
    begins = whole.index(b"\n") + 1
    outcomes = {"refused": 0, "resumed": 0}
    for _ in range(60):
        at, size = rng.randrange(begins, len(whole)), rng.choice((0, 1, 5))
        noise = rng.randbytes(rng.choice((0, 1, 5)))
        session.path.write_bytes(whole[:at] + noise + whole[at + size :])
        try:
            with Session.resume(session.id, places) as after:
                said = after.call.choices
                assert said == session.call.choices[: len(said)]
                assert after.wrapped_up in (None, session.wrapped_up)
                outcomes["resumed"] += 1
        except RecordsError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 5, outcomes
