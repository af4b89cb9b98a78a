"""The index of content: always what the files say, and read from them only when it must be."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.studio import index as index_module
from sim.studio.folders import RULES
from sim.studio.index import Index
from sim.studio.library import Library, shipped

SCENARIO = "cup_short"
CUSTOMER = "ada"
HEAVY = ("jsonschema", "sim.core.compile", "sim.studio.library", "transitions", "yaml")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one copy of each, where nothing else is shipped."""
    folder = tmp_path / "content"
    for kind, name, copy in (
        ("customers", "ingrid_solheim", CUSTOMER),
        ("scenarios", "short_again", SCENARIO),
    ):
        (folder / kind).mkdir(parents=True)
        text = (shipped() / kind / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / kind / f"{copy}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr("sim.studio.folders.shipped", lambda: folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where the index is kept; nothing is there yet."""
    return tmp_path / "cache" / "index.json"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of what was read from content, as it happens."""
    ids: list[str] = []

    def watched(read: Callable[[Library, str], object]) -> Callable[[Library, str], object]:
        def reading(library: Library, id: str) -> object:
            ids.append(id)
            return read(library, id)

        return reading

    monkeypatch.setattr(Library, "scenario", watched(Library.scenario))
    monkeypatch.setattr(Library, "customer", watched(Library.customer))
    return ids


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cards(found: Index) -> tuple[object, ...]:
    return found.scenarios, found.customers


def test_it_says_what_the_library_says() -> None:
    library, found = Library(), Index()
    assert list(found.scenarios) == list(library.scenarios)
    assert list(found.customers) == list(library.customers)
    for id, card in found.scenarios.items():
        it = library.scenario(id)
        assert (card.title, card.summary) == (it.title, it.summary)
        assert (card.practises, card.turns) == (it.practises, it.turns)
    for id, person in found.customers.items():
        who = library.customer(id)
        assert person.name == f"{who.name.first} {who.name.last}"
        assert (person.intensity, person.content_note) == (who.intensity, who.content_note)
    assert found.notices == library.notices
    assert not any(found.faults.values())
    for rubric, listed in zip(library.rubrics, found.rubrics, strict=True):
        assert (listed.id, listed.title, listed.source) == (rubric.id, rubric.title, rubric.source)
        names = [(each.letter, each.name) for each in rubric.letters]
        assert [(each.letter, each.name) for each in listed.letters] == names


def test_the_second_time_nothing_is_read(content: Path, cache: Path, reads: list[str]) -> None:
    first = Index((), cache)
    assert reads == [SCENARIO, CUSTOMER]
    second = Index((), cache)
    assert reads == [SCENARIO, CUSTOMER]
    assert cards(first) == cards(second)


def test_with_a_cache_nothing_heavy_is_imported(content: Path, cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sim.studio import folders;"
        f"folders.shipped = lambda: Path({str(content)!r}); from sim.studio.index import Index;"
        f"found = Index((), Path({str(cache)!r})); assert found.scenarios and found.customers;"
        "assert found.rubrics;"
        "list(found.graded());"
        f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )

    def imported() -> list[str]:
        run = [sys.executable, "-c", code]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()

    assert imported()
    assert imported() == []


def test_only_what_changed_is_read_again(content: Path, cache: Path, reads: list[str]) -> None:
    Index((), cache)
    reads.clear()
    edit(content / "customers" / f"{CUSTOMER}.yaml", "first: Ingrid", "first: Inga")
    assert Index((), cache).customers[CUSTOMER].name == "Inga Solheim"
    assert Index((), cache).customers[CUSTOMER].name == "Inga Solheim"
    assert reads == [CUSTOMER]


def test_a_change_of_the_same_length_is_seen(content: Path, cache: Path) -> None:
    Index((), cache)
    path = content / "customers" / f"{CUSTOMER}.yaml"
    edit(path, "first: Ingrid", "first: Astrid")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert Index((), cache).customers[CUSTOMER].name == "Astrid Solheim"


def test_files_that_come_and_go_are_seen(content: Path, cache: Path) -> None:
    list(Index((), cache).graded())
    path = content / "customers" / f"{CUSTOMER}.yaml"
    path.rename(path.with_name("bea.yaml"))
    assert list(Index((), cache).customers) == ["bea"]
    assert CUSTOMER not in cache.read_text(encoding="utf-8")


def test_a_file_that_takes_the_place_of_another_is_told(
    content: Path, cache: Path, tmp_path: Path
) -> None:
    Index((), cache)
    (tmp_path / "ours" / "customers").mkdir(parents=True)
    path = tmp_path / "ours" / "customers" / f"{CUSTOMER}.yaml"
    path.write_bytes((content / "customers" / path.name).read_bytes())
    edit(path, "first: Ingrid", "first: Ours")
    for _ in range(2):
        found = Index([tmp_path / "ours"], cache)
        assert found.customers[CUSTOMER].name == "Ours Solheim"
        assert found.notices == Library([tmp_path / "ours"]).notices != []
    assert Index((), cache).customers[CUSTOMER].name == "Ingrid Solheim"


def test_rubrics_are_read_anew_when_the_rules_have_changed(
    cache: Path, tmp_path: Path, reads: list[str]
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "rules_of", lambda _: sorted(rules.rglob("*.yaml")))
        assert Index((), cache).rubrics
        kept = Index((), cache)._kept
        assert kept.rubrics
        os.utime(rules / "mood.yaml", ns=(1, 1))
        assert not Index((), cache)._kept.rubrics


def test_what_cannot_be_read_is_told_each_time_and_the_rest_is_there(
    content: Path, cache: Path
) -> None:
    path = content / "customers" / "bea.yaml"
    path.write_text("name: Bea\n", encoding="utf-8")
    (content / "scenarios" / "Not-An-Id.yaml").write_text("title: No\n", encoding="utf-8")
    for _ in range(2):
        found = Index((), cache)
        assert list(found.customers) == [CUSTOMER]
        assert list(found.scenarios) == [SCENARIO]
        (misnamed,), (broken,) = found.faults["scenarios"], found.faults["customers"]
        assert "the name of the file is the id" in misnamed
        assert str(path) in broken


def test_a_grade_is_kept_until_something_changes(
    content: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = content / "customers" / f"{CUSTOMER}.yaml"
    rules = content.parent / "rules"
    rules.mkdir()
    (rules / "mood.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(index_module, "rules_of", lambda _: sorted(rules.rglob("*.yaml")))

    assert Index((), cache).grade(SCENARIO, CUSTOMER) is None
    ((scenario, customer, grade),) = Index((), cache).graded()
    assert (scenario, customer) == (SCENARIO, CUSTOMER)
    assert 1 <= grade <= 5
    again = Index((), cache)
    assert again.grade(SCENARIO, CUSTOMER) == grade
    assert list(again.graded()) == []

    edit(person, "first: Ingrid", "first: Inga")
    changed = Index((), cache)
    assert changed.grade(SCENARIO, CUSTOMER) is None
    assert [found for *_, found in changed.graded()] == [grade]
    assert Index((), cache).grade(SCENARIO, CUSTOMER) == grade

    (rules / "mood.yaml").write_text("changed", encoding="utf-8")
    assert Index((), cache).grade(SCENARIO, CUSTOMER) is None


def test_a_changed_scenario_loses_its_grades(content: Path, cache: Path) -> None:
    list(Index((), cache).graded())
    edit(content / "scenarios" / f"{SCENARIO}.yaml", "title: Short again", "title: Again")
    found = Index((), cache)
    assert found.scenarios[SCENARIO].title == "Again"
    assert found.grade(SCENARIO, CUSTOMER) is None


def test_each_grade_is_kept_at_once(content: Path, cache: Path) -> None:
    person = content / "customers" / f"{CUSTOMER}.yaml"
    person.with_name("bea.yaml").write_bytes(person.read_bytes())
    scenario, customer, grade = next(Index((), cache).graded())
    again = Index((), cache)
    assert again.grade(scenario, customer) == grade
    assert [found[1] for found in again.graded()] == ["bea"]


def test_a_pair_that_cannot_be_played_has_no_grade(content: Path, cache: Path) -> None:
    edit(content / "customers" / f"{CUSTOMER}.yaml", "need: explanation", "need: explanatoin")
    found = Index((), cache)
    assert CUSTOMER in found.customers
    assert list(found.graded()) == []
    assert found.grade(SCENARIO, CUSTOMER) is None


def test_another_version_starts_over(
    content: Path, cache: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(Index((), cache).graded())
    reads.clear()
    monkeypatch.setattr(index_module, "__version__", "another")
    assert Index((), cache).grade(SCENARIO, CUSTOMER) is None
    assert reads == [SCENARIO, CUSTOMER]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-20],
        lambda data: b"\xff" + data,
        lambda _: b"[" * 100_000,
        lambda _: b"null",
        lambda data: data.replace(b'"turns":12', b'"turns":"many"'),
        lambda data: data.replace(b'"grades"', b'"gradse"'),
        lambda data: data.replace(b'"name"', b'"nmae"'),
    ],
)
def test_a_damaged_cache_is_made_anew(
    content: Path, cache: Path, reads: list[str], damage: Callable[[bytes], bytes]
) -> None:
    whole = Index((), cache)
    data = cache.read_bytes()
    cache.write_bytes(damage(data))
    reads.clear()
    assert cards(Index((), cache)) == cards(whole)
    assert reads == [SCENARIO, CUSTOMER]
    assert cache.read_bytes() == data


def test_without_a_place_for_it_all_is_read(
    content: Path, tmp_path: Path, reads: list[str]
) -> None:
    a_file, a_folder = tmp_path / "file", tmp_path / "folder"
    a_file.write_text("", encoding="utf-8")
    a_folder.mkdir()
    for cache in (None, a_file / "index.json", a_folder):
        for _ in range(2):
            reads.clear()
            assert list(Index((), cache).customers) == [CUSTOMER]
            assert reads == [SCENARIO, CUSTOMER]
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_a_folder_that_may_not_be_written_is_done_without(
    content: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refused)
    found = Index((), cache)
    assert list(found.customers) == [CUSTOMER]
    assert len(list(found.graded())) == 1
    assert not cache.exists()


def test_two_processes_at_once_do_each_other_no_harm(cache: Path) -> None:
    code = (
        "import json; from pathlib import Path; from sim.studio.index import Index;"
        f"cache = Path({str(cache)!r})\n"
        "for _ in range(30):\n"
        "    found = Index((), cache); found.save(); assert len(found.customers) > 1\n"
        "    assert json.loads(cache.read_bytes())\n"
    )
    run = [sys.executable, "-W", "error", "-c", code]
    players = [subprocess.Popen(run, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    errors = [player.communicate()[1] for player in players]
    assert errors == [""] * len(players)
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]
    assert Index((), cache).scenarios == Index().scenarios
