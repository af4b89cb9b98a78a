"""The JSON that commands print: what docs/json.md says of it, and the same bytes everywhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from msgspec import Struct

from sim import __version__
from sim.prose.bots import BotReport
from sim.prose.check import CheckReport, ExplainedCode
from sim.prose.documents import as_bytes
from sim.prose.exploration import Explorations
from sim.prose.flow import GraphedFlow
from sim.prose.graph import GraphedMachine
from sim.prose.listing import Listing
from sim.prose.plays import PlayReport
from sim.prose.transcript import Transcript
from sim.prose.whereabouts import Whereabouts
from tests.commands import CUSTOMER, ROOT, RUN, SCENARIO, ended, process, sayback

TOPS: tuple[type[Struct], ...] = (
    Transcript,
    Listing,
    Whereabouts,
    PlayReport,
    BotReport,
    Explorations,
    GraphedMachine,
    GraphedFlow,
    CheckReport,
    ExplainedCode,
)
"""What can be printed."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


def test_json_is_the_same_bytes_in_another_process() -> None:
    choose = ",".join(ended(badly=False))
    first, second = (
        process(*RUN, "--seed", "7", "--choose", choose, "--json", PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    call = json.loads(first.stdout)
    assert (call["scenario"], call["customer"], call["seed"]) == (SCENARIO, CUSTOMER, 7)
    assert ",".join(turn["chosen"] for turn in call["turns"][1:]) == choose
    assert call["sayback"] == {"version": __version__, "format": 1}


def test_contributions_add_up_to_the_moves() -> None:
    result = sayback(*RUN, "--choose", ",".join(ended(badly=False)), "--json")
    moves = [move for turn in json.loads(result.stdout)["turns"] for move in turn["moves"]]
    assert moves
    for move in moves:
        total = sum(reason["amount"] for reason in move["reasons"])
        assert total == move["after"] - move["before"]


def test_scores_come_with_the_end() -> None:
    going, over = (
        json.loads(sayback(*RUN, *more, "--json").stdout)
        for more in ([], ["--choose", ",".join(ended(badly=False))])
    )
    assert (going["ending"], going["scores"], bool(going["offered"])) == ("", [], True)
    assert (bool(over["ending"]), len(over["scores"]), over["offered"]) == (True, 2, [])


def documented() -> dict[str, list[str]]:
    """The keys that docs/json.md describes, by heading."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    tables = re.findall(r"^### (\w+)\n\n\| key .*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return {name: re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) for name, rows in tables}


def printed(kind: type[Struct]) -> Iterator[type[Struct]]:
    """A kind of object and all that it holds."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint), *(x for y in get_args(hint) for x in get_args(y))):
            if isinstance(inner, type) and issubclass(inner, Struct):
                yield from printed(inner)


def test_the_documentation_has_every_key_in_order() -> None:
    kinds = {kind.__name__: kind for top in TOPS for kind in printed(top)}
    kinds["Turn"] = kinds.pop("Played")
    fields = {name: list(kind.__struct_fields__) for name, kind in kinds.items()}
    assert documented() == fields


def test_the_documented_examples_are_what_would_be_printed() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 2
    for example, kind in zip(examples, (Transcript, Whereabouts), strict=True):
        assert as_bytes(msgspec.json.decode(example, type=kind)).decode() == example


@pytest.mark.parametrize(
    ("args", "kind"),
    [
        (RUN, Transcript),
        (("list",), Listing),
        (("where",), Whereabouts),
        (("test",), PlayReport),
        (("explore", SCENARIO, "--most", "100", "--plays", "10"), Explorations),
        (("bots", SCENARIO, "--seeds", "1"), BotReport),
    ],
)
def test_what_is_printed_is_what_is_documented(args: tuple[str, ...], kind: type[Struct]) -> None:
    result = sayback(*args, "--json")
    value = msgspec.json.decode(result.stdout, type=kind)
    assert as_bytes(value).decode() == result.stdout, "no key more, and none less"


def test_every_place_has_its_row_in_the_documentation() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    rows = re.search(r"^### Place\n\n.*?\n\n", text, re.MULTILINE | re.DOTALL)
    assert rows
    for place in json.loads(sayback("where", "--json").stdout)["places"]:
        assert f"`{place['what']}`" in rows[0]


def test_every_command_that_prints_json_says_where_it_is_described() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for name in ("run", "list", "where", "check", "test", "bots", "explore", "graph"):
        assert "docs/json.md describes it" in sayback(name, "--help").stdout
        assert f"`sayback {name} " in text
