"""What is published: the wheel holds all that is played and nothing beside it, and plays by itself,
on any platform."""

import ast
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from sim.core.call import Call
from sim.prose.turns import lost
from sim.studio.library import Library

ROOT = Path(__file__).parent.parent
SIM = ROOT / "sim"
KINDS = ("customers", "scenarios")
SHIPPED = {kind: {path.name for path in (ROOT / kind).glob("*.yaml")} for kind in KINDS}
SCENARIO, CUSTOMER, SEED = "short_again", "ingrid_solheim", 3


# --- The wheel ------------------------------------------------------------------------------------


def built(kind: str, source: Path, into: Path) -> Path:
    """The wheel or sdist of a source tree, made with nothing but what is installed here."""
    pytest.importorskip("hatchling", reason="hatchling is not installed; `make` installs it")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=source,
        check=True,
        capture_output=True,
        timeout=50,
    )
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the wheel was unpacked into."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def names(wheel: Path) -> list[PurePosixPath]:
    with zipfile.ZipFile(wheel) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def python(
    installed: Path, elsewhere: Path, *arguments: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Python with the unpacked wheel, run from a folder that has nothing to do with it."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("SAYBACK_")}
    ours = {"PYTHONPATH": str(installed), "SAYBACK_HOME": str(elsewhere / "home")}
    return subprocess.run(
        [sys.executable, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**inherited, **ours},
        cwd=elsewhere,
        timeout=50,
    )


def test_the_wheel_holds_every_file_of_the_game_and_nothing_else(wheel: Path) -> None:
    found = {str(name) for name in names(wheel) if name.parts[0] == "sim"}
    code = {f"sim/{path.relative_to(SIM).as_posix()}" for path in SIM.rglob("*.py")}
    tables = {f"sim/{path.relative_to(SIM).as_posix()}" for path in SIM.rglob("*.yaml")}
    styles = {f"sim/{path.relative_to(SIM).as_posix()}" for path in SIM.rglob("*.tcss")}
    content = {f"sim/content/{kind}/{name}" for kind in KINDS for name in SHIPPED[kind]}
    schemas = {f"sim/content/schemas/{path.name}" for path in ROOT.glob("schemas/*.json")}
    assert min(map(len, (code, tables, styles, content, schemas))) > 1
    grades = {"sim/studio/grades.json"}
    assert found == code | tables | styles | content | schemas | grades


def test_installed_content_says_where_its_schema_lies(installed: Path) -> None:
    files = [path for kind in KINDS for path in (installed / "sim" / "content" / kind).iterdir()]
    assert files
    for path in files:
        first, *_ = path.read_text(encoding="utf-8").split("\n")
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file()


def test_beside_the_game_the_wheel_holds_only_what_describes_it(wheel: Path) -> None:
    others = [name for name in names(wheel) if name.parts[0] != "sim"]
    assert {PurePosixPath(name.parts[0]).suffix for name in others} == {".dist-info"}
    assert {name.name for name in others} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "LICENSE",
    }


def test_a_wheel_made_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "sdist").mkdir()
    archive = built("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    (tmp_path / "wheel").mkdir()
    again = built("wheel", source, tmp_path / "wheel")
    assert sorted(names(again)) == sorted(names(wheel))


def test_what_is_run_is_what_was_installed(installed: Path, tmp_path: Path) -> None:
    code = "import sim, sim.cli, sim.tui.app; print(sim.__file__)"
    result = python(installed, tmp_path, "-c", code)
    assert result.stderr == ""
    assert Path(result.stdout.strip()) == installed / "sim" / "__init__.py"


def test_all_content_is_there_and_nothing_beside_it(installed: Path, tmp_path: Path) -> None:
    result = python(installed, tmp_path, "-m", "sim", "list", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    for kind in KINDS:
        content = {name for name in SHIPPED[kind] if not name.endswith(".play.yaml")}
        assert {f"{each['id']}.yaml" for each in found[kind]} == content


def test_what_is_begun_with_it_can_be_played(installed: Path, tmp_path: Path) -> None:
    for kind in ("scenario", "customer"):
        assert python(installed, tmp_path, "-m", "sim", "new", kind, "mine").returncode == 0
    result = python(installed, tmp_path, "-m", "sim", "run", "mine", "--as", "mine")
    assert (result.returncode, result.stderr) == (0, "")
    assert "The call begins" in result.stdout


def first_replies() -> tuple[Call, list[str]]:
    """A whole call in which the first reply on offer is given, always."""
    call = Call(Library().case(SCENARIO, CUSTOMER), SEED)
    while call.offered:
        call.reply(call.offered[0].id)
    return call, [turn.chosen for turn in call.turns[1:]]


def test_a_whole_call_is_run(installed: Path, tmp_path: Path) -> None:
    call, replies = first_replies()
    seed, choose = ("--seed", str(SEED)), ("--choose", ",".join(replies))
    run = ("-m", "sim", "run", SCENARIO, "--as", CUSTOMER, *seed, *choose, "--json")
    result = python(installed, tmp_path, *run)
    assert (result.returncode, result.stderr) == (int(lost(call.ending)), "")
    assert f'"ending":"{call.ending}"' in result.stdout.replace('": "', '":"')
    assert not (tmp_path / "home").exists()


def test_a_whole_call_is_played_in_plain_lines(installed: Path, tmp_path: Path) -> None:
    call, replies = first_replies()
    play = ("-m", "sim", "play", SCENARIO, "--as", CUSTOMER, "--seed", str(SEED), "--plain")
    result = python(installed, tmp_path, *play, typed="1\n" * len(replies))
    assert (result.returncode, result.stderr) == (int(lost(call.ending)), "")
    assert "The call is over." in result.stdout
    (journal,) = (tmp_path / "home" / "calls").glob("*.jsonl")
    assert f'"ended":"{call.ending}"' in journal.read_text()


# --- Any platform ---------------------------------------------------------------------------------

POSIX_ONLY = {
    "curses",
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "resource",
    "syslog",
    "termios",
    "tty",
}
"""Modules that Windows has not got."""
PARTLY = ("errno", "os", "signal", "time")
"""Modules of which Windows has less."""
Inside = tuple[ast.AST, ...]
"""What a piece of code stands in, from the outside to the inside."""


def defined(body: Sequence[ast.stmt], platform: str) -> Iterator[str]:
    """What a stub defines on a platform."""
    known = {"sys": SimpleNamespace(platform=platform, version_info=sys.version_info)}
    for node in body:
        match node:
            case ast.If(test=test):
                holds = eval(compile(ast.Expression(test), "stub", "eval"), known)
                yield from defined(node.body if holds else node.orelse, platform)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name


@cache
def lacking(module: str) -> set[str]:
    """What Windows has not got of a module, by the stubs that mypy goes by."""
    mypy = pytest.importorskip("mypy", reason="mypy is not installed; `make` installs it")
    stubs = Path(mypy.__file__).parent / "typeshed" / "stdlib"
    stub = stubs / module / "__init__.pyi" if (stubs / module).is_dir() else stubs / f"{module}.pyi"
    body = ast.parse(stub.read_text(encoding="utf-8")).body
    return set(defined(body, "linux")) - set(defined(body, "win32"))


def walk(node: ast.AST, inside: Inside = ()) -> Iterator[tuple[ast.AST, Inside]]:
    """Every piece of code, with what it stands in."""
    yield node, inside
    for child in ast.iter_child_nodes(node):
        yield from walk(child, (*inside, node))


def caught(inside: Inside, error: str) -> bool:
    """Whether code stands where that error is caught."""
    handlers = [
        handler
        for outer, inner in pairwise(inside)
        if isinstance(outer, ast.Try) and inner in outer.body
        for handler in outer.handlers
    ]
    return any(error in ast.unparse(each.type) for each in handlers if each.type)


def guarded(name: str, node: ast.AST, inside: Inside) -> bool:
    """Whether code stands behind a question for the platform, or for that very name."""

    def asks(test: ast.expr) -> bool:
        text = ast.unparse(test)
        return "os.name" in text or "sys.platform" in text or f"'{name}'" in text

    for outer in inside:
        if isinstance(outer, ast.If | ast.IfExp) and asks(outer.test):
            return True
        if isinstance(outer, ast.FunctionDef):  # or one that returns, before it
            for each in outer.body:
                leaves = isinstance(each, ast.If) and isinstance(each.body[-1], ast.Return)
                if leaves and asks(each.test) and each.lineno < node.lineno:
                    return True
    return caught(inside, "AttributeError")


def imported_in_vain(tree: ast.Module) -> list[str]:
    """Imports that would fail on Windows, and are not provided for."""
    return [
        f"line {node.lineno}: {name}"
        for node, inside in walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else names_of(node))
        if name in POSIX_ONLY and not caught((*inside, node), "ImportError")
    ]


def names_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]


def used_in_vain(tree: ast.Module) -> list[str]:
    """What of `os` and the like is used unasked though Windows has not got it."""
    lacks = {module: lacking(module) for module in PARTLY}
    found = []
    for node, inside in walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in lacks:
                used = [name]
            case ast.ImportFrom(module=module) if module in lacks:
                used = names_of(node)
            case _:
                continue
        found += [
            f"line {node.lineno}: {module}.{name}"
            for name in used
            if name in lacks[module] and not guarded(name, node, inside)
        ]
    return found


def test_nothing_is_used_that_windows_has_not_got() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SIM.rglob("*.py")}
    found = {path: [*imported_in_vain(tree), *used_in_vain(tree)] for path, tree in trees.items()}
    assert {str(path): places for path, places in found.items() if places} == {}


def test_what_windows_has_not_got_would_be_seen() -> None:
    assert {"fork", "getuid", "sync"} <= lacking("os")
    assert "SIGHUP" in lacking("signal")
    code = """
import os, termios
from signal import SIGHUP
try:
    import fcntl
except ImportError:
    import pwd
if hasattr(os, 'sync'):
    os.sync()
def sync():
    os.getuid()
    if os.name == 'nt':
        return
    os.fork()
"""
    tree = ast.parse(code)
    assert imported_in_vain(tree) == ["line 2: termios", "line 7: pwd"]
    assert used_in_vain(tree) == ["line 3: signal.SIGHUP", "line 11: os.getuid"]
