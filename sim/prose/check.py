"""What is wrong with content, and what each kind of finding means: for `check`.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sim.prose.documents import SAYBACK, Sayback
from sim.studio.explain import Explanation
from sim.studio.findings import Finding

_WIDTH = 78


class CheckReport(Struct, frozen=True):
    """The files that were looked at, and what is wrong with them."""

    sayback: Sayback
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    partly: tuple[str, ...]
    """Those of which something was not looked at, because of what is wrong there."""


class ExplainedCode(Struct, frozen=True):
    """What a code means, and an example of it as it should not and as it should be.

    `at` is the line of the wrong example that the finding is about, from 1; 0 for none.
    """

    sayback: Sayback
    code: str
    title: str
    means: str
    mend: str
    wrong: str
    at: int
    right: str


def report(files: Iterable[str], findings: Iterable[Finding], whole: Iterable[str]) -> CheckReport:
    """All that is wrong, by file and position; `whole` are the files that were all looked at."""
    asked, found, seen = sorted(files), sorted(set(findings)), set(whole)
    wrong = {finding.file for finding in found}
    partly = (file for file in asked if file in wrong and file not in seen)
    return CheckReport(SAYBACK, tuple(asked), tuple(found), tuple(partly))


def report_lines(report: CheckReport) -> Iterator[str]:
    """A line a finding."""
    return map(str, report.findings)


def report_count(report: CheckReport) -> str:
    """How much there is to mend, as a sentence."""
    if not report.findings:
        return f"Nothing to mend in {_count(len(report.files), 'file')}."
    files = len({finding.file for finding in report.findings})
    rest = " The rest is looked at once that is mended." if report.partly else ""
    return f"{_count(len(report.findings), 'finding')} in {_count(files, 'file')}.{rest}"


def explained(explanation: Explanation) -> ExplainedCode:
    """One code, as a value to print."""
    return ExplainedCode(
        SAYBACK,
        explanation.code,
        explanation.title,
        explanation.means,
        explanation.mend,
        explanation.wrong,
        explanation.at,
        explanation.right,
    )


def explained_lines(it: ExplainedCode) -> Iterator[str]:
    """What it means, how it is mended, and the example with the line marked."""
    yield f"{it.code}: {it.title}"
    for text in (it.means, it.mend):
        yield ""
        yield from textwrap.wrap(text, _WIDTH)
    if it.wrong:
        yield ""
        yield "Wrong:"
        yield from _marked(it.wrong, it.at)
    if it.right:
        yield ""
        yield "Right:"
        yield from _marked(it.right, 0)


def findings_page(explanations: Sequence[Explanation]) -> str:
    """All codes as a page of Markdown: `docs/findings.md`."""
    lines = [
        "# What `sayback check` finds",
        "",
        *textwrap.wrap(
            "Every finding comes as `file:line:column: code: message`. The codes keep their "
            "meaning; `sayback check --explain SB012` prints what stands here about one of them. "
            "SB0 is about reading a file and about its shape, SB1 about names and conditions, SB2 "
            "about what can come up in a call, SB3 about texts, SB4 about plays, which "
            "`sayback test` finds.",
            99,
        ),
    ]
    for it in explanations:
        lines += ["", f"## {it.code}: {it.title}", "", *textwrap.wrap(it.means, 99)]
        lines += ["", *textwrap.wrap(it.mend, 99)]
        for heading, example in (("Wrong:", it.wrong), ("Right:", it.right)):
            if example:
                lines += ["", heading, "", "```yaml", *example.rstrip("\n").split("\n"), "```"]
    return "\n".join(lines) + "\n"


def _marked(example: str, at: int) -> Iterator[str]:
    for number, line in enumerate(example.rstrip("\n").split("\n"), 1):
        yield f"  {'>' if number == at else ' '} {line}".rstrip()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
