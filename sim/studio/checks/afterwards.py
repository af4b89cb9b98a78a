"""What comes after the call: whether promises can be kept and have consequences, and the note."""

from collections.abc import Iterator

from sim.core.codes import Code
from sim.core.model import Scenario
from sim.studio.checks.source import Source
from sim.studio.findings import Finding, quoted


def check_wrap_up(source: Source[Scenario]) -> Iterator[Finding]:
    """Promises that come to nothing, and lines of the note without one answer that helps."""
    yield from _promises(source)
    for at, field in enumerate(source.value.wrap_up.note):
        helping = sum(answer.helps for answer in field.answers)
        if helping != 1:
            message = (
                f"one answer to {quoted(field.ask)} should have 'helps: true', and "
                f"{helping or 'none'} {'has' if helping < 2 else 'have'} it"
            )
            path = ("wrap_up", "note", at, "answers")
            yield source.finding(Code.NOT_ONE_HELPS, path, message, key=True)


def _promises(source: Source[Scenario]) -> Iterator[Finding]:
    there_are = source.value.wrap_up.minutes
    for at, promise in enumerate(source.value.promises):
        if promise.allowed and promise.minutes > there_are:
            message = (
                f"to keep this takes {promise.minutes} minutes, and after the call there are "
                f"{there_are}; write fewer here, or more 'minutes' in 'wrap_up'"
            )
            yield source.finding(Code.NO_TIME_TO_KEEP, ("promises", at, "minutes"), message)
        # what is allowed and takes no time keeps itself
        may = {"kept": promise.allowed, "broken": not promise.allowed or promise.minutes > 0}
        for part, so in may.items():
            if so and not getattr(promise, part):
                message = (
                    f"nothing is told when {quoted(promise.id)} is {part}; "
                    f"write what comes of that after '{part}:'"
                )
                yield source.finding(Code.NOTHING_COMES, ("promises", at, "id"), message)
