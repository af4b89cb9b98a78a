"""Content files with something wrong in them: mutants of what is shipped, each made from its seed.

A mutant has been through one to four of `CHANGES`, of its text and at times of its bytes. What was
not written for the occasion finds the mistakes that nobody thought of.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from sim.core import acts
from sim.studio.library import RULES, shipped

KINDS = ("scenarios", "customers", "rules")
SHARES = (50, 42, 8)
"""How many of a hundred mutants are of each kind."""

PUNCTUATION = "[]{}:,#&*!|>'\"%@`-?~\\<\t"
ODD = (
    "\x00\x07\x0b\x1b\x7f\x85\xa0\xad\u0301\u0660\u200b\u200d\u200f\u2028\u2029\u202e\u2066"
    "\ufeff\ufffd\ufffe\U0001f600\U000e0041"
)
VALUES = (
    "", "~", "null", "true", "no", "-1", "0", "101", "010", "1e9", "0x1F", ".inf", "9" * 30,
    "99999999999999999", "2024-05-01", "12:30", "''", '""', "[]", "{}", "[x]", "[[x]]", "{a: b}",
    "[a, 1, {b: c}]", "{first}", "'{}'", "'{0}'", "'{first.__class__}'", "'{first!r:>{last}}'",
    "'{'", "&a x", "*a", "<<", "!x y", "!!python/object:os.system {}", "|", "> x", "x # y", "x: y",
    "- x", "? x", "%s", "`x`", "@x", '"\\x1b[31m"', '"\\ud800"', '"a\\nb"', "x" * 1200, "é" * 45,
    '"' + "x " * 400 + '"', "[" * 30, "Ä", "not", "twice", "this",
)  # fmt: skip
"""What may stand where something else should."""
WORDS = (
    "not", "twice", "this", "feeling", "needed", "heat", "turn", "stage", "moment", "did", "last",
    "raised", "raises", "felt", "unfinished", "enters", "used", "act", "about", "with", "need",
    "venting", "settling", "solving", "escalated", "gone", "opening", ">=", "<", ">", "==", "100",
    "-5", "999", "1.5", "nothing", "any", *acts.NAMES,
)  # fmt: skip
"""Of which conditions are garbled."""
BYTES = (b"\xed\xa0\x80", b"\xc0\x80", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00", b"\xe2\x82")
"""What no UTF-8 has, or only at its beginning."""
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252", "utf-7")

_KEY = re.compile(r"(?<![^\s{,])[a-z_]+(?=:(?:\s|$))", re.M)
_VALUE = re.compile(r"(?<=: )[^\s,{}\[\]#][^,{}\[\]#\n]*")
_ID = re.compile(r"(?<=\bid: )[a-z_]+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")
_WHEN = re.compile(r"(?:when|signal|opens): \[[^\]]*\]")
_WORD = re.compile(r"[A-Za-z_]+")

Change = Callable[[Random, str], str]


class Mutant(NamedTuple):
    """A file gone wrong: of which kind and file, how it was changed, and what stands in it now."""

    kind: str
    original: str
    changes: tuple[str, ...]
    content: bytes


def mutant(seed: int) -> Mutant:
    """The mutant of that seed; the same as ever, as long as the shipped files are."""
    random = Random(seed)
    kind = random.choices(KINDS, SHARES)[0]
    original = random.choice(originals(kind))
    text = original.read_text(encoding="utf-8")
    table = random.choice((CHANGES, MEANING))
    changes = random.choices(tuple(table), k=random.choice((1, 1, 2, 3, 4)))
    if random.random() < 0.9:  # short files are quickly tried, and sooner hit where it matters
        text = thinned(random, text)
    for change in changes:
        text = CHANGES[change](random, text) or "\n"
    content = text.encode("utf-8", "surrogatepass")
    if table is CHANGES and random.random() < 0.25:
        changes.append("bytes")
        content = _bytes(random, content)
    return Mutant(kind, original.stem, tuple(changes), content)


@cache
def originals(kind: str) -> tuple[Path, ...]:
    """The shipped files of a kind."""
    folder = RULES if kind == "rules" else shipped() / kind
    return tuple(sorted(each for each in folder.rglob("*.yaml") if ".play." not in each.name))


def thinned(random: Random, text: str) -> str:
    """The text with most of its long lists left out: one item of eight stays."""
    head, mark, rest = text.partition("\nlines:\n")
    parts = re.split(r"^(?=  - |\S)", rest, flags=re.M)
    after = next((at for at, part in enumerate(parts) if re.match(r"\S", part)), len(parts))
    kept = [each for each in parts[:after] if random.random() < 0.12]
    return head + mark + "".join([*kept, *parts[after:]])


# --- Changes of lines ---------------------------------------------------------------------------


def _stretch(random: Random, many: int, most: int = 12) -> slice:
    start = random.randrange(many)
    return slice(start, start + random.randint(1, most))


def _by_line(change: Callable[[Random, list[str]], None]) -> Change:
    def changed(random: Random, text: str) -> str:
        lines = text.splitlines(keepends=True) or ["\n"]
        change(random, lines)
        return "".join(lines)

    return changed


def _lose_lines(random: Random, lines: list[str]) -> None:
    del lines[_stretch(random, len(lines))]


def _repeat_lines(random: Random, lines: list[str]) -> None:
    chosen = _stretch(random, len(lines))
    lines[chosen.start : chosen.start] = lines[chosen] * random.choice((1, 1, 1, 2, 60))


def _swap_lines(random: Random, lines: list[str]) -> None:
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _move_lines(random: Random, lines: list[str]) -> None:
    chosen = _stretch(random, len(lines))
    moved = lines[chosen]
    del lines[chosen]
    at = random.randint(0, len(lines))
    lines[at:at] = moved


def _indent_lines(random: Random, lines: list[str]) -> None:
    by = random.choice((" ", "  ", "   ", "\t", "-", "--"))
    chosen = _stretch(random, len(lines))
    lines[chosen] = [by[1:] + line[1:] if "-" in by else by + line for line in lines[chosen]]


def _new_ends(random: Random, lines: list[str]) -> None:
    end = random.choice(("\r\n", "\r", "\x85", "\u2028", "", " \n", "\n\n", "\n---\n", "\n...\n"))
    chosen = _stretch(random, len(lines), random.choice((1, 5, 9999)))
    lines[chosen] = [line.rstrip("\n") + end for line in lines[chosen]]


# --- Changes of letters -------------------------------------------------------------------------


def _cut(random: Random, text: str) -> str:
    return text[: random.randrange(len(text))]


def _lose_letters(random: Random, text: str) -> str:
    chosen = _stretch(random, len(text), 30)
    return text[: chosen.start] + text[chosen.stop :]


def _repeat_letters(random: Random, text: str) -> str:
    chosen = _stretch(random, len(text), 30)
    times = random.choice((2, 2, 3, 500))
    return text[: chosen.start] + text[chosen] * times + text[chosen.stop :]


def _insert(from_: str) -> Change:
    def changed(random: Random, text: str) -> str:
        for _ in range(random.choice((1, 1, 1, 2, 40))):
            at = random.randint(0, len(text))
            text = text[:at] + random.choice(from_) + text[at:]
        return text

    return changed


# --- Changes of what stands there ---------------------------------------------------------------


def _replace(pattern: re.Pattern[str], new: Callable[[Random, str, str], str]) -> Change:
    """Replace one thing that `pattern` finds by what `new` makes of the text and of it."""

    def changed(random: Random, text: str) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        it = random.choice(found)
        return text[: it.start()] + new(random, text, it[0]) + text[it.end() :]

    return changed


def _another(pattern: re.Pattern[str]) -> Change:
    return _replace(pattern, lambda random, text, _: random.choice(pattern.findall(text)))


def _misspelt(random: Random, _: str, word: str) -> str:
    at = random.randrange(len(word))
    letter = random.choice("aesxz_AÉ9 ")
    return random.choice((
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at:][:2][::-1] + word[at + 2 :],
        word.upper(),
        word * 2,
    ))  # fmt: skip


def _garbled(random: Random, _: str, condition: str) -> str:
    head, bracket, tests = condition.partition("[")
    words = tests.removesuffix("]").split(" ")
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(words) or 1)
        words[at : at + random.randint(0, 1)] = random.choices(WORDS, k=random.choice((0, 1, 1, 2)))
    return f"{head}{bracket}{' '.join(words)}]"


LAYOUT: dict[str, Change] = {
    "lines lost": _by_line(_lose_lines),
    "lines repeated": _by_line(_repeat_lines),
    "lines swapped": _by_line(_swap_lines),
    "lines moved": _by_line(_move_lines),
    "lines indented": _by_line(_indent_lines),
    "lines ended otherwise": _by_line(_new_ends),
    "cut": _cut,
    "letters lost": _lose_letters,
    "letters repeated": _repeat_letters,
    "punctuation": _insert(PUNCTUATION),
    "odd letters": _insert(ODD),
}
MEANING: dict[str, Change] = {
    "key misspelt": _replace(_KEY, _misspelt),
    "another key": _another(_KEY),
    "word misspelt": _replace(_WORD, _misspelt),
    "another word": _another(_WORD),
    "another value": _another(_VALUE),
    "odd value": _replace(_VALUE, lambda random, *_: random.choice(VALUES)),
    "odd number": _replace(_NUMBER, lambda random, *_: random.choice(VALUES)),
    "another id": _another(_ID),
    "id misspelt": _replace(_ID, _misspelt),
    "condition garbled": _replace(_WHEN, _garbled),
    "another condition": _another(_WHEN),
}
CHANGES = LAYOUT | MEANING
"""By what they are called; those of meaning mostly leave YAML that reaches the compiler."""


def _bytes(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    changed = bytearray(content)
    match random.randrange(4):
        case 0:
            changed[at] ^= 1 << random.randrange(8)
        case 1:
            changed[at:at] = random.choice(BYTES)
        case 2:
            del changed[at : at + 1]
        case _:
            text = content.decode("utf-8", "replace")
            return text.encode(random.choice(ENCODINGS), "replace")
    return bytes(changed)
