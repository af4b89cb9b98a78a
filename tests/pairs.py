"""Which of the shipped calls are looked at closely in every run; `make prove` looks at all."""

from sim.studio.library import Library

LIBRARY = Library()
ALL = [(scenario, who) for scenario in LIBRARY.scenarios for who in LIBRARY.cast(scenario)]
"""Every scenario with everybody who can be cast in it."""


HEAVY = {
    "odd_bill": "marcus_oyelaran",
    "short_again": "ingrid_solheim",
    "nobody_came": "tomas_ferreira",
}
"""With whom the spaces that take longest are walked: whoever has the fewest needs."""


def dealt() -> list[tuple[str, str]]:
    """A few pairs in which every scenario and every customer comes at least once."""
    pairs = dict.fromkeys(HEAVY.items())
    left = [person for person in LIBRARY.customers if person not in HEAVY.values()]
    light = [each for each in LIBRARY.scenarios if each not in HEAVY]
    for at, person in enumerate(left):
        able = [each for each in light if person in LIBRARY.cast(each)]
        pairs[able[at % len(able)], person] = None
    return list(pairs)


DEALT = dealt()
