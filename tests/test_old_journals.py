"""Calls that another version of Sayback wrote down: older ones go on, newer ones are refused."""

import shutil
from pathlib import Path

import msgspec
import pytest

from sim import __version__
from sim.core.compile import compile_case
from sim.prose.debrief import debrief
from sim.records.history import history
from sim.records.journal import Terms
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from tests.small import MENDED, SMALL

FORMAT_1 = Path(__file__).parent / "records" / "format_1"
"""Two calls as they were written before terms, easing and goals were kept.

It is the form that is held: the digests are those of the tables of today.
"""
OVER, CUT_OFF = "20261122-200238-739-2cbf", "20261122-200238-745-11c6"


@pytest.fixture
def old(tmp_path: Path) -> Places:
    """A home with what was written in format 1."""
    return Places(Path(shutil.copytree(FORMAT_1, tmp_path / "old")))


def to_the_byte(session: Session) -> bytes:
    """All that a face can see of a call."""
    call = session.call
    return msgspec.json.encode((call.turns, call.offered, call.scores, call.digest))


def test_a_call_of_format_1_goes_on_where_it_was_left(old: Places) -> None:
    left = unfinished(old)
    assert left
    assert (left.id, left.turns, left.set_out, left.player) == (CUT_OFF, 3, None, "")
    session = Session.resume(left.id, old)
    assert session.terms == Terms("own", "standard", "", None)
    assert session.notice == ""
    assert session.call.choices == MENDED[:3]
    for reply in MENDED[3:]:
        session.reply(reply)
    before = to_the_byte(session)
    session.close()
    session = Session.resume(CUT_OFF, old)
    assert to_the_byte(session) == before
    assert history(old)[0].scores == {"tea": 100}
    session.close()


def test_a_call_of_format_1_may_be_eased(old: Places) -> None:
    session = Session.resume(CUT_OFF, old)
    session.ease()
    session.reply("send")
    before = to_the_byte(session)
    session.close()
    session = Session.resume(CUT_OFF, old)
    assert to_the_byte(session) == before
    session.close()


def test_a_call_of_format_1_that_is_over_is_read_back_and_scored(old: Places) -> None:
    with Session.resume(OVER, old) as session:
        assert session.call.ending == "content"
        assert [score.score for score in session.call.scores] == [100]
        assert session.notice == ""
        assert debrief(session.call).cards
    past = next(call for call in history(old) if call.id == OVER)
    assert (past.ended, past.turns, past.scores) == ("content", 5, {})


def test_a_call_of_format_1_is_the_one_that_would_be_played_today(old: Places) -> None:
    """What the case was called has changed since then; how it goes has not."""
    with (
        Session.resume(OVER, old) as then,
        Session.start(compile_case(SMALL), 8, old) as now,
    ):
        for reply in MENDED:
            now.reply(reply)
        assert now.call.turns == then.call.turns
        assert now.call.digest == then.call.digest


@pytest.mark.parametrize("format", [3, 99])
def test_a_call_of_a_newer_format_is_refused_with_a_sentence_and_passed_over(
    old: Places, format: int
) -> None:
    path = old.calls / f"{CUT_OFF}.jsonl"
    text = path.read_text().replace('"format":1', f'"format":{format},"band":"brass"')
    path.write_text(text)
    with pytest.raises(RecordsError) as caught:
        Session.resume(CUT_OFF, old)
    assert str(caught.value) == (
        f"'{path}' was written by a newer Sayback, in format {format}; "
        f"this one, {__version__}, reads formats up to 2"
    )
    assert [call.id for call in history(old)] == [OVER]
    assert unfinished(old) is None
    assert path.read_text() == text, "and it is left as it is"
    assert not path.with_suffix(".lock").exists()
