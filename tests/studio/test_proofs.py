"""Exploring cases, and remembering what was found."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.core.acts import Acts
from sim.core.case import Case
from sim.core.codes import Code
from sim.core.compile import compile_case
from sim.core.model import Reply
from sim.core.search import search
from sim.core.space import Space
from sim.core.when import Problem
from sim.studio import proofs
from sim.studio.flaws import flaws
from sim.studio.proofs import Explored, Proofs
from tests.small import SMALL

SHORT = replace(SMALL, scenario=replace(SMALL.scenario, turns=5))
CASE = compile_case(SHORT)
OTHER = compile_case(SMALL)


PLAYS = 20


@pytest.fixture(scope="module")
def explored() -> Explored:
    return Proofs(plays=PLAYS).explore(CASE)


def test_a_case_is_explored_and_played(explored: Explored) -> None:
    assert explored.space == search(CASE)
    assert explored.hits.plays == PLAYS
    assert (explored.scenario, explored.customer) == (SMALL.scenario_id, SMALL.customer_id)
    assert not explored.interrupted


def test_what_was_found_is_kept_by_the_case(
    tmp_path: Path, explored: Explored, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Proofs(tmp_path, plays=PLAYS).explore(CASE)
    assert found.space == explored.space
    monkeypatch.setattr(proofs, "search", None)  # nobody walks again
    assert Proofs(tmp_path, plays=PLAYS).explore(CASE) == found
    assert list(Proofs(tmp_path, plays=PLAYS).explore_all([CASE])) == [found]


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"engine": "another"}'])
def test_a_damaged_answer_is_found_anew(tmp_path: Path, damage: bytes, explored: Explored) -> None:
    Proofs(tmp_path, plays=PLAYS).explore(CASE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert Proofs(tmp_path, plays=PLAYS).explore(CASE).space == explored.space
    assert len(file.read_bytes()) > 100


def test_another_engine_starts_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Proofs(tmp_path, plays=PLAYS).explore(CASE)
    monkeypatch.setattr(proofs, "_engine", lambda: "changed")
    asked: list[Case] = []

    def walk_again(case: Case, **_: object) -> Space:
        asked.append(case)
        return search(case)

    monkeypatch.setattr(proofs, "search", walk_again)
    Proofs(tmp_path, plays=PLAYS).explore(CASE)
    assert asked == [CASE]


def test_an_answer_for_fewer_states_is_no_answer_for_more(tmp_path: Path) -> None:
    some = Proofs(tmp_path, most=10, plays=PLAYS).explore(CASE)
    assert not some.space.whole
    assert Proofs(tmp_path, plays=PLAYS).explore(CASE).space.whole


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Proofs(tmp_path / "file", plays=PLAYS).explore(CASE).space.whole


def test_what_was_interrupted_is_not_kept(tmp_path: Path) -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    found = Proofs(tmp_path, plays=PLAYS).explore(CASE, progress=stop)
    assert found.interrupted
    assert found.space.turns == 1
    assert found.hits.plays == 0
    assert not list(tmp_path.iterdir())


def test_many_are_explored_side_by_side(tmp_path: Path) -> None:
    found = {each.case: each for each in Proofs(tmp_path, plays=PLAYS).explore_all([CASE, OTHER])}
    assert set(found) == {CASE.hash, OTHER.hash}
    assert found[OTHER.hash].space == search(OTHER)
    assert len(list(tmp_path.iterdir())) == 2


# --- What there is to mend ---


def mends(case: Case, *, most: int = 1_000_000) -> list[Problem]:
    space = search(case, most=most)
    return list(flaws(case, Explored("s", "c", case.hash, space, proofs.Hits(0, {}, {}, ()))))


def test_what_a_call_lacks_is_named_at_its_place() -> None:
    never = Reply(id="never", say="Hm.", acts=Acts(listen=True), when=["did hold"])
    scenario = replace(SHORT.scenario, replies=[*SHORT.scenario.replies, never])
    found = mends(compile_case(replace(SHORT, scenario=scenario)))
    by_code = {each.code: each for each in found}
    assert by_code[Code.NEVER_OFFERED].path == ("scenario", "replies", len(SHORT.scenario.replies))
    assert by_code[Code.NEVER_ENDS_SO].path[:2] == ("scenario", "endings")
    assert "its tests never all hold" in by_code[Code.NEVER_OFFERED].message


def test_a_reply_that_finds_no_room_is_told_from_one_that_never_fits() -> None:
    busy = [
        Reply(id=f"busy_{n}", say="Hm.", acts=Acts(listen=True), when=["turn >= 0"] * 3, again=True)
        for n in range(4)
    ]
    scenario = replace(SHORT.scenario, replies=[*SHORT.scenario.replies, *busy])
    found = mends(compile_case(replace(SHORT, scenario=scenario)))
    (only,) = [each for each in found if "'only'" in each.message]
    assert only.code is Code.NEVER_OFFERED
    assert "others ask for more and go first: give it more tests" in only.message


def test_a_call_that_cannot_be_lost_is_named() -> None:
    (rubric,) = SHORT.rubrics
    generous = [
        replace(window, awards=[replace(window.awards[0], when=["act time"])])
        for letter in rubric.letters
        for window in letter.windows
    ]
    letters = [
        replace(letter, windows=[window], essential="", faults=[])
        for letter, window in zip(rubric.letters, generous, strict=True)
    ]
    case = compile_case(replace(SHORT, rubrics=[replace(rubric, letters=letters)]))
    assert Code.CANNOT_BE_LOST in {each.code for each in mends(case)}


def test_a_call_that_cannot_be_won_is_named() -> None:
    (rubric,) = SHORT.rubrics
    dear = [
        replace(letter, windows=[
            replace(window, awards=[replace(award, when=["act hold"]) for award in window.awards])
            for window in letter.windows
        ])
        for letter in rubric.letters
    ]  # fmt: skip
    case = compile_case(replace(SHORT, rubrics=[replace(rubric, letters=dear)]))
    assert {Code.CANNOT_BE_WON, Code.NEVER_EARNED} <= {each.code for each in mends(case)}


def test_nothing_is_claimed_of_what_was_not_walked() -> None:
    codes = {each.code for each in mends(OTHER, most=50)}
    assert not codes & {Code.NEVER_OFFERED, Code.NEVER_ENDS_SO, Code.CANNOT_BE_LOST}
