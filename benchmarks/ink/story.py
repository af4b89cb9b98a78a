"""The cost of a turn of one call told in Ink, played through bink (see README.md)."""

import random
import statistics
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter_ns

STORY = Path(__file__).with_name("call.ink.json")
TURNS = 12
MISSING = "The Ink comparison needs the package bink, which cannot be loaded: pip install bink."


def turns(story_json: str, choose: Callable[[int], int]) -> list[int]:
    """Play one call; return the nanoseconds of each turn.

    `choose` gets the number of choices on offer and returns an index; it is not timed. A turn is
    choosing, running on to the next choices and fetching them. Loading the story is not timed.
    Raises ImportError, with one sentence, where bink cannot be loaded.
    """
    try:
        bink = import_module("bink.story")
    except (ImportError, RuntimeError) as error:  # bink raises RuntimeError without its library
        raise ImportError(MISSING) from error
    story = bink.Story(story_json.removeprefix("\ufeff"))  # the compiler writes a mark bink refuses
    story.continue_maximally()
    offered = len(story.get_current_choices())
    times: list[int] = []
    while offered:
        index = choose(offered)
        start = perf_counter_ns()
        story.choose_choice_index(index)
        story.continue_maximally()
        offered = len(story.get_current_choices())
        times.append(perf_counter_ns() - start)
    if len(times) != TURNS:
        raise ValueError(f"the call ended after {len(times)} turns, not {TURNS}")
    return times


def median_us(plays: int = 1000, seed: int = 1) -> float:
    """The median microseconds a turn, over seeded random plays."""
    text = STORY.read_text(encoding="utf-8")
    choose = random.Random(seed).randrange
    return statistics.median(t for _ in range(plays) for t in turns(text, choose)) / 1000


def main() -> None:
    plays = 1000
    try:
        print(f"ink through bink: {median_us(plays):.0f} us a turn (median of {plays * TURNS})")
    except ImportError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
