"""Whether names in content refer to something that is there."""

from collections.abc import Callable, Iterable

from sim.core import acts
from sim.core.codes import Code
from sim.core.inventory import (
    NOTHING,
    OTHERS,
    TOPICS,
    VOICES,
    WISHES,
    names_by_kind,
    replies_of,
    topics_of,
)
from sim.core.model import Content
from sim.core.spelling import nearest
from sim.core.stages import ANY, ENDINGS
from sim.core.when import FEW, STANDS_FOR, Path

KINDS = {"topic": "fact or a grievance", "remedies": "remedy"}
"""What the kinds of `acts.ACTS` are called, where that is not their name."""
MOST_ACTS = 3
RESERVED = (*STANDS_FOR, NOTHING, WISHES, "twice", "not")
"""What no id may be."""
_LATER = ("stock", "needs", "customer", "scenario")
"""Who takes an id before whom."""

Report = Callable[[Code, Path, str], None]


def check_references(content: Content, stages: Iterable[str], report: Report) -> None:
    """Report every id that is taken twice, and every name that refers to nothing."""
    _check_ids(content, report)
    _check_scenario(content, report)
    _check_customer(content, tuple(stages), report)
    _check_rules(content, report)
    for path, reply in replies_of(content):
        _check_acts(content, reply.acts, (*path, "acts"), report)


def _check_rules(content: Content, report: Report) -> None:
    mood = content.mood
    for index, row in enumerate(mood.derived):
        _expect(row.act, acts.DERIVED, ("mood", "derived", index, "act"), report)
    seen: dict[str, str] = {}
    for index, effect in enumerate(mood.effects):
        _expect(effect.act, acts.NAMES, ("mood", "effects", index, "act"), report)
        _claim(effect.act, seen, ("mood", "effects", index, "act"), report)
    seen = {}
    for index, rule in enumerate(mood.rules):
        _claim(rule.id, seen, ("mood", "rules", index, "id"), report)
    for at, need in enumerate(content.needs):
        for index, row in enumerate(need.derived):
            path = ("needs", at, "derived", index, "act")
            _expect(row.act, ("adapt", "ignore_need"), path, report)
        for index, rule in enumerate(need.rules):
            _claim(rule.id, seen, ("needs", at, "rules", index, "id"), report)


def _check_ids(content: Content, report: Report) -> None:
    seen: dict[str, str] = {need.id: "a need" for need in content.needs}
    # whoever writes a scenario meets everybody's cues, and can give a thing of theirs another id
    for index, cue in enumerate(content.customer.cues):
        _claim(cue.id, seen, ("customer", "cues", index, "id"), report)
    for field in OTHERS:
        for index, each in enumerate(getattr(content.scenario, field)):
            _claim(each.id, seen, ("scenario", field, index, "id"), report)
    for path, _, topic in topics_of(content):
        if path[0] != "customer":
            _claim(topic.id, seen, (*path, "id"), report)
    replies: dict[str, str] = {}
    # whoever writes a scenario can give a reply another id, and nobody else can
    for path, reply in sorted(replies_of(content), key=lambda each: _LATER.index(each[0][0])):
        _claim(reply.id, replies, (*path, "id"), report)
    note = ("scenario", "wrap_up", "note")
    fields: dict[str, str] = {}
    for index, entry in enumerate(content.scenario.wrap_up.note):
        _claim_one(entry.id, fields, (*note, index, "id"), "another line of the note", report)
        answers: dict[str, str] = {}
        for at, answer in enumerate(entry.answers):
            path = (*note, index, "answers", at, "id")
            _claim_one(answer.id, answers, path, "another answer", report)


def _claim_one(name: str, seen: dict[str, str], path: Path, whose: str, report: Report) -> None:
    if name in seen:
        report(Code.ID_TAKEN, path, f"'{name}' is taken by {whose}; give this one another id")
    seen[name] = whose


def _claim(name: str, seen: dict[str, str], path: Path, report: Report) -> None:
    if name in RESERVED:
        report(
            Code.ID_TAKEN, path, f"'{name}' has a meaning in conditions; give this one another id"
        )
    if name in seen:
        report(Code.ID_TAKEN, path, f"'{name}' is taken by {seen[name]}; give this one another id")
    of = "a customer's" if path[0] == "customer" else "the"
    seen.setdefault(name, f"one of {of} {_field(path)}")


def _field(path: Path) -> str:
    """The list that something is in."""
    return next(str(part) for part in reversed(path[:-1]) if isinstance(part, str))


def _check_scenario(content: Content, report: Report) -> None:
    scenario = content.scenario
    facts = [fact.id for fact in scenario.facts]
    for index, remedy in enumerate(scenario.remedies):
        if remedy.check:
            at: Path = ("scenario", "remedies", index, "check")
            _expect(remedy.check, facts, at, report, _other_kind(content, remedy.check, "fact"))
    for i, grievance in enumerate(scenario.grievances):
        for j, fact in enumerate(grievance.tells):
            at = ("scenario", "grievances", i, "tells", j)
            _expect(fact, facts, at, report, _other_kind(content, fact, "fact"))
    for name in scenario.endings:
        _expect(name, ENDINGS, ("scenario", "endings", name), report)


def _check_customer(content: Content, stages: tuple[str, ...], report: Report) -> None:
    customer = content.customer
    _expect(customer.voice, VOICES, ("customer", "voice"), report)
    for index, each in enumerate(customer.needs):
        known = [need.id for need in content.needs]
        _expect(each.need, known, ("customer", "needs", index, "need"), report)
    for index, name in enumerate(customer.stages):
        if stages.count(name) > 1 or name == ANY:
            report(
                Code.ID_TAKEN,
                ("customer", "stages", index),
                f"'{name}' is taken; name the stage otherwise",
            )
    for index, row in enumerate(customer.transitions):
        path = ("customer", "transitions", index)
        _expect(row.to, stages, (*path, "to"), report)
        _expect(
            row.source, [s for s in (ANY, *stages) if s not in ENDINGS], (*path, "source"), report
        )


def _check_acts(content: Content, written: acts.Acts, path: Path, report: Report) -> None:
    names = names_by_kind(content)
    known = names | {"remedies": names["remedy"]}
    events = acts.events(written)
    if len(events) > MOST_ACTS:
        report(Code.TOO_MANY_ACTS, path, f"a reply has at most {MOST_ACTS} acts, not {len(events)}")
    for event in events:
        kind = acts.BY_NAME[event.act].names
        for each in acts.refers_to(written, event.act) if kind in known else ():
            other = _other_kind(content, each, KINDS.get(kind, kind))
            _expect(each, known[kind], (*path, event.act), report, other)


def _other_kind(content: Content, name: str, wanted: str) -> str:
    """What is wrong with a name that belongs to something of another kind; empty for any other."""
    kinds = TOPICS | {"remedies": "remedy", "gestures": "gesture", "promises": "promise"}
    for field, kind in kinds.items():
        if any(each.id == name for each in getattr(content.scenario, field)):
            return f"'{name}' is a {kind}, and a {wanted} is wanted here"
    return ""


def _expect(name: str, known: Iterable[str], path: Path, report: Report, instead: str = "") -> None:
    """Report a name that is not known; `instead` is what to say when it means something else."""
    names = list(known)
    if name not in names and instead:
        choice = f"; it can be {', '.join(names)}" if len(names) <= FEW and names else ""
        report(Code.UNKNOWN_ID, path, f"{instead}{choice}")
    elif name not in names:
        choice = f"; it can be {', '.join(names)}" if len(names) <= FEW else ""
        hint = nearest(name, names) or (choice if names else ", nor any other of its kind")
        report(Code.UNKNOWN_ID, path, f"there is no '{name}'{hint}")
