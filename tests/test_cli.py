"""The commands: what they print where, their exit codes, and that no traceback reaches a user."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.core.call import Call
from sim.core.compile import compile_case
from sim.core.tempers import TEMPERS, tempered
from sim.modes import MODES
from sim.records.history import history
from sim.records.places import Places
from tests.commands import CASE, CUSTOMER, LIBRARY, ROOT, RUN, SCENARIO, ended, process, sayback


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


# --- run ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("badly", [False, True])
def test_the_exit_code_tells_a_lost_call(badly: bool) -> None:
    result = sayback(*RUN, "--choose", ",".join(ended(badly=badly)))
    assert result.exit_code == (1 if badly else 0)
    assert "HEART" in result.stdout
    assert "How it ended:" in result.stdout
    assert "On offer next" not in result.stdout
    assert result.stderr == ""


def test_a_call_that_goes_on_shows_what_is_on_offer_next() -> None:
    offered = Call(CASE, 0).offered
    result = sayback(*RUN)
    assert result.exit_code == 0
    _, _, after = result.stdout.partition("On offer next\n")
    assert after.splitlines() == [f"  {option.id}: {option.say}" for option in offered]


def test_a_reply_that_is_not_on_offer_is_refused_with_those_that_are() -> None:
    offered = Call(CASE, 0).offered
    result = sayback(*RUN, "--choose", "no_such_reply")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: in turn 1, 'no_such_reply' is not on offer")
    assert all(option.id in result.stderr for option in offered)


def test_a_reply_after_the_end_is_refused() -> None:
    choices = ended(badly=True)
    result = sayback(*RUN, "--choose", ",".join([*choices, choices[0]]))
    assert result.exit_code == 2
    assert "the call is over" in result.stderr


def test_commas_and_spaces_around_replies_do_no_harm() -> None:
    first, second = ended(badly=False)[:2]
    plain = sayback(*RUN, "--choose", f"{first},{second}", "--json")
    spaced = sayback(*RUN, "--choose", f" {first} ,, {second}, ", "--json")
    assert plain.stdout == spaced.stdout


def test_whoever_is_not_named_is_the_first_and_that_is_said() -> None:
    result = sayback("run", SCENARIO, "--json")
    assert result.stderr == f"Nobody was named by --as, so {CUSTOMER} is calling.\n"
    assert json.loads(result.stdout)["customer"] == CUSTOMER


@pytest.mark.parametrize("seed", ["-1", str(2**63), "x", "1.5"])
def test_a_seed_that_is_none_is_refused(seed: str) -> None:
    result = sayback(*RUN, "--seed", seed)
    assert result.exit_code == 2
    assert "--seed" in result.stderr


def test_run_keeps_nothing(tmp_path: Path) -> None:
    sayback(*RUN)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("temper", TEMPERS)
def test_a_customer_may_be_run_in_any_temper(temper: str) -> None:
    (first, *_) = ended(badly=True)
    result = sayback(*RUN, "--temper", temper, "--choose", first, "--json")
    worn = Call(compile_case(tempered(CASE.content, temper)), 0, [first])
    ran = json.loads(result.stdout)
    assert ran["case"] == worn.case.hash
    gauges = worn.turns[-1].gauges
    assert ran["turns"][-1]["gauges"] == {
        name: getattr(gauges, name) for name in gauges.__struct_fields__
    }


def test_without_a_temper_it_is_their_own() -> None:
    assert sayback(*RUN, "--json").stdout == sayback(*RUN, "--temper", "own", "--json").stdout


# --- list -----------------------------------------------------------------------------------------


def test_list_names_all_there_is() -> None:
    result = sayback("list")
    assert result.exit_code == 0
    for name in (*LIBRARY.scenarios, *LIBRARY.customers, "start", "heart"):
        assert re.search(rf"^  {name} ", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("kind", ["scenarios", "customers", "rubrics"])
def test_list_names_one_kind(kind: str) -> None:
    result = sayback("list", kind, "--json")
    assert list(json.loads(result.stdout)) == ["sayback", kind]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_nobody_who_may_call_is_given_away(more: list[str]) -> None:
    printed = sayback("list", "customers", *more).stdout
    for customer in map(LIBRARY.customer, LIBRARY.customers):
        assert customer.content_note in printed
        assert customer.about not in printed


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "broken.yaml").write_text("name: 7\n")
    result = sayback("--content", str(tmp_path), "list", "customers")
    assert result.exit_code == 2
    assert CUSTOMER in result.stdout
    assert re.search(r"broken\.yaml:1:\d+: ", result.stderr)


# --- where ----------------------------------------------------------------------------------------


def test_where_names_every_folder_and_file_there_is(tmp_path: Path) -> None:
    result = sayback("where")
    assert result.exit_code == 0
    assert result.stderr == ""
    home = tmp_path / "home"
    for path in (ROOT, home / "calls", home / "cases", home / "saved", home / "settings.json"):
        assert re.search(rf"  {re.escape(str(path))}( \(not there yet\))?$", result.stdout, re.M)
    assert not home.exists(), "asking creates nothing"


def test_where_says_what_is_there_already(tmp_path: Path) -> None:
    calls = str(tmp_path / "home" / "calls")
    assert f"{calls} (not there yet)\n" in sayback("where").stdout
    sayback("play", SCENARIO, "--as", CUSTOMER, typed="1\n")
    assert f"{calls}\n" in sayback("where").stdout


def test_where_is_json_as_well_and_says_the_same(tmp_path: Path) -> None:
    result = sayback("--content", str(tmp_path), "where", "--json")
    found = json.loads(result.stdout)
    assert list(found) == ["sayback", "places"]
    assert {(place["what"], place["path"]) for place in found["places"]} >= {
        ("content", str(ROOT)),
        ("content", str(tmp_path)),
        ("calls", str(tmp_path / "home" / "calls")),
    }
    lines = sayback("--content", str(tmp_path), "where").stdout.splitlines()
    for place, line in zip(found["places"], lines, strict=True):
        assert line.startswith(place["what"])
        assert place["path"] in line
        assert line.endswith("(not there yet)") != place["there"] == Path(place["path"]).exists()
    assert not (tmp_path / "home").exists(), "asking creates nothing"


def test_where_content_that_was_named_comes_after_what_it_takes_the_place_of(
    tmp_path: Path,
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    args = ("--content", str(tmp_path / "one"), "--content", str(tmp_path / "two"))
    places = json.loads(sayback(*args, "where", "--json").stdout)["places"]
    content = [place["path"] for place in places if place["what"] == "content"]
    assert content[-2:] == [str(tmp_path / "one"), str(tmp_path / "two")]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of files that are no text")
def test_where_can_tell_of_a_folder_whose_name_is_no_text() -> None:
    home = os.fsdecode(b"/no/such/\xff")
    text, as_json = (process("where", *more, SAYBACK_HOME=home) for more in ([], ["--json"]))
    assert (text.returncode, as_json.returncode) == (0, 0)
    assert any("/no/such/" in place["path"] for place in json.loads(as_json.stdout)["places"])


# --- What goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["run", SCENARIO[:-1]], f"did you mean '{SCENARIO}'?"),
        (["run", SCENARIO, "--as", CUSTOMER[:-1]], f"did you mean '{CUSTOMER}'?"),
        (["play", SCENARIO[:-1], "--plain"], f"did you mean '{SCENARIO}'?"),
        (["lsit"], "Did you mean 'list'?"),
        (["paly"], "Did you mean 'play'?"),
        (["rnu"], "Did you mean 'run'?"),
        (["wheer"], "Did you mean 'where'?"),
        (["where", "--jsno"], "--json"),
        (["play", "--temper"], "requires an argument"),
        (["run", SCENARIO, "--chose", "x"], "--choose"),
        (["--content", "/no/such/folder", "list"], "does not exist"),
        (["list", "dogs"], "'customers'"),
    ],
)
def test_a_slip_is_named_and_perhaps_mended(args: Sequence[str], said: str) -> None:
    result = sayback(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_content_that_cannot_be_used_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("title: Broken\ntitel: Twice\n")
    result = sayback("--content", str(tmp_path), "run", "broken")
    assert result.exit_code == 2
    assert re.search(
        r"^Error: this content cannot be used:\n\S*broken\.yaml:\d+:", result.stderr, re.M
    )


def test_what_takes_the_place_of_something_is_said_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "customers").mkdir()
    twice = tmp_path / "customers" / f"{CUSTOMER}.yaml"
    twice.write_bytes(LIBRARY.customers[CUSTOMER].read_bytes())
    result = process("list", "customers", "--json", SAYBACK_CONTENT=str(tmp_path))
    assert b"takes the place of" in result.stderr
    json.loads(result.stdout)


def test_user_data_that_cannot_be_kept_are_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "file"))
    result = sayback("play", SCENARIO, "--as", CUSTOMER, "--seed", "1")
    assert result.exit_code == 2
    assert re.fullmatch(r"Error: .*cannot.*\n", result.stderr)


def test_a_mistake_of_ours_is_a_sentence_unless_its_place_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("no luck")

    monkeypatch.setattr("sim.prose.transcript.transcript", fail)
    result = sayback(*RUN)
    assert result.exit_code == 2
    assert "a mistake in Sayback, and not yours (ZeroDivisionError: no luck)" in result.stderr
    monkeypatch.setenv("SAYBACK_DEBUG", "1")
    assert isinstance(sayback(*RUN).exception, ZeroDivisionError)


def test_an_interrupt_has_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.prose.transcript.transcript", interrupt)
    assert sayback(*RUN).exit_code == 130


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["list", f"run {SCENARIO} --as {CUSTOMER} --json"])
def test_a_reader_that_goes_away_is_no_error(command: str) -> None:
    shell = f"{{ {shlex.quote(sys.executable)} -m sim {command}; echo $? >&2; }} | true"
    result = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, cwd=ROOT)
    assert result.stderr == "0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize(
    ("command", "code"), [("list >&-", 0), ("play --plain <&-", 0), ("list >/dev/full", 2)]
)
def test_streams_that_are_closed_or_full_bring_no_traceback(command: str, code: int) -> None:
    shell = f"{shlex.quote(sys.executable)} -m sim {command}"
    result = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == code
    assert result.stderr.count("\n") == (code > 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder somebody is in")
def test_a_folder_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = sayback("list")
    assert (result.exit_code, "is gone" in result.stderr) == (2, True)


# --- play -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["--plain"], []], ids=["asked for", "no terminal"])
def test_play_is_plain_where_there_is_no_screen(args: list[str]) -> None:
    result = sayback("play", SCENARIO, "--as", CUSTOMER, *args, typed="1\nq\n")
    assert result.exit_code == 0
    assert re.search(r"^You: ", result.stdout, re.MULTILINE)
    assert "\x1b" not in result.output


@pytest.mark.parametrize("badly", [False, True])
def test_play_exits_with_1_if_the_last_call_was_lost(badly: bool) -> None:
    typed = "".join(f"{reply}\n" for reply in ended(badly=badly))
    result = sayback("play", SCENARIO, "--as", CUSTOMER, "--seed", "0", typed=typed)
    assert result.exit_code == (1 if badly else 0)


@pytest.mark.parametrize(("ending", "code"), [("gone", 1), ("content", 0), ("", 0)])
def test_the_screen_has_the_same_exit_code(
    monkeypatch: pytest.MonkeyPatch, ending: str, code: int
) -> None:
    monkeypatch.setattr("sim.cli.play._wants_plain", lambda: False)
    monkeypatch.setattr("sim.tui.play_on_screen", lambda *_: ending)
    assert sayback("play", SCENARIO).exit_code == code


def test_no_command_opens_the_lobby_and_plays() -> None:
    result = sayback(typed="1\n1\nq\n")
    assert "Which call will you take?" in result.stdout
    assert "Your reply, 1 to" in result.stdout


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("temper", TEMPERS)
def test_a_call_is_played_in_the_mode_and_temper_that_were_asked_for(
    mode: str, temper: str
) -> None:
    args = ("--mode", mode, "--temper", temper)
    result = sayback("play", SCENARIO, "--as", CUSTOMER, *args, typed="1\nq\n")
    assert result.exit_code == 0
    assert f"You play in {mode} mode." in result.stdout
    (call,) = history(Places.default())
    assert (call.mode, call.temper) == (mode, temper)


def test_what_was_asked_for_goes_to_whichever_face_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("sim.cli.play._wants_plain", lambda: False)
    monkeypatch.setattr("sim.tui.play_on_screen", lambda *given: asked.append(tuple(given[2])))
    sayback()
    sayback("play", SCENARIO, "--as", CUSTOMER, "--seed", "9", "--mode", "exam")
    sayback("play", "--temper", "gentle")
    assert asked == [
        (None, None, None, "", "own"),
        (SCENARIO, CUSTOMER, 9, "exam", "own"),
        (None, None, None, "", "gentle"),
    ]


@pytest.mark.parametrize(
    ("args", "choices"),
    [
        (["play", "--mode", "easy"], list(MODES)),
        (["play", "--temper", "cross"], list(TEMPERS)),
        ([*RUN, "--temper", "cross"], list(TEMPERS)),
    ],
)
def test_a_mode_or_temper_that_is_none_is_refused_with_those_that_are(
    args: Sequence[str], choices: list[str]
) -> None:
    result = sayback(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert ", ".join(f"'{choice}'" for choice in choices) in result.stderr


def test_a_broken_file_is_said_and_the_others_can_be_played(tmp_path: Path) -> None:
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "broken.yaml").write_text("name: 7\n")
    result = sayback("--content", str(tmp_path), "play", SCENARIO, "--as", CUSTOMER, typed="1\nq\n")
    assert result.exit_code == 0
    assert re.search(r"broken\.yaml:1:\d+: ", result.stderr)
    assert "You: " in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}], ids=["ACCESSIBLE", "TERM"])
def test_a_terminal_that_wants_no_screen_gets_plain_lines(env: dict[str, str]) -> None:
    import pty

    parent, child = pty.openpty()
    game = subprocess.Popen(
        [sys.executable, "-m", "sim", "play", SCENARIO, "--as", CUSTOMER],
        stdin=child,
        stdout=child,
        stderr=child,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **env},
    )
    os.close(child)
    os.write(parent, b"1\nq\n")
    shown = b""
    try:
        while more := os.read(parent, 4096):
            shown += more
    except OSError:  # Linux ends so when the other side is closed
        pass
    os.close(parent)
    assert game.wait(timeout=30) == 0
    assert b"You: " in shown
    assert b"\x1b" not in shown


# --- What is imported -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "never"),
    [
        (["--help"], {"msgspec", "transitions", "yaml", "jsonschema", "textual", "sqlalchemy"}),
        (["list"], {"jsonschema", "textual", "sqlalchemy"}),
        (["where"], {"jsonschema", "textual", "sqlalchemy", "yaml"}),
        ([*RUN, "--json"], {"jsonschema", "textual", "sqlalchemy"}),
        (["play", SCENARIO, "--as", CUSTOMER], {"jsonschema", "textual", "sqlalchemy"}),
    ],
    ids=["help", "list", "where", "run", "play"],
)
def test_a_command_imports_no_more_than_it_needs(args: Sequence[str], never: set[str]) -> None:
    code = (
        "import sys\nfrom sim.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == 0
    assert never.isdisjoint(result.stderr.split())
