"""The memory of a running call, beside a hello-world app: `python -m benchmarks.memory`.

Counted is what the process has for itself alone (USS) and its share of what it has in common with
others (PSS), where the platform tells; elsewhere all that is resident (RSS).
"""

import re
import subprocess
from pathlib import Path

from benchmarks.hello import TEXT
from benchmarks.start import HELLO
from benchmarks.terminal import in_a_call, new_home, running

TURNS = 6
RATIO = 1.3
"""What is promised: how many times as much as hello-world at most."""


def memory(pid: int) -> dict[str, float]:
    """The megabytes of a process, by the way of counting."""
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if not rollup.exists():
        shown = subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)], text=True)
        return {"RSS": int(shown) / 1024}
    kilobytes = {
        name: int(value) for name, value in re.findall(r"(\w+): +(\d+) kB", rollup.read_text())
    }
    own = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {"USS": own / 1024, "PSS": kilobytes["Pss"] / 1024, "RSS": kilobytes["Rss"] / 1024}


def main() -> None:
    """Print what both take, and the ratios."""
    with new_home() as home, running(HELLO, home) as hello, in_a_call(home) as (call, taken):
        hello.until(TEXT)
        for _ in range(TURNS):
            call.press("1")
        ours, theirs = memory(call.pid), memory(hello.pid)
        turns = taken()
    print(f"memory, after {turns} turns of a call")
    for way, megabytes in ours.items():
        print(
            f"  {way}  hello world {theirs[way]:6.1f} MB, sayback {megabytes:6.1f} MB, "
            f"ratio {megabytes / theirs[way]:5.2f}   promised: {RATIO}"
        )


if __name__ == "__main__":
    main()
