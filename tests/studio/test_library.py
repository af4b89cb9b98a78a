"""Where content is found, which of two files wins, and mistakes that show only in a case."""

import shutil
from pathlib import Path

import pytest

from sim.studio.findings import ContentError
from sim.studio.library import Library, NoSuchContent, shipped

CUSTOMER = "ingrid_solheim"
SCENARIO = "short_again"


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in that has no content of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def folder_with(place: Path, customer: str, change: tuple[str, str] = ("", "")) -> Path:
    """A content folder that holds one changed copy of a shipped customer."""
    (place / "customers").mkdir(parents=True)
    text = (shipped() / "customers" / f"{CUSTOMER}.yaml").read_text(encoding="utf-8")
    path = place / "customers" / f"{customer}.yaml"
    path.write_text(text.replace(*change), encoding="utf-8")
    return place


def test_what_is_shipped_is_found_from_anywhere(away: Path) -> None:
    library = Library()
    assert CUSTOMER in library.customers
    assert SCENARIO in library.scenarios
    assert not library.notices


def test_a_later_id_wins_and_says_so(away: Path) -> None:
    folder = folder_with(away / "ours", CUSTOMER, ("first: Ingrid", "first: Inga"))
    library = Library([folder])
    assert library.customer(CUSTOMER).name.first == "Inga"
    (notice,) = library.notices
    assert notice.startswith(f"{folder}/customers/{CUSTOMER}.yaml takes the place of ")


def test_the_folder_one_stands_in_comes_before_those_named(away: Path) -> None:
    folder_with(away / "here" / ".", "somebody", ("first: Ingrid", "first: Here"))
    named = folder_with(away / "ours", "somebody", ("first: Ingrid", "first: Named"))
    assert Library().customer("somebody").name.first == "Here"
    assert Library([named]).customer("somebody").name.first == "Named"


def test_the_same_file_found_twice_is_one_file(away: Path) -> None:
    folder = folder_with(away / "ours", "somebody")
    (away / "link").symlink_to(folder)
    assert not Library([folder, folder, away / "link"]).notices


def test_a_folder_without_content_is_no_mistake(away: Path) -> None:
    assert Library([away / "nowhere"]).customers == Library().customers


@pytest.mark.parametrize(("name", "hint"), [("ingrid", "ingrid_solheim"), ("zzz", "there are")])
def test_an_unknown_id_names_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(NoSuchContent, match=f"no customer '{name}'.*{hint}"):
        Library().customer(name)


def test_a_mistake_of_meaning_is_reported_at_its_line(away: Path) -> None:
    folder = folder_with(away / "ours", "somebody", ("need: explanation", "need: explanatoin"))
    text = (folder / "customers" / "somebody.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, each in enumerate(text, start=1) if "explanatoin" in each)
    with pytest.raises(ContentError) as refused:
        Library([folder]).case(SCENARIO, "somebody")
    (finding,) = refused.value.findings
    assert (finding.line, finding.column) == (line, text[line - 1].index("explanatoin") + 1)
    assert finding.message == "there is no 'explanatoin'; did you mean 'explanation'?"


@pytest.mark.parametrize("name", ["Some-Body", "a" * 41])
def test_a_file_name_that_is_no_id_is_refused(away: Path, name: str) -> None:
    folder = folder_with(away / "ours", name)
    with pytest.raises(ContentError, match="the name of the file is the id"):
        Library([folder]).customer(name)


def test_what_is_wrong_with_either_file_is_told_at_once(away: Path) -> None:
    folder = folder_with(away / "ours", "somebody", ("voice: outspoken", "voise: outspoken"))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "ours.yaml").write_text("title: Ours\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        Library([folder]).case("ours", "somebody")
    files = {Path(finding.file).name for finding in refused.value.findings}
    assert files == {"ours.yaml", "somebody.yaml"}


def test_mistakes_in_two_files_are_reported_together(away: Path) -> None:
    folder = folder_with(away / "ours", "somebody", ("voice: outspoken", "voice: outspokn"))
    (folder / "scenarios").mkdir()
    shutil.copy(shipped() / "scenarios" / f"{SCENARIO}.yaml", folder / "scenarios" / "ours.yaml")
    scenario = folder / "scenarios" / "ours.yaml"
    broken = scenario.read_text(encoding="utf-8").replace("stage settling", "stage setling", 1)
    scenario.write_text(broken, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        Library([folder]).case("ours", "somebody")
    files = {Path(finding.file).name for finding in refused.value.findings}
    assert {"ours.yaml", "somebody.yaml"} <= files


def test_the_rules_are_read_with_their_rubrics() -> None:
    assert [rubric.id for rubric in Library().rubrics] == ["start", "heart"]


# --- Needs of one's own ---------------------------------------------------------------------------

NEED = """\
needs:
  - id: daylight
    kind: access
    text: "Wants a place by the window."
    why: "Lips cannot be read in the dark."
    derived:
      - {act: adapt, when: [act offer, raised this]}
"""


def test_a_folder_may_add_needs_to_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text(NEED, encoding="utf-8")
    added = Library([tmp_path]).needs
    assert [need.id for need in added] == [*(need.id for need in Library().needs), "daylight"]


def test_a_need_of_ones_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    text = NEED.replace("daylight", "unhurried")
    (tmp_path / "needs.yaml").write_text(text, encoding="utf-8")
    needs = {need.id: need for need in Library([tmp_path]).needs}
    assert needs["unhurried"].text == "Wants a place by the window."
    assert len(needs) == len(Library().needs)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("raised that", ":7:40: SB102: 'raised that': there is no 'that'"),
        ("act ofer", ":7:"),
    ],
)
def test_what_is_wrong_with_a_need_is_said_at_its_line(
    tmp_path: Path, wrong: str, says: str
) -> None:
    (tmp_path / "needs.yaml").write_text(NEED.replace("raised this", wrong), encoding="utf-8")
    library = Library([tmp_path])
    with pytest.raises(ContentError) as raised:
        library.case("odd_bill", "ingrid_solheim")
    assert f"needs.yaml{says}" in str(raised.value)


def test_an_id_that_stands_twice_in_a_catalogue_is_refused(tmp_path: Path) -> None:
    text = NEED + NEED.removeprefix("needs:\n")
    (tmp_path / "needs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"needs\.yaml:8:9: SB.*'daylight' is taken"):
        _ = Library([tmp_path]).needs


# --- Casting --------------------------------------------------------------------------------------


def test_whoever_a_scenario_leaves_out_is_not_cast_and_one_learns_why(tmp_path: Path) -> None:
    shutil.copytree(shipped() / "scenarios", tmp_path / "scenarios")
    path = tmp_path / "scenarios" / "odd_bill.yaml"
    text = path.read_text(encoding="utf-8")
    casting = 'casting: {without: [ingrid_solheim], why: "She heats with wood."}\n'
    path.write_text(text.replace("turns: 12\n", f"{casting}turns: 12\n", 1), encoding="utf-8")
    library = Library([tmp_path])
    assert "ingrid_solheim" not in library.cast("odd_bill")
    assert set(library.cast("short_again")) == set(library.customers)
    with pytest.raises(
        NoSuchContent, match="'ingrid_solheim' is not cast in 'odd_bill': She heats"
    ):
        library.case("odd_bill", "ingrid_solheim")
