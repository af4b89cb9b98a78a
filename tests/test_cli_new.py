"""`sayback new`: what is written can be played at once, in the very words that it prints."""

import re
import shlex
from pathlib import Path

import pytest

from sim.cli import new
from sim.studio.new import FOLDERS
from tests.commands import LIBRARY, SCENARIO, sayback


@pytest.fixture(autouse=True)
def _in_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")


def steps(printed: str) -> dict[str, list[str]]:
    """The commands one is told to type, without `sayback`, by their names."""
    typed = [shlex.split(line)[1:] for line in printed.splitlines() if line.startswith("  sayback")]
    return {next(word for word in words if word in ("check", "play")): words for words in typed}


def test_these_are_all_the_kinds_there_are() -> None:
    assert tuple(FOLDERS) == new.KINDS


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("folder", [".", "some where/deep"])
def test_what_is_written_is_played_by_the_command_that_is_printed(kind: str, folder: str) -> None:
    result = sayback("new", kind, "mine_1", "--in", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    path = Path(folder) / FOLDERS[kind] / "mine_1.yaml"
    told = steps(result.stderr)
    assert path.is_file()
    assert told["check"][-1] == str(path)
    played = sayback(*["run" if word == "play" else word for word in told["play"]])
    assert played.exit_code == 0, played.stderr
    assert "The call begins" in played.stdout


def test_without_a_folder_it_is_the_one_that_one_is_in() -> None:
    result = sayback("new", "scenario", "late_parcel")
    assert result.stderr.startswith("Written: scenarios/late_parcel.yaml, a whole small call")
    assert {path.name for path in Path().iterdir()} == {"scenarios", "schemas"}
    assert re.search(r"late_parcel +Late parcel\.", sayback("list", "scenarios").stdout)


def test_a_folder_that_is_content_already_need_not_be_named_again(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    ours = str(tmp_path / "ours")
    result = sayback("--content", ours, "new", "scenario", "late_parcel", "--in", ours)
    assert steps(result.stderr)["play"] == ["play", "late_parcel"]


def test_an_id_of_other_content_is_taken_and_said() -> None:
    result = sayback("new", "scenario", SCENARIO)
    assert result.exit_code == 0
    assert "Yours takes its place" in result.stderr
    assert str(LIBRARY.scenarios[SCENARIO]) in result.stderr


def test_schemas_that_are_not_ours_are_left_and_named() -> None:
    Path("schemas").mkdir()
    Path("schemas/scenario.json").write_text("{}")
    result = sayback("new", "scenario", "mine")
    assert "schemas/scenario.json was not written by Sayback" in result.stderr
    assert Path("schemas/scenario.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Late Parcel", "'Late Parcel' can be no id: small letters, digits and _"),
        ("mine", "is there already; choose another id"),
    ],
)
def test_what_cannot_be_written_is_refused(name: str, said: str) -> None:
    sayback("new", "customer", "mine")
    before = Path("customers/mine.yaml").read_bytes()
    result = sayback("new", "customer", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [path.read_bytes() for path in Path("customers").iterdir()] == [before]


def test_a_folder_that_is_a_file_is_refused_in_a_sentence() -> None:
    Path("scenarios").write_text("")
    result = sayback("new", "scenario", "mine")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: 'scenarios': ")
