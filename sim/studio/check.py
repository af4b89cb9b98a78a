"""Checks content: everything that is wrong with it at once, each at its place.

The shape of every file first, then what its names and conditions say, then what can come up in a
call. A file that is broken hides nothing of the others: it is only left out of their company.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.compile import CaseError, compile_case
from sim.core.inventory import ids_of
from sim.core.model import Authored, Content, Customer, Scenario
from sim.core.when import MOST_PROBLEMS
from sim.studio.checks.afterwards import check_wrap_up
from sim.studio.checks.cast import alone, with_anybody
from sim.studio.checks.comes_up import (
    check_casting,
    check_contradictions,
    check_customer_comes_up,
    check_scenario_comes_up,
    check_stages,
    never_so,
    of_situation,
    shown_unasked,
)
from sim.studio.checks.coverage import check_lists, check_offers, check_replies
from sim.studio.checks.giveaways import check_giveaways
from sim.studio.checks.reach import Reach, reach
from sim.studio.checks.renamed import gathered
from sim.studio.checks.score import check_score
from sim.studio.checks.source import Source
from sim.studio.checks.texts import check_customer_texts, check_scenario_texts
from sim.studio.checks.voiced import check_voices
from sim.studio.findings import ContentError, Finding, first, quoted
from sim.studio.folders import CUSTOMERS, KINDS, SCENARIOS, real, short
from sim.studio.library import Library, Rules, no_id_in
from sim.studio.reader import read
from sim.studio.selection import SUFFIX, Chosen, choose, kind_by_keys

T = TypeVar("T", bound=Authored)

_SURE = 3
"""So many more keys of the other kind, and a file is in the wrong folder."""


class Checked(NamedTuple):
    """What was asked for and what is wrong with it, by file and position.

    `customers` and `scenarios` can be played: of what was asked for and of what is beside it.
    """

    asked: frozenset[str]
    findings: tuple[Finding, ...]
    customers: tuple[Source[Customer], ...]
    scenarios: tuple[Source[Scenario], ...]
    rules: Rules

    @property
    def whole(self) -> frozenset[str]:
        """The files that nothing kept from being looked at to the end."""
        return frozenset(each.document.file for each in (*self.customers, *self.scenarios))


class _Compiled(Struct, Generic[T], frozen=True):
    """A file in the case that speaks for it, and what may come up there."""

    source: Source[T]
    case: Case
    reach: Reach


def check(paths: Sequence[Path] = (), folders: Sequence[Path] = ()) -> Checked:
    """Check the files at the paths, or all content in use; the rest of that is company.

    Raises NoSuchPath for a path without content, and ContentError where the rules are broken.
    """
    return _Checking(choose(paths, folders), Library(folders).rules).checked()


class _Checking:
    def __init__(self, files: Sequence[Chosen], rules: Rules) -> None:
        self._files = files
        self._rules = rules
        self._found: dict[str, list[Finding]] = {
            short(each.path): [] for each in files if each.asked
        }

    def checked(self) -> Checked:
        """Look at everything."""
        known = list(self._read(CUSTOMERS, Customer))
        self._people = [each.path.stem for each in self._files if each.kind == CUSTOMERS]
        people = [made for each in known if (made := self._customer(each))]
        everybody = [each.value for each in known]
        scenarios = list(self._read(SCENARIOS, Scenario))
        situations = [
            call for each in scenarios if (call := self._scenario(each, everybody, people))
        ]
        for person in people:
            able = [each for each in situations if person.source.id not in each.source.value.barred]
            self._note(_signals(person, able))
            self._note(_taken(person.source, scenarios))
        return Checked(
            frozenset(self._found),
            tuple(sorted(each for found in self._found.values() for each in first(sorted(found)))),
            tuple(each.source for each in people),
            tuple(each.source for each in situations),
            self._rules,
        )

    def _note(self, findings: Iterable[Finding]) -> None:
        """Keep what is wrong with files that were asked for."""
        for finding in findings:
            if finding.file in self._found:
                self._found[finding.file].append(finding)

    def _read(self, kind: str, type: type[T]) -> Iterator[Source[T]]:
        """The files of a kind that have the right shape."""
        for path in (each.path for each in self._files if each.kind == kind):
            file = short(path)
            self._note(_name(path, file, kind))
            try:
                value, document = read(path, type, file)
            except ContentError as error:
                self._note(_elsewhere(path, file, kind) or error.findings)
            else:
                yield Source(path.stem, value, document)

    def _customer(self, source: Source[Customer]) -> _Compiled[Customer] | None:
        """Check what concerns the person alone; None when nobody can play with them."""
        if source.document.file in self._found:
            self._note(check_contradictions(source))
            self._note(check_customer_texts(source, self._rules.stock))
            self._note(check_replies(source))
        case = self._compiled(alone(source.value, self._rules), "customer", source)
        if case is None:
            return None
        seen = reach(case, whatever=True)
        self._note(check_customer_comes_up(source, case, seen))
        return _Compiled(source, case, seen)

    def _scenario(
        self,
        source: Source[Scenario],
        known: Sequence[Customer],
        people: Sequence[_Compiled[Customer]],
    ) -> _Compiled[Scenario] | None:
        """Check a situation with all who may call; None when it cannot be played."""
        barred = source.value.barred
        cast = [each.source.value for each in people if each.source.id not in barred]
        if source.document.file in self._found:
            self._note(check_contradictions(source))
            self._note(check_scenario_texts(source, self._rules.stock, _names(known)))
            self._note(check_giveaways(source))
            self._note(check_lists(source))
            self._note(check_replies(source))
            self._note(check_wrap_up(source))
            self._note(check_stages(source, {stage for each in cast for stage in each.stages}))
            self._note(check_casting(source, self._people))
        case = self._compiled(with_anybody(source.value, cast, self._rules), "scenario", source)
        if case is None:
            return None
        seen = reach(case)
        self._note(check_scenario_comes_up(source, case, seen))
        self._note(check_offers(source, seen))
        self._note(check_voices(source, case, seen))
        if {reply.id for reply in source.value.replies} <= frozenset().union(
            *seen.offered.values()
        ):
            # what a reply is missing for, is seen once all there are can be given
            self._note(check_score(source, case, seen))
        return _Compiled(source, case, seen)

    def _compiled(self, content: Content, whose: str, source: Source[T]) -> Case | None:
        try:
            return compile_case(content)
        except CaseError as error:
            own = [problem for problem in error.problems if problem.path[0] == whose]
            if not own:  # then it is the rules that are broken
                raise ContentError(self._rules.placed(error.problems, None, None)) from error
            if isinstance(source.value, Scenario):
                own = gathered(own, source.value, len(error.problems) <= MOST_PROBLEMS)
            self._note(self._rules.placed(own, source.document, source.document))
            return None


def _elsewhere(path: Path, file: str, kind: str) -> list[Finding]:
    """What to say of a customer among the scenarios, or the other way round, and nothing else."""
    is_one = kind_by_keys(path, _SURE) if path.is_file() else ""
    return [_belongs(file, is_one)] if is_one and is_one != kind else []


def _belongs(file: str, kind: str) -> Finding:
    message = f"this is a {kind.removesuffix('s')}, and is only found in a folder '{kind}'; move it"
    return Finding(file, 1, 1, Code.WRONG_FOLDER, message)


def _name(path: Path, file: str, kind: str) -> Iterator[Finding]:
    """Whether content is found by the name of its file."""
    if path.suffix != SUFFIX:
        message = f"content is found in files that end in '{SUFFIX}'; rename this one"
        yield Finding(file, 1, 1, Code.UNREADABLE, message)
    elif no_id := no_id_in(path, file):
        yield no_id
    if real(path).parent.name not in KINDS and path.parent.name not in KINDS:
        yield _belongs(file, kind)


def _names(people: Sequence[Customer]) -> dict[str, str]:
    """The names of all who may call, and the placeholder for each."""
    return {each.name.first: "first" for each in people} | {
        each.name.last: "last" for each in people
    }


def _taken(person: Source[Customer], scenarios: Sequence[Source[Scenario]]) -> Iterator[Finding]:
    """Cues of the person whose id a scenario has for something else, and so cannot be played."""
    for at, cue in enumerate(person.value.cues):
        where = [each.id for each in scenarios if cue.id in ids_of(each.value)]
        if where:
            message = f"'{cue.id}' is something else in the scenario {quoted(where[0])}"
            yield person.finding(
                Code.ID_TAKEN, ("cues", at, "id"), f"{message}; give this one another id"
            )


def _signals(
    person: _Compiled[Customer], situations: Sequence[_Compiled[Scenario]]
) -> Iterator[Finding]:
    """Needs that could be shown, but not in any scenario there is."""
    shown = shown_unasked(person.case, person.reach)
    for at, need in enumerate(person.source.value.needs):
        waits = [
            never_so(each.case, each.reach, need.signal, of_situation(each.case))
            for each in situations
        ]
        if need.need in shown and waits and None not in waits:
            test = quoted(need.signal[waits[0] or 0])
            message = (
                f"in none of the {len(waits)} scenarios is this need shown: {test} never holds"
            )
            yield person.source.finding(Code.NEVER_SIGNALLED, ("needs", at, "signal"), message)
