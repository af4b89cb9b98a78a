"""Findings and the words they are said in."""

import pickle

import pytest

from sim.core.codes import Code
from sim.core.spelling import nearest
from sim.studio.findings import ContentError, Finding


def test_findings_are_sorted_and_kept_through_pickling() -> None:
    later, sooner = (
        Finding("f", 10, 1, Code.UNKNOWN_KEY, "b"),
        Finding("f", 9, 20, Code.UNKNOWN_ID, "a"),
    )
    error = ContentError([later, sooner, later])
    assert error.findings == (sooner, later)
    assert str(error) == "f:9:20: SB104: a\nf:10:1: SB011: b"
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("sya", "; did you mean 'say'?"),
        ("Say", "; did you mean 'say'?"),
        ("WHEN", "; did you mean 'when'?"),
        ("zebra", ""),
        ("", ""),
        ("long" * 16, ""),
    ],
)
def test_the_nearest_word(word: str, hint: str) -> None:
    assert nearest(word, ["say", "when", "acts", "long" * 15]) == hint
