"""Points that a scenario gives no opening for, or that no reply earns; each cause is told once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.core.acts import BY_NAME, Event, events
from sim.core.case import Case
from sim.core.codes import Code
from sim.core.inventory import TOPICS
from sim.core.model import Award, Scenario, Window
from sim.core.scoring import WindowScore
from sim.core.when import MOMENTS, Path
from sim.studio.checks.reach import Reach
from sim.studio.checks.source import Source, written_as
from sim.studio.findings import Finding, shown

FULL = 2
"""Points of a window that was met in full."""
_LONGEST = 60
"""Characters shown of what a window is about."""


class _Lost(NamedTuple):
    """Points that cannot be had, of a letter of a rubric.

    `lack` is the act that no reply has, as it would be written, or nothing.
    """

    code: Code
    path: Path
    key: bool
    lack: str
    what: str
    why: str
    letter: str
    rubric: str


def check_score(source: Source[Scenario], case: Case, reach: Reach) -> Iterator[Finding]:
    """Windows of the rubrics that never open here, or that nothing earns."""
    groups: dict[tuple[object, ...], list[_Lost]] = {}
    lost = list(_Score(source, case).lost(reach))
    unopened = {each.lack for each in lost if each.lack and each.code is Code.NEVER_OPENS}
    for each in lost:
        if each.code is Code.NEVER_EARNED and each.lack in unopened:
            continue
        cause = each.lack or each.why if each.code is Code.NEVER_OPENS else each.lack or each.what
        groups.setdefault((each.code, each.path, cause), []).append(each)
    for group in groups.values():
        first = group[0]
        yield source.finding(first.code, first.path, _told(group), first.key)


def _up_to_others(window: Window) -> bool:
    """Whether it is for who is calling, or for the kind of case, to open a window."""
    subjects = {test.removeprefix("not ").split()[0] for test in window.opens}
    return window.each == "need" or not subjects <= {"raised", "did", "felt"}


def _told(group: Sequence[_Lost]) -> str:
    first = group[0]
    if first.code is Code.NEVER_OPENS:
        names = " or ".join(dict.fromkeys(f"'{each.what}'" for each in group))
        why = f"no reply has '{first.lack}'; write one" if first.lack else first.why
        return f"nothing ever opens {names} ({_where(group)}): {why}"
    what = f"'{shown(first.what, _LONGEST)}' ({_where(group)})"
    if first.lack:
        return f"no reply has '{first.lack}'; write one, to be able to earn the points for {what}"
    return max((each.why for each in group), key=len).replace("…", what, 1)


def _where(group: Sequence[_Lost]) -> str:
    letters: dict[str, dict[str, None]] = {}
    for each in group:
        letters.setdefault(each.rubric, {})[each.letter] = None
    return ", ".join(f"{' and '.join(of)} of {rubric}" for rubric, of in letters.items())


class _Score:
    def __init__(self, source: Source[Scenario], case: Case) -> None:
        self._source = source
        self._case = case
        replies = [*source.value.replies, *case.content.stock.replies]
        self._done = [event for reply in replies for event in events(reply.acts)]
        self._feelings = {each.id: each.feeling for each in source.value.grievances}

    def lost(self, reach: Reach) -> Iterator[_Lost]:
        """All that cannot be had, in the order of the rubrics."""
        scenario = self._source.value
        noticed = {event.about for event in self._done}
        cues = [*scenario.cues, *self._case.content.customer.cues]
        unnoticed = {cue.id for cue in cues if cue.id not in noticed}
        for rubric in self._case.content.rubrics:
            score = self._case.scoring.score(rubric.id, reach.marks, reach.known)
            for letter, scored in zip(rubric.letters, score.letters, strict=True):
                opened = {window.id for window in scored.windows}
                by_id = {window.id: window for window in letter.windows}
                for window in letter.windows:
                    if window.id not in opened and not _up_to_others(window):
                        yield self._never_opens(window, letter.letter, rubric.title)
                for it in scored.windows:
                    if it.points < FULL and it.about not in unnoticed:
                        yield self._never_earned(by_id[it.id], it, letter.letter, rubric.title)

    def _never_opens(self, window: Window, letter: str, rubric: str) -> _Lost:
        kinds = {kind: field for field, kind in TOPICS.items()}
        why = (
            f"it takes one of the {kinds[window.each]} that can come up"
            if window.each
            else f"it takes {' and '.join(window.opens)}"
        )
        lack = "" if window.each else self._lack(window.opens, "")
        return _Lost(Code.NEVER_OPENS, ("title",), False, lack, window.id, why, letter, rubric)

    def _never_earned(self, window: Window, it: WindowScore, letter: str, rubric: str) -> _Lost:
        full = [award for award in window.awards if award.points == FULL]
        lacks = [self._lack(award.when, it.about) for award in full]
        path, key = self._place(it.about)
        share = "more than half the points" if it.points else "a point"
        why = f"no reply earns {share} for …: {it.missed}"
        if all(lacks) and lacks:
            return _Lost(Code.NEVER_EARNED, path, key, lacks[0], it.text, why, letter, rubric)
        if timeless := self._timeless(full):
            at, act = timeless
            path, key = ("replies", at, "acts", act), True
            why = (
                f"no reply earns {share} for …: a promise without 'by' is vague; write 'by: …' here"
            )
        return _Lost(Code.NEVER_EARNED, path, key, "", it.text, why, letter, rubric)

    def _lack(self, when: Sequence[str], about: str) -> str:
        """The first act that a condition asks for and that no reply has."""
        meant = {"this": about, "feeling": self._feelings.get(about, "")}
        tests = [part for test in when for part in _parts(test)]
        for test in tests:
            subject, *names = test.split()
            if subject in ("act", "did") and names and names[0] in BY_NAME:
                act, of = names[0], " ".join(meant.get(name, name) for name in names[1:2])
                if not any(_does(event, act, of) for event in self._done):
                    return written_as(act, of)
        return ""

    def _timeless(self, full: Sequence[Award]) -> tuple[int, str] | None:
        """A reply that would earn it, if its promise said by when."""
        allowed = {each.id for each in self._source.value.promises if each.allowed}
        acts = {test.split()[1] for a in full if "by given" in a.when for test in a.when[:1]}
        for at, reply in enumerate(self._source.value.replies):
            for event in events(reply.acts):
                if event.act in acts and event.about in allowed and "by missing" in event.words:
                    return at, event.act
        return None

    def _place(self, about: str) -> tuple[Path, bool]:
        """Where the topic stands that a window is for; else the replies."""
        for field in TOPICS:
            for at, topic in enumerate(getattr(self._source.value, field)):
                if topic.id == about:
                    return (field, at, "id"), False
        return ("replies",), True


def _parts(test: str) -> Sequence[str]:
    """What a test stands for: the parts of a moment, or itself."""
    return MOMENTS.get(test.removeprefix("moment "), (test,))


def _does(event: Event, act: str, about: str) -> bool:
    return event.act == act and about in ("", event.about)
