"""After the call in plain lines: promises, the note, the debrief, a goal."""

import sys
from collections.abc import Sequence

from sim.core.done import Done
from sim.core.model import Customer, NoteField
from sim.core.tempers import OWN
from sim.core.texts import fill
from sim.core.wrap_up import Due, due
from sim.plain.talk import Left, Talk, numbered, refused
from sim.prose.after import after_words, due_words, minutes_words
from sim.prose.curve import curve, curve_words
from sim.prose.debrief import Debrief, debrief
from sim.prose.goals import goal_words, goals, goals_told
from sim.prose.report import report
from sim.prose.retold import retold
from sim.prose.wording import card_sections, customers_side, first_page, letters_words, scores
from sim.records.places import Places, RecordsError
from sim.records.saved import save_text
from sim.session import Session

PARTS = (
    "Type l for every letter of the scores, t for the call turn by turn, g to set a goal, s to "
    "save all of it, or press Enter to leave:"
)
NOTHING = "none"


def wrapped_up(talk: Talk, session: Session) -> None:
    """What was promised comes due, and the team gets its note; whoever leaves, leaves it undone."""
    case = session.call.case
    fields = case.content.scenario.wrap_up.note
    promised = due(case, session.call.choices)
    promises = [each for each in promised if each.open]
    if not fields and not promised:
        return
    talk.say("After the call:")
    try:
        minutes = case.content.scenario.wrap_up.minutes
        kept = _kept(talk, promises, minutes) if promises else ()
        note = [_line(talk, field, case.content.customer) for field in fields]
    except Left:
        talk.say("The note is not written, and no promise was looked after.")
        return
    try:
        done = session.wrap_up(Done(tuple(note), kept))
    except RecordsError as error:
        talk.say(f"It could not be kept: {error}. The call itself is kept.")
        return
    talk.gap()
    talk.sections(after_words(done))


def _line(talk: Talk, field: NoteField, customer: Customer) -> str:
    """A line of the note: the question first, as one would hear it."""
    talk.say(field.ask)
    answers = {each.id: fill(each.text, customer) for each in field.answers}
    return talk.choose("Your note?", answers)


def _kept(talk: Talk, promises: Sequence[Due], minutes: int) -> tuple[str, ...]:
    """The promises the trainee keeps, within the minutes there are."""
    talk.say(
        f"You have {minutes_words(minutes)} before the next call. What you promised comes due:"
    )
    talk.say(*numbered(map(due_words, promises)))
    while True:
        answer = talk.ask(f'Which will you keep? Type numbers, as in "1 2", or {NOTHING}:')
        if answer.lower() == "q":
            raise Left
        words = [] if answer.lower() == NOTHING else answer.replace(",", " ").split()
        known = {str(at): each for at, each in enumerate(promises, 1)}
        if not answer or any(word not in known for word in words):
            talk.say(refused(answer))
            continue
        chosen = {word: known[word] for word in words}.values()
        spent = sum(each.minutes for each in chosen)
        if spent <= minutes:
            return tuple(each.id for each in chosen)
        talk.say(
            f"Together that takes {minutes_words(spent)}; there are only {minutes_words(minutes)}. "
            "Something has to be left."
        )


def debriefed(talk: Talk, session: Session, places: Places) -> None:
    """The short part, then the rest: all of it at once where nobody is there to ask."""
    call, whole = session.call, debrief(session.call)
    case = call.case.content
    talk.say("The call is over.")
    talk.gap()
    talk.sections(first_page(whole))
    talk.say(*_goals(session))
    talk.say(scores(whole), *map(letters_words, whole.cards))
    if session.mode.again:
        again = f"sayback play {case.scenario_id} --as {case.customer_id} --seed {call.seed}"
        again += f" --temper {session.terms.temper}" if session.terms.temper != OWN else ""
        talk.gap()
        talk.say("The same call once more:", again)
    talk.gap()
    if not sys.stdin.isatty():
        _letters(talk, whole)
        _turns(talk, session, whole)
        return
    while answer := _asked(talk):
        match answer:
            case "l":
                _letters(talk, whole)
            case "t":
                _turns(talk, session, whole)
            case "g":
                _goal(talk, session, whole)
            case "s":
                _save(talk, session, whole, places)
            case _:
                talk.say(refused(answer))


def _goals(session: Session) -> list[str]:
    rubrics = session.call.case.content.rubrics
    return goals_told(session.terms.goal, session.goal, session.call.scores, rubrics)


def _asked(talk: Talk) -> str:
    try:
        return talk.ask(PARTS).lower()
    except Left:
        return ""


def _letters(talk: Talk, whole: Debrief) -> None:
    talk.sections(section for card in card_sections(whole.cards) for section in card)


def _turns(talk: Talk, session: Session, whole: Debrief) -> None:
    """The customer's side, as on the screen: the curve, what they brought up, turn by turn."""
    call = session.call
    talk.sections(
        [
            curve_words(call.case, curve(call.turns, whole.turning)),
            customers_side(whole),
            *retold(call.case, call.turns),
        ]
    )


def _goal(talk: Talk, session: Session, whole: Debrief) -> None:
    suggested = goals(whole.cards)
    if not suggested:
        talk.say("No letter fell short; there is no goal to set.")
        return
    by_id = {option.id: goal for goal, option in suggested}
    try:
        answer = talk.choose(
            "What would you like to do better next time?",
            {option.id: option.say for _, option in suggested} | {NOTHING: "Leave it as it is."},
        )
        if answer in by_id:
            session.set_goal(by_id[answer])
            words = goal_words(by_id[answer], session.call.case.content.rubrics)
            talk.say(f"Your goal for the next call: {words}.")
    except RecordsError as error:
        talk.say(f"The goal could not be kept: {error}.")
    except Left:
        return


def _save(talk: Talk, session: Session, whole: Debrief, places: Places) -> None:
    try:
        text = report(session.call, whole, session.wrapped_up, _goals(session))
        path = save_text(places, session.id, text)
    except RecordsError as error:
        talk.say(f"It could not be saved: {error}.")
    else:
        talk.say("Saved as:")
        talk.say_whole(str(path))
