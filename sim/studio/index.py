"""What a list of calls shows of all content, kept in a file, so that a start reads no content.

An entry holds as long as its file does (path, size, time of change), a grade as long as both files
and the rules do; whatever no longer holds is found anew. Another version of Sayback starts over.
The file is a convenience: where it is damaged, or cannot be read or written, all content is read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct

from sim import __version__
from sim.studio.caches import keep
from sim.studio.findings import ContentError
from sim.studio.folders import CUSTOMERS, SCENARIOS, find, rules_of

if TYPE_CHECKING:
    from sim.core.model import Rubric
    from sim.studio.library import Library

Stamp = tuple[int, int]
"""What changes with a file: its size, and when it was changed, in nanoseconds."""


Grade = Annotated[int, Meta(ge=1, le=5)]


class ScenarioCard(Struct, frozen=True, forbid_unknown_fields=True):
    """A scenario; `turns` is the most replies a call can take.

    `leads` is the rubric that ranks its calls, `barred` are those who cannot be cast in it.
    """

    id: str
    title: str
    summary: str
    practises: str
    turns: int
    leads: str
    barred: tuple[str, ...]


class CustomerCard(Struct, frozen=True, forbid_unknown_fields=True):
    """A customer, by the whole name; `intensity` goes from 1 to 5.

    Who they are is for the player to find out.
    """

    id: str
    name: str
    intensity: int
    content_note: str


class LetterCard(Struct, frozen=True, forbid_unknown_fields=True):
    """A letter of a rubric."""

    letter: str
    name: str


class RubricCard(Struct, frozen=True, forbid_unknown_fields=True):
    """A rubric: a service model that calls are scored by."""

    id: str
    title: str
    source: str
    letters: tuple[LetterCard, ...]


Card = TypeVar("Card", ScenarioCard, CustomerCard)


class _Entry(Struct, Generic[Card], forbid_unknown_fields=True):
    """What is shown of a file; for a scenario also grades, by the path of the customer."""

    stamp: Stamp
    card: Card
    grades: dict[str, tuple[Stamp, Grade]] = {}


class _Kept(Struct, forbid_unknown_fields=True):
    """All that stands in the cache, by path."""

    version: str
    rules: dict[str, Stamp | None]
    scenarios: dict[str, _Entry[ScenarioCard]] = {}
    customers: dict[str, _Entry[CustomerCard]] = {}
    rubrics: tuple[RubricCard, ...] = ()


class Index:
    """What there is to play, in the order of the library.

    `notices` names what was found twice; `faults` says what is wrong with what cannot be read, of
    the `scenarios` and of the `customers`.
    """

    def __init__(self, folders: Sequence[Path] = (), cache: Path | None = None) -> None:
        """Takes from `cache` what holds; reads the rest, and writes it there."""
        self.faults: dict[str, list[str]] = {SCENARIOS: [], CUSTOMERS: []}
        self._folders = folders
        self._cache = cache
        self._files = find(folders)
        self.notices = self._files.notices
        self._rules = rules_of(folders)
        self._kept = _load(cache, self._rules)
        self._is_new = False
        self.scenarios = self._cards(SCENARIOS, self._kept.scenarios, self._scenario)
        self.customers = self._cards(CUSTOMERS, self._kept.customers, self._customer)
        self._take_shipped_grades()
        if self._is_new:
            self.save()

    @cached_property
    def library(self) -> "Library":
        """The same content, to be read whole."""
        from sim.studio.library import Library  # late: a list of calls needs no reader

        return Library(self._folders)

    @cached_property
    def rubrics(self) -> tuple[RubricCard, ...]:
        """What calls are scored by; raises ContentError where the rules are broken."""
        if not self._kept.rubrics:
            self._kept.rubrics = tuple(map(_rubric, self.library.rubrics))
            self.save()
        return self._kept.rubrics

    def grade(self, scenario: str, customer: str) -> int | None:
        """How hard that call is, from 1 to 5; None while nobody knows."""
        cast, person = self._entries(scenario, customer)
        stamp, grade = cast.grades.get(str(self._files.customers[customer]), (None, None))
        return grade if stamp == person.stamp else None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The ids of every scenario and everybody who can be cast in it."""
        for id, card in self.scenarios.items():
            yield from (
                (id, customer) for customer in self.customers if customer not in card.barred
            )

    def graded(self) -> Iterator[tuple[str, str, int]]:
        """Find the grades that are not known, pair by pair, and keep each as it is found.

        A pair takes about a tenth of a second. One that cannot be played has no grade.
        """
        for scenario, customer in self.pairs():
            if self.grade(scenario, customer) is None:
                found = self._find_grade(scenario, customer)
                if found is not None:
                    yield scenario, customer, found

    def _take_shipped_grades(self) -> None:
        """Of what is still as it was shipped, nothing has to be worked out."""
        unknown = {pair for pair in self.pairs() if self.grade(*pair) is None}
        if not unknown:
            return
        from sim.studio.grades import shipped_grades  # late: mostly all grades are known

        files = self._files
        shipped = shipped_grades(files.scenarios, files.customers, self._rules)
        for pair, grade in shipped.items():
            if pair in unknown:
                self._keep_grade(*pair, grade)
                self._is_new = True

    def _keep_grade(self, scenario: str, customer: str, grade: Grade) -> None:
        cast, person = self._entries(scenario, customer)
        cast.grades[str(self._files.customers[customer])] = person.stamp, grade

    def save(self) -> None:
        """Write the cache, whole or not at all; where that is not possible, do without."""
        if self._cache is None:
            return
        keep(self._cache, msgspec.json.encode(_still_true(self._kept)))

    def _find_grade(self, scenario: str, customer: str) -> int | None:
        from sim.core.odds import grade, odds  # late: mostly all grades are known

        try:
            case = self.library.case(scenario, customer)
        except (ContentError, LookupError):
            return None
        found = grade(odds(case))
        self._keep_grade(scenario, customer, found)
        self.save()
        return found

    def _entries(
        self, scenario: str, customer: str
    ) -> tuple[_Entry[ScenarioCard], _Entry[CustomerCard]]:
        """What is kept of both."""
        scenarios, customers = self._kept.scenarios, self._kept.customers
        files = self._files
        return scenarios[str(files.scenarios[scenario])], customers[str(files.customers[customer])]

    def _cards(
        self, kind: str, kept: dict[str, _Entry[Card]], read: Callable[[str], Card]
    ) -> dict[str, Card]:
        """The cards of what can be read, by id."""
        cards: dict[str, Card] = {}
        files: Mapping[str, Path] = getattr(self._files, kind)
        for id, path in files.items():
            stamp, entry = _stamp(path), kept.get(str(path))
            if stamp is None or entry is None or entry.stamp != stamp:
                try:
                    entry = _Entry(stamp or (0, 0), read(id))
                except (ContentError, LookupError) as error:
                    self.faults[kind].append(str(error))
                    continue
                kept[str(path)] = entry
                self._is_new = True
            cards[id] = entry.card
        return cards

    def _scenario(self, id: str) -> ScenarioCard:
        it = self.library.scenario(id)
        return ScenarioCard(id, it.title, it.summary, it.practises, it.turns, it.leads, it.barred)

    def _customer(self, id: str) -> CustomerCard:
        it = self.library.customer(id)
        return CustomerCard(id, f"{it.name.first} {it.name.last}", it.intensity, it.content_note)


def _rubric(it: "Rubric") -> RubricCard:
    letters = tuple(LetterCard(each.letter, each.name) for each in it.letters)
    return RubricCard(it.id, it.title, it.source, letters)


def _load(cache: Path | None, files: Sequence[Path]) -> _Kept:
    """What is kept, if it is of this version; without the grades, if the rules have changed."""
    rules = {str(path): _stamp(path) for path in files}
    fresh = _Kept(__version__, rules)
    if cache is None:
        return fresh
    try:
        kept = msgspec.json.decode(cache.read_bytes(), type=_Kept)
    except (OSError, ValueError, RecursionError):
        return fresh
    if kept.version != __version__:
        return fresh
    if kept.rules != rules:
        kept.rules = rules
        kept.rubrics = ()
        for entry in kept.scenarios.values():
            entry.grades.clear()
    return kept


def _still_true(kept: _Kept) -> _Kept:
    """What is kept, without that of files that have changed or gone."""
    scenarios, customers = _unchanged(kept.scenarios), _unchanged(kept.customers)
    for path, entry in scenarios.items():
        grades = {person: each for person, each in entry.grades.items() if person in customers}
        scenarios[path] = _Entry(entry.stamp, entry.card, grades)
    return _Kept(kept.version, kept.rules, scenarios, customers, kept.rubrics)


def _unchanged(entries: dict[str, _Entry[Card]]) -> dict[str, _Entry[Card]]:
    return {path: entry for path, entry in entries.items() if _stamp(Path(path)) == entry.stamp}


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
