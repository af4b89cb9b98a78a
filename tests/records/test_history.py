"""The calls that were played, told from their journals: newest first, without replaying any."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sim.core.goals import Goal
from sim.records.history import Past, history, standing_goal
from sim.records.journal import Entry, Journal, Terms, read
from sim.records.places import Places, RecordsError

CASE = "0123456789abcdef0123456789abcdef"
TEA, POT = Goal("tea", 0), Goal("pot", 2)
TERMS = Terms(temper="short", mode="exam", player="Sam", goal=POT)
OVER = Entry(2, "goodbye", "bb", "content", {"tea": 70, "pot": 40})


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def played(places: Places, *entries: Entry, name: str = "", terms: Terms | None = None) -> Path:
    """A journal with these entries; `name` takes the place of its time."""
    given = terms or Terms()
    with Journal.create(
        places.calls, case=CASE, scenario="cup_short", customer="ada_berg", seed=7, terms=given
    ) as journal:
        for entry in entries:
            journal.append(entry)
        path = journal.path
    return path.rename(path.with_stem(name)) if name else path


def ids(calls: list[Past]) -> list[str]:
    return [call.id for call in calls]


# --- What is told of a call -----------------------------------------------------------------------


def test_a_call_that_is_over_is_told_from_its_journal(places: Places) -> None:
    path = played(places, Entry(1, "hello", "aa"), OVER, Entry(2, goal=TEA), terms=TERMS)
    assert history(places) == [
        Past(
            id=path.stem,
            scenario="cup_short",
            customer="ada_berg",
            mode="exam",
            temper="short",
            player="Sam",
            started=read(path).header.started,
            turns=2,
            ended="content",
            scores={"tea": 70, "pot": 40},
            set_out=POT,
            goal=TEA,
        )
    ]
    assert history(places)[0].started.tzinfo is not None
    assert abs((datetime.now(UTC) - history(places)[0].started).total_seconds()) < 60


def test_a_call_that_goes_on_has_no_ending_and_no_scores(places: Places) -> None:
    played(places, Entry(1, "hello", "aa"))
    (call,) = history(places)
    assert (call.turns, call.ended, call.scores, call.goal) == (1, "", {}, None)


def test_only_replies_are_turns(places: Places) -> None:
    easing = [Entry(0, eased=True), Entry(1, "hello", "aa"), Entry(1, eased=True)]
    played(places, *easing)
    assert history(places)[0].turns == 1


def test_the_ending_is_told_whatever_was_done_after_it(places: Places) -> None:
    played(places, Entry(1, "hello", "aa"), OVER, Entry(2, goal=TEA), Entry(2, goal=POT))
    (call,) = history(places)
    assert (call.ended, call.scores["tea"], call.turns) == ("content", 70, 2)


# --- Many calls -----------------------------------------------------------------------------------


def test_on_a_new_machine_there_is_no_history_and_asking_creates_nothing(places: Places) -> None:
    assert history(places) == []
    assert list(places.root.iterdir()) == []


def test_the_newest_call_comes_first(places: Places) -> None:
    names = ["20260301-100000-000-aaaa", "20260301-100000-001-0000", "20251231-235959-999-ffff"]
    for name in names:
        played(places, name=name)
    assert ids(history(places)) == sorted(names, reverse=True)


def test_the_latest_goal_of_a_call_stands(places: Places) -> None:
    played(places, Entry(1, "hello", "aa"), OVER, Entry(2, goal=TEA), Entry(2, goal=POT))
    assert history(places)[0].goal == POT


@pytest.mark.parametrize(
    ("goals", "standing"),
    [
        ([], None),
        ([None, None], None),
        ([TEA], TEA),
        ([TEA, None, POT, None], POT),
        ([POT, TEA], TEA),
    ],
    ids=["no call", "no goal", "one", "the latest", "the later of two"],
)
def test_the_goal_set_last_stands(
    places: Places, goals: list[Goal | None], standing: Goal | None
) -> None:
    for day, goal in enumerate(goals, 1):
        after = [Entry(2, goal=goal)] if goal else []
        played(places, Entry(1, "hello", "aa"), OVER, *after, name=f"2026010{day}")
    assert standing_goal(history(places)) == standing


def test_the_goal_a_call_began_with_does_not_stand_for_itself(places: Places) -> None:
    played(places, terms=TERMS)
    assert standing_goal(history(places)) is None


# --- What was damaged -----------------------------------------------------------------------------


def test_files_that_cannot_be_read_are_passed_over(places: Places) -> None:
    good = played(places, Entry(1, "hello", "aa"))
    header = read(good).lines[0]
    for name, data in {
        "empty": b"",
        "garbage": b"\x00\xff\n" * 20,
        "torn": header[:-9],
        "newer": header.replace(b'"format":2', b'"format":3') + b"\n",
        "brackets": b"[" * 100_000 + b"\n",
        "no-header": b'{"turn":1,"reply":"hello","digest":"aa"}\n',
    }.items():
        (places.calls / f"{name}.jsonl").write_bytes(data)
    (places.calls / "folder.jsonl").mkdir()
    (places.calls / "notes.txt").write_text("mine")
    assert ids(history(places)) == [good.stem]


def test_lines_that_cannot_be_read_cost_themselves_alone(places: Places) -> None:
    path = played(places, Entry(1, "hello", "aa"), OVER, Entry(2, goal=TEA))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"turn":2,"goal":{"rub')
    assert history(places)[0].goal == TEA
    path.write_bytes(whole.replace(b'"goal":{"rubric":"tea"', b'"goal":{"rubric":7'))
    (call,) = history(places)
    assert (call.ended, call.goal) == ("content", None)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_sentence(places: Places) -> None:
    played(places)
    places.calls.chmod(0)
    try:
        with pytest.raises(RecordsError, match="cannot be read: permission is denied"):
            history(places)
    finally:
        places.calls.chmod(0o700)


def test_a_hundred_calls_are_told_without_replaying_any(places: Places) -> None:
    for day in range(100):
        played(places, Entry(1, "hello", "aa"), OVER, name=f"2026-{day:03}")
    assert len(history(places)) == 100, "and no content is there to replay them with"
    assert not places.cases.exists()
