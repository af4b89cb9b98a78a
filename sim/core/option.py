"""What can be chosen: a reply on offer, or whatever else a face lays before the trainee."""

from msgspec import Struct


class Option(Struct, frozen=True):
    """An id, and the words to choose it by."""

    id: str
    say: str
