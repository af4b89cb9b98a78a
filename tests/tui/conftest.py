"""What the tests of the screens share."""

from pathlib import Path

import pytest

from sim.records.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """An empty home."""
    return Places(tmp_path)


@pytest.fixture(autouse=True)
def _in_colour_and_moving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal is that the tests run in."""
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
