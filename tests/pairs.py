"""Which of the shipped calls are looked at closely in every run; `make prove` looks at all."""

from sim.studio.library import Library

LIBRARY = Library()
ALL = [(scenario, who) for scenario in LIBRARY.scenarios for who in LIBRARY.cast(scenario)]
"""Every scenario with everybody who can be cast in it."""


def dealt() -> list[tuple[str, str]]:
    """A few pairs in which every scenario and every customer comes at least once."""
    people = list(LIBRARY.customers)
    pairs: dict[tuple[str, str], None] = {}
    left = list(people)
    for scenario in LIBRARY.scenarios:
        able = LIBRARY.cast(scenario)
        who = next((person for person in left if person in able), able[0])
        left = [person for person in left if person != who]
        pairs[scenario, who] = None
    for person in left:
        scenario = next(each for each in LIBRARY.scenarios if person in LIBRARY.cast(each))
        pairs[scenario, person] = None
    return list(pairs)


DEALT = dealt()
