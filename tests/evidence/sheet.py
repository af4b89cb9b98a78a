"""What was measured of each finding, and the page that shows it."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from statistics import mean
from typing import NamedTuple

from tests.evidence.findings import FINDINGS, OWN, Finding
from tests.evidence.people import TEMPERAMENTS, Person, generated, mood, shipped
from tests.evidence.rows import Claim
from tests.evidence.stage import Stage, sayings_of

HEAD = """\
# The evidence: what the customers reproduce

Published findings on complaints, apology and listening, each as claims that are played. A row's few
replies differ only in what it compares. What they are about is a mild failure of outcome, clearly
ours, for want of competence, unless the claim is about another. They are said to every shipped
customer as written and in {temperaments} seeded temperaments, and to {generated} people made up of
numbers: any beginning, any temper, any needs. Studies seldom say how large an effect is for one
reply, so only signs and near-equalities are claimed: `>` by at least 3 shown points of 100, `~`
within 2; where a margin is another, the code says why.

Certainty is H, M or L, as far as the literature goes; rows D are choices of our own, stated so that
they can fail. A claim holds if it does for each shipped customer, on the mean of all their
temperaments, and for the people made up, as a whole. The columns show the two means that are
compared, in shown points: all shipped customers together, and the people made up. A row that
does not hold stays on this page, and says so.

This page is made by `make evidence`. The rows stand in `tests/evidence/`. Tests play them, compare
them with this page, and take each rule and each sourced effect out of `sim/rules/mood.yaml` to see
that a claim fails without it.

"""


class Measured(NamedTuple):
    """One claim, with what came of it for whom; `fails` names the shipped it does not hold for."""

    text: str
    shipped: tuple[float, float] | None
    generated: tuple[float, float]
    fails: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.fails


def measured(row: str) -> tuple[Measured, ...]:
    """Every claim of a finding, over the shipped customers and over the people made up."""
    finding = FINDINGS[row]
    persons = () if finding.across else shipped()
    each = {person.name: _claims(finding, (person,)) for person in persons}
    whole = _claims(finding, generated())
    return tuple(
        Measured(
            claim.text,
            _means(claims[at] for claims in each.values()) if each else None,
            claim.shown,
            (
                *(name for name, claims in each.items() if not claims[at].holds),
                *(() if claim.holds else ("the people made up",)),
            ),
        )
        for at, claim in enumerate(whole)
    )


def _claims(finding: Finding, people: Iterable[Person]) -> list[Claim]:
    return list(finding.claims(Stage(mood(), people, sayings_of(finding.claims))))


def _means(claims: Iterable[Claim]) -> tuple[float, float]:
    first, second = zip(*(claim.shown for claim in claims), strict=True)
    return mean(first), mean(second)


def all_measured(workers: int | None = None) -> dict[str, tuple[Measured, ...]]:
    """Every finding, measured on all cores."""
    with ProcessPoolExecutor(workers) as pool:
        return dict(zip(FINDINGS, pool.map(measured, FINDINGS), strict=True))


def page(found: dict[str, tuple[Measured, ...]]) -> str:
    """The whole page, as Markdown, from what was measured of each finding."""
    head = HEAD.format(
        temperaments=TEMPERAMENTS, generated=sum(len(each.temperaments) for each in generated())
    )
    summary = ["| row | ordering | certainty | claims | |", "|---|---|---|---|---|"]
    for row, finding in FINDINGS.items():
        claims = found[row]
        kept = all(claim.holds for claim in claims)
        summary.append(
            f"| {row} | {finding.ordering} | {finding.certainty} | {len(claims)} "
            f"| {'holds' if kept else '**fails**'} |"
        )
    return head + "\n".join(summary) + "\n\n" + "\n".join(section(*each) for each in found.items())


def section(row: str, claims: Iterable[Measured]) -> str:
    """A finding's part of the page."""
    return "\n".join(_section(row, FINDINGS[row], tuple(claims))) + "\n"


def _section(row: str, finding: Finding, claims: tuple[Measured, ...]) -> Iterator[str]:
    kept = all(claim.holds for claim in claims)
    sure = OWN if finding.certainty == OWN else f"certainty {finding.certainty}"
    yield f"## {row}: {'holds' if kept else 'fails'}\n"
    yield f"{finding.ordering[0].upper()}{finding.ordering[1:]}.\n"
    yield f"Source: {finding.source}; {sure}.\n"
    yield "| claim | shipped | made up | |"
    yield "|---|---|---|---|"
    for claim in claims:
        outcome = "holds" if claim.holds else f"**fails**: {', '.join(claim.fails)}"
        yield f"| {claim.text} | {_pair(claim.shipped)} | {_pair(claim.generated)} | {outcome} |"


def _pair(means: tuple[float, float] | None) -> str:
    # adding nought turns a negative nought into nought
    return "" if means is None else " / ".join(f"{round(each, 1) + 0.0:.1f}" for each in means)
