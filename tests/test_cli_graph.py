"""`sayback graph`: which graph is meant, in which form, and where it goes."""

import errno
import json
import os
from pathlib import Path

import pytest
from msgspec.json import decode

from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.walk import MOST_STATES, Walk
from sim.prose.documents import as_bytes
from sim.prose.flow import GraphedFlow
from sim.prose.graph import GraphedMachine
from sim.records import places
from sim.studio.library import Library
from sim.studio.proofs import Proofs
from tests.commands import CUSTOMER, LIBRARY, SCENARIO, sayback
from tests.small import SMALL

BEGINNINGS = {"mermaid": "---\ntitle: ", "dot": "digraph {\n", "svg": "<svg "}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case is the small one, whose ways are soon gone through, and it is played once."""
    monkeypatch.setattr(Proofs.__init__, "__defaults__", (None, MOST_STATES, 1))

    def case(_: Library, scenario: str, customer: str) -> Case:
        assert scenario in LIBRARY.scenarios
        assert customer in LIBRARY.customers
        return compile_case(SMALL)

    monkeypatch.setattr(Library, "case", case)


# --- What is drawn --------------------------------------------------------------------------------


def test_a_customers_stages_are_listed_without_asking_for_more() -> None:
    result = sayback("graph", CUSTOMER)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines()[0].endswith(": the stages of a call")
    assert "to settling when heard >= 40 and heat < 70" in result.stdout


@pytest.mark.parametrize("form", BEGINNINGS)
def test_every_form_can_be_had_of_a_customer(form: str) -> None:
    result = sayback("graph", CUSTOMER, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.startswith(BEGINNINGS[form])
    assert result.stdout.endswith("\n")


@pytest.mark.parametrize("form", BEGINNINGS)
def test_every_form_can_be_had_of_a_scenario(form: str, small: None) -> None:
    result = sayback("graph", SCENARIO, "--as", CUSTOMER, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.startswith(BEGINNINGS[form])


def test_a_scenario_is_told_in_tables(small: None) -> None:
    result = sayback("graph", SCENARIO, "--as", CUSTOMER)
    assert result.exit_code == 0
    assert "In each stage\nreplies " in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_without_anybody_named_the_first_customer_calls(small: None) -> None:
    result = sayback("graph", SCENARIO)
    assert result.exit_code == 0
    assert f"{min(LIBRARY.customers)} is calling" in result.stderr


def test_a_customer_is_shown_though_the_first_scenario_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / f"{min(LIBRARY.scenarios)}.yaml").write_text("title: [")
    result = sayback("--content", str(tmp_path), "graph", CUSTOMER)
    assert result.exit_code == 0
    assert result.stdout == sayback("graph", CUSTOMER).stdout


def test_a_customer_who_cannot_be_used_is_refused_by_their_file(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / f"{min(LIBRARY.scenarios)}.yaml").write_text("title: [")
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "half_done.yaml").write_text("name: [")
    result = sayback("--content", str(tmp_path), "graph", "half_done")
    assert result.exit_code == 2
    assert "half_done.yaml:1:" in result.stderr
    assert f"{min(LIBRARY.scenarios)}.yaml:1" not in result.stderr


@pytest.mark.parametrize(
    ("args", "kind"),
    [((CUSTOMER,), GraphedMachine), ((SCENARIO, "--as", CUSTOMER), GraphedFlow)],
)
def test_json_holds_the_whole_graph(args: tuple[str, ...], kind: type, small: None) -> None:
    result = sayback("graph", *args, "--json")
    assert as_bytes(decode(result.stdout, type=kind)).decode() == result.stdout


def test_json_counts_every_way(small: None) -> None:
    found = json.loads(sayback("graph", SCENARIO, "--as", CUSTOMER, "--json").stdout)
    assert found["whole"] is True
    for number, reply in enumerate(found["replies"], 1):
        assert reply["number"] == number
        assert reply["ways"] == sum(move["ways"] for move in reply["moves"])


def test_who_interrupts_gets_no_half_of_a_graph(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(walk: Walk, *_: object) -> None:
        walk.interrupted = True

    monkeypatch.setattr(Walk, "go", interrupted)
    result = sayback("graph", SCENARIO, "--as", CUSTOMER)
    assert result.exit_code == 130
    assert result.stdout == ""


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("meant", [CUSTOMER, SCENARIO])
def test_an_id_that_is_not_there_names_the_nearest_of_both(meant: str) -> None:
    result = sayback("graph", f"{meant[:-1]}x")
    assert result.exit_code == 2
    assert f"did you mean '{meant}'?" in result.stderr


def test_an_id_like_no_other_names_all_there_are() -> None:
    result = sayback("graph", "zzz")
    assert result.exit_code == 2
    assert all(id in result.stderr for id in (*LIBRARY.customers, *LIBRARY.scenarios))


@pytest.fixture
def twice(tmp_path: Path) -> str:
    """A folder in which a customer has the id of a scenario."""
    (tmp_path / "customers").mkdir()
    person = Path(LIBRARY.customers[CUSTOMER]).read_bytes()
    (tmp_path / "customers" / f"{SCENARIO}.yaml").write_bytes(person)
    return str(tmp_path)


def test_an_id_of_both_kinds_is_refused_with_how_to_say_which(twice: str, small: None) -> None:
    result = sayback("--content", twice, "graph", SCENARIO)
    assert result.exit_code == 2
    assert "--kind customer" in result.stderr
    assert "--kind scenario" in result.stderr


def test_an_id_of_both_kinds_is_drawn_as_what_is_meant(twice: str) -> None:
    result = sayback("--content", twice, "graph", SCENARIO, "--kind", "customer")
    assert result.stdout == sayback("graph", CUSTOMER).stdout


@pytest.mark.parametrize("more", [("--kind", "scenario"), ("--as", CUSTOMER)])
def test_who_names_a_caller_means_the_scenario(
    more: tuple[str, str], twice: str, small: None
) -> None:
    result = sayback("--content", twice, "graph", SCENARIO, *more)
    assert result.exit_code == 0
    assert "In each stage" in result.stdout


def test_nobody_calls_a_customer() -> None:
    result = sayback("graph", CUSTOMER, "--as", CUSTOMER)
    assert result.exit_code == 2
    assert "--as" in result.stderr


@pytest.mark.parametrize("more", [("--format", "svg"), ("--out", "a.svg")])
def test_json_is_a_form_of_its_own(
    more: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sayback("graph", CUSTOMER, "--json", *more)
    assert result.exit_code == 2
    assert "--json" in result.stderr
    assert not (tmp_path / "a.svg").exists()


# --- Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.svg", "<svg "),
        ("A.SVG", "<svg "),
        ("a.mmd", "---\n"),
        ("a.gv", "digraph"),
        ("a.txt", "Ingrid"),
    ],
)
def test_the_end_of_a_name_says_the_form(name: str, begins: str, tmp_path: Path) -> None:
    result = sayback("graph", "ingrid_solheim", "--out", str(tmp_path / name))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert f"Wrote {tmp_path / name}." in result.stderr
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_form_that_is_asked_for_goes_before_the_name(tmp_path: Path) -> None:
    sayback("graph", CUSTOMER, "--format", "dot", "--out", str(tmp_path / "a.svg"))
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("digraph")


@pytest.mark.parametrize("name", ["a.png", "a"])
def test_a_name_that_says_no_form_is_refused(name: str, tmp_path: Path) -> None:
    result = sayback("graph", CUSTOMER, "--out", str(tmp_path / name))
    assert result.exit_code == 2
    assert "--format" in result.stderr
    assert not (tmp_path / name).exists()


def test_a_file_is_replaced_and_that_is_said(tmp_path: Path) -> None:
    file, link = tmp_path / "a.svg", tmp_path / "b.svg"
    file.write_text("before")
    link.symlink_to(file)
    result = sayback("graph", CUSTOMER, "--out", str(link))
    assert f"Replaced {link}." in result.stderr
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("<svg ")


def test_a_file_that_cannot_be_written_whole_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.svg").write_text("before")
    monkeypatch.setattr(places.os, "fsync", full)
    result = sayback("graph", CUSTOMER, "--out", str(tmp_path / "a.svg"))
    assert result.exit_code == 2
    assert "the disk is full" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["a.svg"]
    assert (tmp_path / "a.svg").read_text() == "before"


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.svg")
    result = sayback("graph", CUSTOMER, "--out", str(tmp_path / "pipe.svg"))
    assert result.exit_code == 2
    assert "is no file" in result.stderr
    assert (tmp_path / "pipe.svg").is_fifo()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = sayback("graph", CUSTOMER, "--out", str(tmp_path / "no" / "a.svg"))
    assert result.exit_code == 2
    assert str(tmp_path / "no" / "a.svg") in result.stderr
