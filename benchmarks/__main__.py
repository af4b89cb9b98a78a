"""Measures what is promised about speed and memory, in one run: `make bench`.

Machines differ and are shared, so medians are printed, and ratios between things measured in turn.
"""

import sys
from importlib import import_module

from benchmarks import calls, checking, proving

ON_A_TERMINAL = ("start", "memory", "keys")


def main() -> None:
    """Run them all; those on a terminal where the platform has pseudo-terminals."""
    calls.main()
    proving.main()
    checking.main()
    if sys.platform == "win32":
        return
    for name in ON_A_TERMINAL:
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
