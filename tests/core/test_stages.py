"""The table of stages, and the machine that runs it."""

import random

import pytest

from sim.core.stages import (
    ABUSE,
    ABUSIVE,
    ANY,
    COMMON,
    ENDINGS,
    ROWS,
    START,
    TALKING,
    Row,
    Stages,
)
from sim.core.when import Conditions, Grammar, Guard
from sim.studio.library import Library

NAMES = {
    "stage": [*TALKING, ABUSIVE, *ENDINGS],
    "thing": [],
    "reply": [],
    "need": [],
    "voice": [],
    "about": [],
}


def test_every_row_leads_from_a_stage_that_is_to_one_that_is() -> None:
    for row in (*ABUSE, *ROWS):
        assert row.source in (*TALKING, ABUSIVE, ANY)
        assert row.to in (*TALKING, *ENDINGS)
        assert row.source != row.to


@pytest.mark.parametrize(
    "row", [*ABUSE, *ROWS], ids=lambda row: f"{row.source}-{row.to}-{' '.join(row.when)}"
)
def test_every_row_has_conditions_that_can_hold(row: Row) -> None:
    conditions = Conditions(Grammar(NAMES), frozenset())
    assert conditions.guard(row.when, ("stages",)) is not None
    assert not conditions.problems


def test_every_ending_has_a_way_in_and_no_way_out() -> None:
    assert {row.to for row in ROWS} >= set(COMMON)
    assert {row.to for row in (*ABUSE, *ROWS)} >= set(ENDINGS)
    assert not {row.source for row in ROWS} & set(ENDINGS)


def reference(rows: list[tuple[Row, Guard]], stage: str, bits: int) -> str:
    """The first row that fits, told without a machine."""
    for row, guard in rows:
        if row.source in (stage, ANY) and bits & guard.mask == guard.want:
            return row.to
    return stage


@pytest.mark.parametrize("customer", ["ingrid_solheim", "dale_hutchins"])
def test_the_machine_does_what_the_table_says(customer: str) -> None:
    stages = Library().case("short_again", customer).stages
    rows = list(stages.rows)
    dice = random.Random(customer)
    moves = set()
    for _ in range(4000):
        # mostly what some row asks for, so that rare rows come up as well
        _, guard = dice.choice(rows)
        bits = dice.getrandbits(stages.reads.bit_length()) & ~guard.mask | guard.want
        for stage in stages.names:
            if stage not in ENDINGS:
                expected = reference(rows, stage, bits)
                assert stages.after(stage, bits) == expected
                moves.add((stage, expected))
    assert {to for _, to in moves} >= set(stages.endings)


def test_guards_are_named_by_their_text() -> None:
    machine = Library().case("short_again", "ingrid_solheim").stages.machine
    names = {
        condition.func.__name__
        for transition in machine.get_transitions("turn", START)
        for condition in transition.conditions
    }
    assert "heard >= 40, heat < 70" in names


def test_an_answer_is_remembered_by_what_was_read() -> None:
    stages = Stages((*TALKING, *ENDINGS), [(Row("venting", "settling", ("x",)), Guard(1, 1))])
    assert [stages.after("venting", bits) for bits in (0, 1, 3, 2)] == [
        "venting", "settling", "settling", "venting",
    ]  # fmt: skip
