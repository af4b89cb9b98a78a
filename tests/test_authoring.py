"""docs/authoring.md, done step by step as it says."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.core.when import Grammar
from tests.commands import ROOT, sayback

PAGE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
FILES = Path("scenarios/blocked_card.yaml"), Path("customers/bea_lindqvist.yaml")
ANY = "…"


class Block(NamedTuple):
    """A fenced part of the page."""

    line: int
    kind: str
    text: str


def blocks() -> Iterator[Block]:
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        yield Block(PAGE[: found.start()].count("\n") + 1, found[1], found[2])


def test_the_page_leads_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)
    seen = [block.kind for block in blocks()]
    assert seen.count("console") >= 12
    assert seen.count("diff") >= 5
    for block in blocks():
        if block.kind == "console":
            _type(block)
        elif block.kind == "diff":
            _edit(block)


def _type(block: Block) -> None:
    """Type the commands of a block, and compare what they print."""
    for typed, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
        program, *args = shlex.split(typed)
        assert program == "sayback"
        result = sayback(*args)
        assert "Traceback" not in result.output
        parts = (re.escape(part) for part in printed.split(ANY))
        assert re.fullmatch("(?s:.*)".join(parts), result.output), (
            f"docs/authoring.md:{block.line}: {typed}\n{result.output}"
        )


def _edit(block: Block) -> None:
    """Change the file as a block says; what stands there tells which."""
    lines = block.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    texts = {file: file.read_text(encoding="utf-8") for file in FILES if file.exists()}
    found = [file for file, text in texts.items() if before in text]
    assert len(found) == 1, f"docs/authoring.md:{block.line}: not what stands there"
    assert texts[found[0]].count(before) == 1, f"docs/authoring.md:{block.line}: stands there twice"
    found[0].write_text(texts[found[0]].replace(before, after), encoding="utf-8")


def test_every_test_in_the_table_is_one() -> None:
    grammar = Grammar({
        "stage": ["venting", "settling", "solving", "escalated"],
        "thing": ["counter"], "topic": ["counter"], "reply": ["quick_one"],
        "need": ["unhurried"], "voice": ["worried"],
    })  # fmt: skip
    rows = re.findall(r"^\| (`[^|]*`) \| .*$", PAGE, re.MULTILINE)
    tests = [test for row in rows for test in re.findall(r"`([^`]+)`", row)]
    assert len(tests) >= 14
    for test in tests:
        assert grammar.read(test)
