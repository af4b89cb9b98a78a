"""Choosing a call: one that was left, one of the ladder, or the exam."""

from collections.abc import Mapping
from secrets import choice

from sim.asked import Asked
from sim.modes import EXAM, MODES
from sim.plain.talk import Talk
from sim.prose.kept import go_on
from sim.prose.lobby import (
    EXAM_ABOUT,
    Rung,
    about,
    for_the_exam,
    how_it_stands,
    ladder,
    next_rung,
    proposed,
)
from sim.prose.people import met, person
from sim.records.history import Past, history, standing_goal
from sim.records.journal import Terms
from sim.records.places import Places, RecordsError
from sim.records.settings import load
from sim.records.unfinished import cut_off
from sim.session import Session
from sim.studio.index import Index

THE_EXAM = "exam"
PEOPLE = "people"
OTHERS = "others"


def begun(talk: Talk, index: Index, places: Places, asked: Asked) -> Session:
    """The call to play; raises Left when there is to be none."""
    calls = history(places)
    settings, notice = load(places)
    talk.say(notice)
    if asked.seed is None and (session := _left_before(talk, index, places, calls, asked)):
        return session
    terms = Terms(asked.temper, asked.mode or settings.mode, settings.name, standing_goal(calls))
    scenario, customer = asked.scenario, asked.customer
    if scenario is None or customer is None:
        rung, exam = _chosen(talk, index, calls, asked)
        scenario, customer = rung.scenario.id, rung.customer.id
        terms = terms._replace(mode=EXAM) if exam else terms
    mode = MODES[terms.mode]
    talk.say(f"You play in {mode.name} mode. {mode.words} --mode takes another.")
    return Session.start(index.library.case(scenario, customer), asked.seed, places, terms)


def _left_before(
    talk: Talk, index: Index, places: Places, calls: list[Past], asked: Asked
) -> Session | None:
    """A call that was left and that the player wants to go on with."""
    left = cut_off(places, calls, asked.scenario, asked.customer)
    if left is None or not talk.agreed(go_on(index.library, left)):
        return None
    try:
        return Session.resume(left.id, places)
    except RecordsError as error:
        talk.say(f"It cannot go on: {error}.", "So this is a new call.")
        return None


def _chosen(talk: Talk, index: Index, calls: list[Past], asked: Asked) -> tuple[Rung, bool]:
    """The call that was chosen, and whether it is the exam's."""
    if None in (rung.grade for rung in ladder(index, calls)):
        talk.say("A moment: how hard the calls are is worked out, once.")
        for _ in index.graded():
            pass
    every = ladder(index, calls)
    rungs = {_id(rung): rung for rung in every if asked.wants(rung.scenario.id, rung.customer.id)}
    if len(rungs) == 1:
        return next(iter(rungs.values())), False
    first = next_rung(rungs.values())
    shown = proposed(rungs.values())
    answers = {_id(rung): _words(rung, first) for rung in shown}
    if len(rungs) == len(every):
        answers |= _beside(index, calls)
    if len(shown) < len(rungs):
        answers[OTHERS] = "Choose who calls yourself."
    while True:
        answer = talk.choose("Which call will you take?", answers)
        if answer == THE_EXAM:
            return choice(for_the_exam(every)), True
        if answer == OTHERS:
            return _with_whom(talk, shown, list(rungs.values())), False
        if answer != PEOPLE:
            return rungs[answer], False
        for id in met(index, calls):
            talk.sections(person(index, id, calls))


def _id(rung: Rung) -> str:
    return f"{rung.scenario.id}/{rung.customer.id}"


def _with_whom(talk: Talk, shown: list[Rung], rungs: list[Rung]) -> Rung:
    """A call that was chosen in two steps: what it is about, and who calls."""
    about_what = {rung.scenario.id: rung.scenario.title for rung in shown}
    scenario = talk.choose("What is the call about?", about_what)
    who = {
        rung.customer.id: " ".join((f"{rung.customer.name}.", how_it_stands(rung)))
        for rung in rungs
        if rung.scenario.id == scenario
    }
    customer = talk.choose("Who is calling?", who)
    return next(r for r in rungs if (r.scenario.id, r.customer.id) == (scenario, customer))


def _beside(index: Index, calls: list[Past]) -> Mapping[str, str]:
    """What can be chosen beside the calls of the ladder."""
    exam = {THE_EXAM: " ".join((f"{EXAM_ABOUT[0].title}.", *EXAM_ABOUT[0].lines))}
    return exam | ({PEOPLE: "Read about the customers you have met."} if met(index, calls) else {})


def _words(rung: Rung, next_one: int | None) -> str:
    """A call in a paragraph: all that the screen tells of it."""
    (section,) = about(rung)
    mark = "Next for you." if rung.number == next_one else ""
    return " ".join(filter(None, (f"{section.title}.", *section.lines, mark)))
