"""The commands: what they print where, their exit codes, and that no traceback reaches a user."""

import json
import os
import random
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from click.testing import CliRunner, Result
from msgspec import Struct

from sim import __version__
from sim.cli import main
from sim.core.call import Call
from sim.prose.listing import Listing
from sim.prose.transcript import Transcript, as_bytes
from sim.prose.turns import lost
from sim.studio.library import Library

ROOT = Path(__file__).parent.parent
LIBRARY = Library()
SCENARIO, CUSTOMER = min(LIBRARY.scenarios), min(LIBRARY.customers)
RUN = ("run", SCENARIO, "--as", CUSTOMER)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


def sayback(*args: str, typed: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, args, input=typed, prog_name="sayback")


def process(*args: str, **env: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sim", *args],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdin=subprocess.DEVNULL,
        timeout=30,
    )


def ended(*, badly: bool) -> list[str]:
    """The replies of a call that is lost, or is not."""
    case = LIBRARY.case(SCENARIO, CUSTOMER)
    for seed in range(500):
        call, choose = Call(case, 0), random.Random(seed).choice
        while call.offered:
            call.reply(choose(call.offered).id)
        if lost(call.ending) == badly:
            return list(call.choices)
    raise AssertionError("no call came to such an ending")


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
    offered = Call(LIBRARY.case(SCENARIO, CUSTOMER), 0).offered
    result = sayback(*RUN)
    assert result.exit_code == 0
    _, _, after = result.stdout.partition("On offer next\n")
    assert after.splitlines() == [f"  {option.id}: {option.say}" for option in offered]


def test_a_reply_that_is_not_on_offer_is_refused_with_those_that_are() -> None:
    offered = Call(LIBRARY.case(SCENARIO, CUSTOMER), 0).offered
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


# --- JSON -----------------------------------------------------------------------------------------


def test_json_is_the_same_bytes_in_another_process() -> None:
    choose = ",".join(ended(badly=False))
    first, second = (
        process(*RUN, "--seed", "7", "--choose", choose, "--json", PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    call = json.loads(first.stdout)
    assert (call["scenario"], call["customer"], call["seed"]) == (SCENARIO, CUSTOMER, 7)
    assert ",".join(turn["chosen"] for turn in call["turns"][1:]) == choose
    assert call["sayback"] == {"version": __version__, "format": 1}


def test_contributions_add_up_to_the_moves() -> None:
    result = sayback(*RUN, "--choose", ",".join(ended(badly=False)), "--json")
    moves = [move for turn in json.loads(result.stdout)["turns"] for move in turn["moves"]]
    assert moves
    for move in moves:
        total = sum(reason["amount"] for reason in move["reasons"])
        assert total == move["after"] - move["before"]


def test_scores_come_with_the_end() -> None:
    going, over = (
        json.loads(sayback(*RUN, *more, "--json").stdout)
        for more in ([], ["--choose", ",".join(ended(badly=False))])
    )
    assert (going["ending"], going["scores"], bool(going["offered"])) == ("", [], True)
    assert (bool(over["ending"]), len(over["scores"]), over["offered"]) == (True, 2, [])


def documented() -> dict[str, list[str]]:
    """The keys that docs/json.md describes, by heading."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    tables = re.findall(r"^### (\w+)\n\n\| key .*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return {name: re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) for name, rows in tables}


def printed(kind: type[Struct]) -> Iterator[type[Struct]]:
    """A kind of object and all that it holds."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint), *(x for y in get_args(hint) for x in get_args(y))):
            if isinstance(inner, type) and issubclass(inner, Struct):
                yield from printed(inner)


def test_the_documentation_has_every_key_in_order() -> None:
    kinds = {kind.__name__: kind for top in (Transcript, Listing) for kind in printed(top)}
    kinds["Turn"] = kinds.pop("Played")
    fields = {name: list(kind.__struct_fields__) for name, kind in kinds.items()}
    assert documented() == fields


def test_the_documented_example_is_what_would_be_printed() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert as_bytes(msgspec.json.decode(example, type=Transcript)).decode() == example


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


# --- What goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["run", SCENARIO[:-1]], f"did you mean '{SCENARIO}'?"),
        (["run", SCENARIO, "--as", CUSTOMER[:-1]], f"did you mean '{CUSTOMER}'?"),
        (["play", SCENARIO[:-1], "--plain"], f"did you mean '{SCENARIO}'?"),
        (["lsit"], "Did you mean 'list'?"),
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
    monkeypatch.setattr("sim.cli._wants_plain", lambda: False)
    monkeypatch.setattr("sim.tui.play_on_screen", lambda *_: ending)
    assert sayback("play", SCENARIO).exit_code == code


def test_no_command_plays() -> None:
    assert "Your reply, 1 to" in sayback(typed="1\n1\nq\n").stdout


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
        ([*RUN, "--json"], {"jsonschema", "textual", "sqlalchemy"}),
        (["play", SCENARIO, "--as", CUSTOMER], {"jsonschema", "textual", "sqlalchemy"}),
    ],
    ids=["help", "list", "run", "play"],
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


def test_a_shell_completes_what_there_is() -> None:
    words = {"COMP_WORDS": f"sayback run {SCENARIO} --as ", "COMP_CWORD": "4"}
    result = CliRunner().invoke(
        main, env={"_SAYBACK_COMPLETE": "bash_complete", **words}, prog_name="sayback"
    )
    assert result.stdout.split() == [f"plain,{name}" for name in LIBRARY.customers]


def test_the_version_is_said() -> None:
    assert sayback("--version").stdout == f"Sayback {__version__}\n"


@pytest.mark.parametrize("args", [[], ["play"], ["run"], ["list"]])
def test_help_fits_a_terminal(args: Sequence[str]) -> None:
    result = sayback(*args, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "..." not in result.stdout.replace("ID,ID,...", "").replace("[ARGS]...", "")
