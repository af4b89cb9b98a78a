"""The calls one can take, as a ladder from the easiest to the hardest, and what to know of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.modes import EXAM
from sim.prose.sections import Section
from sim.records.history import Past
from sim.studio.index import CustomerCard, Index, ScenarioCard

GRADES = {
    1: "a good first call",
    2: "it takes some listening",
    3: "it takes care",
    4: "one slip shows",
    5: "little is forgiven",
}
"""How hard a call is, as it was worked out, in words."""
HARDEST = max(GRADES)
WON = "content"
"""The ending that leaves nothing to wish for."""
EXAM_ABOUT = (
    Section(
        "The exam",
        (
            "Somebody calls. Who it is, and about what, you learn as the phone rings; the call is "
            "drawn from the harder half of the ladder.",
            "No gauges, no hints, no reasons, and one try.",
        ),
    ),
)


class Rung(NamedTuple):
    """A call one can take: its place on the ladder, from 1, and how it went so far.

    `grade` is from 1 (easiest) to 5, None until it is known; `calls` are the newest first. `of`
    counts the customers who may call about the same, and `won_with` those with whom that came to a
    good end.
    """

    number: int
    scenario: ScenarioCard
    customer: CustomerCard
    grade: int | None
    calls: tuple[Past, ...]
    won_with: int
    of: int

    @property
    def won(self) -> bool:
        """Whether it was ever brought to a good end."""
        return any(call.ended == WON for call in self.calls)

    @property
    def best(self) -> dict[str, int]:
        """The best score so far by each rubric."""
        best: dict[str, int] = {}
        for call in self.calls:
            for rubric, score in call.scores.items():
                best[rubric] = max(score, best.get(rubric, 0))
        return best


def ladder(index: Index, calls: Sequence[Past]) -> list[Rung]:
    """Every call there is, from the easiest to the hardest; of two as hard, the lighter first."""
    pairs = sorted(
        index.pairs(),
        key=lambda pair: (index.grade(*pair) or 0, index.customers[pair[1]].intensity),
    )
    able = Counter(scenario for scenario, _ in pairs)
    taken = defaultdict[tuple[str, str], list[Past]](list)
    for call in calls:
        taken[call.scenario, call.customer].append(call)
    won = Counter(
        scenario for scenario, who in pairs if any(c.ended == WON for c in taken[scenario, who])
    )
    return [
        Rung(
            number,
            index.scenarios[scenario],
            index.customers[customer],
            index.grade(scenario, customer),
            tuple(taken[scenario, customer]),
            won[scenario],
            able[scenario],
        )
        for number, (scenario, customer) in enumerate(pairs, 1)
    ]


def proposed(rungs: Iterable[Rung]) -> list[Rung]:
    """One call of each scenario: the one taken last, or the easiest.

    Once every scenario came to a good end, it is the easiest that did not yet. Of those as easy,
    it is whoever calls least often so far, so that one meets many people.
    """
    about = defaultdict[str, list[Rung]](list)
    for rung in rungs:
        about[rung.scenario.id].append(rung)
    once_more = all(any(rung.won for rung in same) for same in about.values())
    chosen: list[Rung] = []
    callers = Counter[str]()
    for same in about.values():
        taken = [rung for rung in same if rung.calls]
        able = [rung for rung in same if not (once_more and rung.won)] or same
        easiest = [rung for rung in able if rung.grade == able[0].grade]
        chosen.append(
            max(taken, key=lambda rung: rung.calls[0].started)
            if taken and not once_more
            else min(easiest, key=lambda rung: callers[rung.customer.id])
        )
        callers[chosen[-1].customer.id] += 1
    return sorted(chosen, key=lambda rung: rung.number)


def another(rungs: Sequence[Rung], rung: Rung) -> Rung:
    """The call about the same with whoever comes after on the ladder; after the last, the first."""
    same = [each for each in rungs if each.scenario.id == rung.scenario.id]
    after = [each for each in same if each.number > rung.number]
    return (after or same)[0]


def next_rung(rungs: Iterable[Rung]) -> int | None:
    """The number of the first call that was not yet brought to a good end."""
    return next((rung.number for rung in rungs if not rung.won), None)


def for_the_exam(rungs: Sequence[Rung]) -> Sequence[Rung]:
    """The calls an exam is drawn from: the harder half."""
    return rungs[len(rungs) // 2 :]


def passed(calls: Iterable[Past]) -> bool:
    """Whether an exam was ever brought to a good end."""
    return any(call.mode == EXAM and call.ended == WON for call in calls)


def about(rung: Rung) -> list[Section]:
    """What somebody should know before they take this call."""
    scenario = rung.scenario
    lines = (
        scenario.summary,
        f"You practise: {scenario.practises}",
        f"With {rung.customer.name}. {heavy(rung.customer)}",
        f"How hard it is: {_how_hard(rung)}",
        *([_callers(rung)] if rung.of > 1 else ()),
        f"So far: {_so_far(rung)}",
    )
    return [Section(scenario.title, lines)]


def how_it_stands(rung: Rung) -> str:
    """How hard the call is, and how it went so far."""
    return f"How hard it is: {_how_hard(rung)} So far: {_so_far(rung)}"


def heavy(customer: CustomerCard) -> str:
    """How heavy a call with this customer is, and what to be prepared for."""
    return how_heavy(customer.intensity, customer.content_note)


def how_heavy(intensity: int, content_note: str) -> str:
    """How heavy a call is, and what to be prepared for."""
    return f"How heavy it is: {intensity} of 5. {content_note}".rstrip()


def _how_hard(rung: Rung) -> str:
    if rung.grade is None:
        return "not worked out yet."
    return f"{rung.grade} of {HARDEST}, {GRADES[rung.grade]}."


def _callers(rung: Rung) -> str:
    """Who may call about the same."""
    some = "none yet" if not rung.won_with else f"{rung.won_with} so far"
    return f"Who may call: {rung.of} customers; a good end with {some}."


def _so_far(rung: Rung) -> str:
    done = [call for call in rung.calls if call.ended]
    if not done:
        return "you have not taken this call yet."
    scores = ", ".join(f"{rubric.upper()} {score}" for rubric, score in sorted(rung.best.items()))
    times = {1: "once", 2: "twice"}.get(len(done), f"{len(done)} times")
    best = f"best: {scores}." if scores else ""
    end = "It came to a good end." if rung.won else "It has not come to a good end yet."
    return " ".join(filter(None, (f"{times};" if best else f"{times}.", best, end)))
