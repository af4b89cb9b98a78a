"""The game as plain lines of text: for pipes, screen readers, and terminals that can do no more.

A name stands before every line that is spoken; nothing is drawn, nothing is taken back once it is
printed, and no byte is sent that steers a terminal.
"""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from contextlib import suppress

from sim.core.call import Call
from sim.prose.briefing import briefing, desk, who_calls
from sim.prose.debrief import debrief
from sim.prose.kept import KEPT, go_on
from sim.prose.mood import MOOD_HELP, mood_line
from sim.prose.sections import Section, as_lines
from sim.prose.turns import comes_across, learnt, spoken, stage_change, why
from sim.prose.wording import card_sections, customers_side, first_page, letters_words, scores
from sim.records.places import Places, RecordsError
from sim.records.unfinished import unfinished
from sim.session import Session
from sim.studio.findings import quoted
from sim.studio.library import Library

HELP = (
    "Type the number of a reply and press Enter. What is said is said, as on the phone.",
    "w - explains the customer's last reaction",
    "p - shows your policy card, what you have learnt, and your screen",
    "r - repeats the last words and the replies",
    "q - leaves; the call is kept, and can go on later",
    "? - shows this",
    *MOOD_HELP,
)
"""What may be typed during a call, and what the words for a mood mean."""
PARTS = "Type l for every letter of the scores, c for the customer's side, or press Enter to leave:"


class Left(Exception):
    """The player leaves, or there is nothing more to read."""


class Talk:
    """Paragraphs to stdout, wrapped to the terminal, and answers from stdin."""

    def __init__(self) -> None:
        self._width = max(20, shutil.get_terminal_size((80, 24)).columns)

    def say(self, *paragraphs: str) -> None:
        """Print the paragraphs that are not empty; what follows a number or a dash hangs."""
        for paragraph in filter(None, paragraphs):
            # content must not steer the terminal
            text = "".join(char if char.isprintable() else " " for char in paragraph)
            mark = re.match(r"- |\d+\. |", text)
            hang = " " * len(mark[0]) if mark else ""
            print(
                textwrap.fill(text, self._width, subsequent_indent=hang, break_on_hyphens=False),
                flush=True,
            )

    def gap(self) -> None:
        """Leave a line empty."""
        print(flush=True)

    def sections(self, sections: Iterable[Section]) -> None:
        """Titles, and what stands below each."""
        for section in sections:
            self.say(*as_lines([section]))
            self.gap()

    def ask(self, question: str) -> str:
        """What is typed in answer; raises Left at the end of input."""
        self.say(question)
        line = sys.stdin.readline()
        if not line:
            raise Left
        return line.strip()

    def choose(self, question: str, answers: Mapping[str, str]) -> str:
        """One of the ids in `answers`, by its number or itself; q raises Left."""
        self.say(*numbered(answers.values()))
        while True:
            answer = self.ask(f"{question} Type a number from 1 to {len(answers)}, or q to leave:")
            if answer.lower() == "q":
                raise Left
            chosen = picked(answer, answers)
            if chosen:
                return chosen
            self.say(refused(answer))

    def agreed(self, question: str) -> bool:
        """Yes or no."""
        while True:
            answer = self.ask(f"{question} (y/n)").lower()
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            self.say(f"{refused(answer)} Type y for yes or n for no.")


def _take_lines() -> None:
    """Have the terminal take whole lines again, if a screen that was killed left it taking keys."""
    try:
        import termios
    except ImportError:  # no such terminals here
        return
    with suppress(OSError, termios.error):  # what is no terminal has no such modes
        modes = termios.tcgetattr(sys.stdin.fileno())
        modes[0] |= termios.ICRNL
        modes[3] |= termios.ICANON | termios.ECHO | termios.ISIG
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, modes)


def play_in_plain(
    library: Library, places: Places, scenario: str | None, customer: str | None, seed: int | None
) -> str:
    """Play a call, a new one or one that was left; the ending, or nothing if it can go on.

    What is None is asked for, a seed drawn. Raises NoSuchContent, ContentError or RecordsError.
    """
    if scenario is not None:  # before anything is asked
        library.scenario(scenario)
    if customer is not None:
        library.customer(customer)
    _take_lines()
    talk = Talk()
    try:
        session = _left_before(talk, library, places, scenario, customer) if seed is None else None
        session = session or _begun(talk, library, places, scenario, customer, seed)
    except Left:
        talk.say("No call was begun.")
        return ""
    with session:
        try:
            talk.say(session.notice)
            _play(talk, session)
        except Left:
            talk.say(KEPT)
        except KeyboardInterrupt:
            talk.gap()
            talk.say(KEPT)
            raise
        else:
            _debrief(talk, session.call)
        return session.call.ending


def numbered(texts: Iterable[str]) -> list[str]:
    """The texts with numbers from 1."""
    return [f"{at}. {text}" for at, text in enumerate(texts, 1)]


def picked(answer: str, ids: Iterable[str]) -> str:
    """The id that is meant by its number from 1, or by itself; empty when there is none."""
    known = list(ids)
    numbers = {str(at): each for at, each in enumerate(known, 1)}
    return numbers.get(answer, answer if answer in known else "")


def refused(answer: str) -> str:
    """What to say to an answer that is none."""
    return f"{quoted(answer)} is not among the answers." if answer else "Nothing was typed."


def _left_before(
    talk: Talk, library: Library, places: Places, scenario: str | None, customer: str | None
) -> Session | None:
    """A call that was left and that the player wants to go on with."""
    left = unfinished(places, scenario, customer)
    if left is None:
        return None
    if not talk.agreed(go_on(library, left)):
        return None
    try:
        return Session.resume(left.id, places)
    except RecordsError as error:
        talk.say(f"It cannot go on: {error}.", "So this is a new call.")
        return None


def _begun(
    talk: Talk,
    library: Library,
    places: Places,
    scenario: str | None,
    customer: str | None,
    seed: int | None,
) -> Session:
    if scenario is None:
        titles = {id: library.scenario(id) for id in library.scenarios}
        texts = {id: f"{each.title}. {each.summary}" for id, each in titles.items()}
        scenario = _one_of(talk, "Which call will you take?", texts)
    if customer is None:
        texts = {id: who_calls(library.customer(id)) for id in library.customers}
        customer = _one_of(talk, "Who is calling?", texts)
    case = library.case(scenario, customer)
    return Session.start(case, seed, places)


def _one_of(talk: Talk, question: str, texts: Mapping[str, str]) -> str:
    return talk.choose(question, texts) if len(texts) > 1 else next(iter(texts))


def _play(talk: Talk, session: Session) -> None:
    """From where the call stands to its end; raises Left."""
    call = session.call
    talk.gap()
    talk.sections(briefing(call.case))
    for turn in call.turns[:-1]:
        talk.say(*spoken(call.case, turn))
    _show(talk, call)
    while not call.ending:
        offered = {option.id: option.say for option in call.offered}
        answer = talk.ask(f"Your reply, 1 to {len(offered)}, or ? for help:")
        chosen = picked(answer, offered)
        if chosen:
            session.reply(chosen)
            talk.gap()
            _show(talk, call)
        else:
            _answer(talk, call, answer)


def _answer(talk: Talk, call: Call, answer: str) -> None:
    """Do what was asked for, other than giving a reply; raises Left."""
    match answer.lower():
        case "q" | "quit" | "exit":
            raise Left
        case "?" | "h" | "help":
            talk.say(*HELP)
        case "p":
            talk.sections(desk(call.case, call.turns))
        case "r":
            _show(talk, call)
        case "w" | "why":
            talk.say(*as_lines([why(call.case, call.turns[-1])]))
        case _:
            talk.say(f"{refused(answer)} Type a number from 1 to {len(call.offered)}.")


def _show(talk: Talk, call: Call) -> None:
    """The last turn, and what may be said to it."""
    case, turn = call.case, call.turns[-1]
    talk.say(*spoken(case, turn))
    if not turn.ending:
        changed = stage_change(case, turn)
        mood = mood_line(turn.gauges, "" if changed else turn.stage)
        talk.say(comes_across(case, turn), f"Mood: {mood} {changed}".rstrip())
    talk.say(*(f"You note: {fact}." for fact in learnt(case, turn)))
    talk.gap()
    talk.say(*numbered(option.say for option in call.offered))


def _debrief(talk: Talk, call: Call) -> None:
    """The short part, then the rest: all of it at once where nobody is there to ask."""
    case, whole = call.case.content, debrief(call)
    talk.say("The call is over.")
    talk.gap()
    talk.sections(first_page(whole))
    talk.say(scores(whole), *map(letters_words, whole.cards))
    again = f"sayback play {case.scenario_id} --as {case.customer_id} --seed {call.seed}"
    talk.gap()
    talk.say("The same call once more:", again)
    talk.gap()
    letters = [section for card in card_sections(whole.cards) for section in card]
    side = [customers_side(whole)]
    if not sys.stdin.isatty():
        talk.sections([*letters, *side])
        return
    while (answer := _more(talk)) in ("l", "c"):
        talk.sections(letters if answer == "l" else side)


def _more(talk: Talk) -> str:
    try:
        return talk.ask(PARTS).lower()
    except Left:
        return ""
