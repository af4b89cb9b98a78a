"""Grades that are shipped: they are right, and they hold for what was shipped and nothing else."""

import shutil
from pathlib import Path

import pytest

from sim.core.odds import grade, odds
from sim.studio.folders import find, rules_of
from sim.studio.grades import shipped_grades
from sim.studio.index import Index
from sim.studio.library import Library
from tests.pairs import ALL, DEALT

FILES = find()


def test_every_shipped_call_has_a_grade() -> None:
    grades = shipped_grades(FILES.scenarios, FILES.customers, rules_of())
    assert sorted(grades) == sorted(ALL), "something has changed since: make grades"


@pytest.mark.parametrize(("scenario", "customer"), DEALT)
def test_it_is_what_playing_the_call_comes_to(scenario: str, customer: str) -> None:
    grades = shipped_grades(FILES.scenarios, FILES.customers, rules_of())
    assert grades[scenario, customer] == grade(odds(Library().case(scenario, customer)))


def test_at_the_first_start_nothing_is_left_to_work_out(tmp_path: Path) -> None:
    found = Index((), tmp_path / "index.json")
    assert None not in {found.grade(*pair) for pair in ALL}
    assert list(Index((), tmp_path / "index.json").graded()) == []


def test_what_somebody_has_changed_is_worked_out_anew(tmp_path: Path) -> None:
    scenario, customer = DEALT[0]
    (tmp_path / "customers").mkdir()
    own = tmp_path / "customers" / f"{customer}.yaml"
    shutil.copy(FILES.customers[customer], own)
    assert graded(tmp_path)[scenario, customer]
    with own.open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    changed = graded(tmp_path)
    assert {who for (_, who), grade in changed.items() if grade is None} == {customer}


def test_where_rules_have_changed_none_holds(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text("needs: []\n", encoding="utf-8")
    assert set(graded(tmp_path).values()) == {None}


def test_the_ends_of_lines_are_no_change(tmp_path: Path) -> None:
    scenario, customer = DEALT[0]
    (tmp_path / "customers").mkdir()
    text = FILES.customers[customer].read_bytes()
    (tmp_path / "customers" / f"{customer}.yaml").write_bytes(text.replace(b"\n", b"\r\n"))
    assert graded(tmp_path)[scenario, customer]


def graded(folder: Path) -> dict[tuple[str, str], int | None]:
    """What is known of every pair without playing."""
    index = Index([folder])
    return {pair: index.grade(*pair) for pair in index.pairs()}
