"""The customers reproduce the findings, and no rule is there without a reason."""

from functools import cache

import msgspec
import pytest

from sim.core.compile import compile_case
from sim.core.model import Effect, Mood, Rule
from sim.core.tempers import TEMPERS
from tests.evidence.findings import FINDINGS
from tests.evidence.people import as_written, cases, in_temper, mood, shipped
from tests.evidence.rows import Claim
from tests.evidence.sheet import measured, section
from tests.evidence.stage import Stage, sayings_of, small
from tools.evidence import PAGE

RULES = {rule.id: rule for rule in mood().rules}
DESIGN_CHOICE = "design choice: "
SOURCED = [e.act for e in mood().effects if not e.source.startswith(DESIGN_CHOICE)]
FEW = as_written()[::4]
WITHIN = [row for row, finding in FINDINGS.items() if not finding.across]
SAYINGS = {row: sayings_of(FINDINGS[row].claims) for row in WITHIN}


@pytest.mark.parametrize("row", FINDINGS)
def test_customers_reproduce_the_finding_as_the_page_says(row: str) -> None:
    claims = measured(row)
    assert claims
    assert not [(claim.text, claim.fails) for claim in claims if not claim.holds]
    assert section(row, claims) in PAGE.read_text(encoding="utf-8"), "run 'make evidence'"


def test_the_page_has_every_finding_and_no_other() -> None:
    titles = [
        line.removeprefix("## ").partition(":")[0]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
    ]
    assert titles == list(FINDINGS)


@cache
def played(row: str) -> tuple[tuple[Claim, ...], frozenset[str]]:
    """What comes of a finding for a few people under the rules as shipped, and the rows it uses."""
    stages = [Stage(mood(), [person], SAYINGS[row]) for person in FEW]
    claims = tuple(claim for stage in stages for claim in FINDINGS[row].claims(stage))
    return claims, frozenset().union(*(stage.reasons for stage in stages))


def is_lost(rules: Mood, changed: str) -> bool:
    """Whether a claim fails under rules that are changed in the row of that id, or act."""
    return any(
        not claim.holds
        for row in WITHIN
        if changed in played(row)[1]  # what counts nowhere in a finding cannot change it
        for person in FEW
        for claim in FINDINGS[row].claims(Stage(rules, [person], SAYINGS[row]))
    )


def test_the_few_that_rules_are_tried_on_reproduce_everything() -> None:
    assert not [claim.text for row in WITHIN for claim in played(row)[0] if not claim.holds]


@pytest.mark.parametrize("rule", RULES)
def test_without_the_mood_rule_a_claim_is_lost(rule: str) -> None:
    rest = [each for each in mood().rules if each.id != rule]
    assert is_lost(msgspec.structs.replace(mood(), rules=rest), rule)


@pytest.mark.parametrize("act", SOURCED)
def test_without_the_sourced_effect_a_claim_is_lost(act: str) -> None:
    rest = [each for each in mood().effects if each.act != act]
    assert is_lost(msgspec.structs.replace(mood(), effects=rest), act)


def turned(row: Rule | Effect) -> Rule | Effect:
    """The row with every sign flipped."""
    return msgspec.structs.replace(
        row, heat=-row.heat, heard=-row.heard, trust=-row.trust, patience=-row.patience
    )


@pytest.mark.parametrize("rule", RULES)
def test_with_its_signs_flipped_the_rule_loses_a_claim(rule: str) -> None:
    rules = [turned(each) if each.id == rule else each for each in mood().rules]
    assert is_lost(msgspec.structs.replace(mood(), rules=rules), rule)


@pytest.mark.parametrize("row", [*mood().rules, *mood().effects])
def test_every_row_has_a_source_or_says_why_not(row: Rule | Effect) -> None:
    assert len(row.source.removeprefix(DESIGN_CHOICE)) > 15


@pytest.mark.parametrize("temper", [name for name, percent in TEMPERS.items() if percent])
def test_in_another_temper_no_finding_is_turned_round(temper: str) -> None:
    turned_round = [
        (row, person.name, claim.text)
        for row in WITHIN
        if row.startswith("E")
        for person in in_temper(temper)
        for claim in FINDINGS[row].claims(Stage(mood(), [person], SAYINGS[row]))
        if claim.margin >= 3 and claim.larger <= claim.smaller
    ]
    assert not turned_round


@pytest.mark.parametrize("person", shipped()[:2], ids=lambda person: person.name)
def test_a_temperament_is_what_compiling_it_would_give(person) -> None:  # type: ignore[no-untyped-def]
    for case in cases(mood(), small(("own_it", "say_back", "worse_elsewhere"), ""), person)[::50]:
        assert case.replies == compile_case(case.content).replies
