"""Tests of one condition that can never hold together, whatever happens in a call."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sim.core.when import FACTS, MOMENTS, NUMBERS

ONE_OF = frozenset({"stage", "enters", "voice", *FACTS})
"""Subjects of which only one name is true at a time."""
_AFTERWARDS = ("did", "last", "used", "enters")
"""Subjects that are true only once a reply has been given."""


class Clash(NamedTuple):
    """The test number `at` cannot hold together with `other`, or at all, where that is None."""

    at: int
    other: str | None


class _Literal(NamedTuple):
    """Something that is so, or is not; a number that is at least `name`, or is less."""

    positive: bool
    subject: str
    name: str


def clash(when: Sequence[str]) -> Clash | None:
    """The first test that contradicts one before it, or itself; None where all may hold.

    What is no test in the grammar of conditions is passed over.
    """
    return _clash(tuple(when))


@lru_cache(8192)
def _clash(when: tuple[str, ...]) -> Clash | None:
    known: dict[_Literal, int] = {}
    for index, text in enumerate(when):
        for literal in _follows(text):
            before = _against(literal, known)
            if before is not None:
                return Clash(index, when[before] if before != index else None)
            known.setdefault(literal, index)
    return None


def _against(literal: _Literal, known: Mapping[_Literal, int]) -> int | None:
    """Which of the tests so far rules this out."""
    positive, subject, name = literal
    if subject not in NUMBERS:
        against = known.get(_Literal(not positive, subject, name))
        if against is not None or not positive or subject not in ONE_OF:
            return against
    for other, index in known.items():
        if other.subject == subject and _exclude(literal, other):
            return index
    return None


def _exclude(one: _Literal, other: _Literal) -> bool:
    if one.subject in NUMBERS:
        least, below = (one, other) if one.positive else (other, one)
        return least.positive and not below.positive and int(least.name) >= int(below.name)
    return one.positive and other.positive and one.name != other.name


@lru_cache(4096)
def _follows(text: str) -> tuple[_Literal, ...]:
    """What holds when a test does."""
    words = text.split()
    positive = words[:1] != ["not"]
    subject, *names = (words if positive else words[1:]) or [""]
    if not subject:
        return ()
    if subject in NUMBERS:
        return tuple(_compared(subject, names, positive))
    if subject == "moment" and positive:
        parts = MOMENTS.get(" ".join(names), ())
        return tuple(literal for part in parts for literal in _follows(part))
    if not positive:
        return (_Literal(False, subject, " ".join(names)),)
    implied = tuple(_Literal(True, way, name) for way, name in _implied(subject, names))
    return (_Literal(True, "turn", "1"), *implied) if subject in _AFTERWARDS else implied


def _compared(subject: str, names: Sequence[str], positive: bool) -> Iterator[_Literal]:
    if len(names) == 2 and names[0] in (">=", "<") and names[1].isascii() and names[1].isdecimal():
        least = positive == (names[0] == ">=")
        if not least and not int(names[1]):
            yield _Literal(True, subject, "0")  # no number is less
        yield _Literal(least, subject, names[1])


def _implied(subject: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The test itself, and what is so whenever it holds."""
    yield subject, " ".join(names)
    match subject:
        case "enters":
            yield "stage", " ".join(names)
        case "raises":
            yield "raised", " ".join(names)
        case "last":
            for shorter in _shorter(names):
                yield "last", shorter
                yield "did", shorter
        case "did":
            for shorter in _shorter(names):
                yield "did", shorter
            if len(names) > 1 and names[-1] == "twice":
                yield "did", f"{names[0]} twice"


def _shorter(names: Sequence[str]) -> Iterator[str]:
    """An act with what it is about, and without; twice is also once."""
    for end in range(1, len(names) + 1):
        yield " ".join(names[:end])
