"""What is listed and not used, what is scored and cannot be earned, where there is no choice."""

from pathlib import Path

import pytest

from sim.core.codes import Code
from sim.studio.check import check
from sim.studio.findings import Finding
from sim.studio.folders import Found
from tests.studio.pieces import CUSTOMER, SCENARIO, put_in, written


@pytest.fixture(autouse=True)
def _no_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studio.selection.find", lambda _: Found({}, {}, []))


def found(folder: Path, piece: str = "") -> list[Finding]:
    """What is wrong with the small scenario, with a piece put in."""
    return list(check([written(folder, CUSTOMER, put_in(piece, SCENARIO)[0])]).findings)


def swapped(folder: Path, old: str, new: str) -> list[Finding]:
    """What is wrong with the small scenario, with other words in it."""
    assert old in SCENARIO
    return list(check([written(folder, CUSTOMER, SCENARIO.replace(old, new))]).findings)


def test_one_of_several_options_is_used(tmp_path: Path) -> None:
    piece = """\
remedies:
  - {id: money, text: "the price of a cup back"}
  - {id: voucher, text: "a voucher for a cup"}
replies:
  - id: two_ways
    say: "I could give you the money back, or a voucher. Which helps more?"
    acts: {options: [money, voucher]}
"""
    assert found(tmp_path, piece) == []


def test_a_fact_that_comes_along_with_a_grievance_is_brought_up(tmp_path: Path) -> None:
    new = "when: [turn < 1]\n    tells: [order]"
    assert swapped(tmp_path, "when: [turn < 1]\nfacts", f"{new}\nfacts") == []


def test_points_that_only_a_late_reply_would_earn_are_missed(tmp_path: Path) -> None:
    """Said back once all is settled, it earns a point and not two."""
    findings = swapped(
        tmp_path,
        "acts: {say_back: short_cup, empathise: angry}\n    when: [turn >= 1]",
        "acts: {say_back: short_cup, empathise: angry}\n    when: [did agree]",
    )
    assert {each.code for each in findings} == {Code.NEVER_EARNED}
    assert any("more than half the points" in each.message for each in findings)
    place = SCENARIO[: SCENARIO.index("id: short_cup")].count("\n") + 1
    assert {each.line for each in findings} == {place}


def test_what_follows_from_a_reply_that_is_never_on_offer_is_not_told(tmp_path: Path) -> None:
    findings = swapped(
        tmp_path,
        "acts: {say_back: short_cup, empathise: angry}\n    when: [turn >= 1]",
        "acts: {say_back: short_cup, empathise: angry}\n    when: [did verify]",
    )
    assert [each.code for each in findings] == [Code.NEVER_OFFERED]
    assert "no reply has 'verify: true'; write one; 3 more wait for it" in findings[0].message


def test_what_a_need_is_answered_with_stands_with_the_need(tmp_path: Path) -> None:
    findings = swapped(tmp_path, "manner: {pace: unhurried, address: formal}", "manner: {}")
    assert findings == []


def test_stages_of_a_persons_own_need_replies_too(tmp_path: Path) -> None:
    own = """\
stages: [sulking]
transitions:
  - {source: venting, to: sulking, when: [last dismiss]}
  - {source: sulking, to: venting, when: [last say_back]}
lines:
  - {say: "As you like.", when: [stage sulking]}
"""
    folder = written(tmp_path, put_in(own, CUSTOMER)[0])
    assert check([folder]).findings == ()
    poor = SCENARIO
    for last in ("turn >= 1]", "did agree]", "turn >= 3]", "raised party]"):
        poor = poor.replace(last, f"{last[:-1]}, stage venting]")
    findings = check([written(tmp_path, put_in(own, CUSTOMER)[0], poor)]).findings
    (few,) = [each for each in findings if each.code is Code.FEW_REPLIES]
    assert "in the stage 'sulking'" in few.message
    assert "venting" not in few.message


@pytest.mark.parametrize(
    ("more", "at"),
    [
        (["Go on."], ["go0"]),
        (["Go on.", "I see."], ["go0", "go1"]),
        ([" ".join(["word"] * 28)], ["go0"]),
    ],
)
def test_the_odd_one_out_is_told_and_not_all_the_others(
    tmp_path: Path, more: list[str], at: list[str]
) -> None:
    replies = "".join(
        f'  - {{id: go{n}, say: "{say}", acts: {{listen: true}}}}\n' for n, say in enumerate(more)
    )
    text = put_in(f"replies:\n{replies}", SCENARIO)[0]
    findings = check([written(tmp_path, CUSTOMER, text)]).findings
    uneven = [each for each in findings if each.code is Code.UNEVEN]
    assert [text.splitlines()[each.line - 1].split(",")[0][-3:] for each in uneven] == at


def test_replies_that_never_stand_side_by_side_may_differ(tmp_path: Path) -> None:
    piece = """\
replies:
  - {id: short, say: "Go on.", acts: {listen: true}, when: [did agree, stage escalated]}
"""
    other = SCENARIO.replace("when: [turn >= 1]", "when: [turn >= 1, not stage escalated]").replace(
        "when: [did agree]", "when: [did agree, not stage escalated]"
    )
    other = other.replace("[raised party]", "[raised party, not stage escalated]").replace(
        "when: [turn >= 3]", "when: [turn >= 3, not did agree]"
    )
    findings = check([written(tmp_path, CUSTOMER, put_in(piece, other)[0])]).findings
    assert Code.UNEVEN not in {each.code for each in findings}
