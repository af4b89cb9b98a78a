"""Texts that are too long, or repeat one another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from sim.core.codes import Code
from sim.core.model import Authored, Customer, Scenario, Stock
from sim.studio.checks.identities import (
    check_customer_brackets,
    check_identities,
    check_scenario_brackets,
)
from sim.studio.checks.source import Source
from sim.studio.findings import Finding, quoted

MOST_WORDS = 28
"""Words of a reply: what can be said in one breath."""
USUAL_TURN, MOST_TURN = 120, 140
"""Words to read in a turn, line and replies together: as a rule, and at most."""
OPENING, SAME_OPENINGS = 4, 6
"""So many lines of one voice may not begin with the same so many words."""

_TOKEN = re.compile(r"\[[^]]*\]|[\w{}’'-]+")
_Tokens = tuple[str, ...]


def words(text: str) -> int:
    """How many words there are to read."""
    return len(text.split())


def check_scenario_texts(
    source: Source[Scenario], stock: Stock, names: Mapping[str, str]
) -> Iterator[Finding]:
    """What is wrong with the texts of a scenario.

    `names` are those of all who may call, with the placeholder to write instead.
    """
    scenario = source.value
    for index, reply in enumerate(scenario.replies):
        count = words(reply.say)
        if count > MOST_WORDS:
            message = f"a reply has at most {MOST_WORDS} words, not {count}; say less, or make two"
            yield source.finding(Code.TOO_LONG, ("replies", index, "say"), message)
    yield from _repeats(source, "replies", [_tokens(reply.say) for reply in scenario.replies])
    tokens = [_tokens(line.say) for line in scenario.lines]
    yield from _line_repeats(source, tokens, stock)
    voices = [
        next((test for test in line.when if test.startswith("voice ")), "")
        for line in scenario.lines
    ]
    yield from _same_openings(source, tokens, voices)
    yield from _too_much(source)
    yield from check_identities(source, names)
    yield from check_scenario_brackets(source)


def check_customer_texts(source: Source[Customer], stock: Stock) -> Iterator[Finding]:
    """What is wrong with the texts of a customer."""
    tokens = [_tokens(line.say) for line in source.value.lines]
    yield from _line_repeats(source, tokens, stock)
    yield from _same_openings(source, tokens, [""] * len(tokens))
    yield from check_customer_brackets(source)


def _tokens(say: str) -> tuple[str, ...]:
    """The words alone, whatever the punctuation; a stage direction is one."""
    return tuple(_TOKEN.findall(say.lower())) or (say,)


def _line_repeats(
    source: Source[Authored], lines: Sequence[_Tokens], stock: Stock
) -> Iterator[Finding]:
    yield from _repeats(source, "lines", lines)
    common = {_tokens(line.say): line.say for line in stock.lines}
    for at, tokens in enumerate(lines):
        if tokens in common:
            message = f"anybody says {quoted(common[tokens])}; find words of this person's own"
            yield source.finding(Code.REPEATS, ("lines", at, "say"), message)


def _repeats(source: Source[Authored], field: str, says: Sequence[_Tokens]) -> Iterator[Finding]:
    seen: dict[_Tokens, int] = {}
    for at, tokens in enumerate(says):
        first = seen.setdefault(tokens, at)
        if first != at:
            line = source.document.at((field, first, "say"))[0]
            message = f"line {line} has the same words; say it otherwise, or take one out"
            yield source.finding(Code.REPEATS, (field, at, "say"), message)


def _same_openings(
    source: Source[Authored], lines: Sequence[_Tokens], voices: Sequence[str]
) -> Iterator[Finding]:
    begun: dict[tuple[str, _Tokens], list[int]] = {}
    for at, tokens in enumerate(lines):
        opening = tuple(word for word in tokens if word[0] != "[")[:OPENING]
        if len(opening) == OPENING:
            begun.setdefault((voices[at], opening), []).append(at)
    for (_, opening), places in begun.items():
        if len(places) >= SAME_OPENINGS:
            start = " ".join(opening)
            message = f"{len(places)} lines begin with '{start}'; let some begin otherwise"
            yield source.finding(Code.REPEATS, ("lines", places[-1], "say"), message)


def _too_much(source: Source[Scenario]) -> Iterator[Finding]:
    scenario = source.value
    options = scenario.offers * mean(words(reply.say) for reply in scenario.replies)
    usual = options + mean([words(line.say) for line in scenario.lines] or [0])
    if usual > USUAL_TURN:
        message = (
            f"a turn brings some {usual:.0f} words to read, and {USUAL_TURN} are a lot; "
            "shorten replies and lines, or offer fewer"
        )
        yield source.finding(Code.TOO_MUCH, ("replies",), message, key=True)
        return
    for index, line in enumerate(scenario.lines):
        count = words(line.say)
        if count + options > MOST_TURN:
            message = (
                f"{count} words, and the replies beside them, are some {count + options:.0f} to "
                f"read at once; keep it below {MOST_TURN - options:.0f}"
            )
            yield source.finding(Code.TOO_MUCH, ("lines", index, "say"), message)
