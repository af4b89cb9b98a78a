"""The customers reproduce the findings, and no rule is there without a reason."""

from functools import cache

import msgspec
import pytest

from sim.core.model import Mood
from tests.evidence.rows import ROWS
from tests.evidence.stage import CUSTOMERS, Stage, mood

RULES = {rule.id: rule for rule in mood().rules}
DESIGN_CHOICE = "design choice: "


@cache
def as_shipped(customer: str) -> Stage:
    return Stage(mood(), customer)


@pytest.mark.parametrize("customer", CUSTOMERS)
@pytest.mark.parametrize("row", ROWS)
def test_customers_reproduce_the_finding(row: str, customer: str) -> None:
    claims = list(ROWS[row](as_shipped(customer)))
    assert claims
    failed = [f"{c.text}: {c.larger:.1f} against {c.smaller:.1f}" for c in claims if not c.holds]
    assert not failed, ROWS[row].__doc__


@pytest.mark.parametrize(
    "rule", [r for r in RULES if not RULES[r].source.startswith(DESIGN_CHOICE)]
)
def test_without_the_mood_rule_a_finding_is_lost(rule: str) -> None:
    rules = [each for each in mood().rules if each.id != rule]
    without = msgspec.structs.replace(mood(), rules=rules)
    stages = [Stage(without, customer) for customer in CUSTOMERS]
    assert any(not c.holds for stage in stages for row in ROWS.values() for c in row(stage))


@pytest.mark.parametrize("rule", [r for r in RULES if RULES[r].source.startswith(DESIGN_CHOICE)])
def test_a_rule_of_our_own_says_why(rule: str) -> None:
    assert len(RULES[rule].source.removeprefix(DESIGN_CHOICE)) > 15


def test_a_flipped_sign_loses_a_finding() -> None:
    rules = [
        msgspec.structs.replace(rule, trust=-rule.trust) if rule.id == "responsibility" else rule
        for rule in mood().rules
    ]
    flipped: Mood = msgspec.structs.replace(mood(), rules=rules)
    assert not all(claim.holds for claim in ROWS["E1"](Stage(flipped, CUSTOMERS[0])))
