"""A call being played: takes a reply, has it synced, and only then hands out the turn."""

from secrets import randbelow
from types import TracebackType
from typing import Self

from sim import __version__
from sim.core.call import Call
from sim.core.case import Case
from sim.core.compile import CaseError, compile_case
from sim.core.turns import Turn
from sim.records import cases
from sim.records.journal import Header, Journal, Taken, read
from sim.records.places import Places, RecordsError
from sim.records.unfinished import Unfinished, unfinished

__all__ = ["Places", "RecordsError", "Session", "Unfinished", "unfinished"]


DRAWN = 1_000_000
"""Seeds are drawn below this, short enough to read out."""


class Session:
    """A call with its journal. `call` is for reading; replies are given here, and nowhere else.

    `notice` is a sentence for the player when something of the call was lost, else empty. Closing
    leaves a call that is not over as it is: it can be resumed.
    """

    def __init__(self, call: Call, journal: Journal, notice: str = "") -> None:
        self.call = call
        self.notice = notice
        self.path = journal.path
        self.id = journal.path.stem
        self._journal = journal

    @classmethod
    def start(cls, case: Case, seed: int | None, places: Places) -> Self:
        """Pick up the phone, when content and header are on the disk.

        The seed is from 0 to 2**63 - 1; without one, a short one is drawn.
        Raises RecordsError if the disk refuses.
        """
        seed = randbelow(DRAWN) if seed is None else seed
        if not 0 <= seed < 2**63:
            raise ValueError(f"a seed is a whole number from 0 to 2**63 - 1, and not {seed}")
        cases.keep(places.cases, case.hash, case.content)
        journal = Journal.create(
            places.calls,
            case=case.hash,
            scenario=case.content.scenario_id,
            customer=case.content.customer_id,
            seed=seed,
        )
        return cls(Call(case, seed), journal)

    @classmethod
    def resume(cls, call_id: str, places: Places) -> Self:
        """Replay a call to where it stopped; it may be over.

        Raises RecordsError when it is missing, damaged, open elsewhere or of another version.
        """
        journal = Journal.open(places.calls, call_id)
        try:
            recorded = read(journal.path)
            call = _begun(recorded.header, places)
            notice = journal.replay(recorded, lambda taken: _follow(call, recorded.header, taken))
        except BaseException:
            journal.close()
            raise
        return cls(call, journal, notice)

    def reply(self, reply: str) -> Turn:
        """Say something that is on offer; the turn is on the disk before it is returned.

        Raises IllegalReply, or RecordsError when the disk refuses; nothing has changed then.
        """
        turn = self.call.reply(reply)
        try:
            self._journal.append(Taken(turn.number, reply, self.call.digest, turn.ending))
        except BaseException:
            self.call.undo()
            raise
        return turn

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


def _begun(header: Header, places: Places) -> Call:
    content = cases.load(places.cases, header.case)
    try:
        return Call(compile_case(content), header.seed)
    except CaseError as error:
        raise _changed(header, str(error)) from error


def _follow(call: Call, header: Header, taken: Taken) -> None:
    """Give a recorded reply; raises ValueError, with the call as it was, if it does not fit."""
    try:
        call.reply(taken.reply)
        if (call.digest, call.ending) != (taken.digest, taken.ended):
            call.undo()
            raise ValueError(f"'{taken.reply}' does not lead to the state recorded")
    except ValueError as error:
        if header.engine != __version__:  # no damage: leaving it out would lose a good reply
            raise _changed(header, str(error)) from error
        raise


def _changed(header: Header, why: str) -> RecordsError:
    return RecordsError(
        f"the call was played with Sayback {header.engine}, "
        f"and this one, {__version__}, plays it differently: {why}"
    )
