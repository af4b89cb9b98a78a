"""How a reply moves the customer: plain effects and rules, made ready for one person.

Contributions are only ever added. An amount is scaled by the person's temper when the case is
compiled, and truncated towards zero, so that everything after is whole numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.core.acts import TIME, called
from sim.core.model import Arrival, Effect, Mood, Need, Rule, Temper
from sim.core.when import GAUGES, Condition, Conditions, Path

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


class _Row(NamedTuple):
    """A rule made ready; `meant` says what words stand for, where that is not up to the act."""

    condition: Condition
    moves: tuple[Contribution, ...]
    meant: Mapping[str, str]


def act_named(when: Iterable[str]) -> str:
    """The act a list of tests is judged for: the one it names, else the passing of time."""
    for text in when:
        words = text.split()
        if words[:1] == ["act"] and len(words) > 1:
            return words[1]
    return TIME


class Moods:
    """The mood tables for one person, answering which rows an act may call on."""

    def __init__(
        self, mood: Mood, has: Mapping[int, Need], temper: Temper, conditions: Conditions
    ) -> None:
        """`has` are the needs of the person, by their place in the catalogue."""
        self._conditions = conditions
        self._plain = {
            effect.act: contributions(effect, Reason(effect.act, effect.why, effect.source), temper)
            for effect in mood.effects
        }
        self._rules: dict[str, list[_Row]] = {}
        for index, rule in enumerate(mood.rules):
            self._take(rule, ("mood", "rules", index, "when"), temper)
        for at, need in has.items():
            for index, rule in enumerate(need.rules):
                path = ("needs", at, "rules", index, "when")
                self._take(rule, path, temper, {"this": need.id})

    def _take(
        self, rule: Rule, path: Path, temper: Temper, meant: Mapping[str, str] | None = None
    ) -> None:
        self._conditions.check(rule.when, path)
        moves = contributions(rule, Reason(rule.id, rule.why, rule.source), temper)
        self._rules.setdefault(act_named(rule.when), []).append(
            _Row(self._conditions.condition(rule.when, path), moves, meant or {})
        )

    def plain(self, act: str) -> tuple[Contribution, ...]:
        """What the act does whenever it comes."""
        return self._plain.get(act, ())

    def ruled(self, act: str, words: frozenset[str], meant: Mapping[str, str]) -> Iterator[Ruled]:
        """The rules that may add to it, with what is left to test during the call."""
        rows = (row for name in called(act) for row in self._rules.get(name, ()))
        here = {**meant, "same": f"{act} {meant['this']}".rstrip()}
        for row in rows:
            guard = row.condition.guard(words, {**here, **row.meant} if row.meant else here)
            if guard is not None and row.moves:
                yield Ruled(*guard, row.moves)


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
