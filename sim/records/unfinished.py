"""Finding a call that was cut off, to go on with it: by its last line, without replaying it."""

from collections.abc import Iterable

from sim.records.history import Past, history
from sim.records.journal import SUFFIX
from sim.records.lock import held
from sim.records.places import Places


def unfinished(
    places: Places, scenario: str | None = None, customer: str | None = None
) -> Past | None:
    """The newest call that was left or cut off, of this scenario and customer if they are named.

    Whoever begins the same case anew gives the older call up. Calls that are open in another window
    or cannot be read are passed over. Raises RecordsError when the folder cannot be read.
    """
    return cut_off(places, history(places), scenario, customer)


def cut_off(
    places: Places,
    calls: Iterable[Past],
    scenario: str | None = None,
    customer: str | None = None,
) -> Past | None:
    """The same, of these calls, the newest first."""
    anew: set[tuple[str, str]] = set()
    for call in calls:
        case = call.scenario, call.customer
        wanted = scenario in (None, case[0]) and customer in (None, case[1]) and case not in anew
        anew.add(case)
        if wanted and not call.ended and not held(places.calls / f"{call.id}{SUFFIX}"):
            return call
    return None
