"""Writes sim/studio/grades.json: how hard each shipped call is, found by playing it."""

import msgspec

from sim.core.odds import grade, odds
from sim.studio.folders import rules_of
from sim.studio.grades import FILE, Grades, fingerprint
from sim.studio.library import Library


def main() -> None:
    """Play every pair, and write the file anew."""
    library = Library()
    grades = Grades(
        rules=fingerprint(rules_of()),
        scenarios={id: fingerprint([path]) for id, path in library.scenarios.items()},
        customers={id: fingerprint([path]) for id, path in library.customers.items()},
        grades={
            scenario: {
                who: grade(odds(library.case(scenario, who))) for who in library.cast(scenario)
            }
            for scenario in library.scenarios
        },
    )
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(grades), indent=1) + b"\n")


if __name__ == "__main__":
    main()
