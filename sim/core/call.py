"""A call: a compiled case, a seed, and the replies given so far. The one door into the simulation.

What happens comes out as values. An illegal reply raises and changes nothing; the same case, seed
and replies give the same call, to the byte.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from sim.core.case import Case, CompiledReply
from sim.core.lines import mix, on_screen
from sim.core.option import Option
from sim.core.scoring import Score
from sim.core.stages import ENDINGS, ESCALATED, START
from sim.core.step import State, Step, advance, before, begin
from sim.core.turns import Turn, eased, turn_of


class IllegalReply(ValueError):
    """The reply is not on offer, or the call is over; nothing has changed."""

    def __init__(self, reply: str, offered: Iterable[str]) -> None:
        self.reply = reply
        self.offered = tuple(offered)
        super().__init__(
            f"'{reply}' is not on offer; on offer: {', '.join(self.offered)}"
            if self.offered
            else f"the call is over, so '{reply}' can no longer be said"
        )


class _Taken(NamedTuple):
    """A turn, the state it led to, the rubrics' marks up to it, and which line was said."""

    turn: Turn
    state: State
    marks: int
    line: int | None


class Call:
    """A call being played; `seed` decides the order of replies and the wording of lines.

    `eased_after` is the turn after which the call was eased, if it was, and `first_case` the case
    it began with.
    """

    def __init__(self, case: Case, seed: int, replies: Iterable[str] = ()) -> None:
        """Picks up the phone and gives `replies`; raises IllegalReply at the first not on offer."""
        self.case = self.first_case = case
        self.seed = seed
        self.eased_after: int | None = None
        self._taken: list[_Taken] = []
        self._take(begin(case), before(case), "", (), 0)
        for reply in replies:
            self.reply(reply)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns so far; the first is the customer's opening."""
        return tuple(taken.turn for taken in self._taken)

    @property
    def choices(self) -> tuple[str, ...]:
        """The replies given so far."""
        return tuple(taken.turn.chosen for taken in self._taken[1:])

    @property
    def ending(self) -> str:
        """How the call ended; empty while it goes on."""
        return self._taken[-1].turn.ending

    @property
    def offered(self) -> tuple[Option, ...]:
        """The replies on offer now, in the order shown; none when the call is over."""
        return self._in_order(self._on_offer(), self._taken[-1].state.turn)

    @property
    def digest(self) -> str:
        """Names the state reached, under this seed: 16 hexadecimal digits."""
        state = self._taken[-1].state
        # flags outgrow the integers of JSON, so they go as text
        text = msgspec.json.encode((self.seed, *state[:-1], f"{state.flags:x}"))
        return hashlib.blake2b(text, digest_size=8).hexdigest()

    @property
    def scores(self) -> tuple[Score, ...]:
        """The call so far, by each rubric."""
        taken = self._taken[-1]
        bits = self.case.view(*taken.state)
        scoring = self.case.scoring
        return tuple(scoring.score(rubric, taken.marks, bits) for rubric in scoring.ids)

    def reply(self, reply: str) -> Turn:
        """Say something that is on offer; if it is not, raises IllegalReply and changes nothing."""
        on_offer = self._on_offer()
        if reply not in on_offer:
            raise IllegalReply(reply, on_offer)
        last = self._taken[-1]
        step = advance(self.case, last.state, on_offer[reply])
        offered = self._in_order(on_offer, last.state.turn)
        return self._take(step, last.state, reply, offered, last.marks | step.marks)

    def ease(self, gentler: Case) -> None:
        """Go on with the same customer in a gentler temper, and cooled down to where one can talk.

        `gentler` is the case with nothing but the temper changed. Nothing said so far changes; the
        last turn tells from then on how the customer comes across now.
        """
        self.case = gentler
        last = self._taken[-1]
        calm = last.state._replace(heat=min(last.state.heat, EASED_HEAT))
        if calm.stage == ESCALATED:
            entered = gentler.bits.about("enters")
            calm = calm._replace(stage=START, flags=calm.flags & ~entered)
        if calm.stage not in ENDINGS:
            self._taken[-1] = last._replace(state=calm, turn=eased(gentler, last.turn, calm))
            self.eased_after = len(self._taken) - 1

    def undo(self) -> None:
        """Take the last reply back, as if it had not been given; the opening stays."""
        if len(self._taken) > 1:
            self._taken.pop()

    def _on_offer(self) -> dict[str, CompiledReply]:
        state = self._taken[-1].state
        if state.stage in ENDINGS:
            return {}
        return {reply.id: reply for reply in self.case.offer(self.case.view(*state))}

    def _in_order(self, replies: dict[str, CompiledReply], turn: int) -> tuple[Option, ...]:
        order = on_screen(replies, self.seed, turn)
        return tuple(Option(each, replies[each].say) for each in order)

    def _take(
        self, step: Step, was: State, reply: str, offered: tuple[Option, ...], marks: int
    ) -> Turn:
        said = {taken.line: at for at, taken in enumerate(self._taken) if taken.line is not None}
        salt = mix(self.seed, step.state.turn, SALT_OF_LINES)
        lines = self.case.lines
        line = lines.choose(self.case.view(*step.state), said, salt)
        spoken = "" if line is None else lines.lines[line].say
        turn = turn_of(self.case, was, step, reply, offered, spoken)
        self._taken.append(_Taken(turn, step.state, marks, line))
        return turn


EASED_HEAT = 500
"""Tenths of a point that heat is brought down to when a call is eased (design choice)."""
SALT_OF_LINES = 1
"""Keeps the wording of lines independent of the order of replies."""
