"""The stages of a call, as a state machine, in one table.

                 heard enough              understood               agreed, done, closed
    venting ----------------> settling ----------------> solving ----------------> content
       |  <-- re-ignited -----   |  <-- re-ignited ------   |  closed otherwise --> cool
       v                         v                          v
    escalated -- won back --> settling        withdrawn: went quiet, polite, lost
       |--> handed_over: a supervisor took it, warmly or not
       `--> gone: hung up           abusive --> limited: you ended it, after a limit

    Any stage ends in time_up when the customer has to go and nothing has been settled.

1. Rows are tried from the top; the first whose condition holds is taken, one a turn.
2. A customer's own rows come first, and may lead to stages of their own.
3. Endings have no rows: the call is over.
4. Conditions only read; nothing happens on entering a stage.
5. Nobody becomes abusive but by a row of their own: then `ABUSE` joins the table.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from transitions import Machine

from sim.core.when import Guard, union

START = "venting"
ESCALATED = "escalated"
ABUSIVE, LIMITED = "abusive", "limited"
TALKING = ("venting", "settling", "solving", "escalated")
ENDINGS: dict[str, str] = {
    "content": "Resolved, and glad of this talk.",
    "cool": "Resolved, not won.",
    "withdrawn": "Gave it up, and is lost.",
    "handed_over": "Somebody else took over.",
    "gone": "Hung up.",
    LIMITED: "You ended it, after a limit they did not keep.",
    "time_up": "Had to go before it was settled.",
}
KEPT = ("content", "cool")
"""The endings that keep the customer."""
LEAVING = ("withdrawn", "gone", "time_up")
"""The endings in which they go, whatever was said to them last."""
COMMON = tuple(ending for ending in ENDINGS if ending != LIMITED)
"""The endings that a call with anybody may come to."""
ANY = "any"


class Row(NamedTuple):
    """One transition: taken from `source` to `to` when every test holds."""

    source: str
    to: str
    when: tuple[str, ...]


ROWS: tuple[Row, ...] = (
    Row("escalated", "handed_over", ("last hand_over",)),
    Row("escalated", "gone", ("last close",)),
    Row("escalated", "gone", ("heat >= 90", "patience < 15")),
    Row("escalated", "settling", ("heat < 80",)),
    Row("venting", "gone", ("last close", "heat >= 60")),
    Row("solving", "content", ("last close", "did agree", "did act", "heat < 30", "trust >= 70")),
    Row("solving", "cool", ("last close", "did act")),
    Row(ANY, "withdrawn", ("last close",)),
    Row("solving", "content", ("time_is_up", "did agree", "did act", "heat < 30", "trust >= 70")),
    Row("solving", "cool", ("time_is_up", "did agree", "did act")),
    Row("settling", "cool", ("time_is_up", "did agree", "did act")),
    Row(ANY, "gone", ("patience < 5", "heat >= 60")),
    Row(ANY, "withdrawn", ("patience < 5",)),
    Row(ANY, "withdrawn", ("trust < 10", "heat < 60", "not last attentive")),
    Row("venting", "escalated", ("heat >= 90",)),
    Row("settling", "escalated", ("heat >= 90",)),
    Row("solving", "escalated", ("heat >= 90",)),
    Row("venting", "settling", ("heard >= 40", "heat < 70")),
    Row("settling", "venting", ("heat >= 80",)),
    Row("settling", "solving", ("heard >= 60", "heat < 60")),
    Row("solving", "settling", ("heat >= 70",)),
    Row(ANY, "time_up", ("time_is_up",)),
)

ABUSE: tuple[Row, ...] = (
    Row(ABUSIVE, LIMITED, ("last close", "did set_limit")),
    Row(ABUSIVE, "handed_over", ("last hand_over",)),
    Row(ABUSIVE, "gone", ("last close",)),
    Row(ABUSIVE, "settling", ("heat < 80", "heard >= 40")),
    Row(ABUSIVE, "venting", ("heat < 80",)),
)
"""The way out of abuse, for a customer whose own rows lead there."""


class _Condition:
    """A guard that `transitions` can call, named by its text in diagrams and errors."""

    def __init__(self, place: int, text: str, guard: Guard, reads: "Stages") -> None:
        self.place = place
        self.__name__ = text
        self._guard = guard
        self._reads = reads

    def __call__(self) -> bool:
        return self._reads.bits & self._guard.mask == self._guard.want


class Stages:
    """The machine of one compiled case; what it answers for a stage and some bits is remembered.

    The machine itself is built on first use: a call may be read back without it.
    """

    def __init__(self, stages: Iterable[str], rows: Iterable[tuple[Row, Guard]]) -> None:
        self.names: tuple[str, ...] = tuple(stages)
        self.endings = tuple(name for name in self.names if name in ENDINGS)
        self.stage = START
        self.bits = 0
        self.rows = tuple(rows)
        self.reads = union(guard.mask for _, guard in self.rows)
        self._known: dict[tuple[str, int], str] = {}

    def after(self, stage: str, bits: int) -> str:
        """The stage that follows `stage` when `bits` are true; the same one when no row fits."""
        key = (stage, bits & self.reads)
        known = self._known.get(key)
        if known is None:
            self.bits = bits
            self.machine.set_state(stage)
            self.machine.events["turn"].trigger(self)
            known = self._known[key] = self.stage
        return known

    @cached_property
    def machine(self) -> Machine:
        """The table as a `transitions` machine, with a condition on every row."""
        machine = Machine(
            self,
            states=list(self.names),
            initial=START,
            auto_transitions=False,
            model_attribute="stage",
            ignore_invalid_triggers=True,
        )
        for place, (row, guard) in enumerate(self.rows):
            machine.add_transition(
                "turn",
                row.source if row.source != ANY else [n for n in self.names if n not in ENDINGS],
                row.to,
                conditions=_Condition(place, ", ".join(row.when), guard, self),
            )
        return machine

    def running(self) -> tuple[Row, ...]:
        """The table read back from the machine that runs, in the order in which it is tried."""
        found: dict[tuple[int, str, str], list[str]] = {}
        for step in self.machine.get_transitions("turn"):
            for guard in (condition.func for condition in step.conditions):
                if isinstance(guard, _Condition):
                    key = (guard.place, guard.__name__, str(step.dest))
                    found.setdefault(key, []).append(step.source)
        return tuple(
            Row(ANY if sources[1:] else sources[0], to, tuple(filter(None, text.split(", "))))
            for (_, text, to), sources in sorted(found.items())
        )
