"""A call as one value, with everything that happened and why: what `run` prints, and its JSON.

The order of fields is the order of keys in JSON, and `docs/json.md` describes them.
"""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from sim.core.call import Call
from sim.core.case import Case
from sim.core.option import Option
from sim.core.scoring import Score
from sim.core.turns import Noted, Turn
from sim.prose.debrief import debrief
from sim.prose.documents import SAYBACK, Sayback
from sim.prose.sections import as_lines
from sim.prose.turns import Known, known, spoken
from sim.prose.wording import card_sections, customers_side, first_page, scores


class Played(Turn, frozen=True):
    """A turn, and what the customer has brought up until then."""

    known: Known


class Transcript(Struct, frozen=True):
    """A call; `offered` is empty when it is over, `ending` and `scores` are until then."""

    sayback: Sayback
    scenario: str
    customer: str
    seed: int
    case: str
    turns: tuple[Played, ...]
    offered: tuple[Option, ...]
    ending: str
    scores: tuple[Score, ...]


def transcript(call: Call) -> Transcript:
    """The call so far."""
    content, turns = call.case.content, call.turns
    return Transcript(
        sayback=SAYBACK,
        scenario=content.scenario_id,
        customer=content.customer_id,
        seed=call.seed,
        case=call.case.hash,
        turns=tuple(
            Played(**msgspec.structs.asdict(turn), known=known(call.case, turns[: at + 1]))
            for at, turn in enumerate(turns)
        ),
        offered=call.offered,
        ending=call.ending,
        scores=call.scores if call.ending else (),
    )


def transcript_lines(call: Call) -> Iterator[str]:
    """The call so far as text; then the scorecards when it is over, or what is on offer next."""
    played = transcript(call)
    for turn in played.turns:
        yield from _turn(call.case, turn)
        yield ""
    if not call.ending:
        yield "On offer next"
        yield from (f"  {option.id}: {option.say}" for option in call.offered)
        return
    whole = debrief(call)
    yield from as_lines(first_page(whole))
    yield scores(whole)
    for card in card_sections(whole.cards):
        yield ""
        yield from as_lines(card)
    yield ""
    yield from as_lines([customers_side(whole)])


def _turn(case: Case, turn: Played) -> Iterator[str]:
    """A turn in full: offered, chosen, said, every contribution to every gauge, what came of it."""
    yield f"Turn {turn.number}" if turn.number else "The call begins"
    yield from (f"  on offer  {option.id}: {option.say}" for option in turn.offered)
    if turn.chosen:
        yield f"  chosen    {turn.chosen} ({', '.join(turn.acts)})"
    yield from (f"  {line}" for line in spoken(case, turn))
    yield f"  bearing   {turn.bearing}"
    yield from _gauges(turn)
    changed = f", before that {turn.stage_before}" if turn.stage != turn.stage_before else ""
    yield f"  stage     {turn.stage}{changed}"
    if turn.raised:
        yield f"  came up   {turn.raised.kind} {turn.raised.id}: {turn.raised.text}"
    yield from _known(turn.known)
    yield from (f"  noted     {line}" for line in _noted(case, turn.noted))


def _gauges(turn: Turn) -> Iterator[str]:
    moves = {move.gauge: move for move in turn.moves}
    for gauge in turn.gauges.__struct_fields__:
        now = _shown(getattr(turn.gauges, gauge))
        move = moves.get(gauge)
        yield f"  {gauge:<8}  {f'{_shown(move.before)} to {now}' if move else now}"
        for reason in move.reasons if move else ():
            amount = _shown(reason.amount, "+")
            yield f"    {amount:>6}  {reason.why} [{reason.rule}; {reason.source}]"


def _known(known: Known) -> Iterator[str]:
    for kind in known.__struct_fields__:
        ids = ", ".join(getattr(known, kind))
        yield f"  {kind:<10}  so far: {ids or 'none'}"


def _noted(case: Case, noted: Sequence[Noted]) -> Iterator[str]:
    rubrics = {rubric.id: rubric for rubric in case.content.rubrics}
    for each in noted:
        rubric = rubrics[each.rubric]
        letter = rubric.letters[each.letter].letter if each.letter >= 0 else "all"
        where = " ".join(filter(None, (rubric.id, letter, each.window, each.about)))
        worth = f"{each.points} of 2" if each.window else f"fault, {each.weight}"
        yield f"{where}, {worth}: {each.why}"


def _shown(tenths: int, sign: str = "") -> str:
    return f"{tenths / 10:{sign}.1f}"
