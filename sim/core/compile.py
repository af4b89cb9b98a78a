"""From authored content to a case: every condition becomes bits, every row finds its events.

Conditions that steer a call are read first and lines last, so that what only a line asks about is
known to be without consequence (`Parts.lasting`); after them come the tests of those who watch.
What an act sets is settled at the very end, when it is known what anybody asks.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from sim.core import acts
from sim.core.case import Case, CompiledEvent, CompiledReply, Happening, Parts
from sim.core.codes import Code
from sim.core.inventory import (
    TOPICS,
    WISHES,
    around,
    card,
    names_of,
    needed,
    replies_of,
    stands_for,
    topics_of,
    words_of,
)
from sim.core.lines import CompiledLine
from sim.core.model import Content, Grievance, Line, Reply
from sim.core.mood import Moods, act_named
from sim.core.references import check_references
from sim.core.scoring import Scoring, Things
from sim.core.stages import ABUSE, ABUSIVE, ENDINGS, LIMITED, ROWS, TALKING, Row, Stages
from sim.core.texts import fill, placeholders, unknown
from sim.core.when import (
    ALWAYS,
    Condition,
    Conditions,
    Grammar,
    Guard,
    Path,
    Problem,
    TooManyProblems,
    subject_of,
)

FIRST = "turn < 1"
FREE_TO_SPEAK = tuple(
    f"not last {act}" for act in ("let_finish", "weighty", "fault", "ignore_need")
)
"""When somebody may say what they need: not while they end a sentence, or owe an answer, nor to
whoever has just passed over what they need.
"""
UNASKED = ("turn < 2",), ("not last invite",)
"""Nor while they are asked for their story, except for how the call begins."""
ASKED = (f"last ask {WISHES}",)
"""When somebody shows a need that would have shown later, or not at all."""


class CaseError(Exception):
    """The content cannot be compiled; `problems` says where and why, all at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def compile_case(content: Content, watched: Sequence[str] = ()) -> Case:
    """The case ready to be played; raises CaseError with every problem found, up to 101.

    `watched` are tests that nothing in the call depends on, to be asked of its states: they become
    `Case.watched`. A problem with one of them lies at ("watched", its index, 0).
    """
    try:
        return Case(content, _Compiler(content).parts(watched))
    except TooManyProblems as error:
        raise CaseError(error.problems) from error


def canonical(content: Content) -> bytes:
    """The content as JSON, the same bytes on every platform; its hash names the case."""
    return msgspec.json.encode(content, order="deterministic")


def name_of(canonical_content: bytes) -> str:
    """What names a case: 32 hexadecimal digits over its canonical content."""
    return hashlib.blake2b(canonical_content, digest_size=16).hexdigest()


class _Judged(NamedTuple):
    """An event with the words that are true as it is judged, and when it happens."""

    event: acts.Event
    words: frozenset[str]
    guard: Guard = ALWAYS


class _Derived(NamedTuple):
    """A row that concludes an event from another; `meant` is what words stand for by the row."""

    condition: Condition
    event: acts.Event
    meant: Mapping[str, str]


class _Compiler:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._needs = {need.id: need for need in content.needs}
        self._has = [each.need for each in content.customer.needs if each.need in self._needs]
        rows = (Row(row.source, row.to, tuple(row.when)) for row in content.customer.transitions)
        self._own_rows = tuple(rows)
        abuses = any({ABUSIVE, LIMITED} & {row.source, row.to} for row in self._own_rows)
        self._shared_rows = (*ABUSE, *ROWS) if abuses else ROWS
        self._left_by: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], int]] = {}
        never = () if abuses else (ABUSIVE, LIMITED)
        self._known_stages = (*TALKING, ABUSIVE, *content.customer.stages, *ENDINGS)
        self._stage_names = tuple(name for name in self._known_stages if name not in never)
        facts = msgspec.structs.asdict(content.scenario.case)
        self._conditions = Conditions(
            Grammar(names_of(content, self._known_stages)),
            frozenset({
                *(f"{field} {value}" for field, value in facts.items()),
                *(f"need {need}" for need in self._has),
                f"voice {content.customer.voice}",
            }),
            frozenset(f"{test} {name}" for test in ("stage", "enters", "been") for name in never),
        )  # fmt: skip

    def parts(self, watched: Sequence[str] = ()) -> Parts:
        conditions = self._conditions
        check_references(self._content, self._known_stages, conditions.report)
        self._check_derived()
        self._check_texts()
        scoring = Scoring(self._content.rubrics, self._things(), conditions)
        replies = list(self._replies(scoring))
        happenings = list(self._happenings())
        rows = list(self._rows())
        lasting = conditions.bits.all()
        lines, bearing = tuple(self._lines()), tuple(self._bearing())
        guards = tuple(
            conditions.guard((test,), ("watched", index)) for index, test in enumerate(watched)
        )
        if conditions.problems:
            raise CaseError(tuple(conditions.problems))
        return Parts(
            hash=name_of(canonical(self._content)),
            bits=conditions.bits,
            lasting=lasting,
            replies={reply.id: self._with_doses(reply) for reply in replies},
            happenings=tuple(
                each._replace(sets=each.sets | conditions.bits.asked(*words))
                for each, words in happenings
            ),
            stages=Stages(self._stage_names, rows),
            scoring=scoring,
            lines=lines,
            bearing=bearing,
            watched=guards,
        )

    def _things(self) -> Things:
        """What windows are repeated for, with what stands for each in tests and texts."""
        by_kind: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in TOPICS.values()}
        text = {}
        for _, kind, topic in topics_of(self._content):
            felt = {"feeling": topic.feeling} if isinstance(topic, Grievance) else {}
            by_kind[kind][topic.id] = {"this": topic.id, **felt}
            text[topic.id] = self._filled(topic.text)
        by_kind["need"] = {need: {"this": need} for need in self._has}
        return Things(
            by_kind, text | {need: self._filled(self._needs[need].text) for need in self._has}
        )

    def _check_derived(self) -> None:
        for index, row in enumerate(self._content.mood.derived):
            self._conditions.check(row.when, ("mood", "derived", index, "when"))
        for at, need in enumerate(self._content.needs):
            for index, row in enumerate(need.derived):
                self._conditions.check(row.when, ("needs", at, "derived", index, "when"))

    def _replies(self, scoring: Scoring) -> Iterator[CompiledReply]:
        """Every reply with its events; one that can never be offered in this case is left out."""
        has = {at: each for at, each in enumerate(self._content.needs) if each.id in self._has}
        temper = self._content.customer.temper
        moods = Moods(self._content.mood, has, temper, self._conditions)
        for path, reply in replies_of(self._content):
            guard = self._conditions.guard(reply.when, (*path, "when"))
            events = tuple(self._event(judged, moods, scoring) for judged in self._judged(reply))
            if guard is not None:
                # what can only come first cannot come again, and needs no memory
                once = not (reply.again or FIRST in reply.when)
                used = self._conditions.bits.of(f"used {reply.id}") if once else 0
                yield CompiledReply(
                    reply.id,
                    self._filled(reply.say),
                    Guard(guard.mask | used, guard.want),
                    len(reply.when),
                    used,
                    path[0] == "stock",
                    events,
                )

    def _event(self, judged: _Judged, moods: Moods, scoring: Scoring) -> CompiledEvent:
        (act, about, _), words, guard = judged
        meant = stands_for(about, self._needed)
        return CompiledEvent(
            act,
            about,
            guard,
            moves=moods.plain(act),
            ruled=tuple(moods.ruled(act, words, meant)),
            marks=tuple(scoring.rows(act, words)),
        )

    def _judged(self, reply: Reply) -> Iterator[_Judged]:
        """The acts of a reply and the passing of time, then what the engine derives from them."""
        written = acts.events(reply.acts)
        besides = around(reply)
        derived: list[_Judged] = []
        for event in (*written, acts.TIME_PASSES):
            words = event.words | besides | self._card.get(event.about, frozenset())
            yield _Judged(event, words)
            for each, guard in self._derived(event, words):
                derived.append(_Judged(each, each.words | besides, guard))
        yield from derived

    def _derived(
        self, event: acts.Event, words: frozenset[str]
    ) -> Iterator[tuple[acts.Event, Guard]]:
        """The rows for everybody, then the rows of this person's needs."""
        meant = stands_for(event.about, self._needed)
        rows = (row for name in acts.called(event.act) for row in self._derived_from.get(name, ()))
        for row in rows:
            guard = row.condition.guard(words, {**meant, **row.meant} if row.meant else meant)
            if guard is not None:
                yield row.event, guard

    @cached_property
    def _derived_from(self) -> dict[str, list[_Derived]]:
        """The rows by the act they are about."""
        rows: dict[str, list[_Derived]] = {}
        for index, row in enumerate(self._content.mood.derived):
            when = self._conditions.condition(row.when, ("mood", "derived", index, "when"))
            made = _Derived(when, acts.event(row.act), {})
            rows.setdefault(act_named(row.when), []).append(made)
        for at, need in enumerate(self._content.needs):
            for index, row in enumerate(need.derived if need.id in self._has else ()):
                event = acts.event(row.act, need.id, f"matters {need.kind}")
                when = self._conditions.condition(row.when, ("needs", at, "derived", index, "when"))
                made = _Derived(when, event, {"this": need.id})
                rows.setdefault(act_named(row.when), []).append(made)
        return rows

    @cached_property
    def _needed(self) -> dict[str, str]:
        return needed(self._content.scenario)

    @cached_property
    def _card(self) -> dict[str, frozenset[str]]:
        return card(self._content.scenario)

    def _happenings(self) -> Iterator[tuple[Happening, list[str]]]:
        """What the customer may bring up, in the order of precedence, with the words it sets."""
        for path, kind, topic in topics_of(self._content):
            when, at = topic.when, (*path, "when")
            yield from self._happening(kind, topic.id, topic.text, when, at, words_of(topic))
        for index, each in enumerate(self._content.customer.needs):
            if each.need in self._needs:
                path = ("customer", "needs", index, "signal")
                text = self._needs[each.need].text
                shown = (*each.signal, f"not did adapt {each.need}", *FREE_TO_SPEAK)
                for signal in (*((*shown, *free) for free in UNASKED), ASKED):
                    yield from self._happening("need", each.need, text, signal, path, [])

    def _happening(
        self, kind: str, each: str, text: str, when: Sequence[str], path: Path, words: list[str]
    ) -> Iterator[tuple[Happening, list[str]]]:
        self._check_known_by_then(when, path, ("enters", "raises", "unfinished"))
        guard = self._conditions.guard(when, path, {"this": each})
        if guard is not None:
            raised = self._conditions.bits.of(f"raised {each}")
            guard = Guard(guard.mask | raised, guard.want)
            happening = Happening(kind, each, self._filled(text), guard, raised, when is ASKED)
            yield happening, [f"raises {each}", *words]

    def _rows(self) -> Iterator[tuple[Row, Guard]]:
        """The stage table, the person's rows first; with no time left only endings are open."""
        time_is_up = self._conditions.bits.of("time_is_up")
        own: Iterator[tuple[Path, Row]] = (
            (("customer", "transitions", index, "when"), row)
            for index, row in enumerate(self._own_rows)
        )
        for path, row in (*own, *((("stages",), row) for row in self._shared_rows)):
            self._check_known_by_then(row.when, path, ("enters",))
            guard = self._conditions.guard(row.when, path)
            denied = 0 if row.to in ENDINGS else time_is_up
            if guard is not None and guard.want & denied:
                self._conditions.report(
                    Code.NO_WAY_ON, path, "when time is up, a call can only end"
                )
            elif guard is not None:
                yield row, Guard(guard.mask | denied, guard.want)

    def _check_known_by_then(self, when: Sequence[str], path: Path, late: tuple[str, ...]) -> None:
        """A turn goes: the reply, what comes up, the stage; nothing can ask for what is later."""
        for index, text in enumerate(when):
            if subject_of(text) in late:
                self._conditions.report(
                    Code.MISPLACED_TEST, (*path, index), f"'{text}' is not known by then"
                )

    def _lines(self) -> Iterator[CompiledLine]:
        """What the customer may say, of the scenario, then of the person, then of the stock."""
        for rank, (source, lines) in enumerate(self._sources().items()):
            for index, line in enumerate(lines):
                path: Path = (source, "lines", index)
                guard = self._conditions.guard(line.when, (*path, "when"))
                if guard is not None:
                    yield CompiledLine(self._filled(line.say), rank, len(line.when), guard, index)

    def _sources(self) -> dict[str, list[Line]]:
        """Whose lines there are; the later outranks the earlier."""
        content = self._content
        return {
            "stock": content.stock.lines,
            "customer": content.customer.lines,
            "scenario": content.scenario.lines,
        }

    def _bearing(self) -> Iterator[CompiledLine]:
        """How the person comes across, most specific first."""
        for index, each in sorted(
            enumerate(self._content.customer.bearing), key=lambda pair: -len(pair[1].when)
        ):
            guard = self._conditions.guard(each.when, ("customer", "bearing", index, "when"))
            if guard is not None:
                yield CompiledLine(self._filled(each.shows), 0, len(each.when), guard, index)

    def _with_doses(self, reply: CompiledReply) -> CompiledReply:
        """The reply with what it leaves in memory, once all that conditions ask of it is known."""
        events = []
        for event in reply.events:
            named = (event.act, event.about)
            if named not in self._left_by:
                self._left_by[named] = self._conditions.bits.left_by(*named)
            doses, last = self._left_by[named]
            events.append(event._replace(doses=doses, last=last))
        used = reply.used | self._conditions.bits.asked(f"used {reply.id}")
        return reply._replace(used=used, events=tuple(events))

    def _check_texts(self) -> None:
        """Braces in texts, whoever they are for, name something of the person."""
        for path, text in self._texts():
            for word in unknown(text, self._content.customer):
                self._conditions.report(
                    Code.UNKNOWN_PLACEHOLDER, path, f"nothing is known to stand for '{{{word}}}'"
                )
        for part in ("title", "summary"):
            for word in placeholders(getattr(self._content.scenario, part)):
                message = f"'{{{word}}}' is read before anybody calls; write it without the braces"
                self._conditions.report(Code.UNKNOWN_PLACEHOLDER, ("scenario", part), message)

    def _texts(self) -> Iterator[tuple[Path, str]]:
        """Every text that names and pronouns are filled into, with its place."""
        scenario, customer = self._content.scenario, self._content.customer
        for part in ("company", "role", "channel"):
            yield ("scenario", "brief", part), getattr(scenario.brief, part)
        for part in ("screen", "policy"):
            for index, text in enumerate(getattr(scenario.brief, part)):
                yield ("scenario", "brief", part, index), text
        for at, need in enumerate(self._content.needs):
            yield ("needs", at, "text"), need.text
        for place, _, topic in topics_of(self._content):
            yield (*place, "text"), topic.text
        for index, promise in enumerate(scenario.promises):
            for part in ("text", "kept", "broken"):
                yield ("scenario", "promises", index, part), getattr(promise, part)
        for at, entry in enumerate(scenario.wrap_up.note):
            for index, answer in enumerate(entry.answers):
                for part in ("text", "why"):
                    path: Path = ("scenario", "wrap_up", "note", at, "answers", index, part)
                    yield path, getattr(answer, part)
        yield ("scenario", "arrives", "why"), scenario.arrives.why
        for ending, text in scenario.endings.items():
            yield ("scenario", "endings", ending), text
        for index, bearing in enumerate(customer.bearing):
            yield ("customer", "bearing", index, "shows"), bearing.shows
        for path, reply in replies_of(self._content):
            yield (*path, "say"), reply.say
        for source, lines in self._sources().items():
            for index, line in enumerate(lines):
                yield (source, "lines", index, "say"), line.say

    def _filled(self, text: str) -> str:
        return fill(text, self._content.customer)
