"""The schemas: everything in them is explained, and they accept what the program accepts."""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sim.core.stages import ENDINGS, TALKING
from sim.core.when import GAUGES, Grammar
from sim.studio.folders import PLAYS
from sim.studio.reader import parse
from sim.studio.schemas import FOLDER, KINDS, OURS, encoded, schema, table, write
from tests import small

ROOT = Path(__file__).parent.parent.parent
RULES = ROOT / "sim" / "rules"


def content(folder: str) -> list[Path]:
    return [each for each in sorted((ROOT / folder).glob("*.yaml")) if PLAYS not in each.name]


FILES = {
    "customer": content("customers"),
    "scenario": content("scenarios"),
    "play": sorted(ROOT.glob(f"*/*{PLAYS}")),
    "mood": [RULES / "mood.yaml"],
    "needs": [RULES / "needs.yaml"],
    "stock": [RULES / "stock.yaml"],
    "rubric": sorted((RULES / "rubrics").glob("*.yaml")),
}
SHIPPED = [(kind, path) for kind in KINDS for path in FILES[kind]]
SUBJECTS = {
    *GAUGES,
    "turn",
    *Grammar(dict.fromkeys(("stage", "thing", "reply", "need", "voice"), ()))._takes,
}


@cache
def made(kind: str) -> dict[str, Any]:
    return schema(kind)


def described(kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key of a kind: the type it stands in, its name, and its own schema."""
    for name, each in made(kind)["$defs"].items():
        for key, value in each.get("properties", {}).items():
            yield name, key, value
            for inner, own in value.get("properties", {}).items():
                yield key.capitalize(), inner, own


EVERY_KEY = {(name, key): (kind, value) for kind in KINDS for name, key, value in described(kind)}


# --- What they say --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", EVERY_KEY, ids=".".join)
def test_a_key_is_explained_with_an_example_that_fits_it(key: tuple[str, str]) -> None:
    kind, own = EVERY_KEY[key]
    said = re.fullmatch(r"(\S.*[.?!\"”]) For example `(\w+: .+)`", own["description"])
    assert said, own["description"]
    example = parse(said[2].encode(), "the example").data
    assert example == {key[1]: table()[key[0]][key[1]].example}
    alone = {**own, "$defs": made(kind)["$defs"]}
    assert not list(Draft202012Validator(alone).iter_errors(example[key[1]]))


def test_there_is_no_row_in_the_table_that_nothing_uses() -> None:
    rows = {(name, key) for name, keys in table().items() for key in keys}
    assert rows == EVERY_KEY.keys() | {("Tests", subject) for subject in SUBJECTS}


def test_every_type_says_what_it_is_but_acts_whose_key_does() -> None:
    for kind in KINDS:
        for name, each in made(kind)["$defs"].items():
            assert name == "Acts" or re.search(r"\w", each["description"]), name


def test_every_test_of_the_table_is_one() -> None:
    names = ("order", "go_on", "unhurried", "reserved", "courier")
    grammar = Grammar(
        dict.fromkeys(("thing", "reply", "need", "voice", "remedy"), names)
        | {"stage": (*TALKING, *ENDINGS)}
    )
    pattern = made("scenario")["$defs"]["Test"]["pattern"]
    for subject, row in table()["Tests"].items():
        (test, *_) = grammar.read(row.example)
        assert subject in (test.subject, "moment")
        assert re.search(pattern, row.example)


# --- What they accept -----------------------------------------------------------------------------


def checked(kind: str, *paths: Path) -> tuple[int, str]:
    """What check-jsonschema, which shares no code with us, says of files of that kind."""
    arguments = ["--schemafile", str(ROOT / FOLDER / f"{kind}.json"), *map(str, paths)]
    result = CliRunner().invoke(check_jsonschema, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_files_fit(kind: str) -> None:
    assert FILES[kind]
    assert checked(kind, *FILES[kind])[0] == 0


def test_they_are_schemas() -> None:
    paths = map(str, (ROOT / FOLDER).glob("*.json"))
    assert CliRunner().invoke(check_jsonschema, ["--check-metaschema", *paths]).exit_code == 0


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("customer", "intensity: 2", "intensity: 6"),
        ("customer", "voice: worried", "voice: Worried"),
        ("customer", "voice: worried", "voices: worried"),
        ("customer", "heat_rises: 160", 'heat_rises: "160"'),
        ("customer", "[turn >= 4, heard >= 44]", "[turn >= 4, herd >= 44]"),
        ("scenario", "feeling: worried", "feeling: worryed"),
        ("scenario", "title: The odd bill", "title:\n  - The odd bill"),
        ("scenario", "greet: true, ask: account", "greet: false, ask: account"),
        ("scenario", "parts: [regret], form: hollow", "parts: [regrets], form: hollow"),
        ("scenario", "tells: [account]", "tells: account"),
        ("scenario", "  - id: open_number\n", "  - name: open_number\n"),
        ("play", "ends: content", "ends: contented"),
        ("play", "heart: {from: 90}", "heart: {from: ninety}"),
        ("mood", "heard: 8, heat: -4", "heard: 8, heat: -400"),
        ("needs", "kind: access", "kind: preferred"),
        ("stock", "again: true", "again: maybe"),
        ("rubric", "points: 2", "points: 3"),
        ("rubric", "weight: minor", "weight: slight"),
    ],
)
def test_a_broken_file_is_refused(kind: str, right: str, wrong: str, tmp_path: Path) -> None:
    text = max((path.read_text(encoding="utf-8") for path in FILES[kind]), key=lambda t: right in t)
    assert right in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    code, said = checked(kind, broken)
    assert code == 1, said


SMALL = {
    "customer": small.CUSTOMER,
    "scenario": small.BUSY.scenario,
    "mood": small.MOOD,
    "stock": small.STOCK,
    "rubric": small.RUBRIC,
}
ODD = (True, False, 0, 1, 5, 101, -101, "", "x", "Xx", "plain", "stage venting", "content")
odd_values = st.sampled_from([*ODD, [], ["x"], {}, {"x": "y"}, {"id": "x"}])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything stands in a value."""
    yield path
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*path, key))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(SMALL)), st.data())
def test_the_schema_and_the_program_agree_on_every_shape(kind: str, data: st.DataObject) -> None:
    """But for the first word of a test, which the program judges when it compiles a case."""
    whole = msgspec.to_builtins(SMALL[kind])
    for _ in range(data.draw(st.integers(1, 2))):
        *above, last = data.draw(st.sampled_from([path for path in places(whole) if path]))
        inner = copy.deepcopy(whole)
        at = inner
        for step in above:
            at = at[step]
        if data.draw(st.booleans()):
            at[last] = data.draw(odd_values)
        elif isinstance(at, dict) and data.draw(st.booleans()):
            at["extra"] = at[last]
        else:
            del at[last]
        whole = inner
    plain = copy.deepcopy(made(kind))
    del plain["$defs"]["Test"]["pattern"]
    fits = Draft202012Validator(plain).is_valid(whole)
    try:
        msgspec.convert(whole, KINDS[kind], strict=True)
        accepted = True
    except msgspec.ValidationError:
        accepted = False
    assert fits == accepted


OTHERS = ("not", "greet", "venting", "opening", "order", ">=", "<", "60", "twice", "  ", "\t")
words = st.sampled_from([*sorted(SUBJECTS), *OTHERS])


@given(st.lists(words, max_size=4).map(" ".join))
def test_no_test_is_refused_that_the_grammar_accepts(text: str) -> None:
    names = dict.fromkeys(("thing", "reply", "need", "voice"), ("order",))
    try:
        Grammar({**names, "stage": TALKING}).read(text)
    except ValueError:
        return
    assert re.search(made("scenario")["$defs"]["Test"]["pattern"], text)


# --- Where they lie -------------------------------------------------------------------------------


def test_the_files_are_what_is_generated() -> None:
    """`make schemas` writes them anew."""
    files = {path.name: path.read_bytes() for path in (ROOT / FOLDER).iterdir()}
    assert files == {f"{kind}.json": encoded(kind) for kind in KINDS}


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=lambda each: getattr(each, "stem", each))
def test_every_shipped_file_says_where_its_schema_lies(kind: str, path: Path) -> None:
    first, *_ = path.read_text(encoding="utf-8").split("\n")
    said = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert said
    assert (path.parent / said[1]).resolve() == ROOT / FOLDER / f"{kind}.json"


def test_what_we_wrote_is_written_anew_and_what_others_wrote_stays(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    assert write(folder) == []
    assert {path.name for path in folder.iterdir()} == {f"{kind}.json" for kind in KINDS}
    old, theirs = folder / "customer.json", folder / "scenario.json"
    old.write_text(json.dumps({"$comment": OURS}))
    theirs.write_text("{}")
    assert write(folder, ("customer", "scenario")) == [theirs]
    assert old.read_bytes() == encoded("customer")
    assert theirs.read_text() == "{}"
