"""How the bots fared: for `bots`, as values and as lines of text, with a picture.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sim.core.bots.measure import BotResult, JudgedOrder, Spread
from sim.core.bots.policies import BOTS
from sim.core.tempers import TEMPERS
from sim.prose.documents import SAYBACK, Sayback


class ListedBot(Struct, frozen=True):
    """A bot: its name, its kind, and what it does, in a sentence."""

    name: str
    kind: str
    does: str


class BotPair(Struct, frozen=True):
    """How the bots fared with one customer in one scenario, and the orders between them.

    `rubric` is the one that leads there, and that the orders go by.
    """

    scenario: str
    customer: str
    rubric: str
    results: tuple[BotResult, ...]
    orders: tuple[JudgedOrder, ...]


class BotLibrary(Struct, frozen=True):
    """How the bots fared over all pairs in which the same rubric leads, and the bands they should
    come to lie in.
    """

    rubric: str
    pairs: int
    results: tuple[BotResult, ...]
    orders: tuple[JudgedOrder, ...]


class BotReport(Struct, frozen=True):
    """What bots showed; `library` is null unless every pair was played.

    `seeds` are the calls of each bot in each temper.
    """

    sayback: Sayback
    seeds: int
    tempers: tuple[str, ...]
    bots: tuple[ListedBot, ...]
    pairs: tuple[BotPair, ...]
    library: BotLibrary | None


def report(pairs: Sequence[BotPair], library: BotLibrary | None, seeds: int) -> BotReport:
    """All of it as one value."""
    bots = tuple(ListedBot(bot.name, bot.kind, bot.does) for bot in BOTS)
    return BotReport(SAYBACK, seeds, tuple(TEMPERS), bots, tuple(pairs), library)


def report_lines(found: BotReport) -> Iterator[str]:
    """Who the bots are, then a picture for each pair, and for the library, each with its orders."""
    width = max(len(bot.name) for bot in found.bots)
    yield "The bots"
    yield from (f"  {bot.name:<{width}}  {bot.does}" for bot in found.bots)
    calls = found.seeds * len(found.tempers)
    yield ""
    yield (
        "A bar is the middle half of a bot's calls by the rubric that leads, with the median in "
        "it. The numbers are medians, by each rubric, and the customers who were kept."
    )
    for pair in found.pairs:
        yield ""
        yield f"{pair.scenario} with {pair.customer}, {calls} calls each"
        yield from _picture(pair.results, pair.rubric)
        yield from _orders(pair.orders)
    if found.library:
        yield ""
        yield (
            f"The whole library where {found.library.rubric.upper()} leads, "
            f"{calls * found.library.pairs} calls each"
        )
        yield from _picture(found.library.results, found.library.rubric)
        yield from _orders(found.library.orders)


def holds(found: BotReport) -> bool:
    """Whether every order holds."""
    parts: Iterable[BotPair | BotLibrary] = (
        *found.pairs,
        *([found.library] if found.library else ()),
    )
    return all(judged.holds for part in parts for judged in part.orders)


CELLS = 41
"""Cells of the picture, from 0 to 100."""
TICKS = 5
"""Marks on the scale, at equal distances, besides the one at 0."""
TICK, BAR, MEDIAN = ".", "▒", "█"


def _picture(results: Sequence[BotResult], leads: str) -> Iterator[str]:
    """A line a bot: the middle half of its scores as a bar, the median in it, then numbers."""
    width = max(len(result.bot) for result in results)
    step = (CELLS - 1) // TICKS
    scale = "".join(f"{100 * at // TICKS:<{step}}" for at in range(TICKS + 1)).rstrip()
    titles = "".join(f"{spread.rubric.upper():>7}" for spread in _leading_first(results[0], leads))
    yield f"  {'':<{width}}  {scale}{titles}   kept"
    for result in results:
        lead, *_ = spreads = _leading_first(result, leads)
        medians = "".join(f"{spread.median:>7}" for spread in spreads)
        yield f"  {result.bot:<{width}}  {_bar(lead):<{len(scale)}}{medians}{result.kept:>6}%"


def _leading_first(result: BotResult, leads: str) -> list[Spread]:
    """A bot's scores; those of the rubric that the orders go by come first."""
    return sorted(result.scores, key=lambda spread: spread.rubric != leads)


def _bar(spread: Spread) -> str:
    cells = [" "] * CELLS
    cells[:: (CELLS - 1) // TICKS] = TICK * (TICKS + 1)
    low, median, high = (
        round(score * (CELLS - 1) / 100) for score in (spread.low, spread.median, spread.high)
    )
    cells[low : high + 1] = BAR * (high + 1 - low)
    cells[median] = MEDIAN
    return "".join(cells)


def _orders(orders: Sequence[JudgedOrder]) -> Iterator[str]:
    for judged in orders:
        yield f"  {'holds' if judged.holds else 'does not hold'}: {order_words(judged)}"


def order_words(judged: JudgedOrder) -> str:
    """What an order asks for, and the medians there are."""
    order = judged.order
    much = _much(order.least, order.most)
    if not order.than:
        return f"{order.bot} comes to {much} ({judged.median})"
    *several, last = order.than
    than = f"the mean of {', '.join(several)} and {last}" if several else last
    return f"{order.bot} is {much} above {than} ({judged.median} and {judged.against})"


def _much(least: int | None, most: int | None) -> str:
    if least is None:
        return f"at most {most}"
    return f"{least} or more" if most is None else f"{least} to {most}"
