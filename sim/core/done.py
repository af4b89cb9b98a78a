"""What a trainee did after a call, as it is recorded."""

from msgspec import Struct


class Done(Struct, frozen=True):
    """What the trainee did after the call: an answer for each line of the note, promises kept."""

    note: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
