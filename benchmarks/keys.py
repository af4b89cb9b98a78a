"""From a key to the changed screen, in a call and in a bare app: `python -m benchmarks.keys`.

The user's data lie in memory, so that the disk sync behind every reply costs nothing.
"""

import statistics

from benchmarks.terminal import in_a_call, new_home, running

CALLS, TURNS = 5, 6
RATIO = 1.2
"""What is promised: how many times as long as the bare app at most."""
BARE = ["-m", "benchmarks.bare"]


def main() -> None:
    """Print the medians and their ratio."""
    ours: list[tuple[float, int]] = []
    theirs: list[tuple[float, int]] = []
    for seed in range(CALLS):
        with (
            new_home() as home,
            running(BARE, home) as bare,
            in_a_call(home, seed) as (call, taken),
        ):
            bare.press("1")
            call.press("")
            for turn in range(TURNS):
                ours.append((call.press("1"), call.written))
                if taken() <= turn:
                    ours.pop()
                    break
                theirs.append((bare.press("1"), bare.written))
    (sayback, shown), (plain, as_much) = map(_medians, (ours, theirs))
    print("key, from a digit to the changed screen")
    print(f"  bare app     {plain * 1000:8.1f} ms   {as_much:.0f} bytes shown")
    print(f"  sayback      {sayback * 1000:8.1f} ms   {shown:.0f} bytes shown")
    print(f"  ratio        {sayback / plain:8.2f}      promised: {RATIO}")


def _medians(pairs: list[tuple[float, int]]) -> tuple[float, float]:
    seconds, written = zip(*pairs, strict=True)
    return statistics.median(seconds), statistics.median(written)


if __name__ == "__main__":
    main()
