"""How hard the shipped calls are, as it was worked out before they were shipped.

A grade takes a tenth of a second to find, and there are many pairs of a scenario and a customer:
whoever starts for the first time should not wait for them. A grade holds as long as the scenario,
the customer and the rules are those that were shipped; `make grades` writes them anew.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from sim.studio.index import Grade

FILE = Path(__file__).with_name("grades.json")


class Grades(Struct, frozen=True, forbid_unknown_fields=True):
    """Grades by the ids of scenario and customer, and the fingerprints of what they hold for."""

    rules: str
    scenarios: dict[str, str]
    customers: dict[str, str]
    grades: dict[str, dict[str, Grade]]


def shipped_grades(
    scenarios: Mapping[str, Path], customers: Mapping[str, Path], rules: Iterable[Path]
) -> dict[tuple[str, str], Grade]:
    """The shipped grades of those pairs that are still as they were shipped."""
    shipped = msgspec.json.decode(FILE.read_bytes(), type=Grades)
    if fingerprint(rules) != shipped.rules:
        return {}
    same = {
        id
        for files, known in ((scenarios, shipped.scenarios), (customers, shipped.customers))
        for id, path in files.items()
        if id in known and fingerprint([path]) == known[id]
    }
    return {
        (scenario, customer): grade
        for scenario, by_customer in shipped.grades.items()
        for customer, grade in by_customer.items()
        if scenario in same and customer in same
    }


def fingerprint(files: Iterable[Path]) -> str:
    """What changes with the text of the files, and not with the ends of their lines."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files, key=lambda path: path.name):
        try:
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        except OSError:
            return ""
    return digest.hexdigest()
