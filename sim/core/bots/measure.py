"""How the bots fare, and the orders that have to hold between them if a score means anything."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sim.core.bots.play import Play, play
from sim.core.bots.policies import BOTS
from sim.core.bots.trainee import Trainee
from sim.core.case import Case
from sim.core.compile import compile_case
from sim.core.model import Content
from sim.core.stages import KEPT
from sim.core.tempers import TEMPERS, tempered

Plays = Mapping[str, Sequence[Play]]
"""The calls of each bot, by its name."""


class Spread(Struct, frozen=True):
    """Scores by one rubric, 0 to 100: the median, and the quartiles on either side of it."""

    rubric: str
    low: int
    median: int
    high: int


class BotResult(Struct, frozen=True):
    """How a bot fared: its scores by each rubric, how many calls of a hundred it kept (content or
    cool), and the median of its replies in a call."""

    bot: str
    scores: tuple[Spread, ...]
    kept: int
    replies: int


class BotOrder(Struct, frozen=True):
    """Something that has to hold: the median of `bot` less that of `than` is `least` to `most`.

    `than` may be several, whose mean it is then, or nobody.
    """

    bot: str
    than: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


class JudgedOrder(Struct, frozen=True):
    """An order with the two medians, and whether it holds; `against` is 0 where there is nobody."""

    order: BotOrder
    median: int
    against: int
    holds: bool


def _named(kind: str) -> tuple[str, ...]:
    return tuple(bot.name for bot in BOTS if bot.kind == kind)


ORDERS: tuple[BotOrder, ...] = (
    BotOrder("good", ("random",), least=15),
    BotOrder("random", _named("poor"), least=1),
    *(BotOrder(bot, ("random",), most=5) for bot in _named("test-wise")),
)
"""What has to hold for every pair."""
BANDS: tuple[BotOrder, ...] = (
    BotOrder("good", least=88, most=94),
    BotOrder("fair", least=66, most=74),
    *(BotOrder(bot, most=44) for bot in _named("poor")),
)
"""What has to hold over the whole library."""


def in_tempers(content: Content) -> tuple[Case, ...]:
    """The case in every temper the customer can be in."""
    return tuple(compile_case(tempered(content, temper)) for temper in TEMPERS)


def take(cases: Sequence[Case], seeds: int) -> Plays:
    """Every bot takes each of the cases, `seeds` times."""
    return {
        bot.name: [
            play(case, trainee, seed)
            for case in cases
            for trainee in (Trainee(case, bot),)
            for seed in range(seeds)
        ]
        for bot in BOTS
    }


def results(plays: Plays, rubrics: Sequence[str]) -> tuple[BotResult, ...]:
    """How the bots fared, in their order."""
    return tuple(
        BotResult(
            bot=bot,
            scores=tuple(
                Spread(rubric, *_quartiles(each.scores[at] for each in taken))
                for at, rubric in enumerate(rubrics)
            ),
            kept=100 * sum(each.ending in KEPT for each in taken) // len(taken),
            replies=_quartiles(len(each.replies) for each in taken)[1],
        )
        for bot, taken in plays.items()
    )


def pooled(plays: Iterable[Plays]) -> Plays:
    """The calls of several pairs as one."""
    together: dict[str, list[Play]] = {}
    for each in plays:
        for bot, taken in each.items():
            together.setdefault(bot, []).extend(taken)
    return together


def judged(
    orders: Iterable[BotOrder], found: Sequence[BotResult], rubric: str
) -> tuple[JudgedOrder, ...]:
    """Whether each order holds, by the medians of one rubric."""
    medians = {
        result.bot: spread.median
        for result in found
        for spread in result.scores
        if spread.rubric == rubric
    }
    return tuple(_judged(order, medians) for order in orders)


def _judged(order: BotOrder, medians: Mapping[str, int]) -> JudgedOrder:
    median = medians[order.bot]
    others = [medians[bot] for bot in order.than]
    against = round(sum(others) / len(others)) if others else 0
    least = order.least is None or median - against >= order.least
    most = order.most is None or median - against <= order.most
    return JudgedOrder(order, median, against, least and most)


def _quartiles(numbers: Iterable[int]) -> tuple[int, int, int]:
    """The numbers a quarter, a half and three quarters of the way up."""
    ordered = sorted(numbers)
    quarter, half, most = (len(ordered) * part // 4 for part in (1, 2, 3))
    return ordered[quarter], ordered[half], ordered[most]
