"""Files made to do harm: each is refused in words, at a place, and in no time."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.core.compile import compile_case
from sim.core.model import Customer, Scenario
from sim.studio.events import LINE_BREAK
from sim.studio.findings import LONGEST, MOST, ContentError, Finding
from sim.studio.library import Library, shipped
from sim.studio.reader import LIMIT, load
from tests.commands import process
from tests.studio.survey import STUCK, play

TOO_DEEP = "nested more than 20 deep"
TOO_LONG = "there is more than one file may hold"
MORE = f"and more is wrong than these {MOST}"
NOT_UTF8 = "is not UTF-8"
CONTROL = "control character U+"


def full(*parts: str, of: Callable[[int], str]) -> bytes:
    """As many of a thing as a file may hold, between what it begins and ends with."""
    before, after = (*parts, "", "")[:2]
    things: list[str] = []
    room = LIMIT - len((before + after).encode())
    while (room := room - len(of(len(things)).encode())) >= 0:
        things.append(of(len(things)))
    return (before + "".join(things) + after).encode()


def bomb(first: str, again: str) -> str:
    """Nine levels, each of which repeats the one before nine times."""
    levels = [f"a: &a {first}\n"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        levels.append(f"{name}: &{name} {again.format(', '.join([f'*{before}'] * 9))}\n")
    return "".join(levels)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "an alias bomb": (bomb("[x]", "[{}]").encode(), "'*a' repeats another value"),
    "a merge bomb": (bomb("{x: 1}", "{{<<: [{}]}}").encode(), "'<<' merges keys"),
    "an alias of itself": (b"a: &a [*a, *a]\n", "'&a' marks a value to be repeated"),
    "nested brackets": (b"[" * 60_000, TOO_DEEP),
    "nested braces": (b"{" * 60_000, TOO_DEEP),
    "nested pairs": (b"{a: " * 15_000, TOO_DEEP),
    "nested dashes": (b"- " * 30_000, TOO_DEEP),
    "nested questions": (b"? " * 30_000, TOO_DEEP),
    "nested by indentation": (
        "".join(" " * depth + f"k{depth}:\n" for depth in range(300)).encode(),
        TOO_DEEP,
    ),
    "closing brackets": (b"]" * LIMIT, "must be in quotes"),
    "NUL bytes": (b"\0" * LIMIT, CONTROL + "0000"),
    "NUL bytes on lines": (b"\0\n" * (LIMIT // 2), MORE),
    "NUL bytes in quotes": (full(of=lambda n: f'k{n}: "\\0"\n'), MORE),
    "escape sequences": (b"title: \x1b]0;x\x07\x1b[2J\n", CONTROL + "001B"),
    "text from right to left": ("title: \u202ex\nx\u202e: y\n".encode(), "unknown key 'x"),
    "UTF-16": ("title: x\n".encode("utf-16"), NOT_UTF8),
    "UTF-16 without a mark": ("title: x\n".encode("utf-16-le"), CONTROL + "0000"),
    "UTF-32": ("title: x\n".encode("utf-32"), NOT_UTF8),
    "Latin-1": ("title: café\n".encode("latin-1"), "byte 0xe9 is not UTF-8"),
    "half of a surrogate pair": (b"title: \xed\xa0\x80\n", NOT_UTF8),
    "half of a pair, escaped": (b'title: "\\ud800"\n', "a backslash begins a code"),
    "overlong": (b"title: \xc0\xaf\n", NOT_UTF8),
    "noise": (bytes(range(256)) * 1000, NOT_UTF8),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\0" * 999, CONTROL),
    "keys": (full(of=lambda n: f"k{n}: 1\n"), TOO_LONG),
    "keys without values": (full(of=lambda n: f"{n}:\n"), MORE),
    "keys that are nearly right": (full(of=lambda n: f"replie{n}: 1\n"), MORE),
    "one key again and again": (b"a:\n" * (LIMIT // 3), MORE),
    "a key as long as a file": (b"k" * (LIMIT - 3) + b": 1", ""),
    "a scalar as long as a file": (b"title: " + b"x" * (LIMIT - 7), "must have at most 1000"),
    "a line as long as a file": (b"title: " + b"x " * (LIMIT // 2 - 4), "must have at most 1000"),
    "an id as long as a file": (
        full("replies:\n- {id: " + "x" * 100_000, "}", of=lambda n: f", k{n}: 1"),
        MORE,
    ),
    "blanks": (b"title: x" + b" " * (LIMIT - 9) + b"#", "is missing"),
    "comments": (b"#\n" * (LIMIT // 2), "the file is empty"),
    "comments that cut": (full(of=lambda n: f"k{n}: a b      #x\n"), MORE),
    "nothing but lines": (b"\n" * LIMIT, "the file is empty"),
    "short documents": (b"---\n" * (LIMIT // 4), "the file is empty; it needs"),
    "documents": (b"--- {a: b}\n" * (LIMIT // 11), "a second document starts here"),
    "directives": (full("", "--- a\n", of=lambda n: f"%TAG !a{n}! x\n"), ""),
    "aliases": (full("replies: [", "]", of=lambda _: "*b,"), MORE),
    "anchors": (full("replies: [", "]", of=lambda _: "&b x,"), MORE),
    "tags": (full("replies: [", "]", of=lambda _: "!x x,"), MORE),
    "a tag that calls": (b"title: !!python/object/apply:os.system [exit 1]\n", "is a tag"),
    "items": (full("replies: [", "]", of=lambda _: "x,"), TOO_LONG),
    "items without values": (full("replies:\n", of=lambda _: "- \n"), MORE),
    "lists": (full("replies: [", "]", of=lambda _: "[],"), TOO_LONG),
    "mappings": (full("replies: [", "]", of=lambda _: "{},"), TOO_LONG),
    "pairs": (full("{", "}", of=lambda n: f"k{n}: 1,"), TOO_LONG),
    "blocks": (full(of=lambda n: f"k{n}: |\n x\n"), TOO_LONG),
    "quotes": (b"'" * LIMIT, ""),
    "quotes never closed": (b"title: 'x\n" + b" x\n" * (LIMIT // 3 - 4), "never closed"),
    "stars": (b"*" * LIMIT, "must be in quotes"),
    "wrong replies": (
        full("replies:\n", of=lambda n: f"- {{id: r{n}, say: 1, act: 2}}\n"),
        TOO_LONG,
    ),
    "wrong acts": (
        full("replies:\n", of=lambda n: f"- {{id: r{n}, say: x, acts: {{gret: true}}}}\n"),
        TOO_LONG,
    ),
    "huge numbers": (b"turns: " + b"9" * 100_000, "must be a whole number"),
    "a large number": (b"turns: 999999999999999999", "must be from 4 to 20"),
}  # fmt: skip
"""What stands in each file, and some of what is said of it."""


def refused(content: bytes) -> Sequence[Finding]:
    """What is wrong with a scenario."""
    with pytest.raises(ContentError) as caught:
        load(content, "f.yaml", Scenario)
    return caught.value.findings


def seconds(action: Callable[[], Any]) -> float:
    """The processor time that it takes."""
    began = time.process_time()
    action()
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_a_place(name: str) -> None:
    content, said = HOSTILE[name]
    assert len(content) <= LIMIT
    findings: list[Finding] = []
    assert seconds(lambda: findings.extend(refused(content))) < STUCK
    lines = LINE_BREAK.split(content.decode("utf-8-sig", "replace"))
    for finding in findings:
        assert finding.message.isprintable()
        assert len(finding.message) <= LONGEST
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
    assert 1 <= len(findings) <= MOST + 1
    assert any(said in finding.message for finding in findings), findings[-3:]


# --- What is allowed, to the brim ---------------------------------------------------------------

SCENARIO = """\
title: T
summary: S
practises: P
brief: {company: C, role: R, channel: Phone, screen: [s], policy: [p]}
case: {fault: clear, kind: outcome, breach: competence, severity: mild}
grievances:
  - {id: g, text: x, feeling: angry, when: [turn < 1]}
endings: {gone: x}
"""
CUSTOMER = """\
name: {first: A, last: B, title: Ms}
pronouns: {they: she, them: her, their: her}
origin: O
age_band: X
about: A
voice: outspoken
intensity: 2
begin: {heat: 50, heard: 10, trust: 30, patience: 50}
"""


def listed(key: str, many: int, of: Callable[[int], str]) -> str:
    """A key with a list of so many."""
    return f"{key}:\n" + "".join(f"  - {{{of(number)}}}\n" for number in range(many))


def held(of: Callable[[int], str], many: int = 20) -> str:
    """A condition of so many tests."""
    return f"when: [{', '.join(map(of, range(many)))}]"


def acted(number: int) -> str:
    """A reply with all the acts it may have, that reads what others did."""
    acts = f"{{ask: f{number % 20}, offer: m{number % 20}, act: m{(number + 7) % 20}}}"
    when = held(lambda other: f"not used r{(number + other) % 200}", 16)
    return f"id: r{number}, say: x, again: true, acts: {acts}, {when if number > 1 else 'when: []'}"


FULL_SCENARIO = "".join((
    SCENARIO,
    listed("facts", 20, lambda n: f"id: f{n}, text: x, {held(lambda m: f'not raised f{m}')}"),
    listed("cues", 20, lambda n: f"id: c{n}, text: x, {held(lambda m: f'not raised c{m}')}"),
    listed("remedies", 20, lambda n: f"id: m{n}, text: x, check: f{n}"),
    listed("promises", 20, lambda n: f"id: p{n}, text: x, allowed: true"),
    listed("replies", 200, acted),
    listed("lines", 1000, lambda _: f"say: x, {held(lambda m: f'not did ask f{m}', 9)}"),
))  # fmt: skip
FULL_CUSTOMER = "".join((
    CUSTOMER,
    f"stages: [{', '.join(f's{n}' for n in range(20))}]\n",
    listed("transitions", 200, lambda n: f"source: s{n % 20}, to: s{n % 19}, "
                                         f"{held(lambda m: f'heat >= {n % 50 + m}')}"),
    listed("bearing", 200, lambda n: f"shows: x, {held(lambda m: f'trust < {n % 50 + m}')}"),
    listed("lines", 1000, lambda _: f"say: x, {held(lambda _: 'not last say_back', 7)}"),
))  # fmt: skip


def test_whatever_is_allowed_is_read_cast_and_played(tmp_path: Path) -> None:
    for kind, text in (("scenarios", FULL_SCENARIO), ("customers", FULL_CUSTOMER)):
        assert 0.7 * LIMIT < len(text) <= LIMIT
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "full.yaml").write_text(text, encoding="utf-8")
    library = Library([tmp_path])
    case = library.case("full", "full")
    assert seconds(lambda: play(library.case("full", "full"), 0)) < STUCK
    assert len(case.replies) > 200
    assert compile_case(case.content).hash == case.hash


def test_no_end_of_wrong_conditions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    text = "".join((
        SCENARIO,
        listed("replies", 190, lambda n: f"id: reply_number_{n}, say: x, acts: {{greet: true}}"),
        listed("lines", 999, lambda n: f"say: x, {held(lambda m: f'used reply_n{n}_{m}', 9)}"),
    ))  # fmt: skip
    (tmp_path / "scenarios" / "wrong.yaml").write_text(text, encoding="utf-8")
    library = Library([tmp_path])
    library.case("short_again", "ingrid_solheim")  # reads the rules

    def refuse() -> None:
        with pytest.raises(ContentError) as caught:
            library.case("wrong", "ingrid_solheim")
        assert len(caught.value.findings) == MOST + 1

    assert seconds(refuse) < STUCK


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Scenario, listed("replies", 201, lambda n: f"id: r{n}, say: x, acts: {{}}"), "200 items"),
        (Scenario, listed("lines", 1001, lambda _: "say: x"), "1000 items"),
        (Scenario, listed("cues", 21, lambda n: f"id: c{n}, text: x, when: []"), "20 items"),
        (Scenario, "endings: {" + ", ".join(f"e{n}: x" for n in range(21)) + "}", "20 keys"),
        (Scenario, f"lines: [{{say: x, {held(lambda _: 'did ask', 21)}}}]", "20 items"),
        (Scenario, f"lines: [{{say: x, when: [did {'x' * 97}]}}]", "100 characters"),
        (Customer, listed("lines", 1001, lambda _: "say: x"), "1000 items"),
        (Customer, listed("bearing", 201, lambda _: "shows: x"), "200 items"),
        (Customer, f"stages: [{', '.join(f's{n}' for n in range(21))}]", "20 items"),
    ],
)
def test_lists_have_an_end(kind: Any, text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        load(text.encode(), "f.yaml", kind)
    assert f"must have at most {said}" in str(caught.value)


# --- All of them in one folder ------------------------------------------------------------------

THINGS: dict[str, Callable[[Path], Any]] = {
    "folder": lambda path: path.mkdir(),
    "loop": lambda path: path.symlink_to(path),
    "nowhere": lambda path: path.symlink_to("nowhere at all"),
    "zero": lambda path: path.symlink_to("/dev/zero"),
    "null": lambda path: path.symlink_to("/dev/null"),
    "pipe": os.mkfifo,
    "fifty_megabytes": lambda path: path.write_bytes(b"title: x\n" * (50_000_000 // 9)),
}
NAMES = ("Some Body", "a" * 60, "new\nline", "\x1b[31mred", "😀", ".hidden", "twice", "mark\ufeff")


@pytest.fixture(scope="module")
def den(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything hostile as a scenario or as a customer, and good content beside."""
    folder = tmp_path_factory.mktemp("den")
    for kind, good in (("scenarios", "short_again"), ("customers", "ingrid_solheim")):
        place = folder / kind
        place.mkdir()
        for name, make in THINGS.items():
            make(place / f"{name}.yaml")
        for name in NAMES:
            (place / f"{name}.yaml").write_text("title: x\n", encoding="utf-8")
        (place / os.fsdecode(b"caf\xe9.yaml")).touch()
        (place / "loop.play.yaml").symlink_to("loop.play.yaml")
        text = (shipped() / kind / f"{good}.yaml").read_text(encoding="utf-8")
        (place / "good.yaml").write_text(text, encoding="utf-8")
    for number, (content, _) in enumerate(HOSTILE.values()):
        kind = ("scenarios", "customers")[number % 2]
        (folder / kind / f"hostile_{number}.yaml").write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("list",), 2, "  good "),
        (("check",), 1, "hostile_0.yaml:"),
        (("check", "--json"), 1, "hostile_0.yaml"),
        (("test",), 2, ""),
        (("run", "good", "--as", "good"), 0, "On offer"),
        (("run", "hostile_0", "--as", "hostile_1"), 2, ""),
        (("run", "loop", "--as", "zero"), 2, ""),
        (("play", "good", "--as", "good", "--plain"), 0, ""),
    ],
)
def test_a_command_lives_through_all_of_it(
    den: Path, tmp_path: Path, args: tuple[str, ...], code: int, told: str
) -> None:
    began = time.monotonic()
    paths = [str(den)] if args[0] in ("check", "test") else []
    done = process("--content", str(den), *args, *paths, SAYBACK_HOME=str(tmp_path))
    said = done.stderr.decode()
    assert done.returncode == code, said[-2000:]
    assert told in done.stdout.decode()
    assert "Traceback" not in said
    assert "mistake in Sayback" not in said
    assert all(line.isprintable() for line in said.splitlines())
    assert time.monotonic() - began < 60  # or it hangs, whatever else the machine does
