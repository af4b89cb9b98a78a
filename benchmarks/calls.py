"""What a call costs without a screen, beside the same call in Ink: `python -m benchmarks.calls`.

Every pair is played; searched, which takes seconds, is the first.
"""

import random
import statistics
import sys
from time import perf_counter_ns, process_time

from benchmarks.ink import story
from sim.core.call import Call
from sim.core.case import Case
from sim.core.odds import odds
from sim.core.search import search
from sim.studio.library import Library

PLAYS = 300
ROUNDS = 7
REPLY_US, SEARCH_S = 40, 10
"""What is promised: microseconds a reply at most, and seconds to search a shipped pair at most."""


def reply_us(case: Case, seed: int) -> float:
    """The median microseconds of `Call.reply`, over random plays."""
    dice = random.Random(seed)
    times: list[int] = []
    for _ in range(PLAYS):
        call = Call(case, seed)
        while offered := call.offered:
            chosen = dice.choice(offered).id
            start = perf_counter_ns()
            call.reply(chosen)
            times.append(perf_counter_ns() - start)
    return statistics.median(times) / 1000


def search_s(case: Case) -> tuple[float, int]:
    """The processor seconds of a whole search with all rubrics, and the merged states it saw."""
    start = process_time()
    space = search(case)
    return process_time() - start, space.states


def compare_with_ink(case: Case) -> None:
    """A reply of ours and a turn of the equal Ink story, in turn."""
    ours, theirs = [], []
    for seed in range(ROUNDS):
        ours.append(reply_us(case, seed))
        try:
            theirs.append(story.median_us(PLAYS, seed))
        except ImportError as error:
            print(error, file=sys.stderr)
            break
    print(f"  reply        {statistics.median(ours):8.1f} us   promised: {REPLY_US}")
    if theirs:
        ratio = statistics.median(o / t for o, t in zip(ours, theirs, strict=True))
        print(f"  turn in Ink  {statistics.median(theirs):8.1f} us   through bink")
        print(f"  ours / Ink   {ratio:8.2f}")


def main() -> None:
    """Print the figures of the shipped pairs."""
    library = Library()
    pairs = [
        (scenario, customer) for scenario in library.scenarios for customer in library.customers
    ]
    for scenario, customer in pairs:
        case = library.case(scenario, customer)
        start = process_time()
        odds(case)
        grading = process_time() - start
        print(f"{scenario} as {customer}")
        if (scenario, customer) == pairs[0]:
            compare_with_ink(case)
            # anew, so that nothing of the plays is remembered
            seconds, states = search_s(library.case(scenario, customer))
            print(
                f"  search       {seconds:8.1f} s    promised: {SEARCH_S}; {states} merged states"
            )
        else:
            print(f"  reply        {reply_us(case, 1):8.1f} us   promised: {REPLY_US}")
        print(f"  grading      {grading * 1000:8.0f} ms   once a pair, in the background")


if __name__ == "__main__":
    main()
