"""Five hundred mutants in every run of the tests; `make mutants` tries the other thousands."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sim.studio import reader
from sim.studio.findings import ContentError
from tests.commands import process
from tests.studio import survey
from tests.studio.mutants import CHANGES, KINDS, mutant, originals, thinned
from tests.studio.survey import Bench, in_a_child

FEW = 20
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


@pytest.mark.parametrize("seed", range(0, 6))
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


def test_a_mutant_follows_from_its_seed_and_differs_from_what_is_shipped() -> None:
    mutants = [mutant(seed) for seed in range(60)]
    assert mutants == [mutant(seed) for seed in range(60)]
    shipped = {path.read_bytes() for kind in KINDS for path in originals(kind)}
    assert not shipped & {each.content for each in mutants}
    assert len({each.content for each in mutants}) == 60


def test_every_kind_of_file_and_every_change_comes_up() -> None:
    mutants = [mutant(seed) for seed in range(500)]
    changes = Counter(change for each in mutants for change in each.changes)
    assert min(changes[change] for change in (*CHANGES, "bytes")) >= 10
    assert Counter(each.kind for each in mutants).keys() == set(KINDS)


def test_a_shortened_file_is_good_as_it_is(bench: Bench) -> None:
    """So that what is wrong with a mutant comes from its changes."""
    assert bench.library.scenarios["short_again"].stat().st_size < 40_000
    for scenario in map(Path.name.fget, originals("scenarios")):
        case = bench.library.case(scenario.removesuffix(".yaml"), "ingrid_solheim")
        assert case.replies
