"""What it takes to prove a library: exploring each pair, and playing one 10,000 times."""

import json
import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.ink.story import STORY
from sim.core.bots.policies import BY_NAME
from sim.core.bots.trainee import Trainee
from sim.core.case import Case
from sim.core.hits import hits
from sim.studio.library import Library
from sim.studio.proofs import PLAYS, Proofs

EXPLORE_S, PLAYS_RATIO = 20, 0.5
INKJS = "inkjs@2.4.0"
NODE = Path(__file__).parent.parent / ".node"


def plays_s(case: Case) -> float:
    """The seconds of `PLAYS` random plays in which every reply and line is counted."""
    player = Trainee(case, BY_NAME["random"])
    start = perf_counter()
    hits(case, [player], PLAYS)
    return perf_counter() - start


def ink_plays_s() -> float:
    """The seconds of as many plays of the equal Ink story; raises RuntimeError where there is none.

    inkjs is installed into `.node/` when Node is there.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise RuntimeError("The comparison with inkjs needs Node (node and npm).")
    folder = NODE / "node_modules" / "inkjs"
    if not folder.is_dir():
        quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--no-save", "--loglevel=error")
        done = subprocess.run(
            [npm, "install", "--prefix", str(NODE), *quiet, INKJS], capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"inkjs cannot be installed: {done.stderr.strip()[:200]}")
    script = Path(__file__).parent / "ink" / "plays.mjs"
    told = subprocess.run(
        [node, str(script), str(folder), str(STORY), str(PLAYS)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(told.stdout)
    assert len(found["hits"]) > 20, "the story was not played"
    return float(found["ms"]) / 1000


def compare_with_ink(case: Case) -> None:
    """The plays of ours and of theirs, in turn."""
    ours = plays_s(case)
    print(f"  {PLAYS:,} random plays, all hits counted  {ours:6.1f} s")
    try:
        theirs = ink_plays_s()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return
    ours = (ours + plays_s(case)) / 2
    print(f"  as many of the Ink story, by inkjs   {theirs:6.1f} s")
    print(f"  ours / inkjs                         {ours / theirs:6.2f}   promised: {PLAYS_RATIO}")


def main() -> None:
    """Print the figures of the shipped pairs."""
    library = Library()
    pairs = list(product(library.scenarios, library.customers))
    print(f"proving, on {os.cpu_count()} cores")
    compare_with_ink(library.case(*pairs[0]))
    with TemporaryDirectory() as folder:
        proofs = Proofs(Path(folder))
        for pair in pairs:
            case = library.case(*pair)
            start = perf_counter()
            space = proofs.explore(case).space
            cold = perf_counter() - start
            start = perf_counter()
            proofs.explore(case)
            known = perf_counter() - start
            exact = "exact" if space.whole else "NOT exact"
            print(
                f"  explore {' as '.join(pair):<34}{cold:6.1f} s   promised: {EXPLORE_S}; {exact}, "
                f"{space.states:,} states; known the next time: {1000 * known:.0f} ms"
            )


if __name__ == "__main__":
    main()
