"""What exploring a call found out: for `explore`, as a value and as a page of text.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterator

from msgspec import Struct

from sim.core.case import Case
from sim.core.outlook import GOOD
from sim.core.space import Extreme, Range, Situations, Space, Way
from sim.prose.documents import Sayback
from sim.prose.turns import whole_name
from sim.studio.flaws import flaws
from sim.studio.proofs import Explored

CROWDED = 5
"""A reply is named that is on offer in fewer than one of so many situations it fits."""
RARELY = 100
"""A reply given in fewer than one of so many plays is named."""
RANK = ("stock", "person", "scenario")
"""Whose a line is, by its rank."""


class Exploration(Struct, frozen=True):
    """Everything known of a call, and what there is to mend in it."""

    explored: Explored
    to_mend: tuple[str, ...]


class Explorations(Struct, frozen=True):
    """What was explored, a call each."""

    sayback: Sayback
    calls: tuple[Exploration, ...]


def exploration(case: Case, explored: Explored) -> Exploration:
    """What exploring the case found out."""
    return Exploration(explored, tuple(flaw.message for flaw in flaws(case, explored)))


def exploration_lines(case: Case, found: Exploration) -> Iterator[str]:
    """A page: what to mend, the endings, the scores, the turns, and what comes up how often."""
    content, explored = case.content, found.explored
    title = f"{content.scenario.title}, with {whole_name(content.customer.name)}"
    yield title
    yield "=" * len(title)
    yield ""
    yield from _extent(explored)
    yield ""
    yield _verdict(found)
    yield from (f"  {each}" for each in found.to_mend)
    for section in (_endings, _scores, _turns, _crowded, _plays):
        yield ""
        yield from section(explored)


def _verdict(found: Exploration) -> str:
    if found.to_mend:
        return "To mend"
    if found.explored.space.whole:
        return "Nothing to mend: it can be won, lost and learnt from."
    return "Nothing to mend, as far as it was seen."


def _extent(explored: Explored) -> Iterator[str]:
    space = explored.space
    ways = f"{space.ways:,} whole calls over {space.states:,} states"
    if space.whole:
        yield f"Every way it can go, proved: {ways}."
        return
    why = "You stopped it" if explored.interrupted else "The space is too large to be walked whole"
    yield f"{why} after {_replies(space.turns)}: by then {ways}."
    if space.sampled:
        yield f"From there {space.sampled:,} calls were taken on at random."
    yield "What is said below was found; there may be more."


def _endings(explored: Explored) -> Iterator[str]:
    space = explored.space
    yield "How it ends                ways   of all  in plays"
    for reached in space.endings:
        share = _share(reached.ways, space.ways) if reached.ways else "-"
        played = _share(explored.hits.endings.get(reached.ending, 0), explored.hits.plays)
        how = f"after {_replies(len(reached.example.replies))} at the soonest"
        yield f"  {reached.ending:<12}{reached.ways:>17,}  {share:>7}  {played:>8}  {how}"
    yield "  Ways are counted, and not trainees; plays are half by chance and half well-meant."
    if space.wins:
        replies = [each.replies for each in space.wins]
        most = max(space.wins, key=lambda each: each.ways).replies
        yield (
            f"A call that keeps the customer takes {replies[0]} to {_replies(replies[-1])}, "
            f"most often {most}."
        )
    if space.dead_end:
        way, left = space.dead_end.way, space.dead_end.replies_left
        yield (
            f"It can be lost for good after {_replies(len(way.replies))}, "
            f"with up to {left} still to come:"
        )
        yield f"  {_words(way)}"


def _crowded(explored: Explored) -> Iterator[str]:
    """Replies that mostly fit in vain."""
    space = explored.space
    crowded = [each for each in space.fitting if each.offered * CROWDED < each.fits]
    if not crowded:
        yield "Whatever fits is mostly on offer."
        return
    yield f"Crowded out: on offer in fewer than 1 of {CROWDED} situations that they fit"
    for each in sorted(crowded, key=lambda each: each.offered / each.fits):
        share = _share(each.offered, each.fits)
        yield f"  {each.reply:<30}fits {each.fits:>9,}, on offer {share:>7}"
    yield "  Those that ask for more go first: give a reply more tests, or the others fewer."


def _scores(explored: Explored) -> Iterator[str]:
    yield "What it can score                                       best  worst"
    for extreme in explored.space.extremes:
        yield from _by_rubric(explored.space, extreme)
    yield "The replies that get there"
    for extreme in explored.space.extremes:
        for name, way in (("best", extreme.range.best_way), ("worst", extreme.range.worst_way)):
            yield f"  {extreme.rubric.upper()} {name}: {_words(way)}"


def _by_rubric(space: Space, extreme: Extreme) -> Iterator[str]:
    yield f"  {extreme.rubric.upper():<52}{_range(extreme.range)}"
    if not space.whole:
        yield f"    at most {extreme.at_most}, whatever else there is"
    for letter in extreme.letters:
        scored = _range(letter.range) if letter.range else "  never asked for"
        yield f"    {letter.letter}  {letter.name:<47}{scored}"


def _turns(explored: Explored) -> Iterator[str]:
    situations = explored.space.situations
    if not situations:
        yield "Turn by turn: known only where the whole space was walked."
        return
    yield "Turn by turn, over all situations a trainee can be in"
    yield "  turn  situations  good reply  costs up to   settled      lost  stock helps"
    for each in situations:
        yield _situations(each)
    yield f"  good reply: one that costs no rubric more than {GOOD} points of what is within reach"
    yield "  costs up to: points that even the best reply costs somewhere"
    yield "  settled: one reply, at its worst, is better than any other at its best"
    yield "  lost: the customer can no longer be kept"
    yield "  stock helps: there are fewer than two replies beside those of the stock"
    worst = max(situations, key=lambda each: each.regret)
    if worst.regret > GOOD:
        yield f"The hardest choice is in turn {worst.turn + 1}, and costs {worst.regret} points:"
        yield f"  {_words(worst.regret_way)}"


def _situations(each: Situations) -> str:
    shares = [_share(part, each.states) for part in (each.good, each.decided, each.lost)]
    good, decided, lost = shares
    return (
        f"  {each.turn + 1:>4}{each.states:>12,}{good:>12}{each.regret:>13}"
        f"{decided:>10}{lost:>10}{_share(each.stocked, each.states):>13}"
    )


def _plays(explored: Explored) -> Iterator[str]:
    space, hits = explored.space, explored.hits
    if space.never_offered and not space.whole:
        yield f"Not on offer so far: {', '.join(sorted(space.never_offered))}."
    if not hits.plays:
        return
    yield f"What comes up in {hits.plays:,} plays"
    rare = [f"{id} {n}" for id, n in hits.replies.items() if 0 < n < hits.plays / RARELY]
    never = [id for id, n in hits.replies.items() if not n and id not in space.never_offered]
    if rare:
        yield f"  Replies given in fewer than 1 of {RARELY}: {', '.join(rare)}."
    if never:
        yield f"  Replies that can be given, and never were: {', '.join(never)}."
    unheard = [line for line in hits.lines if not line.plays]
    yield f"  Lines heard: {len(hits.lines) - len(unheard)} of {len(hits.lines)}."
    own = [line.say for line in unheard if RANK[line.rank] == "scenario"]
    if own:
        yield "  Never heard, of the scenario's:"
        yield from (f"    {say}" for say in own)


def _range(range: Range) -> str:
    return f"{range.best:>8}{range.worst:>7}"


def _share(part: int, whole: int) -> str:
    """How much of the whole; never rounded to all or nothing."""
    percent = 100 * part / max(1, whole)
    if 0 < percent < 0.1:
        return "<0.1 %"
    if 99.9 < percent < 100:
        return ">99.9 %"
    return f"{percent:.1f} %" if part % max(1, whole) else f"{percent:.0f} %"


def _replies(number: int) -> str:
    return f"{number} {'reply' if number == 1 else 'replies'}"


def _words(way: Way) -> str:
    return ", ".join(way.replies) or "right from the opening"
