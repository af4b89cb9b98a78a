"""How a reply moves the customer: plain effects and rules, made ready for one person.

Contributions are only ever added. An amount is scaled by the person's temper when the case is
compiled, and truncated towards zero, so that everything after is whole numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.core.acts import TIME
from sim.core.model import Arrival, Effect, Mood, Rule, Temper
from sim.core.when import GAUGES, Conditions

SCALE = 10
"""Tenths of a shown point in a shown point: gauges run from 0 to 1000 inside."""
MOST = 100 * SCALE


class Reason(NamedTuple):
    """Why a gauge moved: the row's id, a sentence, and where the claim comes from."""

    id: str
    why: str
    source: str


class Contribution(NamedTuple):
    """One summand of a move: which of `GAUGES`, how many tenths, and why."""

    gauge: int
    amount: int
    reason: Reason


LIMIT = Reason("limit", "The gauge can go no further.", "design choice: gauges have two ends")


class Ruled(NamedTuple):
    """Contributions that count when a condition on the state holds."""

    mask: int
    want: int
    moves: tuple[Contribution, ...]


def act_named(when: Iterable[str]) -> str:
    """The act a list of tests is judged for: the one it names, else the passing of time."""
    for text in when:
        words = text.split()
        if words[:1] == ["act"] and len(words) > 1:
            return words[1]
    return TIME


class Moods:
    """The mood tables for one person, answering which rows an act may call on."""

    def __init__(self, mood: Mood, temper: Temper, conditions: Conditions) -> None:
        self._conditions = conditions
        self._plain = {
            effect.act: contributions(effect, Reason(effect.act, effect.why, effect.source), temper)
            for effect in mood.effects
        }
        self._rules: dict[str, list[tuple[int, Rule, tuple[Contribution, ...]]]] = {}
        for index, rule in enumerate(mood.rules):
            conditions.check(rule.when, ("mood", "rules", index, "when"))
            moves = contributions(rule, Reason(rule.id, rule.why, rule.source), temper)
            self._rules.setdefault(act_named(rule.when), []).append((index, rule, moves))

    def plain(self, act: str) -> tuple[Contribution, ...]:
        """What the act does whenever it comes."""
        return self._plain.get(act, ())

    def ruled(self, act: str, words: frozenset[str], meant: Mapping[str, str]) -> Iterator[Ruled]:
        """The rules that may add to it, with what is left to test during the call."""
        for index, rule, moves in self._rules.get(act, ()):
            path = ("mood", "rules", index, "when")
            guard = self._conditions.guard(rule.when, path, words, meant)
            if guard is not None and moves:
                yield Ruled(*guard, moves)


def contributions(
    row: Effect | Rule | Arrival, reason: Reason, temper: Temper
) -> tuple[Contribution, ...]:
    """What a row adds to the gauges of somebody of this temper."""
    return tuple(
        Contribution(index, amount, reason)
        for index, gauge in enumerate(GAUGES)
        if (amount := _scaled(gauge, getattr(row, gauge), temper))
    )


def _scaled(gauge: str, change: int, temper: Temper) -> int:
    percent: int = getattr(temper, f"{gauge}_{'rises' if change > 0 else 'falls'}")
    size = abs(change) * SCALE * percent // 100
    return size if change > 0 else -size
