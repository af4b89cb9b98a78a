"""`sayback test`, and calls that `sayback run` records for it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from sim.studio.folders import plays_in, shipped
from tests.commands import CUSTOMER, RUN, SCENARIO, ended, sayback

CHOOSE = ("--choose", ",".join(ended(badly=False)))


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with room for plays."""
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)
    (tmp_path / "here" / "scenarios").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def recorded(file: str = f"scenarios/{SCENARIO}.play.yaml") -> Path:
    """A file with one play, of a whole call."""
    result = sayback(*RUN, *CHOOSE, "--save-play", file)
    assert result.exit_code == 0
    return Path(file)


def edited(file: Path, old: str, new: str) -> None:
    """Write something else in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


# --- test -----------------------------------------------------------------------------------------


def test_all_plays_there_are_are_played() -> None:
    result = sayback("test")
    *lines, count = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(line.startswith("ok  ") for line in lines)
    assert count == f"{len(lines)} plays, none failed."
    assert {file.name.partition(".")[0] for file in plays_in(shipped())} <= {
        word.strip(",") for line in lines for word in line.split()
    }


def test_plays_of_ones_own_take_the_place_of_those_shipped() -> None:
    before = sayback("test").stdout.splitlines()
    recorded()
    after = sayback("test").stdout.splitlines()
    assert [line for line in after if "after" in line and "replies" in line]
    assert [line for line in before if f" in {SCENARIO}," in line]
    assert len(after) < len(before)


@pytest.mark.parametrize("path", [f"scenarios/{SCENARIO}.play.yaml", "scenarios", "."])
def test_a_path_is_a_file_of_plays_or_a_folder_with_some(path: str) -> None:
    recorded()
    result = sayback("test", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1:] == ["1 play, none failed."]


def test_a_play_is_played_once_however_often_it_is_named() -> None:
    file = recorded()
    assert "1 play," in sayback("test", str(file), "scenarios", str(file.absolute())).stdout


def test_content_that_plays_stand_beside_is_found(away: Path) -> None:
    there = away.parent / "there"
    (there / "scenarios").mkdir(parents=True)
    shutil.copy(shipped() / "scenarios" / f"{SCENARIO}.yaml", there / "scenarios" / "anew.yaml")
    file = recorded("scenarios/anew.play.yaml")
    edited(file, f"    in: {SCENARIO}\n", "")
    shutil.move(file, there / "scenarios")
    result = sayback("test", str(there))
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{CUSTOMER} in anew" in result.stdout


def test_a_play_that_fails_is_told_with_the_place_and_what_was_so() -> None:
    file = recorded()
    edited(file, "ends: ", "ends: gone  # not ")
    result = sayback("test", ".")
    line, missed, count = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (1, "")
    assert line.startswith("FAILED  ")
    assert missed.startswith(f"    {file}:")
    assert ": SB404: the call is expected to end 'gone', but it ended '" in missed
    assert count == "1 play, 1 failed."


def test_a_gauge_is_told_with_its_reasons() -> None:
    file = recorded()
    edited(file, "then: [", "then: [heat < 1, ")
    lines = sayback("test", ".").stdout.splitlines()
    at = next(at for at, line in enumerate(lines) if "SB402: 'heat < 1' is expected" in line)
    assert re.fullmatch(r" {6,8}[+-]\d+\.\d  .+ \[\w+\]", lines[at + 1])


def test_a_file_that_cannot_be_used_is_named_and_the_others_are_played() -> None:
    recorded()
    Path("scenarios/broken.play.yaml").write_text('plays:\n  - titel: "No"\n')
    result = sayback("test", "scenarios")
    assert result.exit_code == 2
    assert "1 play, none failed." in result.stdout
    assert "scenarios/broken.play.yaml:2:5: SB011: " in result.stderr
    assert result.stderr.endswith("A file with mistakes in it is not played.\n")


@pytest.mark.parametrize("path", ["scenarios", f"{SCENARIO}.yaml"])
def test_a_path_without_plays_is_refused(path: str, away: Path) -> None:
    (away / f"{SCENARIO}.yaml").write_text("")
    result = sayback("test", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there are no plays in '{path}'" in result.stderr


def test_a_path_that_is_not_there_is_refused() -> None:
    result = sayback("test", "nowhere")
    assert result.exit_code == 2
    assert "'nowhere' does not exist" in result.stderr


@pytest.mark.parametrize("fails", [False, True])
def test_json_says_what_the_lines_say(fails: bool) -> None:
    file = recorded()
    if fails:
        edited(file, "then: [", "then: [heat < 1, ")
    report = json.loads(sayback("test", ".", "--json").stdout)
    (play,) = report["plays"]
    assert (report["passed"], report["failed"]) == (not fails, fails)
    assert (play["passed"], bool(play["missed"])) == (not fails, fails)
    assert (play["file"], play["scenario"], play["customer"]) == (str(file), SCENARIO, CUSTOMER)
    assert set(play["scores"]) == {"start", "heart"}


# --- run --save-play ------------------------------------------------------------------------------


def test_a_recorded_call_can_be_tested_at_once() -> None:
    recorded()
    recorded()
    result = sayback("test", ".")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "2 plays, none failed.")


def test_recording_changes_nothing_in_what_is_printed() -> None:
    plain = sayback(*RUN, *CHOOSE)
    saved = sayback(*RUN, *CHOOSE, "--save-play", "a.play.yaml")
    assert (saved.exit_code, saved.stdout) == (plain.exit_code, plain.stdout)
    assert saved.stderr == "The call is recorded at the end of 'a.play.yaml'.\n"


def test_a_lost_call_is_recorded_too() -> None:
    choose = ",".join(ended(badly=True))
    assert sayback(*RUN, "--choose", choose, "--save-play", "a.play.yaml").exit_code == 1
    assert sayback("test", "a.play.yaml").exit_code == 0


def test_the_temper_is_recorded() -> None:
    first = ended(badly=True)[0]
    sayback(*RUN, "--temper", "gentle", "--choose", first, "--save-play", "a.play.yaml")
    assert ", temper gentle, " in sayback("test", "a.play.yaml").stdout


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("a.yaml", "end in .play.yaml"),
        ("content.play.yaml", "cannot be used"),
        ("nowhere/a.play.yaml", "No such file or directory"),
    ],
)
def test_where_a_play_has_no_place_it_is_refused_before_anything_is_printed(
    file: str, why: str
) -> None:
    Path("content.play.yaml").write_text("title: Short again\n")
    result = sayback(*RUN, *CHOOSE, "--save-play", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr
    assert Path("content.play.yaml").read_text() == "title: Short again\n"


def test_a_call_in_which_nothing_was_said_is_not_recorded() -> None:
    result = sayback(*RUN, "--save-play", "a.play.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing was said" in result.stderr
    assert not Path("a.play.yaml").exists()
