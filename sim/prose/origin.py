"""Where a report comes from: what every JSON document begins with."""

from msgspec import Struct

from sim import __version__

FORMAT = 1
"""The version of the JSON's form; it changes when a key goes or means something else."""


class Sayback(Struct, frozen=True):
    """Who wrote this, and in which form."""

    version: str
    format: int


SAYBACK = Sayback(__version__, FORMAT)
