"""Promises that come to nothing, the note's answers, remedies that help nobody."""

from pathlib import Path

import pytest

from sim.core.codes import Code
from sim.core.model import Scenario
from sim.studio.check import check
from sim.studio.checks.afterwards import check_wrap_up
from sim.studio.checks.coverage import check_lists
from sim.studio.checks.source import Source
from sim.studio.findings import Finding
from sim.studio.folders import Found
from sim.studio.reader import load
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in, written


@pytest.fixture(autouse=True)
def _no_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studio.selection.find", lambda _: Found({}, {}, []))


def source(piece: str) -> Source[Scenario]:
    text = put_in(piece, SCENARIO, instead=True)[0]
    return Source("cup_short", *load(text.encode(), "cup_short.yaml", Scenario))


def wrapped_up(piece: str) -> list[Finding]:
    return list(check_wrap_up(source(piece)))


@pytest.mark.parametrize(
    ("rest", "codes"),
    [
        ("allowed: true, kept: k", []),
        ("allowed: true", [Code.NOTHING_COMES]),
        ("allowed: true, minutes: 5, kept: k", [Code.NOTHING_COMES]),
        ("allowed: true, minutes: 5, kept: k, broken: b", []),
        ("allowed: false, broken: b", []),
        ("allowed: false, minutes: 60, broken: b", []),
        ("allowed: false, kept: k", [Code.NOTHING_COMES]),
        ("allowed: true, minutes: 15, kept: k, broken: b", []),
        ("allowed: true, minutes: 16, kept: k, broken: b", [Code.NO_TIME_TO_KEEP]),
    ],
)
def test_something_comes_of_a_promise(rest: str, codes: list[Code]) -> None:
    found = wrapped_up(f"promises:\n  - {{id: letter, text: t, {rest}}}\n")
    assert [each.code for each in found] == codes


def note(*helps: str, ids: str = "abc") -> str:
    answers = "".join(
        f"        - {{id: {id}, text: t, why: w{so}}}\n" for id, so in zip(ids, helps, strict=False)
    )
    return f"wrap_up:\n  note:\n    - id: cause\n      ask: Why?\n      answers:\n{answers}"


@pytest.mark.parametrize(
    ("helps", "says"),
    [
        (("", ", helps: true"), ""),
        (("", ""), "and none has it"),
        ((", helps: true", "", ", helps: true"), "and 2 have it"),
    ],
)
def test_one_answer_helps(helps: tuple[str, ...], says: str) -> None:
    found = wrapped_up(note(*helps))
    assert [each.code for each in found] == [Code.NOT_ONE_HELPS] * bool(says)
    assert all(says in each.message for each in found)


def test_answers_of_one_line_have_ids_of_their_own(tmp_path: Path) -> None:
    piece = note("", ", helps: true", ids="aa")
    (found,) = check([written(tmp_path, CUSTOMER, put_in(piece, SCENARIO)[0])]).findings
    assert (found.code, "taken by another answer" in found.message) == (Code.ID_TAKEN, True)
    twice = f"{piece}{note('', ', helps: true').partition('note:' + chr(10))[2]}"
    (found,) = check(
        [written(tmp_path, CUSTOMER, put_in(twice.replace("id: a,", "id: b,", 1), SCENARIO)[0])]
    ).findings
    assert "another line of the note" in found.message


@pytest.mark.parametrize(
    ("remedies", "says"),
    [
        ("  - {id: courier, text: t}", ""),
        ("  - {id: courier, text: t}\n  - {id: other, text: t, fits: false}", ""),
        ("  - {id: courier, text: t, fits: false}", "none of these helps"),
        (
            "  - {id: courier, text: t, fits: false}\n  - {id: other, text: t}",
            "write one with 'act: other'",
        ),
    ],
)
def test_something_that_helps_can_be_done(remedies: str, says: str) -> None:
    found = [
        each.message
        for each in check_lists(source(f"remedies:\n{remedies}\n"))
        if each.code is Code.NOTHING_HELPS
    ]
    assert len(found) == bool(says)
    assert says in "".join(found)
