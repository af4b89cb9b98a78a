"""Findings and the words they are said in."""

import pickle
from collections.abc import Iterator

import pytest

from sim.core.codes import Code
from sim.core.spelling import nearest
from sim.studio.findings import LONGEST, MOST, ContentError, Finding, and_more, first, shown


def test_findings_are_sorted_and_kept_through_pickling() -> None:
    later, sooner = (
        Finding("f", 10, 1, Code.UNKNOWN_KEY, "b"),
        Finding("f", 9, 20, Code.UNKNOWN_ID, "a"),
    )
    error = ContentError([later, sooner, later])
    assert error.findings == (sooner, later)
    assert str(error) == "f:9:20: SB104: a\nf:10:1: SB011: b"
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


def test_a_finding_is_one_harmless_line_whatever_it_repeats() -> None:
    hostile = Finding("a\nb\x1b\udcff.yaml", 1, 1, Code.UNKNOWN_KEY, "no '\x1b[2Jx\n\u202ey'")
    assert hostile.file == "a\nb\x1b\udcff.yaml"
    assert str(hostile) == "a\ufffdb\ufffd\ufffd.yaml:1:1: SB011: no ' [2Jx y'"
    assert len(Finding("f", 1, 1, Code.UNKNOWN_KEY, "x" * 9999).message) == LONGEST
    plain = Finding("a b.yaml", 1, 1, Code.UNKNOWN_KEY, "two  spaces, an é and a 😀")
    assert (plain.file, plain.message) == ("a b.yaml", "two  spaces, an é and a 😀")


def test_no_more_findings_are_looked_for_than_are_told() -> None:
    def many() -> Iterator[Finding]:
        for line in range(1, MOST + 2):
            yield from [Finding("f", line, 1, Code.UNKNOWN_KEY, "x")] * 3
        raise AssertionError("nobody asked for more")

    told = first(many())
    assert [each.line for each in told] == [*range(1, MOST + 1), MOST + 1]
    assert told[-1] == and_more("f", MOST + 1, 1)
    assert told[-1].code is Code.TOO_MANY
    assert first(told[:MOST] * 2) == told[:MOST]


def test_a_text_is_shown_in_brief_however_long_it_is() -> None:
    assert shown("a  b\n\tc") == "a b c"
    assert shown("x" * 40) == "x" * 40
    assert shown("x" * 41) == "x" * 39 + "…"
    assert shown("x" + " " * 10**6 + "y") == "x…"
    assert shown("") == ""


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
