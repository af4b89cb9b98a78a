"""`sayback check` as somebody types it: what it prints, where to, and how it ends."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from sim.core.codes import Code
from sim.prose.check import CheckReport, ExplainedCode
from sim.prose.documents import as_bytes
from sim.studio.library import Library
from tests.commands import process, sayback
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in, written


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


REST = "The rest is looked at once that is mended."
LOUD = CUSTOMER.replace("voice: outspoken", "voice: loud")


def test_shipped_content_is_clean() -> None:
    result = sayback("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(r"Nothing to mend in \d+ files\.\n", result.stderr)


def test_what_is_wrong_goes_to_stdout_and_the_count_to_stderr(tmp_path: Path) -> None:
    folder = written(tmp_path, LOUD, SCENARIO.replace("turns: 12", "turns: 99"))
    result = sayback("check", str(folder))
    assert result.exit_code == 1
    customer, scenario = result.stdout.splitlines()
    assert customer.startswith(f"{folder / 'customers' / 'ada_berg.yaml'}:6:8: SB104: ")
    assert scenario.startswith(f"{folder / 'scenarios' / 'cup_short.yaml'}:11:8: SB014: ")
    assert result.stderr == f"2 findings in 2 files. {REST}\n"


def test_one_of_each_is_counted_as_one(tmp_path: Path) -> None:
    folder = written(tmp_path, LOUD)
    assert sayback("check", str(folder)).stderr == f"1 finding in 1 file. {REST}\n"
    (folder / "customers" / "ada_berg.yaml").write_text(CUSTOMER)
    one = sayback("check", str(folder / "customers" / "ada_berg.yaml"))
    assert one.stderr == "Nothing to mend in 1 file.\n"


def test_that_there_may_be_more_is_said_only_where_something_was_not_looked_at(
    tmp_path: Path,
) -> None:
    never = SCENARIO.replace("when: [raised party]", "when: [raised party, did verify]")
    folder = written(tmp_path, scenario=never)
    looked = sayback("check", str(folder))
    assert looked.exit_code == 1
    assert "SB201" in looked.stdout
    assert REST not in looked.stderr
    customer = folder / "customers" / "ada_berg.yaml"
    customer.write_text(LOUD)
    value = msgspec.json.decode(sayback("check", str(folder), "--json").stdout, type=CheckReport)
    assert value.partly == (str(customer),)
    alone = sayback("check", str(folder / "scenarios"))
    assert REST not in alone.stderr, "the customer was not asked for"


def test_content_of_ones_own_is_checked_with_the_rest(tmp_path: Path) -> None:
    folder = written(tmp_path, LOUD)
    result = sayback("--content", str(folder), "check")
    assert result.exit_code == 1
    assert "ada_berg.yaml:6:8: SB104" in result.stdout


@pytest.mark.parametrize("path", ["nothing", "."])
def test_a_path_without_content_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    result = sayback("check", str(tmp_path / "empty" / path))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.match(r"Error: (there is no file|.*holds no content)", result.stderr)


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    folder = written(tmp_path, CUSTOMER.replace("voice: outspoken", 'voice: "\\e[2Jx"'))
    torn = folder / "customers" / "\x1b]0;x\x07.yaml"
    torn.write_text("voice: [", encoding="utf-8")
    result = sayback("check", str(folder))
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert "\x07" not in result.stdout
    assert len(result.stdout.splitlines()) >= 2


def test_json_has_the_same_findings(tmp_path: Path) -> None:
    folder = written(tmp_path, LOUD, put_in("title:\n", SCENARIO)[0])
    text = sayback("check", str(folder)).stdout.splitlines()
    result = sayback("check", str(folder), "--json")
    assert result.exit_code == 1
    value = msgspec.json.decode(result.stdout, type=CheckReport)
    assert as_bytes(value).decode() == result.stdout, "no key more, and none less"
    assert [str(each) for each in value.findings] == text
    assert len(value.files) == 2
    assert json.loads(sayback("check", "--json").stdout)["findings"] == []


def test_no_traceback_reaches_anybody(tmp_path: Path) -> None:
    """In a process of its own, with bytes that are no text in a name and in a file."""
    folder = written(tmp_path)
    (folder / "customers" / "a\udcff.yaml").write_bytes(b"\xff" * 9)
    done = process("check", str(folder))
    assert done.returncode == 1
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"SB001" in done.stdout


# --- what a code means ----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["SB201", "sb201"])
def test_a_code_is_explained_with_the_line_marked(code: str) -> None:
    result = sayback("check", "--explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith("SB201: A reply that is never on offer\n\n")
    wrong, right = result.stdout.split("Wrong:")[1].split("Right:")
    assert [line for line in wrong.splitlines() if line.startswith("  >")] == [
        "  >     when: [did verify]"
    ]
    assert ">" not in right
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("code", list(Code))
def test_every_code_can_be_explained(code: Code) -> None:
    result = sayback("check", "--explain", code, "--json")
    value = msgspec.json.decode(result.stdout, type=ExplainedCode)
    assert (result.exit_code, value.code) == (0, code)


@pytest.mark.parametrize(
    ("code", "says"),
    [("SB2011", "did you mean 'SB2"), ("everything", "they go from SB001 to SB404")],
)
def test_a_code_that_is_none_is_refused(code: str, says: str) -> None:
    result = sayback("check", "--explain", code)
    assert result.exit_code == 2
    assert says in result.stderr


# --- with proofs ----------------------------------------------------------------------------------


def test_proofs_find_what_only_whole_calls_tell(tmp_path: Path) -> None:
    """The small call has no way to hand over, so that nobody ends 'handed_over'."""
    short = SCENARIO.replace("turns: 12", "turns: 4")
    folder = written(tmp_path, scenario=short)
    for name in Library().customers:
        # in their place: exploring takes a while, and one is enough
        (folder / "customers" / f"{name}.yaml").write_text("name: [")
    assert sayback("--content", str(folder), "check", str(folder / "scenarios")).exit_code == 0
    result = sayback("--content", str(folder), "check", str(folder / "scenarios"), "--proofs")
    assert result.exit_code == 1, result.output
    assert "SB216: with ada_berg: no call ends 'handed_over', whatever is said" in result.stdout
    assert f"{folder / 'scenarios' / 'cup_short.yaml'}:" in result.stdout
