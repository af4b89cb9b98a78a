"""Service models as scoring tables: opportunities open windows, and each window earns 2, 1 or 0.

A rubric reads acts and the moment they came in, never why a gauge moved. What it remembers of a
call is one number, a bit for each award or fault that has come to pass, so that a search can carry
it along; the points are counted from that number and the state, whenever somebody wants to know.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from sim.core.acts import called
from sim.core.codes import Code
from sim.core.model import Facts, Fault, Letter, Rubric, Window
from sim.core.mood import act_named
from sim.core.when import Condition, Conditions, Guard, Path, subject_of, union

DEDUCTION = {"minor": 10, "major": 25}
"""Points a letter loses for a fault, once a call."""
WITHOUT_ESSENTIAL = 60
"""Where a letter stops when its essential window earned nothing."""
CAP = 49
"""Where a call stops after overpromising, telling a confidence, or misleading the customer."""


class Mark(NamedTuple):
    """Something a rubric noticed: an award of 2 or 1 points for a window, or a fault (0 points).

    `about` is the grievance, cue or need the window is for, if it is for one.
    """

    rubric: str
    letter: int
    window: str
    about: str
    points: int
    weight: str
    why: str


class _Row(NamedTuple):
    condition: Condition
    meant: Mapping[str, str]
    bit: int


class _Window(NamedTuple):
    id: str
    about: str
    text: str
    missed: str
    opens: Guard
    two: int
    one: int


class _Letter(NamedTuple):
    letter: str
    name: str
    essential: str
    windows: tuple[_Window, ...]
    faults: tuple[tuple[int, str], ...]


class WindowScore(Struct, frozen=True):
    """One opportunity that opened, the points it earned (0, 1, 2), and what would have earned."""

    id: str
    about: str
    text: str
    points: int
    missed: str


class LetterScore(Struct, frozen=True):
    """One letter: 0 to 100, or None where nothing in the call asked for it."""

    letter: str
    name: str
    score: int | None
    held_at: int | None
    deducted: int
    windows: tuple[WindowScore, ...]


class Score(Struct, frozen=True):
    """A call by one rubric: the mean of its letters, 0 to 100, and whether it was capped at 49."""

    rubric: str
    title: str
    score: int
    capped: bool
    letters: tuple[LetterScore, ...]


class Things(NamedTuple):
    """What windows are repeated for: ids, with what `this` and `feeling` stand for."""

    by_kind: Mapping[str, Mapping[str, Mapping[str, str]]]
    text: Mapping[str, str]


class Scoring:
    """All rubrics of a case, sharing one number of marks; bit n of it is `marks[n]`."""

    def __init__(self, rubrics: Sequence[Rubric], things: Things, conditions: Conditions) -> None:
        self.marks: list[Mark] = []
        self._conditions = conditions
        self._things = things
        self._rows: dict[str, list[_Row]] = {}
        self._rubrics = {
            rubric.id: (rubric, self._letters(index, rubric), self._caps(index, rubric))
            for index, rubric in enumerate(rubrics)
        }
        self._known: dict[tuple[str, int, int], int] = {}
        self._marked = {
            rubric: union(1 << at for at, mark in enumerate(self.marks) if mark.rubric == rubric)
            for rubric in self._rubrics
        }
        self._letters_known: dict[tuple[str, int, int], tuple[int | None, ...]] = {}
        self._topped: dict[int, int] = {}
        self._every_window = [
            window
            for _, letters, _ in self._rubrics.values()
            for letter in letters
            for window in letter.windows
        ]
        self.reads = union(window.opens.mask for window in self._every_window)

    @property
    def ids(self) -> tuple[str, ...]:
        """The rubrics' ids, in order."""
        return tuple(self._rubrics)

    def rows(self, act: str, words: frozenset[str]) -> Iterator[tuple[int, int, int]]:
        """What an act may be marked for: mask and want of the condition, and the mark's bit."""
        for row in (row for name in called(act) for row in self._rows.get(name, ())):
            guard = row.condition.guard(words, row.meant)
            if guard is not None:
                yield *guard, row.bit

    def total(self, rubric: str, marks: int, bits: int) -> int:
        """The score alone, 0 to 100; what was answered before is remembered."""
        key = (rubric, marks & self._marked[rubric], bits & self.reads)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self.score(rubric, marks, bits).score
        return known

    def letters(self, rubric: str, marks: int, bits: int) -> tuple[int | None, ...]:
        """What each letter comes to, 0 to 100 or None; what was answered before is remembered."""
        key = (rubric, marks & self._marked[rubric], bits & self.reads)
        known = self._letters_known.get(key)
        if known is None:
            letters = self.score(rubric, marks, bits).letters
            known = self._letters_known[key] = tuple(letter.score for letter in letters)
        return known

    def at_most(self, rubric: str, marks: int, bits: int) -> int:
        """What no call with these marks can exceed, if every award were still to be earned.

        A letter that nothing has asked for may yet be asked for, and one may be out of question
        again where all that asked for it depends on what has not been.
        """
        _, letters, caps = self._rubrics[rubric]
        surely, maybe = list[int](), list[int]()
        for letter in letters:
            best = max(0, 100 - _deducted(letter, marks))
            stays = any(bits & w.opens.mask == w.opens.want == w.opens.mask for w in letter.windows)
            (surely if stays else maybe).append(best)
        for best in sorted(maybe, reverse=True):
            if not surely or best * len(surely) > sum(surely):
                surely.append(best)
        best = _mean(surely)
        return min(best, CAP) if marks & caps else best

    def topped(self, marks: int) -> int:
        """The marks without those that no longer count: one award a window, the highest."""
        known = self._topped.get(marks)
        if known is None:
            known = marks
            for window in self._every_window:
                best = marks & window.two or marks & window.one
                known = known & ~(window.two | window.one) | best & -best
            self._topped[marks] = known
        return known

    def score(self, rubric: str, marks: int, bits: int) -> Score:
        """The call so far, by one rubric; `bits` is the view of the state reached."""
        authored, letters, caps = self._rubrics[rubric]
        scored = tuple(_score_letter(letter, marks, bits) for letter in letters)
        counted = [letter.score for letter in scored if letter.score is not None]
        mean = _mean(counted)
        capped = bool(marks & caps)
        return Score(rubric, authored.title, min(mean, CAP) if capped else mean, capped, scored)

    def _letters(self, at: int, rubric: Rubric) -> tuple[_Letter, ...]:
        return tuple(
            self._letter(("rubrics", at, "letters", index), rubric.id, index, letter)
            for index, letter in enumerate(rubric.letters)
        )

    def _letter(self, path: Path, rubric: str, at: int, letter: Letter) -> _Letter:
        windows: list[_Window] = []
        for index, window in enumerate(letter.windows):
            windows += self._windows((*path, "windows", index), rubric, at, window)
        if letter.essential and letter.essential not in {window.id for window in letter.windows}:
            self._conditions.report(
                Code.UNKNOWN_ID, (*path, "essential"), f"there is no window '{letter.essential}'"
            )
        faults = tuple(
            (self._fault((*path, "faults", index), rubric, at, fault), fault.weight)
            for index, fault in enumerate(letter.faults)
        )
        return _Letter(letter.letter, letter.name, letter.essential, tuple(windows), faults)

    def _windows(self, path: Path, rubric: str, at: int, window: Window) -> Iterator[_Window]:
        self._check_opens(window, path)
        each = self._things.by_kind[window.each] if window.each else {"": {}}
        for thing, meant in each.items():
            opens = self._conditions.guard(window.opens, (*path, "opens"), meant)
            if opens is None:
                continue
            points = {1: 0, 2: 0}
            for index, award in enumerate(window.awards):
                mark = Mark(rubric, at, window.id, thing, award.points, "", award.why)
                row = (award.when, (*path, "awards", index, "when"), meant)
                points[award.points] |= self._mark(mark, *row)
            text = window.text.replace("{this}", self._things.text.get(thing, ""))
            missed = window.missed.replace("{this}", self._things.text.get(thing, ""))
            yield _Window(window.id, thing, text, missed, opens, points[2], points[1])

    def _check_opens(self, window: Window, path: Path) -> None:
        """What opens a window is judged at the end, so it must be something that stays true.

        A window may also stay shut for the kind of case, or once a stage was reached.
        """
        for index, text in enumerate(window.opens):
            denied = text.split()[:1] == ["not"]
            subject = subject_of(text)
            lasts = () if denied else ("raised", "did", "felt")
            if subject not in (*lasts, "been", *Facts.__struct_fields__):
                message = f"'{text}': a window opens by what was raised, done or felt"
                self._conditions.report(Code.MISPLACED_TEST, (*path, "opens", index), message)

    def _caps(self, at: int, rubric: Rubric) -> int:
        caps = 0
        for index, cap in enumerate(rubric.caps):
            path = ("rubrics", at, "caps", index, "when")
            caps |= self._mark(Mark(rubric.id, -1, "", "", 0, "cap", cap.why), cap.when, path, {})
        return caps

    def _fault(self, path: Path, rubric: str, at: int, fault: Fault) -> int:
        return self._mark(
            Mark(rubric, at, "", "", 0, fault.weight, fault.why), fault.when, (*path, "when"), {}
        )

    def _mark(
        self,
        mark: Mark,
        when: Sequence[str],
        path: Path,
        meant: Mapping[str, str],
    ) -> int:
        self._conditions.check(when, path)
        bit = 1 << len(self.marks)
        self.marks.append(mark)
        self._rows.setdefault(act_named(when), []).append(
            _Row(self._conditions.condition(when, path), meant, bit)
        )
        return bit


def _mean(scores: Sequence[int]) -> int:
    """Their mean, rounded; 0 where there are none."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else 0


def _deducted(letter: _Letter, marks: int) -> int:
    return sum(DEDUCTION[weight] for bit, weight in letter.faults if marks & bit)


def _score_letter(letter: _Letter, marks: int, bits: int) -> LetterScore:
    windows = tuple(
        (window, 2 if marks & window.two else 1 if marks & window.one else 0)
        for window in letter.windows
        if bits & window.opens.mask == window.opens.want
    )
    shown = tuple(WindowScore(w.id, w.about, w.text, points, w.missed) for w, points in windows)
    deducted = _deducted(letter, marks)
    if not windows:
        return LetterScore(letter.letter, letter.name, None, None, deducted, shown)
    earned = sum(points for _, points in windows)
    score = max(0, 100 * earned // (2 * len(windows)) - deducted)
    essential = [points for window, points in windows if window.id == letter.essential]
    held = WITHOUT_ESSENTIAL if essential and not any(essential) else None
    if held is not None:
        score = min(score, held)
    return LetterScore(letter.letter, letter.name, score, held, deducted, shown)
