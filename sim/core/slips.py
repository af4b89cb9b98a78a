"""What was probably meant by a test that is none: the slips of whoever writes conditions."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sim.core import acts
from sim.core.spelling import closest

LONGEST = 200
"""Characters of a test that are looked at; none is as long."""

_WORDED = (
    (r"≥|⩾|> =", ">="),
    (r"≤|⩽|< =", "<="),
    (r"\b(is )?(at least|no less than|minimum|min|from)\b", ">="),
    (r"\b(is )?(at most|no more than|maximum|max|up to)\b", "<="),
    (r"\b(is )?(more than|greater than|higher than|over|above)\b", ">"),
    (r"\b(is )?(less than|fewer than|lower than|under|below)\b", "<"),
)
"""Ways to compare that are none here, and the sign that is meant."""
_BETWEEN = (
    re.compile(
        r"(?P<low>\d{1,3}) ?(?P<least><=|=<|<) ?(?P<of>[a-z]+) ?(?P<most><=|=<|<) ?"
        r"(?P<high>\d{1,3})"
    ),
    re.compile(r"(?P<of>[a-z]+) (?:is )?between (?P<low>\d{1,3}) and (?P<high>\d{1,3})"),
)
_TURNED = re.compile(r"(not )?(\d{1,3}) ?(>=|<=|=>|=<|>|<) ?([a-z]+)")
_TURN_OF = str.maketrans("<>", "><")
_FILLERS = re.compile(r"(?:if|when|has|have|had|is|was|were|customer|they|the)\b ?")
_COMPARED = re.compile(r"(not )?([a-z]+) ?(>=|<=|=>|=<|==|>|<|=|is) ?(\d{1,3}) ?%?")
_SIGNS = (">=", "<=", "=>", "=<", ">", "<")
_BEYOND = {">": ">=", "=>": ">=", "<=": "<", "=<": "<"}
_SUBJECT_OF = {
    "stage": "stage",
    "act": "did",
    "feeling": "felt",
    "thing": "raised",
    "reply": "used",
    "voice": "voice",
}
"""How to ask for a name that stands alone, by its kind; the first kind that has it counts."""


class Slips(NamedTuple):
    """What a test can be made of: the subjects compared with a number, all there are, and names.

    `names` has the ids of a case by kind.
    """

    numbers: Collection[str]
    subjects: Collection[str]
    names: Mapping[str, Collection[str]]

    def mend(self, text: str) -> str:
        """How to mend a test, as the end of a sentence; empty when there is nothing to say."""
        line = " ".join(text[:LONGEST].split())
        return (
            _between(line, self.numbers)
            or _joined(line, self.subjects)
            or _compared(line, self.numbers)
            or _late_not(line, self.subjects)
            or _punctuated(line, set(self.subjects) - set(self.numbers))
            or _denied_twice(line, self.subjects)
            or _filled_up(line, self.subjects)
            or self.elsewhere(line)
        )

    def elsewhere(self, word: str) -> str:
        """How to ask for a name that is known, but not as what it was taken for."""
        denied, name = ("not ", word[4:]) if word.startswith("not ") else ("", word)
        for kind, subject in _SUBJECT_OF.items():
            if name in self.names.get(kind, ()):
                return f"write '{denied}{subject} {name}'"
        by = [act.name for act in acts.ACTS if act.names and name in self.names.get(act.names, ())]
        # what an act refers to is not an act: which of them is meant, only the writer knows
        if word.startswith("did ") or not by:
            return ""
        return "write " + " or ".join(f"'{denied}did {act} {name}'" for act in by[:2])


def _between(line: str, numbers: Collection[str]) -> str:
    """A number held between two others; with `between`, both of them count."""
    for pattern in _BETWEEN:
        found = pattern.fullmatch(_signed(line))
        if found and found["of"] in numbers:
            subject, low, high = found["of"], int(found["low"]), int(found["high"])
            signs = found.groupdict()
            low += signs.get("least") == "<" and subject == "turn"
            high += signs.get("most") != "<" and subject == "turn"
            return f"write '{subject} >= {low}' and '{subject} < {high}' as items of their own"
    return ""


def _signed(line: str) -> str:
    """A comparison with a sign for the words and signs that are none."""
    for words, sign in _WORDED:
        line = re.sub(words, sign, line)
    return line


def _denied_twice(line: str, known: Collection[str]) -> str:
    rest = re.sub(r"^(not not )+", "", line)
    subject = rest.removeprefix("not ").partition(" ")[0]
    return f"write '{rest}'" if rest != line and subject in known else ""


def _filled_up(line: str, known: Collection[str]) -> str:
    """Words around a test that make a sentence of it."""
    denied = "not " if line.startswith("not ") else ""
    rest = line.removeprefix("not ")
    bare = rest
    while (found := _FILLERS.match(bare)) and found.end():
        bare = bare[found.end() :]
    if bare == rest or not bare.split() or bare.split()[0] not in known:
        return ""
    return f"write '{denied}{bare}'"


def _joined(line: str, known: Collection[str]) -> str:
    """Two tests in one; whoever denies the one or the other denies both."""
    halves = re.split(r" *(?:,|;|&+| and | or |\|+) *", line)
    if len(halves) < 2 or not all(halves):
        return ""
    begun = halves[0].split()[: 2 if line.startswith("not ") else 1]
    tests = [
        half if half.removeprefix("not ").split()[0] in known else " ".join([*begun, half])
        for half in halves
    ]
    quoted = [f"'{test}'" for test in tests]
    if re.search(r" or |\|", line) and not line.startswith("not "):
        once = " and once with ".join(quoted)
        return f"there is no 'or': write the entry twice, once with {once}"
    return f"one test says one thing: write {' and '.join(quoted)} as items of their own"


def _compared(line: str, numbers: Collection[str]) -> str:
    """A number compared in another way than by `>=` and `<`."""
    line = _signed(line)
    if turned := _TURNED.fullmatch(line):
        denied, number, sign, subject = turned.groups()
        line = f"{denied or ''}{subject} {sign.translate(_TURN_OF)} {number}"
    found = _COMPARED.fullmatch(line)
    if not found:
        return ""
    if found[2] not in numbers:
        misspelt = found[3] not in _SIGNS or closest(found[2], numbers)
        return "" if misspelt else f"what is compared with a number is {', '.join(numbers)}"
    denied, subject, sign, number = found[1] or "", found[2], found[3], int(found[4])
    # gauges move in tenths of a point, so that only of turns the next one is another test
    number += sign in (">", "<=", "=<") and subject == "turn"
    if sign in ("=", "==", "is") and subject == "turn" and not denied:
        return f"write '{subject} >= {number}' and '{subject} < {number + 1}' as items of their own"
    if sign in ("=", "==", "is"):
        return f"write '{denied}{subject} >= {number}' or '{denied}{subject} < {number}'"
    return f"write '{denied}{subject} {_BEYOND.get(sign, sign)} {number}'"


def _late_not(line: str, known: Collection[str]) -> str:
    words = line.split()
    if words[:1] and words[0] in known and words[1:2] in (["not"], ["no"]) and words[2:]:
        return f"'not' comes first: 'not {' '.join([words[0], *words[2:]])}'"
    return ""


def _punctuated(line: str, known: Collection[str]) -> str:
    found = re.fullmatch(r"(not )?(\w+) ?(?::|=+| is ) ?(\w+)", line)
    if found and found[2] in known:
        return f"write '{found[1] or ''}{found[2]} {found[3]}'"
    return ""
