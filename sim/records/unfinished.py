"""Finding a call that was cut off, to go on with it: by its last line, without replaying it."""

from msgspec import Struct

from sim.records.journal import SUFFIX, last, read
from sim.records.lock import held
from sim.records.places import Places, RecordsError, explained


class Unfinished(Struct, frozen=True):
    """A call that can go on: its id, who calls about what, and how many turns were taken."""

    id: str
    scenario: str
    customer: str
    turns: int


def unfinished(
    places: Places, scenario: str | None = None, customer: str | None = None
) -> Unfinished | None:
    """The newest call that was left or cut off, of this scenario and customer if they are named.

    Whoever begins the same case anew gives the older call up. Calls that are open in another window
    or cannot be read are passed over. Raises RecordsError when the folder cannot be read.
    """
    anew: set[tuple[str, str]] = set()
    with explained(f"'{places.calls}' cannot be read"):
        journals = sorted(places.calls.glob(f"*{SUFFIX}"), reverse=True)
    for path in journals:
        try:
            recorded = read(path)
        except RecordsError:
            continue
        case = recorded.header.scenario, recorded.header.customer
        wanted = scenario in (None, case[0]) and customer in (None, case[1]) and case not in anew
        anew.add(case)
        taken = last(recorded)
        if wanted and not (taken and taken.ended) and not held(path):
            return Unfinished(path.stem, *case, turns=taken.turn if taken else 0)
    return None
