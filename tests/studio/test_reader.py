"""Reading YAML: what is accepted, and every mistake by its line, column and sentence."""

import os
import pickle
import random
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any, Literal

import pytest
import yaml
from msgspec import UNSET, Meta, Struct, UnsetType

from sim.studio import events
from sim.studio.reader import LIMIT, ContentError, Document, Finding, load, nearest, parse, read


class Reply(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
    say: str
    heat: int | UnsetType = UNSET
    again: bool = False


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    replies: list[Reply]
    kind: Literal["outcome", "process"] = "outcome"


@pytest.fixture(autouse=True, params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["c", "python"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with PyYAML's C scanner, and where that is missing with the other."""
    monkeypatch.setattr(events, "_LOADER", request.param)


def data(text: str) -> Any:
    return parse(text.encode(), "f.yaml").data


def findings(text: str | bytes, kind: type | None = None) -> list[str]:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    with pytest.raises(ContentError) as caught:
        load(content, "f.yaml", kind) if kind else parse(content, "f.yaml")
    return str(caught.value).splitlines()


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


# --- Where things stand -------------------------------------------------------------------------


def test_places_of_keys_and_values() -> None:
    document = parse(
        "title: Nine 😀\nreplies:\n  - id: é\n    say: 'x'\n  - [a, b]\n".encode(), "f"
    )
    assert document.at([]) == (1, 1)
    assert document.at(["title"]) == (1, 8)
    assert document.at(["title"], key=True) == (1, 1)
    assert document.at(["replies", 0]) == (3, 5)
    assert document.at(["replies", 0, "say"]) == (4, 10)
    assert document.at(["replies", 0, "say"], key=True) == (4, 5)
    assert document.at(["replies", 1, 1]) == (5, 9)
    assert document.at(["replies", 1, 1], key=True) == (5, 9)


def test_what_is_not_there_is_placed_at_what_is_nearest_above() -> None:
    document = parse(b"title: x\nreplies:\n  - id: a\n", "f")
    assert document.at(["replies", 0, "say"]) == (3, 5)
    assert document.at(["replies", 0, "say"], key=True) == (3, 5)
    assert document.at(["replies", 7, "say"]) == (3, 3)
    assert document.at(["title", "x", 3]) == (1, 8)
    assert document.at(["nothing"]) == (1, 1)


def test_a_byte_order_mark_shifts_nothing() -> None:
    assert findings(b"\xef\xbb\xbfa: x #1") == findings(b"a: x #1")


def test_a_path_in_words_counts_from_one() -> None:
    document = parse(b"replies: [{id: hear_her, acts: [{a: 1}]}, {say: x}]\nend: {gone: x}\n", "f")
    assert document.where([]) == ""
    assert document.where(["end", "gone"]) == "end.gone"
    assert document.where(["replies", 0]) == "replies[1] (id hear_her)"
    assert document.where(["replies", 0, "acts", 0]) == "replies[1] (id hear_her), acts[1]"
    assert document.where(["replies", 1, "say"]) == "replies[2].say"
    assert document.where(["replies", 9, "say"]) == "replies[10].say"


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
    return f"'{name}' is a tag, which means nothing here: take it out, or put text that starts with '!' in quotes"


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
        """
    assert findings(text) == [
        "f.yaml:5:5: the key 'c' is in line 3 already; keep one of them",
        "f.yaml:6:1: the key 'a' is in line 1 already; keep one of them",
        "f.yaml:7:1: the key 'a' is in line 1 already; keep one of them",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\nb: 1", "1:3: 'a' has no value; write one, or take it out"),
        ("a: ~", "1:4: 'a' has no value; write one, or take it out"),
        ("a: null # none", "1:4: 'a' has no value; write one, or take it out"),
        ("a: {b, c: 1}", "1:6: 'b' has no value; write one, or take it out"),
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
        "f.yaml:1:1: the file is larger than 1024 KiB; split it into several"
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
        ("a: b\n" * 10_000, 9_999, "10000:1: the key 'a' is in line 1 already; keep one of them"),
        ("a: [" + "*b, " * 15_000 + "]", 15_000, f"1:60001: {ALIAS}"),
        ("a: " + "x " * 30_000 + "#", 1, f"1:60004: {CUT}"),
    ],
    ids=["[", "{", "-", "?", "{a:", "aliases", "merges", "twice", "wide", "long"],
)
def test_bombs_fizzle(bomb: str, count: int, last: str) -> None:
    began = time.process_time()
    with pytest.raises(ContentError) as caught:
        parse(bomb.encode(), "f.yaml")
    assert time.process_time() - began < 2
    assert len(caught.value.findings) == count
    assert str(caught.value.findings[-1]).endswith(last)


# --- All at once --------------------------------------------------------------------------------


def test_every_mistake_in_a_file_comes_at_once_and_in_order() -> None:
    text = """\
        titel: Nine of twelve
        kind: proces
        replies:
          - id: Hear Her
            say: order #1234 is late
          - id: sorry
            say: 010
            heat: hot
            heat: 3
          - say: *hello
            id: third
            <<: {heat: 1}
          - id: fourth
            say: true
            again: no
        """
    assert findings(text, Sample) == [
        "f.yaml:1:1: unknown key 'titel'; did you mean 'title'?",
        "f.yaml:2:7: 'kind' must be one of 'outcome', 'process', not 'proces'; did you mean 'process'?",
        "f.yaml:4:9: replies[1] (id Hear Her): 'id' must be small letters, digits and '_', "
        "beginning with a letter, not 'Hear Her'",
        f"f.yaml:5:16: {CUT}",
        "f.yaml:8:11: replies[2] (id sorry): 'heat' must be a whole number, not 'hot'",
        "f.yaml:9:5: the key 'heat' is in line 8 already; keep one of them",
        f"f.yaml:10:10: {ALIAS.replace('*b', '*hello')}",
        "f.yaml:12:5: '<<' merges keys from elsewhere: write them out here",
        "f.yaml:14:10: replies[4] (id fourth): 'say' must be text, not true; put it in quotes",
        "f.yaml:15:12: replies[4] (id fourth): 'again' must be true or false, not 'no'; write false",
    ]


def test_a_syntax_error_comes_with_what_was_found_before_it() -> None:
    assert findings("a: 1\na: order #12\nb: *b\nc: 'x\n", Sample) == [
        "f.yaml:2:1: the key 'a' is in line 1 already; keep one of them",
        f"f.yaml:2:10: {CUT}",
        f"f.yaml:3:4: {ALIAS}",
        "f.yaml:4:4: these quotes are never closed",
    ]


def test_a_control_character_hides_nothing_else() -> None:
    assert findings(b"title: \x07\nreplies: 5\nb\x0b: 1\x0c\x0c\n", Sample) == [
        "f.yaml:1:8: control character U+0007 in this line; delete it",
        "f.yaml:2:10: 'replies' must be a list, not the number 5; "
        "begin each item with '- ', on a line of its own",
        "f.yaml:3:1: unknown key 'b\ufffd'",
        "f.yaml:3:2: control character U+000B in this line; delete it",
    ]


def test_what_could_not_be_read_is_not_judged_again() -> None:
    """No missing keys where keys were merged, no wrong type where there is no value."""
    assert findings("title:\nreplies: *b\nkind: x #1\n", Sample) == [
        "f.yaml:1:7: 'title' has no value; write one, or take it out",
        f"f.yaml:2:10: {ALIAS}",
        f"f.yaml:3:9: {CUT}",
    ]
    assert findings("<<: *b", Sample) == [
        "f.yaml:1:1: '<<' merges keys from elsewhere: write them out here",
        f"f.yaml:1:5: {ALIAS}",
    ]


def test_findings_are_sorted_and_kept_through_pickling() -> None:
    later, sooner = Finding("f", 10, 1, "b"), Finding("f", 9, 20, "a")
    error = ContentError([later, sooner, later])
    assert error.findings == (sooner, later)
    assert str(error) == "f:9:20: a\nf:10:1: b"
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


def test_good_content_is_loaded_with_its_places() -> None:
    value, document = load(b"title: x\nreplies:\n  - {id: a, say: 'no'}\n", "f.yaml", Sample)
    assert value == Sample("x", [Reply("a", "no")])
    assert isinstance(document, Document)
    assert document.file == "f.yaml"
    assert document.at(["replies", 0, "say"]) == (3, 18)


def test_good_content_never_waits_for_jsonschema() -> None:
    code = """
import sys
from sim.core.model import Line
from sim.studio.reader import ContentError, load
load(b"say: x", "f", Line)
assert "jsonschema" not in sys.modules
try:
    load(b"sya: x", "f", Line)
except ContentError:
    assert "jsonschema" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


# --- Garbage ------------------------------------------------------------------------------------

SAMPLE = """\
# A comment
title: Nine of twelve – é 😀
kind: process  # why not
replies:
  - id: hear_her
    say: 'That''s three short. Go on.'
  - {id: sorry, say: "I'm sorry.\\tReally.", heat: 70, again: true}
  - id: folded
    say: >-
      Two
      lines.
    heat: -5
"""
BITS = [*"[]{}:,#&*!|>'\"%@`- \n\t\r\\?~<0é😀\0\x1b\ufeff\x85"] + [
    "\n- ", "\n  ", ": ", " #", "<<: *a", "&a ", "!!x ", "---\n", "...\n", "\\x1b", '"\\U00110000"',
    "''", "? ",
]  # fmt: skip


def mutant(random_: random.Random) -> bytes:
    text = list(SAMPLE)
    for _ in range(random_.randint(1, 3)):
        at = random_.randrange(len(text))
        match random_.randrange(4):
            case 0:
                text[at] = random_.choice(BITS)
            case 1:
                text.insert(at, random_.choice(BITS))
            case 2:
                del text[at : at + random_.randint(1, 12)]
            case _:
                start = random_.randrange(len(text))
                text[at:at] = text[start : start + random_.randint(1, 40)]
    content = bytearray("".join(text).encode())
    if random_.random() < 0.2:
        content[random_.randrange(len(content))] = random_.randrange(256)
    return bytes(content)


def test_the_sample_is_good_and_its_mutants_load_or_say_what_is_wrong() -> None:
    load(SAMPLE.encode(), "f.yaml", Sample)
    outcomes = set()
    for seed in range(400):
        content = mutant(random.Random(seed))
        began = time.process_time()
        try:
            load(content, "f.yaml", Sample)
            outcomes.add("loaded")
        except ContentError as error:
            outcomes.add("refused")
            lines = content.count(b"\n") + content.count(b"\r") + 2
            assert error.findings, content
            for finding in error.findings:
                assert 1 <= finding.line <= lines, (finding, content)
                assert finding.column >= 1, (finding, content)
                assert finding.message.isprintable(), (finding, content)
        assert time.process_time() - began < 1, content
    assert outcomes == {"loaded", "refused"}


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


# --- Files --------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read(path, Sample, "f.yaml")
    return str(caught.value)


def test_a_file_is_read_and_called_by_its_path_or_as_one_wishes(tmp_path: Path) -> None:
    path = tmp_path / "nine.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    assert read(path, Sample)[1].file == str(path)
    value, document = read(path, Sample, "scenarios/nine.yaml")
    assert document.file == "scenarios/nine.yaml"
    assert value.replies[1].say == "I'm sorry.\tReally."
    path.write_text("title: 5\nreplies: []", encoding="utf-8")
    with pytest.raises(ContentError, match="^scenarios/nine.yaml:1:8: "):
        read(path, Sample, "scenarios/nine.yaml")


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    assert read(tmp_path / "link", Sample)[0].kind == "process"


def make_folder(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)  # the path of a socket must be short
        server.bind(path.name)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such file"),
        (make_folder, "this is a folder, not a file"),
        (make_loop, "this is a symbolic link that leads back to itself"),
        (os.mkfifo, "this is a device or a pipe; content lives in ordinary files"),
        (make_device, "this is a device or a pipe; content lives in ordinary files"),
        (make_socket, "this is a socket or a device; content lives in ordinary files"),
    ],
)
def test_what_is_no_ordinary_file(
    make: Callable[[Path], Any], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "thing")
    assert refused(tmp_path / "thing") == f"f.yaml:1:1: {message}"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: Any) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "f.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(os, "open", forbid)
    assert refused(path) == "f.yaml:1:1: this file may not be read; ask its owner for permission"


def test_any_other_trouble_is_said_as_the_system_says_it(tmp_path: Path) -> None:
    assert (
        refused(tmp_path / ("x" * 300))
        == "f.yaml:1:1: the file cannot be opened: File name too long"
    )
    assert refused(Path("a\0b")) == "f.yaml:1:1: embedded null byte"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.touch()
    os.truncate(path, 1 << 30)
    tracemalloc.start()
    try:
        assert "the file is larger than 1024 KiB" in refused(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * LIMIT
    finally:
        tracemalloc.stop()


# --- Hints --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("sya", "; did you mean 'say'?"),
        ("Say", "; did you mean 'say'?"),
        ("WHEN", "; did you mean 'when'?"),
        ("zebra", ""),
        ("", ""),
        ("say" * 1000, ""),
    ],
)
def test_the_nearest_word(word: str, hint: str) -> None:
    assert nearest(word, ["say", "when", "acts"]) == hint
