"""`sayback check`: say everything that is wrong with content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import with_json
from sim.cli.output import FINE, FOUND, Refused, print_out

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sim.studio.check import Checked
    from sim.studio.findings import Finding


def _codes(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from sim.core.codes import Code

    return [CompletionItem(code) for code in Code if code.startswith(begun.upper())]


@click.command("check", short_help="Say everything that is wrong with content.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=_codes,
    help="Say what a code means, with an example; nothing is checked.",
)
@click.option(
    "--proofs",
    is_flag=True,
    help="Walk every way a call can go, too; that takes a while the first time.",
)
@with_json
@click.pass_obj
def command(
    content: tuple[Path, ...],
    paths: tuple[Path, ...],
    explain: str | None,
    proofs: bool,
    as_json: bool,
) -> int:
    """Say everything that is wrong with content, each by file, line and column, and how to mend it.

    Each PATH is a customer, a scenario, or a folder of them; without any, all content in use is
    checked. What is named is checked together with the content in use: a scenario with everybody
    who may call, a customer with every scenario.

    Exits with 1 if there is something to mend, and with 2 if there is no content at a PATH.
    """
    if explain is not None:
        return _explain(explain, as_json)
    from sim.prose.check import report, report_count, report_lines

    checked, findings = _checked(content, paths)
    if proofs:
        findings = (*findings, *_proven(checked))
    found = report(checked.asked, findings, checked.whole)
    print_out(found, report_lines(found), as_json=as_json)
    click.echo(report_count(found), err=True)
    return FOUND if found.findings else FINE


def _explain(code: str, as_json: bool) -> int:
    from sim.core.codes import Code
    from sim.core.spelling import nearest
    from sim.prose.check import explained, explained_lines
    from sim.studio.explain import explanations

    known = {explanation.code: explanation for explanation in explanations()}
    if code.upper() not in known:
        hint = nearest(code, list(Code)) or f"; they go from {min(Code)} to {max(Code)}"
        raise Refused(f"there is no code '{code}'{hint}")
    value = explained(known[Code(code.upper())])
    print_out(value, explained_lines(value), as_json=as_json)
    return FINE


def _checked(
    content: tuple[Path, ...], paths: tuple[Path, ...]
) -> tuple[Checked, tuple[Finding, ...]]:
    import gc

    from sim.studio.check import check
    from sim.studio.selection import NoSuchPath

    # next to nothing of what is read is let go again: to look for it, now or later, takes a third
    gc.disable()
    try:
        checked = check(paths, content)
    except NoSuchPath as error:
        raise Refused(str(error)) from error
    finally:
        gc.freeze()
        gc.enable()
    return checked, checked.findings


def _proven(checked: Checked) -> tuple[Finding, ...]:
    """What exploring finds; how far it is, is told where somebody watches."""
    import sys

    from sim.records.places import Places
    from sim.studio.checks.proven import check_proven, pairs
    from sim.studio.proofs import Proofs

    calls = pairs(checked.scenarios, checked.customers, checked.asked, checked.rules)
    known = []
    for explored in Proofs(Places.default().explored).explore_all(
        [pair.case for pair in calls.values()]
    ):
        known.append((calls[explored.case], explored))
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{len(known)} of {len(calls)} calls explored", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    return tuple(check_proven(known, checked.rules))
