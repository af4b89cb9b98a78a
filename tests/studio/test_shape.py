"""What does not have the right shape: all of it, each at its place and in words."""

from textwrap import dedent
from typing import Annotated, Any, Literal

import pytest
from msgspec import UNSET, Meta, Struct, UnsetType

from sim.core.model import ID as ID_PATTERN
from sim.studio import shape
from sim.studio.findings import MOST
from sim.studio.reader import ContentError, load
from tests.told import told

Id = Annotated[str, Meta(pattern=ID_PATTERN, max_length=9)]
Many = Literal[
    "aa",
    "bb",
    "cc",
    "dd",
    "ee",
    "ff",
    "gg",
    "hh",
    "ii",
    "jj",
    "kk",
    "ll",
    "mm",
    "nn",
    "oo",
    "pp",
    "qq",
    "rr",
]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of everything."""

    id: Id
    say: str
    by: int = 0


class Range(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a schema cannot express."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("'low' lies above 'high'")


class Everything(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A field for each kind of rule."""

    text: str = ""
    full: Annotated[str, Meta(min_length=1)] = "x"
    three: Annotated[str, Meta(min_length=3, max_length=5)] = "abc"
    code: Annotated[str, Meta(pattern="^[A-Z]{3}$")] = "ABC"
    id: Id = "x"
    number: int = 0
    shown: Annotated[int, Meta(ge=0, le=100)] = 0
    least: Annotated[int, Meta(ge=1)] = 1
    most: Annotated[int, Meta(le=9)] = 1
    above: Annotated[int, Meta(gt=0)] = 1
    below: Annotated[int, Meta(lt=10)] = 1
    flag: bool = False
    yes: Literal[True] | UnsetType = UNSET
    points: Literal[1, 2] = 1
    mood: Literal["calm", "angry"] = "calm"
    many: Many = "aa"
    words: list[str] = []
    some: Annotated[list[str], Meta(min_length=1)] | UnsetType = UNSET
    pair: Annotated[list[str], Meta(min_length=2, max_length=3)] | UnsetType = UNSET
    part: Part | UnsetType = UNSET
    parts: list[Part] = []
    ends: dict[Id, str] = {}
    by_name: dict[str, Part] = {}
    range: Range | UnsetType = UNSET
    ranges: dict[str, Range] = {}


class Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Some fields must be there."""

    title: str
    summary: str
    parts: list[Part] = []


def findings(text: str, kind: type = Everything) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(dedent(text).encode(), "f.yaml", kind)
    return told(caught.value)


ID = "must be small letters, digits and '_', beginning with a letter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text: 5", "1:7: 'text' must be text, not the number 5; put it in quotes"),
        ("text: true", "1:7: 'text' must be text, not true; put it in quotes"),
        (
            "text: [sighs]",
            "1:7: 'text' must be text, not a list; "
            "take one of them, or put text that starts with '[' in quotes",
        ),
        (
            "text: {a: b}",
            "1:7: 'text' must be text, not keys with values; "
            "text that starts with '{' must be in quotes",
        ),
        ("number: soon", "1:9: 'number' must be a whole number, not 'soon'"),
        ("number: '70'", "1:9: 'number' must be a whole number, not '70'; write 70"),
        ("number: 010", "1:9: 'number' must be a whole number, not '010'; write 10"),
        ("number: 1.5", "1:9: 'number' must be a whole number, not '1.5'"),
        ("number: true", "1:9: 'number' must be a whole number, not true"),
        ("flag: 1", "1:7: 'flag' must be true or false, not the number 1"),
        ("flag: No", "1:7: 'flag' must be true or false, not 'No'; write false"),
        ("flag: 'yes'", "1:7: 'flag' must be true or false, not 'yes'; write true"),
        ("flag: maybe", "1:7: 'flag' must be true or false, not 'maybe'"),
        ("words: x", "1:8: 'words' must be a list, not 'x'; write [x]"),
        (
            "words: x, y",
            "1:8: 'words' must be a list, not 'x, y'; "
            "begin each item with '- ', on a line of its own",
        ),
        (
            "words: ['a', b: c]",
            "1:14: words[2] must be text, not keys with values; "
            "text that holds ': ' must be in quotes",
        ),
        (
            "words:\n  a: b",
            "2:3: 'words' must be a list, not keys with values; "
            "begin each item with '- ', on a line of its own",
        ),
        ("words: [a, 5]", "1:12: words[2] must be text, not the number 5; put it in quotes"),
        ("part: x", "1:7: 'part' must be keys with values, not 'x'; write {id: …, say: …}"),
        ("part: [x]", "1:7: 'part' must be keys with values, not a list; write {id: …, say: …}"),
        ("parts: [x]", "1:9: parts[1] must be keys with values, not 'x'; write {id: …, say: …}"),
        ("ends: {gone: 5}", "1:14: ends: 'gone' must be text, not the number 5; put it in quotes"),
    ],
)
def test_types(text: str, expected: str) -> None:
    assert findings(text) == [f"f.yaml:{expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("full: ''", "1:7: 'full' must not be empty"),
        ("three: ab", "1:8: 'three' must have at least 3 characters, not 2"),
        ("three: abcdef", "1:8: 'three' must have at most 5 characters, not 6"),
        ("some: []", "1:7: 'some' must not be empty"),
        ("pair: [a]", "1:7: 'pair' must have at least 2 items, not 1"),
        ("pair: [a, b, c, d]", "1:7: 'pair' must have at most 3 items, not 4"),
        ("shown: -1", "1:8: 'shown' must be from 0 to 100, not -1"),
        ("shown: 101", "1:8: 'shown' must be from 0 to 100, not 101"),
        ("least: 0", "1:8: 'least' must be at least 1, not 0"),
        ("most: 10", "1:7: 'most' must be at most 9, not 10"),
        ("above: 0", "1:8: 'above' must be more than 0, not 0"),
        ("below: 10", "1:8: 'below' must be less than 10, not 10"),
        ("code: abc", "1:7: 'code' must match the pattern ^[A-Z]{3}$, not 'abc'"),
        ("id: Hear-Her", f"1:5: 'id' {ID}, not 'Hear-Her'"),
        ("ends:\n  Gone: x", f"2:3: ends: a key {ID}, not 'Gone'"),
        ("points: 3", "1:9: 'points' must be one of 1, 2, not the number 3"),
        ("yes: false", "1:6: 'yes' must be true, not false; write true, or take it out"),
        ("yes: yes", "1:6: 'yes' must be true, not 'yes'; write true"),
        ("yes: maybe", "1:6: 'yes' must be true, not 'maybe'"),
        ("mood: 5", "1:7: 'mood' must be one of 'angry', 'calm', not the number 5"),
        ("mood: furious", "1:7: 'mood' must be one of 'angry', 'calm', not 'furious'"),
        (
            "mood: angri",
            "1:7: 'mood' must be one of 'angry', 'calm', not 'angri'; did you mean 'angry'?",
        ),
        (
            "many: MN",
            "1:7: 'many' must be one of 'aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh', 'ii', "
            "'jj', 'kk', 'll', 'mm', 'nn', 'oo', 'pp', 2 more, not 'MN'",
        ),
    ],
)
def test_bounds_and_choices(text: str, expected: str) -> None:
    assert findings(text) == [f"f.yaml:{expected}"]


def test_unknown_keys_stand_where_the_key_stands() -> None:
    text = """\
        txet: x
        zebra: 1
        part: {id: a, say: b, bye: 1}
        parts:
          - id: third
            say: x
            sya: y
        """
    assert findings(text) == [
        "f.yaml:1:1: unknown key 'txet'; did you mean 'text'?",
        "f.yaml:2:1: unknown key 'zebra'",
        "f.yaml:3:23: part: unknown key 'bye'; did you mean 'by'?",
        "f.yaml:7:5: parts[1] (id third): unknown key 'sya'; did you mean 'say'?",
    ]


def test_many_findings_stop_at_the_first_of_them_in_the_order_of_the_file() -> None:
    told = findings("".join(f"unknown_{number}: 1\n" for number in range(5000)))
    assert told[0] == "f.yaml:1:1: unknown key 'unknown_0'"
    assert told[-1] == f"f.yaml:{MOST + 1}:1: and more is wrong than these {MOST}; mend them first"
    assert len(told) == MOST + 1


def test_no_hint_is_looked_for_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(shape, "nearest", lambda word, _: asked.append(word) or "")
    monkeypatch.setattr(shape, "closest", lambda word, _: asked.append(word))
    text = "".join(f"unknown_{number}: 1\n" for number in range(5000))
    for kind in (Everything, Strict):  # the second with keys that are missing
        assert len(findings(text, kind)) == MOST + 1
    assert len(asked) < 5 * MOST


def test_mistakes_of_reading_and_of_shape_are_counted_together() -> None:
    told = findings("a: 1\n" * 60 + "".join(f"unknown_{number}: 1\n" for number in range(60)))
    assert len(told) == MOST + 1
    assert "f.yaml:60:1: the key 'a' is in line 1 already; keep one of them" in told


def test_missing_keys_are_named_where_the_mapping_stands() -> None:
    assert findings("parts:\n  - id: a\n    by: 1\n  -\n    say: x\n", Strict) == [
        "f.yaml:1:1: the key 'summary' is missing",
        "f.yaml:1:1: the key 'title' is missing",
        "f.yaml:2:5: parts[1] (id a): the key 'say' is missing",
        "f.yaml:5:5: parts[2]: the key 'id' is missing",
    ]


def test_a_misspelt_key_is_not_called_missing_as_well() -> None:
    assert findings("titel: x\nsummary: y\n", Strict) == [
        "f.yaml:1:1: unknown key 'titel'; did you mean 'title'?"
    ]


def test_long_and_unprintable_words_are_shown_briefly() -> None:
    [message] = findings("mood: '" + "ab\n\n" * 50 + "'")
    assert message == (
        "f.yaml:1:7: 'mood' must be one of 'angry', 'calm', "
        "not 'ab ab ab ab ab ab ab ab ab ab ab ab ab …'"
    )
    assert findings(f"{'k' * 70}: 1") == [f"f.yaml:1:1: unknown key '{'k' * 39}…'"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("range: {low: 5, high: 1}", "1:8: range: 'low' lies above 'high'"),
        ("ranges:\n  x: {low: 5, high: 1}", "2:3: ranges: 'low' lies above 'high'"),
    ],
)
def test_what_only_msgspec_knows_is_said_in_its_words(text: str, expected: str) -> None:
    assert findings(text) == [f"f.yaml:{expected}"]


def test_every_field_of_the_examples_can_be_right() -> None:
    """So that the refusals above are about the value and not about the field."""
    good: dict[str, Any] = {
        "text": "''",
        "full": "x",
        "three": "abcd",
        "code": "XYZ",
        "id": "a_1",
        "number": "-3",
        "shown": "100",
        "flag": "true",
        "yes": "true",
        "points": "2",
        "mood": "angry",
        "many": "nn",
        "pair": "[a, b, c]",
        "part": "{id: a, say: b}",
        "ends": "{gone: x}",
        "by_name": "{x: {id: a, say: b}}",
        "range": "{low: 1, high: 5}",
    }
    text = "".join(f"{key}: {value}\n" for key, value in good.items())
    assert load(text.encode(), "f.yaml", Everything)[0].range == Range(1, 5)
