"""What came of plays: for `test`, as values and as lines of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sim.core.codes import Code
from sim.core.mood import SCALE
from sim.core.turns import Why
from sim.prose.documents import SAYBACK, Sayback
from sim.studio.performing import Missed, Tried


class MissedTest(Struct, frozen=True):
    """Something a play expects that was not so, where it stands, and why.

    `reasons` are of a gauge: what moved it most in the reply just given.
    """

    line: int
    column: int
    code: Code
    message: str
    reasons: tuple[Why, ...]


class TriedPlay(Struct, frozen=True):
    """A play, and what came of it; `ending` is empty where the call goes on."""

    file: str
    line: int
    title: str
    scenario: str
    customer: str
    temper: str
    ending: str
    scores: dict[str, int]
    passed: bool
    missed: tuple[MissedTest, ...]


class PlayReport(Struct, frozen=True):
    """All plays that were tried, and how many of them passed and failed."""

    sayback: Sayback
    plays: tuple[TriedPlay, ...]
    passed: int
    failed: int


def play_report(tried: Iterable[Tried]) -> PlayReport:
    """The plays in the order they were tried."""
    plays = tuple(map(_play, tried))
    passed = sum(play.passed for play in plays)
    return PlayReport(SAYBACK, plays, passed, len(plays) - passed)


def play_lines(report: PlayReport) -> Iterator[str]:
    """A line for each play, below it what was missed; then how many there were."""
    for play in report.plays:
        yield f"{'ok' if play.passed else 'FAILED':<6}  {play.title}: {_outcome(play)}"
        for missed in play.missed:
            yield f"    {play.file}:{missed.line}:{missed.column}: {missed.code}: {missed.message}"
            for why in missed.reasons:
                yield f"      {why.amount / SCALE:+6.1f}  {why.why} [{why.rule}]"
    count = report.passed + report.failed
    failed = f"{report.failed} failed" if report.failed else "none failed"
    yield f"{count} {'play' if count == 1 else 'plays'}, {failed}."


def _play(tried: Tried) -> TriedPlay:
    return TriedPlay(
        file=tried.file,
        line=tried.line,
        title=tried.title,
        scenario=tried.scenario,
        customer=tried.customer,
        temper=tried.temper,
        ending=tried.ending,
        scores=tried.scores,
        passed=not tried.missed,
        missed=tuple(map(_missed, tried.missed)),
    )


def _missed(missed: Missed) -> MissedTest:
    found = missed.finding
    return MissedTest(found.line, found.column, found.code, found.message, missed.reasons)


def _outcome(play: TriedPlay) -> str:
    scores = [f"{rubric.upper()} {score}" for rubric, score in play.scores.items()]
    temper = [f"temper {play.temper}"] if play.temper != "own" else []
    cast = f"{play.customer} in {play.scenario}"
    return ", ".join([cast, *temper, play.ending or "not over", *scores])
