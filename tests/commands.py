"""Runs the commands as somebody types them, with a call of the shipped content to run them on."""

import gc
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from sim.cli import main
from sim.core.call import Call
from sim.prose.turns import lost
from sim.studio.library import Library

ROOT = Path(__file__).parent.parent
LIBRARY = Library()
SCENARIO, CUSTOMER = min(LIBRARY.scenarios), min(LIBRARY.customers)
CASE = LIBRARY.case(SCENARIO, CUSTOMER)
RUN = ("run", SCENARIO, "--as", CUSTOMER)


def sayback(*args: str, typed: str = "") -> Result:
    """Run a command in this process, which goes on, and lets go of what the command had kept."""
    try:
        return CliRunner().invoke(main, args, input=typed, prog_name="sayback")
    finally:
        gc.unfreeze()


def process(*args: str, **env: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sim", *args],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdin=subprocess.DEVNULL,
        timeout=30,
    )


@cache
def ended(*, badly: bool) -> tuple[str, ...]:
    """The replies of a call that is lost, or is not."""
    for seed in range(500):
        call, choose = Call(CASE, 0), random.Random(seed).choice
        while call.offered:
            call.reply(choose(call.offered).id)
        if lost(call.ending) == badly:
            return call.choices
    raise AssertionError("no call came to such an ending")
