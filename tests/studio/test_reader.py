"""Reading files: whatever is wrong with one is said, all at once, and never by a traceback."""

import os
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

from sim.core.model import ID
from sim.studio import events
from sim.studio.reader import LIMIT, ContentError, Document, Finding, load, read
from tests.studio.survey import STUCK
from tests.told import told

CUT = (
    "'#' begins a comment, so the text ends before it; put the text in quotes, "
    "or the comment on a line of its own"
)
ALIAS = "'*b' repeats another value: write that out, or put text that starts with '*' in quotes"


class Reply(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str, Meta(pattern=ID)]
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


def findings(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    with pytest.raises(ContentError) as caught:
        load(content, "f.yaml", Sample)
    return told(caught.value)


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
    assert findings(text) == [
        "f.yaml:1:1: unknown key 'titel'; did you mean 'title'?",
        "f.yaml:2:7: 'kind' must be one of 'outcome', 'process', not 'proces'; "
        "did you mean 'process'?",
        "f.yaml:4:9: replies[1] (id Hear Her): 'id' must be small letters, digits and '_', "
        "beginning with a letter, not 'Hear Her'",
        f"f.yaml:5:16: {CUT}",
        "f.yaml:8:11: replies[2] (id sorry): 'heat' must be a whole number, not 'hot'",
        "f.yaml:9:5: the key 'heat' is in line 8 already; keep one of them",
        f"f.yaml:10:10: {ALIAS.replace('*b', '*hello')}",
        "f.yaml:12:5: '<<' merges keys from elsewhere: write them out here",
        "f.yaml:14:10: replies[4] (id fourth): 'say' must be text, not true; put it in quotes",
        "f.yaml:15:12: replies[4] (id fourth): 'again' must be true or false, not 'no'; "
        "write false",
    ]


def test_a_syntax_error_comes_with_what_was_found_before_it() -> None:
    assert findings("a: 1\na: order #12\nb: *b\nc: 'x\n") == [
        "f.yaml:2:1: the key 'a' is in line 1 already; keep one of them",
        f"f.yaml:2:10: {CUT}",
        f"f.yaml:3:4: {ALIAS}",
        "f.yaml:4:4: these quotes are never closed",
    ]


def test_a_control_character_hides_nothing_else() -> None:
    assert findings(b"title: \x07\nreplies: 5\nb\x0b: 1\x0c\x0c\n") == [
        "f.yaml:1:8: control character U+0007 in this line; delete it",
        "f.yaml:2:10: 'replies' must be a list, not the number 5; "
        "begin each item with '- ', on a line of its own",
        "f.yaml:3:1: unknown key 'b\ufffd'",
        "f.yaml:3:2: control character U+000B in this line; delete it",
    ]


def test_what_could_not_be_read_is_not_judged_again() -> None:
    """No missing keys where keys were merged, no wrong type where there is no value."""
    assert findings("title:\nreplies: *b\nkind: x #1\n") == [
        "f.yaml:1:7: 'title' has no value; write one, or take it out",
        f"f.yaml:2:10: {ALIAS}",
        f"f.yaml:3:9: {CUT}",
    ]
    assert findings("<<: *b") == [
        "f.yaml:1:1: '<<' merges keys from elsewhere: write them out here",
        f"f.yaml:1:5: {ALIAS}",
    ]


def test_what_has_the_right_shape_may_still_be_wrong() -> None:
    assert findings("title: order #12\nreplies: []\nreplies: []\n") == [
        f"f.yaml:1:14: {CUT}",
        "f.yaml:3:1: the key 'replies' is in line 2 already; keep one of them",
    ]


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
BITS = [
    *"[]{}:,#&*!|>'\"%@`- \n\t\r\\?~<0é😀\0\x1b\ufeff\x85",
    *("\n- ", "\n  ", ": ", " #", "<<: *a", "&a ", "!!x ", "---\n", "...\n", "''", "? "),
    *("\\x1b", '"\\U00110000"'),
]


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


def outcome(content: bytes) -> tuple[Finding, ...]:
    try:
        load(content, "f.yaml", Sample)
    except ContentError as error:
        return error.findings or pytest.fail(f"refused without a reason: {content!r}")
    return ()


def test_the_sample_is_good_and_its_mutants_load_or_say_what_is_wrong() -> None:
    assert outcome(SAMPLE.encode()) == ()
    loaded = 0
    for seed in range(400):
        content = mutant(random.Random(seed))
        lines = content.count(b"\n") + content.count(b"\r") + 2
        began = time.process_time()
        found = outcome(content)
        assert time.process_time() - began < STUCK, content
        loaded += not found
        for finding in found:
            assert 1 <= finding.line <= lines, (finding, content)
            assert finding.column >= 1, (finding, content)
            assert finding.message.isprintable(), (finding, content)
    assert 0 < loaded < 400


# --- Files --------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read(path, Sample, "f.yaml")
    return "\n".join(told(caught.value))


def test_a_file_is_read_and_called_by_its_path_or_as_one_wishes(tmp_path: Path) -> None:
    path = tmp_path / "nine.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    assert read(path, Sample)[1].file == str(path)
    value, document = read(path, Sample, "scenarios/nine.yaml")
    assert document.file == "scenarios/nine.yaml"
    assert value.replies[1].say == "I'm sorry.\tReally."
    path.write_text("title: 5\nreplies: []", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^scenarios/nine\.yaml:1:8: "):
        read(path, Sample, "scenarios/nine.yaml")


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    assert read(tmp_path / "link", Sample)[0].kind == "process"


def make_nothing(path: Path) -> None:
    assert not path.exists()


def make_folder(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)  # in the folder one stands in: a socket's path must be short


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_nothing, "there is no such file"),
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
        assert "the file is larger than 256 KiB" in refused(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * LIMIT
    finally:
        tracemalloc.stop()
