"""Whether names in content refer to something that is there."""

from collections.abc import Callable, Iterable

from sim.core import acts
from sim.core.model import Content, Remedy
from sim.core.spelling import nearest
from sim.core.stages import ANY, ENDINGS
from sim.core.when import Path

TOPICS = {"facts": "fact", "grievances": "grievance", "cues": "cue"}
"""Where a scenario keeps what may be brought up, in the order of precedence, and what it is."""
OTHERS = ("remedies", "gestures", "promises")
NOTHING = "nothing"
"""What an empty say-back is about."""
VOICES = ("outspoken", "reserved")
"""Registers a scenario writes lines for."""
MOST_ACTS = 3

Report = Callable[[Path, str], None]


def names_of(content: Content, stages: Iterable[str]) -> dict[str, list[str]]:
    """The names conditions may use, by kind."""
    scenario = content.scenario
    needs = [need.id for need in content.needs]
    things = [
        NOTHING,
        *(topic.id for field in TOPICS for topic in getattr(scenario, field)),
        *needs,
    ]
    others = [each.id for field in OTHERS for each in getattr(scenario, field)]
    return {
        "stage": list(stages),
        "thing": things,
        "reply": [reply.id for reply in (*scenario.replies, *content.stock.replies)],
        "need": needs,
        "voice": list(VOICES),
        "about": [*things, *others],
    }


def stands_for(about: str, remedies: Iterable[Remedy]) -> dict[str, str]:
    """What `this` and `needed` mean for an act about something."""
    return {
        "this": about,
        "needed": next((each.check for each in remedies if each.id == about), ""),
    }


def check_references(content: Content, stages: Iterable[str], report: Report) -> None:
    """Report every id that is taken twice, and every name that refers to nothing."""
    _check_ids(content, report)
    _check_scenario(content, report)
    _check_customer(content, tuple(stages), report)
    for field in ("derived", "effects"):
        for index, row in enumerate(getattr(content.mood, field)):
            known = acts.DERIVED if field == "derived" else acts.NAMES
            _expect(row.act, known, ("mood", field, index, "act"), report)
    for source, replies in (
        ("scenario", content.scenario.replies),
        ("stock", content.stock.replies),
    ):
        for index, reply in enumerate(replies):
            _check_acts(content, reply.acts, (source, "replies", index, "acts"), report)


def _check_ids(content: Content, report: Report) -> None:
    seen: dict[str, str] = {need.id: "a need" for need in content.needs}
    for field in (*TOPICS, *OTHERS):
        for index, each in enumerate(getattr(content.scenario, field)):
            _claim(each.id, seen, ("scenario", field, index, "id"), report)
    replies: dict[str, str] = {}
    for source, holder in (("scenario", content.scenario), ("stock", content.stock)):
        for index, reply in enumerate(holder.replies):
            _claim(reply.id, replies, (source, "replies", index, "id"), report)


def _claim(name: str, seen: dict[str, str], path: Path, report: Report) -> None:
    if name in seen:
        report(path, f"'{name}' is taken by {seen[name]}; give this one another id")
    seen.setdefault(name, f"one of the {path[1]}")


def _check_scenario(content: Content, report: Report) -> None:
    scenario = content.scenario
    facts = [fact.id for fact in scenario.facts]
    for index, remedy in enumerate(scenario.remedies):
        if remedy.check:
            _expect(remedy.check, facts, ("scenario", "remedies", index, "check"), report)
    for i, grievance in enumerate(scenario.grievances):
        for j, fact in enumerate(grievance.tells):
            _expect(fact, facts, ("scenario", "grievances", i, "tells", j), report)
    for name in scenario.endings:
        _expect(name, ENDINGS, ("scenario", "endings", name), report)


def _check_customer(content: Content, stages: tuple[str, ...], report: Report) -> None:
    customer = content.customer
    _expect(customer.voice, VOICES, ("customer", "voice"), report)
    for index, each in enumerate(customer.needs):
        known = [need.id for need in content.needs]
        _expect(each.need, known, ("customer", "needs", index, "need"), report)
    for index, row in enumerate(customer.transitions):
        path = ("customer", "transitions", index)
        _expect(row.to, stages, (*path, "to"), report)
        _expect(
            row.source, [s for s in (ANY, *stages) if s not in ENDINGS], (*path, "source"), report
        )


def _check_acts(content: Content, written: acts.Acts, path: Path, report: Report) -> None:
    scenario = content.scenario
    known: dict[str, list[str]] = {
        "topic": [
            NOTHING,
            *(t.id for field in ("facts", "grievances") for t in getattr(scenario, field)),
        ],
        "fact": [*(fact.id for fact in scenario.facts), *(need.id for need in content.needs)],
        "cue": [cue.id for cue in scenario.cues],
        "remedy": [remedy.id for remedy in scenario.remedies],
        "gesture": [gesture.id for gesture in scenario.gestures],
        "promise": [promise.id for promise in scenario.promises],
    }
    events = acts.events(written)
    if len(events) > MOST_ACTS:
        report(path, f"a reply has at most {MOST_ACTS} acts, not {len(events)}")
    for event in events:
        kind = acts.BY_NAME[event.act].names
        named = acts.refers_to(written, event.act)
        for each in named if kind in known else ():
            _expect(each, known[kind], (*path, event.act), report)


def _expect(name: str, known: Iterable[str], path: Path, report: Report) -> None:
    names = list(known)
    if name not in names:
        report(path, f"there is no '{name}'{nearest(name, names)}")
