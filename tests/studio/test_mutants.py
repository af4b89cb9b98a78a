"""Five hundred mutants in every run of the tests; `make mutants` tries the other thousands."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.core.codes import Code
from sim.studio import reader
from sim.studio.findings import ContentError, Finding
from tests.commands import process
from tests.studio import survey
from tests.studio.mutants import CHANGES, KINDS, mutant, originals
from tests.studio.survey import Bench, Outcome, in_a_child

CHUNK = 100


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A place to try mutants in."""
    return Bench(tmp_path)


@pytest.mark.parametrize("first", range(0, 500, CHUNK))
def test_each_mutant_loads_and_plays_or_says_what_is_wrong_and_where(
    first: int, bench: Bench
) -> None:
    outcomes = [bench.try_out(seed) for seed in range(first, first + CHUNK)]
    assert [each for each in outcomes if each.failed] == []
    assert 5 < sum(not each.findings for each in outcomes) < CHUNK - 5


@pytest.mark.parametrize("seed", range(6))
def test_a_command_that_meets_a_mutant_ends_in_words(seed: int, tmp_path: Path) -> None:
    it = mutant(seed)
    kind = it.kind if it.kind != "rules" else "customers"
    (tmp_path / kind).mkdir()
    (tmp_path / kind / "mutant.yaml").write_bytes(it.content)
    cast = {"scenarios": "short_again", "customers": "ingrid_solheim", kind: "mutant"}
    done = process("--content", str(tmp_path), "run", cast["scenarios"], "--as", cast["customers"])
    said = done.stderr.decode()
    assert done.returncode in (0, 2), said
    assert "Traceback" not in said
    assert "mistake in Sayback" not in said
    assert (f"{kind}/mutant.yaml:" in said) == (done.returncode == 2)


# --- The mutants --------------------------------------------------------------------------------


def test_a_mutant_follows_from_its_seed() -> None:
    assert list(map(mutant, range(60))) == list(map(mutant, range(60)))


def test_mutants_differ_from_what_is_shipped_and_from_one_another() -> None:
    shipped = {path.read_bytes() for kind in KINDS for path in originals(kind)}
    assert len({mutant(seed).content for seed in range(100)} - shipped) > 90


def test_every_kind_of_file_and_every_change_comes_up() -> None:
    mutants = [mutant(seed) for seed in range(500)]
    changes = Counter(change for each in mutants for change in each.changes)
    assert min(changes[change] for change in (*CHANGES, "bytes")) >= 10
    assert {each.kind for each in mutants} == set(KINDS)


def test_a_shortened_file_is_good_so_what_is_wrong_with_a_mutant_is_of_its_making(
    bench: Bench,
) -> None:
    for path in originals("scenarios"):
        assert bench.library.scenarios[path.stem].stat().st_size < path.stat().st_size / 2
        assert bench.library.case(path.stem, originals("customers")[0].stem).replies


# --- What must not happen is noticed ------------------------------------------------------------


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that does nothing but raise."""

    def fail(*_: Any) -> Any:
        raise error

    return fail


def said(line: int, column: int, message: str) -> ContentError:
    """Something said of a place in this file."""
    return ContentError([Finding(__file__, line, column, Code.NOT_YAML, message)])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError("x"), "KeyError: 'x'"),
        (RecursionError("deep"), "RecursionError: deep"),
        (MemoryError(), "MemoryError: "),
        (ContentError([]), "refused without a reason"),
        (said(10**6, 1, "this is no YAML"), "no such line: "),
        (said(1, 10**6, "this is no YAML"), "no such column: "),
        (said(1, 1, "wrong"), "not a sentence on a line: "),
    ],
)
def test_whatever_else_comes_of_a_mutant_is_a_failure(
    error: BaseException, told: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "load", raising(error))
    outcome = bench.try_out(5)
    assert outcome.seed == 5
    assert outcome.failed.startswith(told)


def test_slowness_is_a_failure(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "STUCK", 0.0)
    assert bench.try_out(0).failed.startswith("it took ")


@pytest.mark.parametrize(("seconds", "good"), [(0.9, True), (1.1, False)])
def test_the_survey_of_thousands_allows_a_file_one_second(seconds: float, good: bool) -> None:
    assert survey._report([Outcome(1, 0, seconds)]) is good


CRASH = """
import os, sys
first, count = int(sys.argv[2]), int(sys.argv[4])
for seed in range(first, first + count):
    print(seed, flush=True)
    if seed == 3:
        os.abort()
    print(f"[{seed}, 1, 0.5]", flush=True)
"""


def test_a_mutant_that_ends_the_process_is_named_and_the_others_go_on() -> None:
    outcomes = in_a_child(range(1, 6), (sys.executable, "-X", "faulthandler", "-c", CRASH))
    assert [each.seed for each in outcomes] == [1, 2, 3, 4, 5]
    (failed,) = [each for each in outcomes if each.failed]
    assert failed.seed == 3
    assert "the process ended with -6: Fatal Python error: Aborted" in failed.failed


def test_a_process_that_tries_nothing_is_no_mutants_fault() -> None:
    with pytest.raises(RuntimeError, match=r"no mutant was tried: (?s:.*)SyntaxError"):
        in_a_child(range(3), (sys.executable, "-c", "!"))


def test_a_child_tells_the_same_of_a_mutant(bench: Bench) -> None:
    told = [each._replace(seconds=0) for each in in_a_child(range(7, 9))]
    assert told == [bench.try_out(seed)._replace(seconds=0) for seed in range(7, 9)]
