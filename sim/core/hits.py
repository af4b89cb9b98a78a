"""What comes up when a call is played again and again: in how many plays each reply and line."""

from collections.abc import Sequence

from msgspec import Struct

from sim.core.bots.play import Player, walk
from sim.core.case import Case
from sim.core.lines import mix
from sim.core.stages import ENDINGS


class Heard(Struct, frozen=True):
    """A line, whose it is (0 the stock's, 1 the person's, 2 the scenario's), and in how many plays
    it was said."""

    say: str
    rank: int
    plays: int


class Hits(Struct, frozen=True):
    """In how many of `plays` each reply was given, and each line said; all that there are.

    `endings` has how many of them ended how.
    """

    plays: int
    endings: dict[str, int]
    replies: dict[str, int]
    lines: tuple[Heard, ...]


def hits(case: Case, players: Sequence[Player], plays: int) -> Hits:
    """Play so many calls, by the players in turn; the same plays every time."""
    given = dict.fromkeys(case.replies, 0)
    spoken = [0] * len(case.lines.lines)
    endings = dict.fromkeys(ENDINGS, 0)
    for seed in range(plays):
        said: dict[int, int] = {}
        replies = set[str]()
        for reply, step in walk(case, players[seed % len(players)], seed):
            turn = step.state.turn
            line = case.lines.choose(case.view(*step.state), said, mix(seed, turn))
            if line is not None:
                said[line] = turn
            if reply is not None:
                replies.add(reply.id)
        endings[step.state.stage] += 1
        for each in replies:
            given[each] += 1
        for line in said:
            spoken[line] += 1
    lines = (
        Heard(line.say, line.rank, count)
        for line, count in zip(case.lines.lines, spoken, strict=True)
    )
    return Hits(plays, endings, given, tuple(lines))
