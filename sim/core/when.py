"""The one grammar for conditions, and its compilation to bits.

A condition is a list of tests that must all hold; there is no "or" and no arithmetic: write two
rules. A test is a few words, `not` before them to deny it:

    heat >= 60    heat < 60         a gauge in shown points, or `turn`, the replies given so far
    stage venting                   the stage the customer is in
    moment opening                  opening (first two replies), close (agreed), middle (between)
    did apologise                   the act has come before; `did apologise twice`, `did ask order`
    last listen                     the act was in the reply just given
    raised order                    the customer has brought it up; `raises order`: just now
    felt ignored                    the customer has shown this feeling
    unfinished                      the customer broke off in the middle
    time_is_up                      the scenario's limit of turns is reached
    enters settling                 the stage has just been entered
    been escalated                  the call is in that stage, or has been
    used where_is_it                the reply has been given
    act offer, about courier        the act being judged, and what it refers to
    with greet                      the same reply also does this
    did fault, with helping, ...    any act of a class; see `acts.CLASSES`
    part, form, basis, by, ...      details of the act being judged; see `WORDS`
    fault clear, need plain_words   the facts of the case and of the person

In rows that are judged for an act, `this` stands for what the act refers to, `feeling` for the
feeling of a grievance, `needed` for the fact a remedy needs checked, and in mood rules `same` for
the act itself, about the same thing.

Tests about the case, the person and the act are decided when a case is compiled. The others become
bits, so that a condition costs one comparison: `bits & mask == want`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, get_args

from sim.core import acts, model
from sim.core.acts import classes
from sim.core.codes import Code
from sim.core.slips import Slips
from sim.core.spelling import nearest

GAUGES = ("heat", "heard", "trust", "patience")
NUMBERS = (*GAUGES, "turn")
"""What a test compares with a number."""
MOMENTS: dict[str, tuple[str, ...]] = {
    "opening": ("turn < 2",),
    "middle": ("turn >= 2", "not did agree"),
    "close": ("did agree",),
}
_MANNER = {field: tuple(get_args(kind)) for field, kind in model.Manner.__annotations__.items()}
FACTS = {field: tuple(get_args(kind)) for field, kind in model.Facts.__annotations__.items()}

WORDS: dict[str, tuple[str, ...]] = {
    "part": get_args(acts.Part),
    "parts": ("one", "few", "many"),
    "form": get_args(acts.Form),
    "basis": ("ours", "outside", "policy", "limit", "none"),
    "by": ("given", "missing"),
    "why": ("given", "missing"),
    "minutes": ("long", "short"),
    "briefed": ("yes", "no"),
    "policy": ("within", "beyond"),
    "remedy": ("fits", "misses"),
    "matters": ("access", "preference", "value"),
    **_MANNER,
    **FACTS,
}
"""Details of an act and facts of a case, with the words each may take."""

_OF_THE_CASE = {*FACTS, "need", "voice"}
_OF_THE_ACT = {*WORDS, "act", "about", "with"} - _OF_THE_CASE
_SETTLED = _OF_THE_CASE | _OF_THE_ACT
"""Subjects whose tests are settled when a case is compiled."""
STANDS_FOR = ("this", "feeling", "needed", "same")
"""Words for what an act, or the row it is judged by, refers to."""
NO_WORDS: frozenset[str] = frozenset()
NO_NAMES: Mapping[str, str] = MappingProxyType({})
"""What those words mean where they stand for nothing."""
FEW = 8
"""Names of a kind that are all told to whoever wrote another."""


class Guard(NamedTuple):
    """A compiled condition; it holds when `bits & mask == want`."""

    mask: int
    want: int


ALWAYS = Guard(0, 0)


MOST_PROBLEMS = 100
"""Problems of a case that are told at once; each costs a search for what was meant."""

Path = tuple[str | int, ...]
"""Where in the content: field names and list positions."""


class Problem(NamedTuple):
    """Something wrong with authored content: its kind, where it is, and a sentence."""

    code: Code
    path: Path
    message: str


class TooManyProblems(Exception):
    """So much is wrong with a case that no more of it is looked for; `problems` has it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def subject_of(text: str) -> str:
    """What a test is about: its first word, or the one after `not`; empty where there is none."""
    words = [*text.split(), "", ""]
    return words[1] if words[0] == "not" else words[0]


class UnknownName(ValueError):
    """A test names something that is not there."""


class _Test(NamedTuple):
    positive: bool
    word: str
    subject: str


def _test(positive: bool, word: str) -> _Test:
    return _Test(positive, word, word.partition(" ")[0])


class Grammar:
    """Reads tests against the names that exist in one case."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """`names` has the ids of a case by kind: stage, thing, reply, need, voice, topic, ..."""
        known = {kind: frozenset(ids) for kind, ids in names.items()}
        known["feeling"] = feeling = frozenset(get_args(acts.Feeling))
        known["form"] = frozenset(get_args(acts.Form))
        known["basis"] = frozenset(WORDS["basis"])
        act = frozenset((*acts.NAMES, *acts.CLASSES))
        self._about = {each.name: known.get(each.names, frozenset()) for each in acts.ACTS}
        self._about |= {"adapt": known["need"], "ignore_need": known["need"]}
        about = frozenset().union(*self._about.values())
        self._takes: dict[str, tuple[frozenset[str], ...]] = {
            "stage": (known["stage"],),
            "enters": (known["stage"],),
            "been": (known["stage"],),
            "moment": (frozenset(MOMENTS),),
            "did": (act, about | {"twice"}),
            "last": (act, about),
            "act": (act, about),
            "about": (about,),
            "with": (act,),
            "raised": (known["thing"],),
            "raises": (known["thing"],),
            "felt": (feeling,),
            "used": (known["reply"],),
            "need": (known["need"],),
            "voice": (known["voice"],),
            "unfinished": (),
            "time_is_up": (),
            **{subject: (frozenset(words),) for subject, words in WORDS.items()},
        }
        self._slips = Slips(NUMBERS, (*self._takes, *NUMBERS), {**known, "act": act})

    def read(self, text: str) -> tuple[_Test, ...]:
        """The tests one piece of text stands for; ValueError says what is wrong and how to mend."""
        words = text.split()
        positive = words[:1] != ["not"]
        words = words if positive else words[1:]
        if words[:1] and words[0] in NUMBERS:
            return (self._number(words, positive, text),)
        if not words or words[0] not in self._takes:
            subject = words[0] if words else ""
            slip = self._slips.mend(text)
            close = f"; {slip}" if slip else nearest(subject, self._slips.subjects)
            raise ValueError(f"'{text}' is no test{close}")
        self._check_arguments(words, text)
        if words[0] == "moment":
            if not positive:
                raise ValueError(
                    f"'{text}': a moment cannot be denied; name the others in rules of their own"
                )
            return tuple(test for part in MOMENTS[words[1]] for test in self.read(part))
        return (_test(positive, " ".join(words)),)

    def _number(self, words: list[str], positive: bool, text: str) -> _Test:
        most = 100 if words[0] in GAUGES else 20
        if len(words) != 3 or words[1] not in (">=", "<") or not re.fullmatch(r"\d{1,3}", words[2]):
            own = re.findall(r"\b\d{1,3}\b", text)
            example = int(own[0]) if len(own) == 1 else 60 if words[0] in GAUGES else 3
            plain = f"write '{words[0]} >= {example}' or '{words[0]} < {example}'"
            raise ValueError(f"'{text}': {self._slips.mend(text) or plain}")
        if int(words[2]) > most:
            raise ValueError(f"'{text}': {words[0]} goes from 0 to {most}, in whole points")
        return _test(positive == (words[1] == ">="), f"{words[0]} >= {int(words[2])}")

    def _hint(self, word: str, known: frozenset[str]) -> str:
        """What else there is, or how the word is asked for."""
        if elsewhere := self._slips.elsewhere(word):
            return f"; {elsewhere}"
        close = nearest(word, known)
        return (
            close
            if close or not 0 < len(known) <= FEW
            else f"; it can be {', '.join(sorted(known))}"
        )

    def _check_arguments(self, words: list[str], text: str) -> None:
        subject, *given = words
        takes = self._takes[subject]
        optional = 1 if subject in ("did", "last", "act") else 0
        most = len(takes) + (1 if subject == "did" else 0)
        if not len(takes) - optional <= len(given) <= most:
            wanted = (
                "nothing"
                if not takes
                else "one word"
                if most == 1
                else "an act, perhaps with what it is about"
            )
            plain = f"'{subject}' takes {wanted}"
            raise ValueError(f"'{text}': {self._slips.mend(text) or plain}")
        if len(given) == 3 and given[2] != "twice":
            plain = "the last word may only be 'twice'"
            raise ValueError(f"'{text}': {self._slips.mend(text) or plain}")
        for word, known in zip(given, takes, strict=False):
            if word not in known and word not in STANDS_FOR:
                if slip := self._slips.mend(text):
                    raise ValueError(f"'{text}': {slip}")
                raise UnknownName(f"'{text}': there is no '{word}'{self._hint(word, known)}")
        if optional and len(given) > 1 and given[1] not in ("twice", *STANDS_FOR):
            about = self._about.get(given[0], frozenset())
            if given[1] not in about:
                hint = nearest(given[1], about) or " about that; leave it out"
                raise UnknownName(f"'{text}': '{given[0]}' is never '{given[1]}'{hint}")
        if given[1:] == ["twice", "twice"]:
            raise ValueError(f"'{text}': an act is counted to two and no further")


class Bits:
    """Gives every word a bit on first asking, so what no condition asks is not remembered."""

    def __init__(self) -> None:
        self.of_word: dict[str, int] = {}

    def of(self, word: str) -> int:
        """The bit of a word, as an integer with that bit set; "twice" brings "once" along."""
        if word.endswith(" twice"):
            self.of(word.removesuffix(" twice"))
        return self.of_word.setdefault(word, 1 << len(self.of_word))

    def asked(self, *words: str) -> int:
        """The bits of those words that some condition asks about."""
        return union(self.of_word.get(word, 0) for word in words)

    def left_by(self, act: str, about: str) -> tuple[tuple[tuple[int, int], ...], int]:
        """What an act leaves in memory: pairs for having come once and twice, and for just now."""
        names = [act, *([f"{act} {about}"] if about else []), *classes(act)]
        doses = [(self.asked(f"did {name}"), self.asked(f"did {name} twice")) for name in names]
        last = self.asked(*(f"last {name}" for name in names))
        return tuple((once, twice) for once, twice in doses if once), last

    def about(self, *subjects: str) -> int:
        """The bits of all tests with one of these subjects."""
        return union(bit for word, bit in self.of_word.items() if word.split()[0] in subjects)

    def all(self) -> int:
        """Every bit given so far."""
        return (1 << len(self.of_word)) - 1


@dataclass(slots=True)
class _Row:
    """A condition as it was read: what is left to settle, and what to ask, None if it cannot be.

    Only what can hold gets bits, so `guard` is compiled once all that was to settle is so.
    """

    settled: list[tuple[str, bool]]
    asked: dict[str, bool] | None
    guard: Guard | None = None


class Conditions:
    """Compiles the conditions of one case, gathering problems instead of stopping at the first."""

    def __init__(
        self, grammar: Grammar, case_words: frozenset[str], never: frozenset[str] = frozenset()
    ) -> None:
        """`case_words` are true in every call of the case, and those in `never` in none."""
        self.bits = Bits()
        self._never = never
        self.problems: dict[Problem, None] = {}
        self._grammar = grammar
        self._case_words = case_words
        self._read_before: dict[str, tuple[_Test, ...]] = {}
        self._as_written: dict[str, tuple[_Test, ...]] = {}

    def report(self, code: Code, path: Path, message: str) -> None:
        """Note a problem, once; raises TooManyProblems after one more than `MOST_PROBLEMS`."""
        self.problems[Problem(code, path, message)] = None
        if len(self.problems) > MOST_PROBLEMS:
            raise TooManyProblems(self.problems)

    def condition(self, when: Sequence[str], path: Path) -> "Condition":
        """A condition that is judged again and again, for one act after another."""
        return Condition(self, when, path)

    def guard(
        self, when: Sequence[str], path: Path, meant: Mapping[str, str] = NO_NAMES
    ) -> Guard | None:
        """A condition that is judged for no act, as bits; None when it cannot hold."""
        return Condition(self, when, path, of_no_act=True).guard(NO_WORDS, meant)

    def row(
        self, when: Iterable[str], path: Path, of_no_act: bool, meant: Mapping[str, str]
    ) -> _Row:
        """The tests of a condition: those that the words of an act settle, and the others."""
        settled: list[tuple[str, bool]] = []
        asked: dict[str, bool] = {}
        possible = True
        for index, text in enumerate(when):
            tests = self._tests(text, (*path, index), of_no_act, meant)
            possible = possible and tests is not None
            for positive, word, subject in tests or ():
                if word in self._never or word in self._case_words:
                    possible = possible and positive == (word in self._case_words)
                elif subject in _SETTLED:
                    settled.append((word, positive))
                else:
                    possible = asked.setdefault(word, positive) == positive and possible
        return _Row(settled, asked if possible else None)

    def compiled(self, asked: Mapping[str, bool]) -> Guard:
        """What is asked, as bits."""
        mask = want = 0
        for word, positive in asked.items():
            bit = self.bits.of(word)
            mask, want = mask | bit, want | bit if positive else want
        return Guard(mask, want)

    def check(self, when: Iterable[str], path: Path) -> None:
        """Report what is no test, also in a row that no act of this case will call on."""
        for index, text in enumerate(when):
            self._read(text, (*path, index))

    def _tests(
        self, text: str, path: Path, of_no_act: bool, meant: Mapping[str, str]
    ) -> tuple[_Test, ...] | None:
        """What to test, or None when it cannot hold or is no test."""
        tests = self._as_written.get(text) or self._filled(text, path, meant)
        if of_no_act and tests and tests[0].subject in _OF_THE_ACT:
            hint = "; write 'last' or 'did' with the act" if tests[0].subject == "act" else ""
            self.report(Code.MISPLACED_TEST, path, f"'{text}': no act is judged here{hint}")
            return None
        return tests

    def _filled(self, text: str, path: Path, meant: Mapping[str, str]) -> tuple[_Test, ...] | None:
        """The tests once names stand for what is meant by them; remembered where there are none."""
        for word in text.split()[1:]:
            if word in STANDS_FOR and word not in meant:
                message = f"'{text}': '{word}' stands for nothing here; write the name"
                self.report(Code.MISPLACED_TEST, path, message)
                return None
        filled = _fill(text, meant)
        tests = None if filled is None else self._read(filled, path)
        if tests and filled == text:
            self._as_written[text] = tests
        return tests

    def _read(self, text: str, path: Path) -> tuple[_Test, ...] | None:
        if text in self._read_before:
            return self._read_before[text]
        try:
            tests = self._read_before[text] = self._grammar.read(text)
            return tests
        except ValueError as error:
            code = Code.UNKNOWN_NAME if isinstance(error, UnknownName) else Code.NO_SUCH_TEST
            self.report(code, path, str(error))
            return None


class Condition:
    """One condition of a case; what it comes to is remembered, for it is judged many times."""

    def __init__(
        self, conditions: Conditions, when: Sequence[str], path: Path, of_no_act: bool = False
    ) -> None:
        self._conditions = conditions
        self._when = when
        self._path = path
        self._of_no_act = of_no_act
        text = " ".join(when)
        self._names = [name for name in STANDS_FOR if name in text]
        self._rows: dict[tuple[str | None, ...], _Row] = {}

    def guard(self, words: frozenset[str], meant: Mapping[str, str] = NO_NAMES) -> Guard | None:
        """The condition as bits; None when it cannot hold.

        `words` are true of the act being judged; `meant` says what `this`, `feeling`, `needed` and
        `same` stand for. A test about what there is not cannot hold.
        """
        key = tuple(map(meant.get, self._names)) if self._names else ()
        row = self._rows.get(key)
        if row is None:
            row = self._conditions.row(self._when, self._path, self._of_no_act, meant)
            self._rows[key] = row
        if row.asked is None:
            return None
        for word, so in row.settled:
            if (word in words) != so:
                return None
        if row.guard is None:
            row.guard = self._conditions.compiled(row.asked)
        return row.guard


def _fill(text: str, meant: Mapping[str, str]) -> str | None:
    if not any(word in text for word in STANDS_FOR):
        return text
    head, *rest = text.split() or [""]
    filled = [meant.get(word, "") if word in STANDS_FOR else word for word in rest]
    return " ".join([head, *filled]) if all(filled) else None


def thresholds(bits: Bits, subject: str, most: int, scale: int) -> list[int]:
    """For each value from 0 to `most`, the bits of the tests on `subject` that it meets."""
    met_at: dict[int, int] = {}
    for word, bit in bits.of_word.items():
        if word.startswith(f"{subject} >= "):
            least = int(word.rpartition(" ")[2]) * scale
            met_at[least] = met_at.get(least, 0) | bit
    met, values = 0, list[int]()
    for least in sorted(met_at):
        values += [met] * (min(least, most + 1) - len(values))
        met |= met_at[least]
    return values + [met] * (most + 1 - len(values))


def union(bits: Iterable[int]) -> int:
    """All of the bits in one number."""
    mask = 0
    for bit in bits:
        mask |= bit
    return mask
