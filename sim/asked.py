"""What was asked for on the command line, for the face that plays it."""

from typing import NamedTuple


class Asked(NamedTuple):
    """A call, and how to play it; what is None or empty is chosen later, or settled already."""

    scenario: str | None = None
    customer: str | None = None
    seed: int | None = None
    mode: str = ""
    temper: str = "own"


NOTHING = Asked()
