"""A bot made ready for one case: what it remembers of a call, and what it says next.

It keeps a memory of its own, in bits of its own, and reads nothing of a state but the stage and the
turn, which a trainee sees.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from sim.core import acts
from sim.core.bots.policies import TURNS, Bot
from sim.core.case import Case, CompiledReply
from sim.core.inventory import (
    around,
    card,
    names_of,
    needed,
    replies_of,
    stands_for,
    topics_of,
    words_of,
)
from sim.core.lines import mix, on_screen
from sim.core.model import Reply
from sim.core.mood import act_named
from sim.core.step import Step
from sim.core.when import Conditions, Grammar

SALT = 0xB075
"""Keeps a bot's dice apart from those of a call with the same seed."""
PASSING = ("stage", "turn", "last", "raises", "unfinished")
"""What is true only until the next reply."""
SHOWN = ("adapt", "ignore_need")
"""What the engine concludes and a trainee sees, too: a need that was met, or passed over."""


class _Judged(NamedTuple):
    act: str
    about: str
    words: frozenset[str]


class _Weighed(NamedTuple):
    """A row made ready for a reply: it counts when `memory & mask == want`."""

    mask: int
    want: int
    worth: int


class Trainee:
    """A bot that has read the brief; its memory of a call is a number that callers keep."""

    def __init__(self, case: Case, bot: Bot) -> None:
        """Raises ValueError if a row of the bot is none."""
        content = case.content
        facts = msgspec.structs.asdict(content.scenario.case)
        conditions = Conditions(
            Grammar(names_of(content, case.stages.names)),
            frozenset(f"{field} {value}" for field, value in facts.items()),
        )
        self._case = case
        self._bot = bot
        self._card = card(case.content.scenario)
        self._needed = needed(case.content.scenario)
        self._rows = {
            reply.id: tuple(self._weighed(conditions, reply))
            for _, reply in replies_of(content)
            if reply.id in case.replies
        }
        if conditions.problems:
            raise ValueError("; ".join(problem.message for problem in conditions.problems))
        self._sound = {reply.id for _, reply in replies_of(content) if sound(reply)}
        self._bits = conditions.bits
        self._passing = self._bits.about(*PASSING)
        self._done: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], int]] = {}
        self._told = {each.id: self._brings_up(each.id) for each in case.happenings}

    def saw(self, memory: int, step: Step) -> int:
        """The memory after a step, the opening included; it begins with 0."""
        if not self._bits.of_word:
            return 0
        memory &= ~self._passing
        for event in step.events:
            doses, last = self._doing(event.act, event.about)
            for once, twice in doses:
                memory |= once | twice if memory & once else once
            memory |= last
        if step.raised is not None:
            memory |= self._told[step.raised.id]
        return memory | self._now(step.state.stage, step.state.turn)

    def choose(
        self, offer: Sequence[CompiledReply], memory: int, seed: int, turn: int
    ) -> CompiledReply:
        """What the bot says, of what is on offer; of replies worth the same any, by the seed."""
        if self._bot.place is not None:
            return offer[on_screen(range(len(offer)), seed, turn)[self._bot.place]]
        die, guess = divmod(mix(SALT, seed, turn), 100)
        if guess < self._bot.guesses:
            liked = [reply for reply in offer if reply.id in self._sound] or offer
        else:
            worths = [self._worth(reply, memory) for reply in offer]
            most = max(worths)
            liked = [reply for reply, worth in zip(offer, worths, strict=True) if worth == most]
        return liked[die % len(liked)]

    def _worth(self, reply: CompiledReply, memory: int) -> int:
        return sum(worth for mask, want, worth in self._rows[reply.id] if memory & mask == want)

    def _weighed(self, conditions: Conditions, reply: Reply) -> Iterator[_Weighed]:
        say = self._case.replies[reply.id].say
        counted = self._bot.length * len(say)
        counted += sum(say.lower().count(word) for word in self._bot.words)
        yield _Weighed(0, 0, counted)
        for act, about, words in self._judged(reply):
            meant = stands_for(about, self._needed)
            for worth, *row in self._bot.rows:
                when = [self._in_time(test) for test in row]
                if act_named(when) in acts.called(act):
                    guard = conditions.condition(when, (self._bot.name,)).guard(words, meant)
                    if guard is not None:
                        yield _Weighed(*guard, worth)

    def _in_time(self, test: str) -> str:
        """The test, earlier by as much as the call has fewer turns than rows are written for."""
        asked, _, turn = test.rpartition(" ")
        if asked != "turn >=":
            return test
        return f"turn >= {max(0, int(turn) + self._case.content.scenario.turns - TURNS)}"

    def _judged(self, reply: Reply) -> Iterator[_Judged]:
        """The acts of a reply and the time it takes, then the needs it meets or passes over."""
        written = acts.events(reply.acts)
        besides = around(reply)
        for event in (*written, acts.TIME_PASSES):
            said = self._card.get(event.about, frozenset())
            yield _Judged(event.act, event.about, event.words | besides | said)
        for seen in self._case.replies[reply.id].events:
            if seen.act in SHOWN:
                yield _Judged(seen.act, seen.about, acts.event(seen.act, seen.about).words)

    def _doing(self, act: str, about: str) -> tuple[tuple[tuple[int, int], ...], int]:
        """The bits of an act that has been done: pairs that count to two, and of the last one."""
        known = self._done.get((act, about))
        if known is None:
            known = self._done[act, about] = self._bits.left_by(act, about)
        return known

    def _brings_up(self, topic: str) -> int:
        """The bits of something brought up, with what it tells."""
        topics = topics_of(self._case.content)
        told = [word for _, _, each in topics if each.id == topic for word in words_of(each)]
        return self._bits.asked(f"raised {topic}", f"raises {topic}", *told)

    def _now(self, stage: str, turn: int) -> int:
        return self._bits.asked(f"stage {stage}", *(f"turn >= {n}" for n in range(turn + 1)))


def sound(reply: Reply) -> bool:
    """Whether a reply is without an obvious fault: none written, and no apology that is none."""
    return not any(
        acts.BY_NAME[event.act].tone == "fault" or not event.words.isdisjoint(_NO_APOLOGY)
        for event in acts.events(reply.acts)
    )


_NO_APOLOGY = {"form conditional", "form hollow"}
