"""Whether there are words for what comes up: for each topic in each voice, for each stage."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sim.core.case import Case
from sim.core.codes import Code
from sim.core.inventory import TOPICS, VOICES
from sim.core.model import Bearing, Customer, Line, Scenario
from sim.core.stages import ENDINGS, TALKING
from sim.studio.checks.contradictions import clash
from sim.studio.checks.reach import Reach
from sim.studio.checks.source import Source
from sim.studio.findings import Finding, quoted

_PASSING = ("last", "raises", "unfinished")
"""What is so for one turn only: a line that asks for it is for that turn, and not for a stage."""
_OPEN = ("not", "turn", "need", "voice", "stage")
"""Tests a line may have that suits any moment of a stage."""


def check_voices(source: Source[Scenario], case: Case, reach: Reach) -> Iterator[Finding]:
    """Topics that somebody brings up without a word: no line tells of them in their voice."""
    brought_up = {case.happenings[number].id for number in reach.happenings}
    lines = source.value.lines
    for field in TOPICS:
        for at, topic in enumerate(getattr(source.value, field)):
            told = {f"raises {topic.id}", *(test for test in topic.when if _names(test, topic.id))}
            telling = [line.when for line in lines if not told.isdisjoint(line.when)]
            silent = [
                voice
                for voice in VOICES
                if all(clash([f"voice {voice}", *when]) for when in telling)
            ]
            if topic.id in brought_up and silent:
                path = (field, at, "id")
                yield source.finding(Code.NOBODY_SAYS, path, _unsaid(topic.id, silent))


def _names(test: str, topic: str) -> bool:
    """Whether a test of a topic's own is as good as its name: the question it answers, the start.

    Such a line is said in the turn in which the topic comes up.
    """
    return test == "turn < 1" or (test.startswith("last ") and test.split()[-1] == topic)


def _unsaid(topic: str, silent: Sequence[str]) -> str:
    if len(silent) == len(VOICES):
        return (
            f"no line tells of {quoted(topic)} as it comes up; "
            f"write one for each voice with [voice {silent[0]}, raises {topic}]"
        )
    who = " or ".join(f"'{voice}'" for voice in silent)
    each = "; write a line" if len(silent) == 1 else "; write a line for each,"
    return (
        f"nobody with the voice {who} can say {quoted(topic)}{each} "
        f"with [voice {silent[0]}, raises {topic}]"
    )


def check_own_topics(
    source: Source[Customer], coming: Mapping[str, Collection[int]]
) -> Iterator[Finding]:
    """Cues and needs that the person brings up without a word.

    `coming` has the places of the lines, the cues and the needs that may come up at all.
    """
    person = source.value
    told = {test for at in coming["lines"] for test in person.lines[at].when}
    cues = ((("cues", at, "id"), person.cues[at].id) for at in coming["cues"])
    needs = ((("needs", at, "need"), person.needs[at].need) for at in coming["needs"])
    for path, topic in (*cues, *needs):
        if f"raises {topic}" not in told:
            message = f"no line tells of {quoted(topic)} as it comes up; write one"
            yield source.finding(Code.NOBODY_SAYS, path, f"{message} with [raises {topic}]")


def check_own_words(
    source: Source[Customer], reach: Reach, said: Collection[int]
) -> Iterator[Finding]:
    """Stages and endings for which the person has no line of their own, or no bearing.

    `said` are the places of the lines that may be said at all.
    """
    person = source.value
    lines = [line for at, line in enumerate(person.lines) if at in said]
    talking = [stage for stage in (*TALKING, *person.stages) if stage in reach.stages]
    mute = [s for s in talking if not any(_suits(line, s) for line in lines)]
    if mute:
        such = _such_as("stage", mute)
        message = f"this person has nothing to say in {_listed(mute)}; write lines{such}"
        yield source.finding(Code.NOTHING_TO_SAY, ("lines",), message, key=True)
    endings = [ending for ending in ENDINGS if ending in reach.stages]
    mute = [e for e in endings if not any(_last_words(line, e) for line in lines)]
    if mute:
        such = _such_as("enters", mute)
        message = f"this person has no last words for {_listed(mute)}; write lines{such}"
        yield source.finding(Code.NOTHING_TO_SAY, ("lines",), message, key=True)
    blank = [s for s in (*talking, *endings) if not any(_shows(b, s) for b in person.bearing)]
    if blank:
        message = (
            f"nothing is shown of this person in {_listed(blank)}; "
            "write a bearing without 'when', for all that have none"
        )
        yield source.finding(Code.NOTHING_TO_SAY, ("bearing",), message, key=True)


def _suits(line: Line, stage: str) -> bool:
    """Whether a line was written for the stage, or for any; and not for a single turn of it."""
    if clash([f"stage {stage}", *line.when]):
        return False
    subjects = {test.split()[0] for test in line.when}
    if {f"stage {stage}", f"enters {stage}"} & set(line.when):
        return not subjects & set(_PASSING)
    return subjects <= set(_OPEN)


def _last_words(line: Line, ending: str) -> bool:
    asked = {f"stage {ending}", f"enters {ending}"}
    return bool(asked & set(line.when))


def _shows(bearing: Bearing, stage: str) -> bool:
    return not clash([f"stage {stage}", *bearing.when])


def _listed(stages: Sequence[str]) -> str:
    return ", ".join(f"'{stage}'" for stage in stages)


def _such_as(subject: str, stages: Sequence[str]) -> str:
    return f" with 'when: [{subject} {stages[0]}]'" + (" and so on" if stages[1:] else "")
