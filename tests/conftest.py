"""What all tests share."""

import re
import signal

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Whoever runs the tests in the background has Ctrl+C ignored, and every program they start inherits
# that: what happens on Ctrl+C could not be tried.
signal.signal(signal.SIGINT, signal.default_int_handler)

TOGETHER = (
    r"test_editors\.py::",  # one server
    r"test_shipped\.py::TestPair::.*(\[.*\])",  # one search a pair
    r"test_shipped_bots\.py::test_(?:playing_well|over_the_library)",  # the same plays
    r"test_new\.py::TestScenario::.*(\[.*\])",  # one search a caller
)
"""Tests that share what takes long to make: one process runs all whose names match alike."""


class Together(LoadScopeScheduling):
    """Deals tests out one by one, save for those that share something."""

    def _split_scope(self, nodeid: str) -> str:
        for at, pattern in enumerate(TOGETHER):
            if found := re.search(pattern, nodeid):
                return f"{at} {found[1] if found.re.groups else ''}"
        return nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Deal tests out to the processes."""
    return Together(config, log)
