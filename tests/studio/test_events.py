"""From YAML to data: what values become, and what is refused, by its line, column and sentence."""

import time
from textwrap import dedent
from typing import Any

import pytest
import yaml

from sim.studio import events
from sim.studio.findings import MOST
from sim.studio.reader import LIMIT, ContentError, parse
from tests.studio.survey import STUCK
from tests.told import told


@pytest.fixture(autouse=True, params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["c", "python"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with PyYAML's C scanner, and where that is missing with the other."""
    monkeypatch.setattr(events, "_LOADER", request.param)


def data(text: str) -> Any:
    return parse(text.encode(), "f.yaml").data


def findings(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    with pytest.raises(ContentError) as caught:
        parse(content, "f.yaml")
    return told(caught.value)


# --- What values become -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("70", 70),
        ("-5", -5),
        ("0", 0),
        ("999999999999999999", 999999999999999999),
        ("1000000000000000000", "1000000000000000000"),
        ("no", "no"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("-0", "-0"),
        ("+5", "+5"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1.5", "1.5"),
        ("2024-05-01", "2024-05-01"),
        ("٣", "٣"),
        ("'70'", "70"),
        ('"true"', "true"),
        ("''", ""),
        ("'null'", "null"),
        ("NULL", "NULL"),
        ("say no", "say no"),
        ("two\n  lines", "two lines"),
        ("|\n  70\n", "70\n"),
        (">-\n  two\n  lines", "two lines"),
        ('"a\\tb\\nc"', "a\tb\nc"),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{b: 1, c: {d: e}}", {"b": 1, "c": {"d": "e"}}),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_values_are_typed_by_our_rules(written: str, value: Any) -> None:
    result = data(f"a: {written}")
    assert result == {"a": value}
    assert type(result["a"]) is type(value)


def test_keys_are_always_text() -> None:
    assert data("no: 1\n12: 2\ntrue: 3\n'a b': 4\nnull: 5") == {
        "no": 1,
        "12": 2,
        "true": 3,
        "a b": 4,
        "null": 5,
    }


@pytest.mark.parametrize(
    "text", ["\ufeffa: 1", "---\na: 1\n...\n", "# c\n\na: 1", "a: 1\r\n", "{a: 1}"]
)
def test_the_same_data_may_be_dressed_differently(text: str) -> None:
    assert data(text) == {"a": 1}


# --- What is refused ----------------------------------------------------------------------------

CUT = (
    "'#' begins a comment, so the text ends before it; put the text in quotes, "
    "or the comment on a line of its own"
)
ALIAS = "'*b' repeats another value: write that out, or put text that starts with '*' in quotes"
ANCHOR = (
    "'&b' marks a value to be repeated: write it out wherever it is needed, "
    "or put text that starts with '&' in quotes"
)
EMPTY = "the file is empty; it needs lines of 'key: value'"
KEY = "a key must be text; put text that starts like this in quotes"


def tag(name: str) -> str:
    return (
        f"'{name}' is a tag, which means nothing here: take it out, "
        "or put text that starts with '!' in quotes"
    )


def lines_not(what: str) -> str:
    return f"a file must be lines of 'key: value', with a space after the colon, not {what}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x &b\nb: &b 1", [f"2:4: {ANCHOR}"]),
        ("a: &b [1]", [f"1:4: {ANCHOR}"]),
        ("a: *b", [f"1:4: {ALIAS}"]),
        ("- *b", [f"1:1: {lines_not('a list')}", f"1:3: {ALIAS}"]),
        ("*b : 1", [f"1:1: {ALIAS}"]),
        ("a: !x 1", [f"1:4: {tag('!x')}"]),
        ("a: !!python/object:os.system {}", [f"1:4: {tag('!!python/object:os.system')}"]),
        ("a: !!str 5", [f"1:4: {tag('!!str')}"]),
        ("a: ! x", [f"1:4: {tag('!')}"]),
        ("!x a: 1", [f"1:1: {tag('!x')}"]),
        ("a: 1\n<<: {b: 1}", ["2:1: '<<' merges keys from elsewhere: write them out here"]),
        ("? [a]\n: 1", [f"1:3: {KEY}"]),
        ("{{a: 1}: 2}", [f"1:2: {KEY}"]),
        ("?\n: 1", ["1:2: a key must be text on one line"]),
        ("? |\n  a\n  b\n: 1", ["1:3: a key must be text on one line"]),
    ],
)
def test_what_is_too_clever_is_to_be_written_out(text: str, expected: list[str]) -> None:
    assert findings(text) == [f"f.yaml:{each}" for each in expected]


def test_quoted_text_may_look_like_anything() -> None:
    assert data("a: '*b'\nb: '&b'\nc: '!x'\n'<<': '#1'\nd: 'x #1'") == {
        "a": "*b",
        "b": "&b",
        "c": "!x",
        "<<": "#1",
        "d": "x #1",
    }


def test_a_key_that_stands_twice_names_the_line_of_the_first() -> None:
    text = """\
        a: 1
        b:
          - c: 1
            d: 2
            c: 3
        a: 2
        a: 3
        b: []
        "\\x1ba": 1
        "\\x1ba": 2
        """
    unseen = "control character U+001B in this text; take it out"
    assert findings(text) == [
        "f.yaml:5:5: a '- ' is missing before 'c': a new item begins here",
        "f.yaml:6:1: the key 'a' is in line 1 already; keep one of them",
        "f.yaml:7:1: the key 'a' is in line 1 already; keep one of them",
        "f.yaml:8:1: the key 'b' is in line 2 already; keep one of them",
        f"f.yaml:9:1: {unseen}",
        "f.yaml:10:1: the key 'a' is in line 9 already; keep one of them",
        f"f.yaml:10:1: {unseen}",
    ]


def test_a_missing_dash_is_said_once_and_the_rest_is_read_as_an_item_of_its_own() -> None:
    text = """\
        a:
          - id: x
            say: one
            id: y
            say: two
          - id: z
            id: z
        b: {c: 1, d: 2, c: 3}
        c: [{d: 1, e: 2, d: 3}]
        """
    assert findings(text) == [
        "f.yaml:4:5: a '- ' is missing before 'id': a new item begins here",
        "f.yaml:7:5: the key 'id' is in line 6 already; keep one of them, "
        "or write '- ' before it if a new item begins here",
        "f.yaml:8:17: the key 'c' is in line 8 already; keep one of them",
        "f.yaml:9:18: the key 'd' is in line 9 already; keep one of them",
    ]


CURLY = '“ is no quote here; write "'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: “Oh no, not you.”", [f"1:4: {CURLY}"]),
        ("a: {b: “Oh”, c: 1}", [f"1:8: {CURLY}"]),
        ("a: “not closed", [f"1:4: {CURLY}"]),
        ("a: „Oh“", ['1:4: „ is no quote here; write "']),
        ("a: ‘Oh’", ['1:4: ‘ is no quote here; write "']),
        ("a: «Oh»", ['1:4: « is no quote here; write "']),
        ("a:{b: 1}\nc: 2", ["1:1: a space is missing after 'a:'"]),
        ("a: {doubt:true}", ["1:5: a space is missing after 'doubt:'"]),
        ("a:\u00a0b: 1", ["1:1: the blank after 'a:' is no plain space; retype it"]),
        ("\u00a0 a: 1", ["1:1: a space here is no plain space; retype it"]),
        ("a:\n  -b: 1", ["2:3: a space is missing after the '-'; write '- b'"]),
        ("a:\n  – b: 1", ["2:3: '–' begins no item; write '- b'"]),
        ("a: ' '", ["1:4: 'a' holds nothing but spaces; write it, or take it out"]),
        ("a: ['  ']", ["1:5: this item holds nothing but spaces; write it, or take it out"]),
    ],
)
def test_signs_that_only_look_right_and_spaces_that_are_missing(
    text: str, expected: list[str]
) -> None:
    assert findings(text) == [f"f.yaml:{each}" for each in expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: “No” and “yes” are words", "“No” and “yes” are words"),
        ("a: “Nobody came”, it said.", "“Nobody came”, it said."),
        ("a: He said “no”", "He said “no”"),
        ("a: '“Oh”'", "“Oh”"),
        ("a: ’tis so", "’tis so"),
        ("a: ''", ""),
        ("a: at 12:30", "at 12:30"),
    ],
)
def test_signs_that_are_right_where_they_stand(text: str, value: str) -> None:
    assert data(text) == {"a": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\nb: 1", "1:3: 'a' has no value; write one, or take it out"),
        ("a: ~", "1:4: 'a' has no value; write one, or take it out"),
        ("a: null # none", "1:4: 'a' has no value; write one, or take it out"),
        (
            "a: {b, c: 1}",
            "1:6: 'b' has no value; write one, or put text that starts with '{' in quotes",
        ),
        ("a:\n  - b\n  -\n", "3:4: this item has no value; write one, or take it out"),
        (
            "a: #1 is late",
            "1:3: 'a' has no value; '#' begins a comment; put text that starts with '#' in quotes",
        ),
    ],
)
def test_a_value_must_be_there(text: str, expected: str) -> None:
    assert findings(text) == [f"f.yaml:{expected}"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: order #1234 is late", "1:10"),
        ("a: My number # is 5", "1:14"),
        ("a: order     #1234", "1:14"),
        ("a: order #1234 😀\n", "1:10"),
        ("a: é 😀 ü #5", "1:10"),
        ("a: 70 #1", "1:7"),
        ("a: true #1", "1:9"),
        ("a: x ##", "1:6"),
        ("a:\n  - b\n  - order #1234\n", "3:11"),
        ("a:\n  - order no # 1\n", "2:14"),
        ("a: [b, c #1\n  ]", "1:10"),
        ("a: {b: c d # 1\n  }", "1:12"),
        ("a: two\n  lines #1\nb: 1", "2:9"),
        ("a: two\n  lines # 1\nb: 1", "2:9"),
        ("é: x\r\nb: é #1\r\n", "2:6"),
    ],
)
def test_text_that_a_comment_cuts_short(text: str, at: str) -> None:
    assert findings(text.encode()) == [f"f.yaml:{at}: {CUT}"]


def test_a_tab_before_a_comment_is_white_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LOADER", yaml.CSafeLoader)  # to the other it is a mistake
    assert findings("a: order \t#1234") == [f"f.yaml:1:11: {CUT}"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: process  # a comment", "process"),
        ("a: 70 # comment", 70),
        ("a: true # comment", True),
        ("a: process #", "process"),
        ("a: process #\r\n", "process"),
        ("a: order#1234", "order#1234"),
        ("a: 'two words' # comment", "two words"),
        ('a: "two words" #comment', "two words"),
        ("a: [b, c] # two words", ["b", "c"]),
        ("a: > # comment\n  two words #1\n", "two words #1\n"),
        ("a: two words\n# comment\n", "two words"),
        ("a: two words\n\n  # comment\n", "two words"),
        ("a: # comment\n  - two words\n", ["two words"]),
    ],
)
def test_comments_that_cut_nothing(text: str, value: Any) -> None:
    assert data(text) == {"a": value}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", f"1:1: {EMPTY}"),
        (b"\n# nothing\n", f"1:1: {EMPTY}"),
        (b"---\n", f"2:1: {EMPTY}"),
        (b"\xef\xbb\xbf", f"1:1: {EMPTY}"),
        (b"\n- a\n", f"2:1: {lines_not('a list')}"),
        (b"title:nine", f"1:1: {lines_not(chr(39) + 'title:nine' + chr(39))}"),
        (b"5", f"1:1: {lines_not(chr(39) + '5' + chr(39))}"),
        (b"a: 1\n---\nb: [", "2:1: a second document starts here; a file holds one"),
        (b"a: 1\nb: caf\xe9\n", "2:7: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("é\r\né".encode() + b"\xff", "2:2: byte 0xff is not UTF-8; save the file as UTF-8"),
        ("a: 1".encode("utf-16"), "1:1: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"a: 1\nb: x\x00y\n", "2:5: control character U+0000 in this line; delete it"),
        (b"a: 1\r\nb: \x1b[31m\r\n", "2:4: control character U+001B in this line; delete it"),
        (b"a: 1\rb: \x7f", "2:4: control character U+007F in this line; delete it"),
        ("a: x\u2028y".encode(), "1:5: control character U+2028 in this line; delete it"),
        ("a: \ufeffx".encode(), "1:4: control character U+FEFF in this line; delete it"),
        (b'a: "\\x1b[31m"', "1:4: control character U+001B in this text; take it out"),
        (b'a: "\\r"', "1:4: control character U+000D in this text; take it out"),
        (b'"\\0": 1', "1:1: control character U+0000 in this text; take it out"),
    ],
)
def test_what_is_no_file_of_ours(content: bytes, expected: str) -> None:
    assert findings(content) == [f"f.yaml:{expected}"]


def test_size_is_limited() -> None:
    fits = b"a: " + b"x" * (LIMIT - 3)
    assert data(fits.decode()) == {"a": "x" * (LIMIT - 3)}
    assert findings(fits + b"x") == [
        "f.yaml:1:1: the file is larger than 256 KiB; split it into several"
    ]


def test_depth_is_limited() -> None:
    deepest = "a: " + "[" * 19 + "]" * 19
    assert data(deepest)["a"]
    assert findings("a: " + "[" * 20 + "]" * 20) == [
        "f.yaml:1:23: this is nested more than 20 deep; flatten it"
    ]


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


MORE = f"and more is wrong than these {MOST}; mend them first"
TOO_LONG = "from here on there is more than one file may hold; split it into several"
TOO_DEEP = "this is nested more than 20 deep; flatten it"


@pytest.mark.parametrize(
    ("bomb", "count", "last"),
    [
        ("[" * 60_000, 1, f"1:21: {TOO_DEEP}"),
        ("a: " + "{" * 60_000, 20, f"1:23: {TOO_DEEP}"),
        ("- " * 30_000, 1, f"1:41: {TOO_DEEP}"),
        ("? " * 30_000, 21, f"1:41: {TOO_DEEP}"),
        ("{a: " * 15_000, 1, f"1:81: {TOO_DEEP}"),
        (LAUGHS, 9 + 8 * 9, ""),
        (MERGES, 9 + 8 * 10, ""),
        ("a: b\n" * 10_000, MOST + 1, f"102:1: {MORE}"),
        ("a: [" + "*b, " * 15_000 + "]", MOST + 1, f"1:405: {MORE}"),
        ("\x01\n" * 30_000, MOST + 1, f"101:1: {MORE}"),
        ("a: [" + "b, " * 80_000 + "]", 1, f"1:119990: {TOO_LONG}"),
        ("a: " + "x " * 30_000 + "#", 1, f"1:60004: {CUT}"),
    ],
    ids=[
        *("[", "{", "-", "?", "{a:", "aliases", "merges", "twice", "wide", "controls"),
        *("many", "long"),
    ],
)
def test_bombs_fizzle(bomb: str, count: int, last: str) -> None:
    began = time.process_time()
    with pytest.raises(ContentError) as caught:
        parse(bomb.encode(), "f.yaml")
    assert time.process_time() - began < STUCK
    assert len(caught.value.findings) == count
    assert any(each.endswith(last) for each in told(caught.value)[-2:])


def test_what_comes_after_so_much_is_not_even_looked_for() -> None:
    mistakes = "b: *b\n" + "b: 1\n" * (MOST - 1)
    assert len(findings(mistakes + "c: 'x\n")) == MOST + 1
    assert findings(mistakes + "b: 1\n" * 9 + "c: 'x\n")[-1] == f"f.yaml:{MOST + 1}:1: {MORE}"
    assert findings("a: 1\n" + "b: *b\n" + "c: 'x\n")[-1].endswith("these quotes are never closed")


@pytest.mark.parametrize(
    ("text", "at"),
    [("a: [b, ", "1:8"), ("a: 1\nb: [c, ", "2:8"), ("a: 1\r\nb: [c,\r\n", "3:1"), ("a: {b", "1:6")],
)
def test_a_place_lies_within_the_file_however_it_ends(text: str, at: str) -> None:
    assert any(each.startswith(f"f.yaml:{at}: ") for each in findings(text.encode()))
    last = len(text.splitlines()) + text.endswith("\n")
    assert all(int(each.split(":")[1]) <= last for each in findings(text))


def test_a_byte_order_mark_shifts_nothing() -> None:
    assert findings(b"\xef\xbb\xbfa: x #1") == findings(b"a: x #1")


@pytest.mark.parametrize(
    "slip", [ValueError("a slip"), IndexError("a slip"), yaml.YAMLError("a slip")]
)
def test_whatever_the_scanner_raises_is_a_finding(
    slip: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = yaml.parse

    def parse_a_little(*args: Any, **kwargs: Any) -> Any:
        yield from list(genuine(*args, **kwargs))[:5]
        raise slip

    monkeypatch.setattr(yaml, "parse", parse_a_little)
    assert findings("a: 1\nb: 2\n") == ["f.yaml:1:4: from here on this is not YAML: a slip"]
