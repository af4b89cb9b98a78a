"""The debrief as titles with paragraphs and points."""

from collections.abc import Iterable

from sim.core.scoring import CAP, WITHOUT_ESSENTIAL
from sim.prose.debrief import CameUp, Debrief, TurningPoint
from sim.prose.highlights import Moment
from sim.prose.scorecard import ENOUGH, Card, FaultCard, Instead, LetterCard, WindowCard
from sim.prose.sections import Section, capital
from sim.prose.turns import ended, listed

_KINDS = {"grievance": "A grievance", "fact": "A fact", "cue": "Said in passing", "need": "A need"}
_FIRST_WORDS = 5
NOT_ON_OFFER = "No reply on the way you took would have done it without a slip: try another way."


def first_page(debrief: Debrief) -> list[Section]:
    """Outcome, one strength, one change; the scores stand beside it."""
    return [
        Section("How it ended", (debrief.outcome,)),
        Section("What worked", (_strength(debrief.strength),)),
        Section("One thing to change", (_change(debrief.change),)),
    ]


def _strength(moment: Moment | None) -> str:
    """What worked, with the very reply and the rule that says so."""
    if moment is None:
        return (
            "You took a difficult call. None of the replies helped this time; "
            "the next lines say where to begin."
        )
    return _moment(moment)


def _change(moment: Moment | None) -> str:
    """What to change, with the very reply, and a better one where there was one."""
    if moment is None:
        return "Nothing that these models ask for. Try another customer."
    words = _moment(moment)
    if moment.instead is None:
        return words if moment.said else f"{words} {NOT_ON_OFFER}"
    instead = f'you could have said: "{moment.instead.say}"'
    if moment.said:
        return f"{words} {capital(instead)}"
    return f"{words} In turn {moment.instead.turn} {instead}"


def scores(debrief: Debrief) -> str:
    """The scores, side by side and never added."""
    each = listed([f"{card.short} {card.score} of 100" for card in debrief.cards])
    beside = (
        " They say how the call was served; that the customer was lost is not counted in them."
        if debrief.lost
        else ""
    )
    apart = " Each is a view of its own; they are never added up." if debrief.cards[1:] else ""
    return f"{each}.{apart}{beside}"


def letters_words(card: Card) -> str:
    """The letters of a card in one line: `HEART 47: H 83, E 50, A not asked for, R 0, T 0.`"""
    letters = ", ".join(f"{letter.letter} {_score(letter)}" for letter in card.letters)
    return f"{card.short} {card.score}: {letters}."


def card_sections(cards: Iterable[Card]) -> list[list[Section]]:
    """For each card its letters, with the line that earned or lost each window.

    A reply is quoted in full where it is named first, and by its first words after that.
    """
    quotes = _Quotes()
    return [quotes.card(card) for card in cards]


def customers_side(debrief: Debrief) -> Section:
    """What the customer brought up and what became of it, then the turning points."""
    points = (*map(_came_up, debrief.came_up), *map(_turning, debrief.turning))
    return Section("Their side of the call", points, points=True)


class _Quotes:
    """Words for cards, letters, windows and faults; remembers which replies have been quoted."""

    def __init__(self) -> None:
        self._quoted: set[str] = set()

    def card(self, card: Card) -> list[Section]:
        """The score with what caps it, then the letters."""
        title = f"{card.short} {card.score} of 100: {ended(card.title)}"
        caps = tuple(f"Held at {CAP} at most. {self.fault(cap)}" for cap in card.caps)
        return [Section(title, caps), *map(self.letter, card.letters)]

    def letter(self, letter: LetterCard) -> Section:
        """A letter with its score, then its windows and faults as points."""
        held = (
            f" It stops at {WITHOUT_ESSENTIAL}, for what matters most was missed."
            if letter.held
            else ""
        )
        windows = (self._window(window) for window in letter.windows)
        faults = (f"{fault.deducted} less: {self.fault(fault)}" for fault in letter.faults)
        title = f"{letter.letter}, {letter.name}: {_score(letter)}.{held}"
        return Section(title, (*windows, *faults), points=True)

    def fault(self, fault: FaultCard) -> str:
        """A fault with every reply it was in."""
        said = (self._said(quote.turn, quote.said) for quote in fault.quotes)
        return " ".join((fault.why, *said))

    def _window(self, window: WindowCard) -> str:
        parts = [f"{window.points} of {ENOUGH}: {ended(window.text)}"]
        if window.quote:
            parts.append(f"{self._said(window.quote.turn, window.quote.said)} {window.quote.why}")
        if window.points < ENOUGH:
            parts.append(f"Next time: {ended(window.missed)}")
            parts.append(self._could_have(window.instead))
        return " ".join(parts)

    def _could_have(self, instead: Instead | None) -> str:
        if instead is None:
            return NOT_ON_OFFER
        return f'In turn {instead.turn} you could have said: "{self._short(instead.say)}"'

    def _said(self, turn: int, said: str) -> str:
        return _said(turn, self._short(said))

    def _short(self, said: str) -> str:
        words = said.split()
        if said in self._quoted and len(words) > _FIRST_WORDS:
            return f"{' '.join(words[:_FIRST_WORDS]).rstrip('.,;:')} ..."
        self._quoted.add(said)
        return said


def _moment(moment: Moment) -> str:
    said = _said(moment.turn, moment.said) if moment.said else ""
    why = f"{moment.why.rstrip('.')} ({moment.where})." if moment.where else moment.why
    return f"{said} {why} {moment.effect}".strip()


def _came_up(each: CameUp) -> str:
    met = f" in turn {each.met}" if each.met else ""
    verdict = f" {capital(each.verdict)}{met}. {each.why}" if each.verdict else ""
    when = f"in turn {each.turn}" if each.turn else "at the start"
    return f"{_KINDS[each.kind]}, {when}: {ended(capital(each.text))}{verdict}".rstrip()


def _turning(point: TurningPoint) -> str:
    way = "better" if point.better else "worse"
    said = _said(point.turn, point.said)
    return f"The turn for the {way}: {said} {point.why} {point.effect}".rstrip()


def _said(turn: int, said: str) -> str:
    return f'In turn {turn} you said: "{said}"'


def _score(letter: LetterCard) -> str:
    return "not asked for" if letter.score is None else str(letter.score)
