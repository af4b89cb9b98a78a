"""What each kind of finding means, for whoever has to mend it: `explanations.yaml`."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from sim.core.codes import Code
from sim.studio.reader import read

_FILE = Path(__file__).with_name("explanations.yaml")


class Explanation(Struct, frozen=True, forbid_unknown_fields=True):
    """A code in words: what it means and why that matters, and how it is mended.

    `wrong` and `right` are the same piece of a file before and after; `at` is the line of `wrong`
    that the finding is about, from 1, and 0 where it is about none. `shows` says what the piece
    belongs to: a `customer`, a `scenario` or a file of plays; `whole` is a file of its own, and
    nothing is said of what cannot be shown in a few lines. The lists in it come on top of those
    that the file has, or, with `instead`, in their place.
    """

    code: Code
    title: str
    means: str
    mend: str
    shows: Literal["customer", "scenario", "play", "whole", "nothing"] = "nothing"
    wrong: str = ""
    at: int = 0
    right: str = ""
    instead: bool = False


class _Explanations(Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    explanations: list[Explanation]


def explanations() -> list[Explanation]:
    """Every code there is, in order."""
    return read(_FILE, _Explanations)[0].explanations
