"""`sayback schema`: the schemas as they are shipped, to the byte."""

import pytest

from sim.cli.schema import KINDS
from sim.studio import schemas
from tests.commands import ROOT, process, sayback


def test_these_are_all_the_kinds_there_are() -> None:
    assert tuple(schemas.KINDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_what_is_shipped_and_nothing_else(kind: str) -> None:
    result = sayback("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == (ROOT / "schemas" / f"{kind}.json").read_bytes()


def test_a_terminal_that_knows_no_dashes_or_quotes_gets_the_same() -> None:
    printed = process("schema", "scenario", PYTHONIOENCODING="ascii")
    assert printed.stdout == (ROOT / "schemas" / "scenario.json").read_bytes()


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    result = sayback("schema", "persona")
    assert result.exit_code == 2
    assert all(kind in result.stderr for kind in KINDS)
