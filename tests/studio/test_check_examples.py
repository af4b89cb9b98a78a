"""Every code is explained; of its two examples one has the finding, and the other has nothing."""

from pathlib import Path

import pytest

from sim.core.codes import Code
from sim.prose.check import findings_page
from sim.studio.check import check
from sim.studio.explain import Explanation, explanations
from sim.studio.findings import Finding
from sim.studio.folders import Found
from tests.commands import ROOT, sayback
from tests.studio.pieces import BASES, CUSTOMER, SCENARIO, put_in, written

ALL = explanations()
SHOWN = [each for each in ALL if each.shows in ("customer", "scenario", "whole")]
PLAYED = [each for each in ALL if each.shows == "play"]
ONLY_TOLD = {
    Code.UNREADABLE,
    Code.WRONG_FOLDER,
    Code.CONTROL_CHARACTER,
    Code.TOO_MANY,
    Code.NEVER_ENDS_SO,
    Code.CANNOT_BE_WON,
    Code.CANNOT_BE_LOST,
}
"""What a few lines of text cannot show."""


@pytest.fixture(autouse=True)
def _no_company(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the small files count: what is shipped would take longer than all the rest."""
    nobody = Found({}, {}, [])
    monkeypatch.setattr("sim.studio.selection.find", lambda _: nobody)


def found(folder: Path, shows: str, text: str) -> tuple[Finding, ...]:
    """What is wrong with a small customer and a small scenario, one of them being this text."""
    customer = text if shows == "customer" else CUSTOMER
    scenario = SCENARIO if shows == "customer" else text
    return check([written(folder, customer, scenario)]).findings


def test_there_is_one_for_every_code_in_order() -> None:
    assert [each.code for each in ALL] == list(Code)
    assert {each.code for each in ALL if each.shows == "nothing"} == ONLY_TOLD


def test_what_the_examples_are_put_into_has_nothing_wrong(tmp_path: Path) -> None:
    assert check([written(tmp_path)]).findings == ()


@pytest.mark.parametrize("each", SHOWN, ids=lambda each: str(each.code))
def test_the_wrong_example_is_wrong_where_it_says(each: Explanation, tmp_path: Path) -> None:
    text, stands = each.wrong, list(range(1, each.wrong.count("\n") + 1))
    if each.shows != "whole":
        text, stands = put_in(each.wrong, BASES[each.shows], each.instead)
    findings = found(tmp_path, each.shows, text)
    assert stands[each.at - 1] in [it.line for it in findings if it.code == each.code], findings
    if not each.instead:
        assert {it.code for it in findings} == {each.code}, "and nothing else is"


@pytest.mark.parametrize(
    "each", [each for each in SHOWN if each.right], ids=lambda each: str(each.code)
)
def test_the_right_example_is_right(each: Explanation, tmp_path: Path) -> None:
    if each.shows == "whole":  # a beginning, of which the rest is missing
        findings = found(tmp_path, each.shows, each.right)
        assert {it.code for it in findings} == {Code.MISSING_KEY}
    else:
        text, _ = put_in(each.right, BASES[each.shows], each.instead)
        assert found(tmp_path, each.shows, text) == ()


@pytest.mark.parametrize("each", PLAYED, ids=lambda each: str(each.code))
def test_the_examples_of_plays_fail_and_pass(each: Explanation, tmp_path: Path) -> None:
    plays = written(tmp_path) / "scenarios" / "cup_short.play.yaml"
    plays.write_text(each.wrong, encoding="utf-8")
    failed = sayback("test", str(plays))
    assert failed.exit_code == 1, failed.output
    assert f"{plays}:{each.at}:" in failed.stdout
    assert each.code in failed.stdout
    plays.write_text(each.right, encoding="utf-8")
    assert sayback("test", str(plays)).exit_code == 0


@pytest.mark.parametrize("each", ALL, ids=lambda each: str(each.code))
def test_whoever_does_not_program_can_read_it(each: Explanation) -> None:
    assert each.title[0].isupper()
    assert not each.title.endswith(".")
    for text in (each.means, each.mend):
        assert text.endswith((".", ")", "'"))
        assert 25 < len(text) < 450
        assert not {"bits", "regex", "None", "null", "boolean", "string"} & set(text.split())


def test_the_page_of_findings_is_as_it_should_be() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert page == findings_page(ALL), "write it anew: python -m tools.findings"
