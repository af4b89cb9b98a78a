"""What the benchmarks lean on: they drive the program by what its screens say."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not there", allow_module_level=True)

from benchmarks.terminal import in_a_call


def test_a_benchmark_gets_into_a_call_and_counts_its_replies(tmp_path: Path) -> None:
    with in_a_call(tmp_path) as (call, taken):
        assert taken() == 0
        while not taken():
            call.press("1")
        assert taken() == 1
