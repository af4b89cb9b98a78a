"""A call that is over as one text to keep: what was said, how it went, and why."""

from collections.abc import Iterator, Sequence

from sim.core.call import Call
from sim.core.wrap_up import WrappedUp
from sim.prose.after import after_words
from sim.prose.briefing import briefing
from sim.prose.curve import curve, curve_words
from sim.prose.debrief import Debrief
from sim.prose.retold import retold
from sim.prose.sections import Section, as_lines
from sim.prose.turns import outcome, spoken
from sim.prose.wording import card_sections, customers_side, first_page, scores


def report(call: Call, debrief: Debrief, done: WrappedUp | None, goals: Sequence[str] = ()) -> str:
    """The whole of it, a paragraph a line; `goals` is what there is to say of those."""
    return "\n".join(_lines(call, debrief, done, goals)) + "\n"


def _lines(
    call: Call, debrief: Debrief, done: WrappedUp | None, goals: Sequence[str]
) -> Iterator[str]:
    yield from _spaced(briefing(call.case))
    for turn in call.turns:
        yield from spoken(call.case, turn)
        yield ""
    yield outcome(call.case, call.ending)
    yield ""
    yield from _spaced(first_page(debrief))
    yield from goals
    yield scores(debrief)
    yield ""
    for card in card_sections(debrief.cards):
        yield from _spaced(card)
    yield from _spaced([curve_words(call.case, curve(call.turns, debrief.turning))])
    yield from _spaced([customers_side(debrief), *(after_words(done) if done else ())])
    yield from _spaced(retold(call.case, call.turns))


def _spaced(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        yield from as_lines([section])
        yield ""
