"""A call being played: takes a reply, has it synced, and only then hands out the turn."""

from secrets import randbelow
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from sim import __version__
from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import CaseError, compile_case
from sim.core.done import Done
from sim.core.goals import Goal, reached
from sim.core.tempers import GENTLE, OWN, tempered
from sim.core.turns import Turn
from sim.core.wrap_up import WrappedUp, wrap_up
from sim.modes import MODES, STANDARD, Mode
from sim.records import cases
from sim.records.journal import ORDINARY, Entry, Header, Journal, Terms, read
from sim.records.places import Places, RecordsError

DRAWN = 1_000_000
"""Seeds are drawn below this, short enough to read out."""


class Session:
    """A call with its journal. `call` is for reading; replies are given here, and nowhere else.

    `terms` are those it was begun on. `wrapped_up` and `goal` come after the call, until then they
    are None. `notice` is a sentence for the player when something of the call was lost, else empty.
    Closing leaves a call that is not over as it is: it can be resumed.
    """

    def __init__(self, call: Call, journal: Journal, terms: Terms) -> None:
        self.call = call
        self.terms = terms
        self.notice = ""
        self.wrapped_up: WrappedUp | None = None
        self.goal: Goal | None = None
        self.path = journal.path
        self.id = journal.path.stem
        self._journal = journal

    @classmethod
    def start(cls, case: Case, seed: int | None, places: Places, terms: Terms = ORDINARY) -> Self:
        """Pick up the phone, when content and header are on the disk.

        The seed is from 0 to 2**63 - 1; without one, a short one is drawn. The case is as authored:
        the temper of `terms` is put on here. Raises RecordsError if the disk refuses.
        """
        seed = randbelow(DRAWN) if seed is None else seed
        if not 0 <= seed < 2**63:
            raise ValueError(f"a seed is a whole number from 0 to 2**63 - 1, and not {seed}")
        if terms.temper != OWN:
            case = compile_case(tempered(case.content, terms.temper))
        cases.keep(places.cases, case.hash, case.content)
        journal = Journal.create(
            places.calls,
            case=case.hash,
            scenario=case.content.scenario_id,
            customer=case.content.customer_id,
            seed=seed,
            terms=terms,
        )
        return cls(Call(case, seed), journal, terms)

    @classmethod
    def resume(cls, call_id: str, places: Places) -> Self:
        """Replay a call to where it stopped; it may be over.

        Raises RecordsError when it is missing, damaged, open elsewhere or of another version.
        """
        journal = Journal.open(places.calls, call_id)
        try:
            recorded = read(journal.path)
            header = recorded.header
            terms = Terms(header.temper, header.mode, header.player, header.goal)
            session = cls(_begun(header, places), journal, terms)
            session.notice = journal.replay(recorded, lambda entry: session._follow(entry, header))
        except BaseException:
            journal.close()
            raise
        return session

    @property
    def mode(self) -> Mode:
        """How much of the call is shown."""
        return MODES.get(self.terms.mode, MODES[STANDARD])

    def reply(self, reply: str) -> Turn:
        """Say something that is on offer; the turn is on the disk before it is returned.

        Raises IllegalReply, or RecordsError when the disk refuses; nothing has changed then.
        """
        turn = self.call.reply(reply)
        try:
            self._journal.append(self._taken(turn))
        except BaseException:
            self.call.undo()
            raise
        return turn

    def ease(self) -> None:
        """Go on with a gentler customer, once; raises RecordsError, and nothing has changed."""
        if self.call.eased_after is not None:
            return
        self._journal.append(Entry(self._turn, eased=True))
        self._ease()

    def wrap_up(self, done: Done) -> WrappedUp:
        """Do the work after the call, once, and see what comes of it.

        Raises ValueError for what could not be done, RecordsError when the disk refuses.
        """
        wrapped_up = wrap_up(self.call.case, self.call.choices, done)
        self._journal.append(Entry(self._turn, done=done))
        self.wrapped_up = wrapped_up
        return wrapped_up

    def set_goal(self, goal: Goal) -> None:
        """Settle what to do better next time; a later goal takes the place of an earlier one."""
        self._journal.append(Entry(self._turn, goal=goal))
        self.goal = goal

    def close(self) -> None:
        """Leave the call to others."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _taken(self, turn: Turn) -> Entry:
        taken = Entry(turn.number, turn.chosen, self.call.digest, turn.ending)
        if not turn.ending:
            return taken
        goal = self.terms.goal
        done = bool(goal and reached(goal, self.call.scores))
        return replace(taken, scores=_scores(self.call), reached=done)

    @property
    def _turn(self) -> int:
        return self.call.turns[-1].number

    def _ease(self) -> None:
        self.call.ease(compile_case(tempered(self.call.case.content, GENTLE)))

    def _follow(self, entry: Entry, header: Header) -> None:
        """Do what was recorded; raises ValueError, with the call as it was, if it does not fit."""
        try:
            if entry.reply:
                _reply(self.call, entry)
            if entry.eased:
                self._ease()
            if entry.done:
                self.wrapped_up = wrap_up(self.call.case, self.call.choices, entry.done)
            self.goal = entry.goal or self.goal
        except ValueError as error:
            if header.engine != __version__:  # no damage: leaving it out would lose a good reply
                raise _changed(header, str(error)) from error
            raise


def _begun(header: Header, places: Places) -> Call:
    content = cases.load(places.cases, header.case)
    try:
        return Call(compile_case(content), header.seed)
    except CaseError as error:
        raise _changed(header, str(error)) from error


def _reply(call: Call, entry: Entry) -> None:
    """Give a recorded reply, and see that it leads to what was recorded."""
    call.reply(entry.reply)
    scores = _scores(call) if call.ending else {}
    if (call.digest, call.ending, scores) != (entry.digest, entry.ended, entry.scores or scores):
        call.undo()
        raise ValueError(f"'{entry.reply}' does not lead to the state recorded")


def _scores(call: Call) -> dict[str, int]:
    return {score.rubric: score.score for score in call.scores}


def _changed(header: Header, why: str) -> RecordsError:
    return RecordsError(
        f"the call was played with Sayback {header.engine}, "
        f"and this one, {__version__}, plays it differently: {why}"
    )
