"""Help for whoever types: every command explained, words completed, slips named."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sim import __version__
from sim.cli import main
from sim.core.tempers import TEMPERS
from sim.modes import MODES
from tests.commands import LIBRARY, sayback

NAMES = [
    *("play", "run", "list", "where"),
    *("new", "schema", "check"),
    *("explore", "bots", "test", "graph"),
]
SHELLS = ("bash", "zsh", "fish")


def commands(
    command: click.Command = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command there is, with the words that name it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


COMMANDS = dict(commands())


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SAYBACK_CONTENT", raising=False)


def completed(*words: str, begun: str = "", **env: str) -> list[str]:
    """What bash is told could come after these words, when the next is begun like this."""
    given = {
        "_SAYBACK_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("sayback", *words, begun)),
        "COMP_CWORD": str(len(words) + 1),
        **env,
    }
    result = CliRunner().invoke(main, env=given, prog_name="sayback")
    assert result.exit_code == 0, result.exception
    assert result.stderr == ""
    lines = list(filter(None, result.stdout.splitlines()))
    assert all(line.startswith("plain,") for line in lines)
    return [line.removeprefix("plain,") for line in lines]


# --- Help -----------------------------------------------------------------------------------------


def test_these_are_the_commands() -> None:
    assert {" ".join(path) for path in COMMANDS} == {"", *NAMES}


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "sayback")
def test_help_fits_a_terminal_and_nothing_in_it_is_cut(path: tuple[str, ...]) -> None:
    result = sayback(*path, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "..." not in re.sub(r"ID,ID,\.\.\.|\[(ARGS|PATH)\]\.\.\.", "", result.stdout)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "sayback")
def test_every_command_and_every_option_is_explained_in_a_sentence(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    words = " ".join(sayback(*path, "--help").stdout.split())
    assert command.help
    options = [each for each in command.params if isinstance(each, click.Option)]
    for option in options:
        assert option.help, option.name
        assert re.search(r"[.;]$", option.help.strip()), option.help
        assert " ".join(option.help.split()) in words
        for spelt in option.opts:
            assert spelt in words
    for argument in command.params:
        if isinstance(argument, click.Argument):
            assert argument.make_metavar(click.Context(command)) in words


def test_the_first_help_names_every_command_with_what_it_does() -> None:
    words = sayback("--help").stdout
    for (name,) in (path for path in COMMANDS if path):
        (line,) = re.findall(rf"^  {name} +(\S.*)$", words, re.MULTILINE)
        assert line.endswith(".")


def test_the_version_is_said() -> None:
    assert sayback("--version").stdout == f"Sayback {__version__}\n"


def test_asking_for_help_creates_nothing(tmp_path: Path) -> None:
    for path in COMMANDS:
        sayback(*path, "--help")
    sayback("--version")
    assert not (tmp_path / "home").exists()


# --- Completion -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    source = {"_SAYBACK_COMPLETE": f"{shell}_source"}
    result = CliRunner().invoke(main, env=source, prog_name="sayback")
    assert result.exit_code == 0
    assert "_SAYBACK_COMPLETE" in result.stdout


@pytest.mark.parametrize("command", ["play", "run"])
def test_scenarios_and_customers_are_completed(command: str) -> None:
    scenario = min(LIBRARY.scenarios)
    assert completed(command) == list(LIBRARY.scenarios)
    assert completed(command, scenario, "--as") == list(LIBRARY.customers)
    assert completed(command, "--as") == list(LIBRARY.customers)


def test_only_what_was_begun_is_completed() -> None:
    for begun in ("s", "short_", "short_again", "zzz"):
        fitting = [id for id in LIBRARY.scenarios if id.startswith(begun)]
        assert completed("run", begun=begun) == fitting
    for begun in ("ma", "marcus_oyelaran", "M"):
        fitting = [id for id in LIBRARY.customers if id.startswith(begun)]
        assert completed("run", "x", "--as", begun=begun) == fitting


def test_content_of_ones_own_is_completed(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "late_again.yaml").write_text("not even right")
    assert "late_again" in completed("--content", str(tmp_path), "run")
    assert "late_again" in completed("run", SAYBACK_CONTENT=str(tmp_path))
    assert "late_again" not in completed("run")


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ((), NAMES),
        (("list",), ["scenarios", "customers", "rubrics"]),
        (("new",), ["customer", "scenario"]),
        (("schema",), ["customer", "scenario", "play", "mood", "needs", "stock", "rubric"]),
        (("play", "--mode"), list(MODES)),
        (("play", "--temper"), list(TEMPERS)),
        (("run", "--temper"), list(TEMPERS)),
    ],
)
def test_whatever_can_only_be_one_of_a_few_is_completed(
    words: tuple[str, ...], choices: list[str]
) -> None:
    assert completed(*words) == choices


def test_completing_creates_nothing(tmp_path: Path) -> None:
    completed("run")
    completed("run", "--as")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("how", ["named", "in the environment"])
def test_a_content_folder_that_is_not_there_does_not_disturb_the_prompt(how: str) -> None:
    if how == "named":
        assert completed("--content", "/no/such/folder", "run") == list(LIBRARY.scenarios)
    else:
        assert completed("run", SAYBACK_CONTENT="/no/such/folder") == list(LIBRARY.scenarios)
