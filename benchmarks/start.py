"""From exec to the first text, beside a hello-world app: `python -m benchmarks.start`.

Everything has been started before, so files are in memory and the index of content is there. The
first start of all is measured apart: it reads all content.
"""

import statistics
from pathlib import Path

from benchmarks.hello import TEXT
from benchmarks.terminal import new_home, running
from sim.records.places import Places
from sim.studio.index import Index

ROUNDS = 15
RATIO = 1.35
"""What is promised: how many times as long as hello-world at most."""
HELLO = ["-m", "benchmarks.hello"]
SAYBACK = ["-m", "sim"]


def seconds(arguments: list[str], home: Path, texts: list[str]) -> float:
    """From exec until one of the texts is shown."""
    with running(arguments, home) as terminal:
        return terminal.until(*texts)


def main() -> None:
    """Print the medians and their ratio."""
    titles = [card.title for card in Index().scenarios.values()]
    with new_home() as home:
        first = seconds(SAYBACK, home, titles)
        list(Index((), Places(home).index).graded())
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(seconds(HELLO, home, [TEXT]))
            ours.append(seconds(SAYBACK, home, titles))
    hello, sayback = statistics.median(theirs), statistics.median(ours)
    print("start, from exec to the first text")
    print(f"  hello world  {hello * 1000:8.0f} ms")
    print(f"  sayback      {sayback * 1000:8.0f} ms   the very first time {first * 1000:.0f}")
    print(f"  ratio        {sayback / hello:8.2f}      promised: {RATIO}")


if __name__ == "__main__":
    main()
