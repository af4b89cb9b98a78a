"""New content is right as it stands: it loads, it plays well, and it can be won and lost."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sim.core.acts import BY_NAME, events
from sim.core.call import Call
from sim.core.inventory import VOICES
from sim.core.model import ID, LONGEST_ID, Customer, Line, Scenario
from sim.core.search import search
from sim.core.space import Space
from sim.core.stages import COMMON
from sim.core.step import State, Step
from sim.core.turns import Turn
from sim.studio.findings import quoted
from sim.studio.library import Library
from sim.studio.new import SCHEMAS, TEMPLATES, CannotBegin, begin
from sim.studio.reader import load, read
from sim.studio.schemas import OURS, encoded, schema

SCENARIO, CUSTOMER = "late_parcel", "jo_doe"
CALLERS = ("ingrid_solheim", "callum_reid", "yusuf_demir", CUSTOMER)
"""Of every voice somebody, and somebody new."""
KINDS: dict[str, type] = {"customer": Customer, "scenario": Scenario}
BEST, WORST, MOST_WORDS = 90, 40, 28


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """What there is to play once both have been begun in a folder."""
    folder = tmp_path_factory.mktemp("trainer")
    begin("scenario", SCENARIO, folder)
    begin("customer", CUSTOMER, folder)
    return Library([folder])


@cache
def explored(library: Library, caller: str) -> tuple[Space, int]:
    """The whole space of the new scenario, and the fewest replies on offer anywhere in it."""
    offered: dict[tuple[State, int], int] = {}
    case = library.case(SCENARIO, caller)

    def count(before: State, _: Step) -> None:
        offered[before] = offered.get(before, 0) + 1

    return search(case, watch=count), min(offered.values())


def random_turns(library: Library, scenario: str, caller: str, calls: int) -> Iterator[list[Turn]]:
    case = library.case(scenario, caller)
    for seed in range(calls):
        call, dice = Call(case, seed), random.Random(seed)
        while call.offered:
            call.reply(dice.choice(call.offered).id)
        yield call.turns


# --- The scenario ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "caller",
    # one process explores a case, and all tests of it share what was found
    CALLERS,
)
class TestScenario:
    def test_every_ending_is_reachable(self, library: Library, caller: str) -> None:
        space, _ = explored(library, caller)
        assert {reached.ending for reached in space.endings} == set(COMMON)

    def test_every_reply_comes_up(self, library: Library, caller: str) -> None:
        space, _ = explored(library, caller)
        assert {reply.id for reply in library.scenario(SCENARIO).replies} <= space.offered

    def test_there_is_always_a_choice(self, library: Library, caller: str) -> None:
        _, fewest = explored(library, caller)
        assert fewest >= 2

    def test_it_can_be_won_and_lost_by_every_rubric(self, library: Library, caller: str) -> None:
        space, _ = explored(library, caller)
        assert {extreme.rubric for extreme in space.extremes} == {"start", "heart"}
        for extreme in space.extremes:
            assert extreme.range.best >= BEST, extreme
            assert extreme.range.worst < WORST, extreme

    def test_what_comes_up_is_said_in_words_of_the_scenario(
        self, library: Library, caller: str
    ) -> None:
        scenario = library.scenario(SCENARIO)
        topics = {each.id for each in (*scenario.grievances, *scenario.facts, *scenario.cues)}
        lines = {line.say for line in scenario.lines}
        raised = set()
        for turns in random_turns(library, SCENARIO, caller, 80):
            for turn in turns:
                if turn.raised and turn.raised.id in topics and turn.stage != "gone":
                    assert turn.line in lines, turn
                    raised.add(turn.raised.id)
        assert raised == topics


def test_a_scenario_has_a_little_of_everything() -> None:
    scenario: Scenario = read(TEMPLATES / "scenario.yaml", Scenario)[0]
    assert 14 <= len(scenario.replies) <= 22
    assert [grievance.unfinished for grievance in scenario.grievances] == [False, True]
    assert len(scenario.cues) == len(scenario.facts) == len(scenario.gestures) == 1
    assert [remedy.fits for remedy in scenario.remedies] == [True, False]
    assert [promise.allowed for promise in scenario.promises] == [True, False]
    assert set(scenario.endings) == set(COMMON)
    assert all(sum(answer.helps for answer in it.answers) == 1 for it in scenario.wrap_up.note)
    assert len({tuple(answer.helps for answer in it.answers) for it in scenario.wrap_up.note}) == 2


def test_every_voice_has_as_many_lines() -> None:
    lines: list[Line] = read(TEMPLATES / "scenario.yaml", Scenario)[0].lines
    voices = [test for line in lines for test in line.when if test.startswith("voice ")]
    assert len(voices) == len(lines)
    assert {voices.count(f"voice {voice}") for voice in VOICES} == {len(lines) // len(VOICES)}


def test_the_length_of_a_reply_gives_nothing_away(library: Library) -> None:
    replies = library.scenario(SCENARIO).replies
    words: dict[bool, list[int]] = {True: [], False: []}
    for reply in replies:
        faulty = any(BY_NAME[event.act].tone == "fault" for event in events(reply.acts))
        words[faulty].append(len(reply.say.split()))
    assert max(*words[True], *words[False]) <= MOST_WORDS
    assert abs(sum(words[True]) / len(words[True]) - sum(words[False]) / len(words[False])) < 3
    assert max(*words[True], *words[False]) < 1.5 * min(*words[True], *words[False])


# --- The customer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", [*Library().scenarios, SCENARIO])
def test_the_customer_can_call_about_anything(library: Library, scenario: str) -> None:
    ended = set()
    for turns in random_turns(library, scenario, CUSTOMER, 60):
        lines = [turn.line for turn in turns]
        assert len(set(lines)) == len(lines)
        ended.add(turns[-1].ending)
    assert len(ended) >= 4


def test_the_customer_has_words_and_a_bearing_for_every_ending() -> None:
    customer: Customer = read(TEMPLATES / "customer.yaml", Customer)[0]
    for texts in (customer.lines, customer.bearing):
        tests = {test for each in texts for test in each.when}
        assert {f"stage {ending}" for ending in COMMON} <= tests


def test_the_customer_never_tells_what_happened(library: Library) -> None:
    """Their lines are about no scenario: what happened is told by the scenario's own."""
    named = "card|counter|book|letter|bill|piano|meter|plates?|courier|engineer|refund|Saturday"
    for line in library.customer(CUSTOMER).lines:
        assert not re.search(rf"\b({named})\b", line.say), line.say


# --- The files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_knows_where_its_schema_lies_and_fits_it(kind: str, tmp_path: Path) -> None:
    path, foreign = begin(kind, "mine", tmp_path)
    first, *_ = path.read_text(encoding="utf-8").split("\n")
    named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert named.read_bytes() == encoded(kind)
    assert not list(Draft202012Validator(schema(kind)).iter_errors(read(path, KINDS[kind])[1].data))
    assert {each.stem for each in named.parent.iterdir()} == set(SCHEMAS)
    assert foreign == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_a_new_file_is_explained(kind: str) -> None:
    """Keys stand in groups, and each group has a comment above it."""
    text = (TEMPLATES / f"{kind}.yaml").read_text(encoding="utf-8")
    for group in re.split(r"\n\n(?=\S)", text):
        assert group.startswith("# "), group[:80]


def test_the_title_of_a_new_scenario_follows_from_its_id(tmp_path: Path) -> None:
    for name, title in (("late_parcel", "Late parcel"), ("a", "A"), ("x9__", "X9")):
        assert read(begin("scenario", name, tmp_path).path, Scenario)[0].title == title


legal = st.from_regex(ID, fullmatch=True).map(lambda name: name[:LONGEST_ID])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(name=legal)
def test_any_legal_id_will_do(
    kind: str, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = begin(kind, name, tmp_path_factory.mktemp("any")).path
    assert path.name == f"{name}.yaml"
    load(path.read_bytes(), "it", KINDS[kind])


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("Late Parcel!", "late_parcel"),
        ("scenarios/late_parcel.yaml", "late_parcel"),
        ("..\\..\\x", "x"),
        ("2nd try", "scenario_2nd_try"),
        ("Größe-neu", "grosse_neu"),
        ("a" * 41, "a" * 40),
        ("x\n", "x"),
        ("", ""),
        ("日本", ""),
        ("..", ""),
    ],
)
def test_what_can_be_no_id_is_refused_with_one_that_can(
    name: str, mended: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotBegin) as refusal:
        begin("scenario", name, tmp_path)
    said = str(refusal.value)
    assert said.startswith(f"{quoted(name)} can be no id: ")
    assert not mended or re.fullmatch(ID, mended)
    assert said.endswith(f"; try {mended}" if mended else "beginning with a letter")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = begin("customer", "mine", tmp_path).path
    path.write_text("all mine")
    with pytest.raises(CannotBegin, match="is there already"):
        begin("customer", "mine", tmp_path)
    assert path.read_text() == "all mine"


def test_schemas_of_somebody_else_stay_and_are_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    theirs, old = (tmp_path / "schemas" / f"{kind}.json" for kind in ("customer", "play"))
    theirs.write_text("{}")
    old.write_text(f'{{"$comment": "{OURS}"}}')
    assert begin("customer", "mine", tmp_path).foreign == [theirs]
    assert theirs.read_text() == "{}"
    assert old.read_bytes() == encoded("play")
