"""A call in plain lines: the last words, how they come across, the replies, and an answer."""

import sys

from sim.core.call import Call
from sim.modes import EXAM, Mode
from sim.plain.talk import Left, Talk, numbered, picked, refused
from sim.prose.briefing import briefing, desk
from sim.prose.curve import curve, gauges_words
from sim.prose.hints import hint
from sim.prose.kept import EASED
from sim.prose.mood import MOOD_HELP, mood_line
from sim.prose.sections import as_lines
from sim.prose.turns import (
    because,
    comes_across,
    first_name,
    learnt,
    soon,
    spoken,
    stage_change,
    why,
)
from sim.records.places import RecordsError
from sim.session import Session

HELP = (
    "Type the number of a reply and press Enter. What is said is said, as on the phone.",
    "p - shows your policy card, what you have learnt, and your screen",
    "r - repeats the last words and the replies",
    "e - has the customer react more gently from here on; that is never marked",
    "q - leaves; the call is kept, and can go on later",
    "? - shows this",
)
"""What may be typed during any call."""
WHY_HELP = "w - explains the customer's last reaction"
HINT_HELP = "h - gives a hint"


def played(talk: Talk, session: Session) -> None:
    """From where the call stands to its end; raises Left."""
    call = session.call
    talk.gap()
    talk.sections(briefing(call.case, session.terms.goal, exam=session.terms.mode == EXAM))
    for turn in call.turns[:-1]:
        talk.say(*spoken(call.case, turn))
    _show(talk, session)
    while not call.ending:
        offered = {option.id: option.say for option in call.offered}
        answer = talk.ask(f"Your reply, 1 to {len(offered)}, or ? for help:")
        chosen = picked(answer, offered)
        try:
            if chosen:
                session.reply(chosen)
                talk.gap()
                _show(talk, session)
            else:
                _answer(talk, session, answer)
        except RecordsError as error:
            if not sys.stdin.isatty():  # nobody is there to try again
                raise
            talk.say(f"That was not taken: {error}. Nothing else has changed; try once more.")


def _answer(talk: Talk, session: Session, answer: str) -> None:
    """Do what was asked for, other than giving a reply; raises Left."""
    call, mode = session.call, session.mode
    match answer.lower():
        case "q" | "quit" | "exit":
            raise Left
        case "?" | "help":
            talk.say(*_help(mode))
        case "p":
            talk.sections(desk(call.case, call.turns))
        case "r":
            _show(talk, session)
        case "e":
            _ease(talk, session)
        case "w" | "why" if mode.asks_why:
            talk.say(*as_lines([why(call.case, call.turns[-1])]))
        case "h" | "hint" if mode.hints:
            talk.say(*as_lines([hint(call)]))
        case _:
            talk.say(f"{refused(answer)} Type a number from 1 to {len(call.offered)}.")


def _help(mode: Mode) -> tuple[str, ...]:
    how, *others = HELP
    more = [text for text, given in ((WHY_HELP, mode.asks_why), (HINT_HELP, mode.hints)) if given]
    return (how, *more, *others, *MOOD_HELP)


def _ease(talk: Talk, session: Session) -> None:
    if session.call.eased_after is not None:
        talk.say(f"{first_name(session.call.case)} reacts more gently already.")
        return
    session.ease()
    talk.say(EASED.format(first=first_name(session.call.case)))
    _offer(talk, session.call)


def _show(talk: Talk, session: Session) -> None:
    """The last turn, how the customer comes across, and what may be said to it."""
    call, mode = session.call, session.mode
    case, turn = call.case, call.turns[-1]
    talk.say(*spoken(case, turn))
    if mode.explained and (reason := because(case, call.turns)):
        talk.say(f"Why: {reason}")
    if not turn.ending:
        changed = stage_change(case, turn)
        mood = mood_line(turn.gauges, "" if changed else turn.stage)
        talk.say(comes_across(case, turn), f"Mood: {mood} {changed}".rstrip())
        if mode.gauges:
            talk.say(gauges_words(curve(call.turns)))
        talk.say(soon(case, turn))
    talk.say(*(f"You note: {fact}." for fact in learnt(case, turn)))
    _offer(talk, call)


def _offer(talk: Talk, call: Call) -> None:
    talk.gap()
    talk.say(*numbered(option.say for option in call.offered))
