"""Plays: the replies of a call and what must be so after them, kept beside customers and scenarios.

Whoever writes plays hears of every mistake in a file at once, before any of them is played. What
must be so is written in the grammar of conditions, and compiled with the case.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from msgspec import UNSET, Meta, UnsetType, field

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.compile import CaseError, compile_case
from sim.core.inventory import replies_of
from sim.core.model import Authored, Id, Shown, Text, When
from sim.core.spelling import nearest
from sim.core.tempers import OWN, tempered
from sim.studio.document import Document
from sim.studio.findings import ContentError, Finding
from sim.studio.folders import PLAYS, short
from sim.studio.library import Library
from sim.studio.reader import read

Ending = Literal[
    "content", "cool", "withdrawn", "handed_over", "gone", "limited", "time_up"
]  # fmt: skip
Temper = Literal["own", "gentle", "short"]


class Band(Authored, frozen=True):
    """Where a score must lie, 0 to 100, both ends included; either may be left out."""

    least: Shown = field(default=0, name="from")
    most: Shown = field(default=100, name="to")


class PlayStep(Authored, frozen=True, kw_only=True):
    """A reply, and tests that must each hold after it."""

    say: Id
    then: When = field(default_factory=list)


class Play(Authored, frozen=True, kw_only=True):
    """One call: who calls, in which scenario, what is said, and what must come of it.

    Beside a scenario its `in` may be left out, beside a customer their `as`. Without `ends` the
    call may go on after the last step. `scores` are those after it, by the id of the rubric.
    """

    title: Text
    scenario: Id = field(default="", name="in")
    customer: Id = field(default="", name="as")
    temper: Temper = "own"
    steps: Annotated[list[PlayStep], Meta(min_length=1)]
    ends: Ending | UnsetType = UNSET
    scores: dict[Id, Band] = field(default_factory=dict)


class Plays(Authored, frozen=True):
    """A file of plays."""

    plays: Annotated[list[Play], Meta(min_length=1)]


class Script(NamedTuple):
    """A play ready to be played: its tests are `case.watched`, in order.

    `place` leads to the play in `document`.
    """

    play: Play
    case: Case
    document: Document
    place: tuple[str | int, ...]


def scripts(paths: Iterable[Path], library: Library) -> tuple[list[Script], list[Finding]]:
    """The plays of these files, and what is wrong with the files that cannot be used."""
    ready: list[Script] = []
    findings: list[Finding] = []
    case = cache(library.case)  # a pair is read once, however many plays it has
    for path in paths:
        try:
            ready += _File(path, library, case).scripts()
        except ContentError as error:
            findings += error.findings
    return ready, list(dict.fromkeys(findings))


def beside(path: Path) -> tuple[str, str]:
    """The scenario and the customer that a file of plays stands beside; one of them at most."""
    folder, id = path.absolute().parent.name, path.name.removesuffix(PLAYS)
    return id if folder == "scenarios" else "", id if folder == "customers" else ""


class _File:
    """One file of plays, checked as a whole before anything in it is played."""

    def __init__(self, path: Path, library: Library, case: Callable[[str, str], Case]) -> None:
        self._plays, self._document = read(path, Plays, short(path))
        self._beside = beside(path)
        self._library = library
        self._case = case
        self._findings: list[Finding] = []

    def scripts(self) -> list[Script]:
        """The plays, each with its case; raises ContentError with all that is wrong."""
        found = [self._script(("plays", at), play) for at, play in enumerate(self._plays.plays)]
        if self._findings:
            raise ContentError(self._findings)
        return [script for script in found if script is not None]

    def _script(self, place: tuple[str | int, ...], play: Play) -> Script | None:
        whole = self._cast(place, play)
        if whole is None:
            return None
        replies = [reply.id for _, reply in replies_of(whole.content)]
        for at, step in enumerate(play.steps):
            self._expect("reply", step.say, replies, (*place, "steps", at, "say"))
        for rubric, band in play.scores.items():
            path = (*place, "scores", rubric)
            self._expect("rubric", rubric, whole.scoring.ids, path)
            if band.least > band.most:
                self._note(Code.OUT_OF_RANGE, path, "'from' is more than 'to'; no score lies there")
        case = self._watched(place, play, whole)
        return None if case is None else Script(play, case, self._document, place)

    def _cast(self, place: tuple[str | int, ...], play: Play) -> Case | None:
        """The case a play is about, in nobody's temper but their own."""
        scenario, customer = (play.scenario or self._beside[0], play.customer or self._beside[1])
        known = [
            self._names(place, "in", "scenario", scenario, self._library.scenarios),
            self._names(place, "as", "customer", customer, self._library.customers),
        ]
        try:
            return self._case(scenario, customer) if all(known) else None
        except ContentError as error:
            self._findings += error.findings
            return None

    def _names(
        self, place: tuple[str | int, ...], key: str, word: str, id: str, known: Iterable[str]
    ) -> bool:
        if id:
            return self._expect(word, id, known, (*place, key))
        message = f"the key '{key}' is missing; it names the {word}"
        self._note(Code.MISSING_KEY, place, message)
        return False

    def _watched(self, place: tuple[str | int, ...], play: Play, whole: Case) -> Case | None:
        """The case in the temper asked for, with what must be so compiled; None if it cannot be."""
        tests = {
            (*place, "steps", at, "then", index): test
            for at, step in enumerate(play.steps)
            for index, test in enumerate(step.then)
        }
        content = whole.content if play.temper == OWN else tempered(whole.content, play.temper)
        try:
            return compile_case(content, tuple(tests.values()))
        except CaseError as error:
            paths = list(tests)
            for code, (_, index, *_), message in error.problems:
                self._note(code, paths[int(index)], message)
            return None

    def _expect(
        self, word: str, id: str, known: Iterable[str], path: tuple[str | int, ...]
    ) -> bool:
        names = list(known)
        if id in names:
            return True
        self._note(Code.UNKNOWN_ID, path, f"there is no {word} '{id}'{nearest(id, names)}")
        return False

    def _note(self, code: Code, path: tuple[str | int, ...], message: str) -> None:
        at = self._document.at(path)
        self._findings.append(Finding(self._document.file, *at, code, message))
