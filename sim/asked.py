"""What was asked for on the command line, for the face that plays it."""

from typing import NamedTuple


class Asked(NamedTuple):
    """A call, and how to play it; what is None or empty is chosen later, or settled already."""

    scenario: str | None = None
    customer: str | None = None
    seed: int | None = None
    mode: str = ""
    temper: str = "own"

    def wants(self, scenario: str, customer: str) -> bool:
        """Whether that call is one of those asked for."""
        return self.scenario in (None, scenario) and self.customer in (None, customer)


NOTHING = Asked()
