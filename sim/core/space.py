"""What exploring a case finds out about it, as values."""

from msgspec import Struct


class Way(Struct, frozen=True):
    """One way to get somewhere: the replies, in order."""

    replies: tuple[str, ...]


class Reached(Struct, frozen=True):
    """An ending: how many calls lead to it, one of the shortest, and its replies."""

    ending: str
    ways: int
    example: Way


class Range(Struct, frozen=True):
    """The best and the worst score that was reached, 0 to 100, and a way to each."""

    best: int
    best_way: Way
    worst: int
    worst_way: Way


class LetterRange(Struct, frozen=True):
    """What one letter can come to; `range` is None where nothing ever asks for it."""

    letter: str
    name: str
    range: Range | None


class Extreme(Struct, frozen=True):
    """What a call can come to by one rubric, and each of its letters.

    `at_most` is what no call can exceed: the best itself, where all of the space was walked.
    """

    rubric: str
    range: Range
    at_most: int
    letters: tuple[LetterRange, ...]


class Situations(Struct, frozen=True):
    """The states a call may be in after so many replies, as far as there is something to say.

    `stocked` counts those with fewer than two replies on offer beside those of the stock. `good`
    counts those with a good reply on offer: one by which no rubric loses more than a few
    points of what could still be reached. `regret` is the most that even the best reply costs
    somewhere, in points of the rubric that loses most, and `regret_way` leads there. `decided`
    counts those where one reply ends at least as well, whatever follows, as any other could.
    `lost` counts those from which no call can end well any more.
    """

    turn: int
    states: int
    stocked: int
    good: int
    regret: int
    regret_way: Way
    decided: int
    lost: int


class DeadEnd(Struct, frozen=True):
    """The earliest a call is lost while it still goes on, and the most replies still to come."""

    way: Way
    replies_left: int


class Length(Struct, frozen=True):
    """How many calls that end well take so many replies."""

    replies: int
    ways: int


class Fitting(Struct, frozen=True):
    """In how many situations a reply would fit, and in how many it is on offer.

    Where there is no room, those that ask for more go first.
    """

    reply: str
    fits: int
    offered: int


class Flow(Struct, frozen=True):
    """How many ways to give `turn` replies go with the last of them from one stage to another, or
    stay in it."""

    turn: int
    source: str
    to: str
    ways: int


class Space(Struct, frozen=True):
    """Every way a call can go.

    `states` counts merged states, `ways` every distinct whole call of up to `turns` replies. Where
    `whole` is false the space was not walked to its end: then endings, extremes and what is on
    offer are what was found, also by `sampled` calls that were taken on at random, and what only
    the whole space can tell is left out. `few` leads to where
    fewer than two replies are on offer, if that is anywhere.
    """

    whole: bool
    turns: int
    states: int
    ways: int
    sampled: int
    endings: tuple[Reached, ...]
    extremes: tuple[Extreme, ...]
    offered: frozenset[str]
    never_offered: frozenset[str]
    few: Way | None
    situations: tuple[Situations, ...] = ()
    dead_end: DeadEnd | None = None
    wins: tuple[Length, ...] = ()
    flow: tuple[Flow, ...] = ()
    fitting: tuple[Fitting, ...] = ()
