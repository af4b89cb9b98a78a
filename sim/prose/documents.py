"""JSON documents: what each begins with, and its bytes."""

import msgspec
from msgspec import Struct

from sim import __version__

FORMAT = 1
"""The version of the JSON's form; it changes when a key goes or means something else."""


class Sayback(Struct, frozen=True):
    """Who wrote this, and in which form."""

    version: str
    format: int


SAYBACK = Sayback(__version__, FORMAT)


def as_bytes(value: Struct) -> bytes:
    """The same bytes on every platform: keys in the order of fields, indented, a newline after."""
    encoded = msgspec.json.encode(value, order="deterministic")  # a set has no order of its own
    return msgspec.json.format(encoded, indent=2) + b"\n"
