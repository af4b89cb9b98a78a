"""What an author sees in an editor: slips are underlined, keys explained, words completed.

The server behind YAML in most editors is driven as an editor does it. It needs Node; where there is
none, these tests say so and are skipped.
"""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from sim.studio.new import FOLDERS, begin
from sim.studio.schemas import table
from tests.commands import ROOT

PACKAGES = ROOT / "tests" / "node" / "package.json"
INSTALLED = ROOT / ".node"
"""Where the server stays between runs; git does not see it."""
SERVER = INSTALLED / "node_modules" / "yaml-language-server"
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},  # nothing is fetched from the net
        "kubernetesCRDStore": {"enable": False},
    }
}
WAIT = 60
"""Seconds after which the server is taken to have stopped answering."""


class Editor:
    """An editor without a screen: it opens files, and hears what the server says of them."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._answers: Queue[Any] = Queue()
        self._configured = threading.Event()
        self._diagnostics: dict[str, Queue[list[dict[str, Any]]]] = {}
        self._asked = 0
        threading.Thread(target=self._listen, daemon=True).start()
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"completion": {}}}
        self.ask("initialize", processId=None, rootUri=ROOT.as_uri(), capabilities=capabilities)
        self.tell("initialized")
        assert self._configured.wait(WAIT), "the server never asked for its settings"

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, or that text in its place; returns what is underlined in it."""
        uri = path.as_uri()
        said: Queue[list[dict[str, Any]]] = Queue()
        self._diagnostics[uri] = said
        content = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
        self.tell("textDocument/didOpen", textDocument=document)
        return said.get(timeout=WAIT)

    def hover(self, path: Path, line: int, column: int) -> str:
        """What is shown where the mouse points; lines and columns count from 0, as it does."""
        shown: str = self._at("hover", path, line, column)["contents"]["value"]
        return re.sub(r"\\(\W)", r"\1", shown)  # Markdown escapes

    def completed(self, path: Path, line: int, column: int) -> list[str]:
        """What is offered where the cursor stands."""
        return [item["label"] for item in self._at("completion", path, line, column)["items"]]

    def _at(self, what: str, path: Path, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        document = {"uri": path.as_uri()}
        return self.ask(f"textDocument/{what}", textDocument=document, position=position)

    def ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        return self._answers.get(timeout=WAIT)

    def tell(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while head := stream.readline():
            if not (length := re.fullmatch(rb"Content-Length: (\d+)\r\n", head)):
                continue
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(int(length[1]))))

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"method": "workspace/configuration", "id": number, "params": {"items": items}}:
                wanted = [SETTINGS.get(item.get("section"), {}) for item in items]
                self._send(id=number, result=wanted)
                self._configured.set()
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                if params["uri"] in self._diagnostics:
                    self._diagnostics[params["uri"]].put(params["diagnostics"])
            case {"method": _, "id": number}:
                self._send(id=number, result=None)
            case {"id": _}:
                self._answers.put(message.get("result", message.get("error")))


def install() -> None:
    """The server as `package.json` names it, whole or not at all, unless it is there already."""
    wanted = json.loads(PACKAGES.read_text())["dependencies"]["yaml-language-server"]
    there = SERVER / "package.json"
    if there.exists() and json.loads(there.read_text())["version"] == wanted:
        return
    with TemporaryDirectory(prefix=".node-", dir=ROOT) as begun:
        fetch(f"yaml-language-server@{wanted}", begun)
        shutil.rmtree(INSTALLED, ignore_errors=True)
        # where somebody else was quicker, theirs is as good
        with suppress(OSError):
            Path(begun, "new").rename(INSTALLED)


def fetch(package: str, folder: str) -> None:
    """Have npm put a package into `new` in that folder; where it cannot, the tests are skipped."""
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    soon = ("--fetch-retries=0", "--fetch-timeout=15000")
    npm = (shutil.which("npm") or "npm", "install", "--prefix", f"{folder}/new", *quiet, *soon)
    try:
        subprocess.run(
            [*npm, package], cwd=folder, check=True, capture_output=True, text=True, timeout=120
        )
    except (OSError, subprocess.SubprocessError) as error:
        reason, *_ = (getattr(error, "stderr", "") or str(error)).splitlines()
        pytest.skip(f"yaml-language-server cannot be installed here: {reason}")


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        pytest.skip("Node (node and npm) is not installed")
    install()
    with subprocess.Popen(
        [node, str(SERVER / "bin" / "yaml-language-server"), "--stdio"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            editor = Editor(process)
            yield editor
            editor.ask("shutdown")
            editor.tell("exit")
            assert process.wait(WAIT) == 0
        finally:
            process.kill()


SHIPPED = sorted([
    *ROOT.glob("customers/*.yaml"),
    *ROOT.glob("scenarios/*.yaml"),
    *ROOT.glob("sim/rules/**/*.yaml"),
])  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_nothing_is_underlined_in_what_is_shipped(editor: Editor, path: Path) -> None:
    assert editor.open(path) == []


@pytest.mark.parametrize("kind", FOLDERS)
def test_nothing_is_underlined_in_a_new_file(editor: Editor, kind: str, tmp_path: Path) -> None:
    assert editor.open(begin(kind, "mine", tmp_path).path) == []


BILL = ROOT / "scenarios" / "odd_bill.yaml"
TOMAS = ROOT / "customers" / "tomas_ferreira.yaml"


@pytest.mark.parametrize(
    ("path", "right", "wrong", "said"),
    [
        (BILL, "turns: 12", "turns: 40", "20"),
        (BILL, "    feeling: worried", "    feeling: wurried", "worried"),
        (BILL, "    acts: {greet: true, ask: account}", "    acts: {gret: true}", "gret"),
        (BILL, "    when: [turn < 1]", "    when: [trun < 1]", "This is no test"),
        (BILL, "  - id: amount", "  - id: The Amount", "Small letters"),
        (TOMAS, "intensity: 2", "intensity: two", "integer"),
        (TOMAS, "origin: Porto", "orign: Porto", "orign"),
    ],
)
def test_a_slip_is_underlined_where_it_is(
    editor: Editor, path: Path, right: str, wrong: str, said: str
) -> None:
    text = path.read_text(encoding="utf-8")
    assert f"\n{right}\n" in text
    line = text.split("\n").index(right)
    broken = path.with_name(f"broken_{line}.yaml")  # for the server only, it is never written
    found = editor.open(broken, text.replace(f"\n{right}\n", f"\n{wrong}\n", 1))
    told = [each["message"] for each in found if each["range"]["start"]["line"] == line]
    assert any(said in message for message in told), found


@pytest.mark.parametrize(
    ("path", "line", "name", "key"),
    [
        (TOMAS, "begin: {heat", "Customer", "begin"),  # its description stands beside a `$ref`
        (TOMAS, "begin: {heat", "Begin", "heat"),
        (TOMAS, "  - {need: explanation, signal", "PersonNeed", "signal"),
        (BILL, "grievances:", "Scenario", "grievances"),
        (BILL, "    unfinished: true", "Grievance", "unfinished"),
        (BILL, "    acts: {greet: true, ask: account}", "Acts", "ask"),
        (BILL, "  gone: ", "Endings", "gone"),
    ],
)
def test_a_key_is_explained_where_one_points_at_it(
    editor: Editor, path: Path, line: str, name: str, key: str
) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    (at,) = (number for number, each in enumerate(lines) if each.startswith(line))
    editor.open(path)
    shown = editor.hover(path, at, re.search(rf"\b{key}:", lines[at]).start() + 1)
    assert f"{table()[name][key].means} For example `{key}: " in shown


def test_what_may_stand_somewhere_is_offered(editor: Editor) -> None:
    path = ROOT / "scenarios" / "begun.yaml"
    first, *_ = BILL.read_text(encoding="utf-8").split("\n")
    text = f"{first}\nreplies:\n  - id: x\n    acts:\n      \n    when:\n      - \nendings:\n  \n"
    editor.open(path, text)
    assert set(table()["Acts"]) <= set(editor.completed(path, 4, 6))
    assert {"heat >= 60", "stage venting"} <= set(editor.completed(path, 6, 8))
    assert set(table()["Endings"]) <= set(editor.completed(path, 8, 2))
