"""What a case holds: every reply and topic with its place, their names, what is said of them."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict

from sim.core import acts
from sim.core.model import Content, Grievance, Reply, Scenario, Topic
from sim.core.when import Path

TOPICS = {"facts": "fact", "grievances": "grievance", "cues": "cue"}
"""Where a scenario keeps what may be brought up, in the order of precedence, and what it is."""
OTHERS = ("remedies", "gestures", "promises")
NOTHING = "nothing"
"""What an empty say-back is about."""
WISHES = "wishes"
"""What somebody is asked who is asked how they would like it done."""
VOICES = ("outspoken", "reserved", "worried")
"""Registers a scenario writes lines for."""


def replies_of(content: Content) -> Iterator[tuple[Path, Reply]]:
    """Every reply with its place: of the scenario, the person, the person's needs, the stock."""
    has = {each.need for each in content.customer.needs}
    sources: list[tuple[Path, list[Reply]]] = [
        (("scenario", "replies"), content.scenario.replies),
        (("customer", "replies"), content.customer.replies),
        *(
            (("needs", at, "replies"), need.replies)
            for at, need in enumerate(content.needs)
            if need.id in has
        ),
        (("stock", "replies"), content.stock.replies),
    ]
    for path, replies in sources:
        for index, reply in enumerate(replies):
            yield (*path, index), reply


def topics_of(content: Content) -> Iterator[tuple[Path, str, Topic]]:
    """All that may be brought up, with its place and kind, in the order of precedence."""
    for field, kind in TOPICS.items():
        for index, topic in enumerate(getattr(content.scenario, field)):
            yield ("scenario", field, index), kind, topic
    for index, topic in enumerate(content.customer.cues):
        yield ("customer", "cues", index), "cue", topic


def words_of(topic: Topic) -> list[str]:
    """What is so besides as soon as somebody brings it up: what it tells, and how they feel."""
    if not isinstance(topic, Grievance):
        return []
    told = [f"raised {fact}" for fact in topic.tells]
    return [*told, f"felt {topic.feeling}", *["unfinished"] * topic.unfinished]


def names_of(content: Content, stages: Iterable[str]) -> dict[str, list[str]]:
    """The names conditions may use, by kind."""
    needs = [need.id for need in content.needs]
    things = [
        NOTHING,
        WISHES,
        *(topic.id for _, _, topic in topics_of(content)),
        *needs,
    ]
    return {
        "stage": list(stages),
        "thing": things,
        "reply": [reply.id for _, reply in replies_of(content)],
        "need": needs,
        "voice": list(VOICES),
    } | names_by_kind(content)


def names_by_kind(content: Content) -> dict[str, list[str]]:
    """What acts refer to, by the kinds of `acts.ACTS`."""
    scenario = content.scenario
    facts = [fact.id for fact in scenario.facts]
    remedies = [remedy.id for remedy in scenario.remedies]
    return {
        "topic": [NOTHING, *facts, *(grievance.id for grievance in scenario.grievances)],
        "fact": [*facts, *(need.id for need in content.needs), WISHES],
        "cue": [topic.id for _, kind, topic in topics_of(content) if kind == "cue"],
        "remedy": remedies,
        "gesture": [gesture.id for gesture in scenario.gestures],
        "promise": [promise.id for promise in scenario.promises],
    }


def ids_of(scenario: Scenario) -> set[str]:
    """The ids of all that a scenario names, but for its replies."""
    return {each.id for field in (*OTHERS, *TOPICS) for each in getattr(scenario, field)}


def needed(scenario: Scenario) -> dict[str, str]:
    """The fact to check before each remedy; empty where there is none."""
    return {each.id: each.check for each in scenario.remedies}


def stands_for(about: str, needed: Mapping[str, str]) -> dict[str, str]:
    """What `this` and `needed` mean for an act about something."""
    return {"this": about, "needed": needed.get(about, "")}


def card(scenario: Scenario) -> dict[str, frozenset[str]]:
    """What the scenario says of each promise and each remedy, for conditions to test."""
    return {
        each.id: frozenset({f"policy {'within' if each.allowed else 'beyond'}"})
        for each in scenario.promises
    } | {
        each.id: frozenset({f"remedy {'fits' if each.fits else 'misses'}"})
        for each in scenario.remedies
    }


def around(reply: Reply) -> frozenset[str]:
    """What is true of every act of a reply: what it comes with, and how it is said."""
    manner = asdict(reply.manner)
    return frozenset({
        *(
            f"with {name}"
            for event in acts.events(reply.acts)
            for name in (event.act, *acts.classes(event.act))
        ),
        *(f"{field} {value}" for field, value in manner.items()),
    })  # fmt: skip
