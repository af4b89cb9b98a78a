"""Plays a play, and says what of it was not so: where it stands, and what was so instead."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import UNSET, Struct

from sim.core.acts import TIME
from sim.core.call import IllegalReply
from sim.core.case import Case, CompiledReply
from sim.core.codes import Code
from sim.core.mood import SCALE
from sim.core.scoring import LetterScore, Score
from sim.core.stages import ENDINGS
from sim.core.step import State, Step, advance, begin
from sim.core.turns import Why
from sim.core.when import GAUGES
from sim.studio.findings import Finding
from sim.studio.plays import Script

MOST_REASONS = 3
"""How many reasons are given for where a gauge stands."""


class Missed(Struct, frozen=True):
    """What was not as the play has it; for a gauge also what moved it most in that reply."""

    finding: Finding
    reasons: tuple[Why, ...] = ()


class Tried(Struct, frozen=True):
    """What came of a play: how the call ended (empty if it goes on), its scores, what was missed.

    `line` is where the play begins in `file`.
    """

    file: str
    line: int
    title: str
    scenario: str
    customer: str
    temper: str
    ending: str
    scores: dict[str, int]
    missed: tuple[Missed, ...]


class _Played(NamedTuple):
    """The call so far: each step that was taken, the first of them the beginning."""

    case: Case
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        return self.steps[-1].state

    @property
    def before(self) -> State:
        return self.steps[-2].state

    @property
    def bits(self) -> int:
        return self.case.view(*self.state)

    @property
    def offer(self) -> dict[str, CompiledReply]:
        on_offer = () if self.state.stage in ENDINGS else self.case.offer(self.bits)
        return {reply.id: reply for reply in on_offer}


def perform(script: Script) -> Tried:
    """Give the replies of a play, as far as they are on offer, and test what must be so."""
    play, case, document, place = script
    played, missed = _steps(script)
    scores: list[Score] = []
    if len(played.steps) > len(play.steps):
        scores = _scores(played)
        missed += [*_ending(script, played), *_bands(script, scores)]
    stage = played.state.stage
    return Tried(
        file=document.file,
        line=document.at(place)[0],
        title=play.title,
        scenario=case.content.scenario_id,
        customer=case.content.customer_id,
        temper=play.temper,
        ending=stage if stage in ENDINGS else "",
        scores={score.rubric: score.score for score in scores},
        missed=tuple(missed),
    )


def _steps(script: Script) -> tuple[_Played, list[Missed]]:
    """The call as far as it could be played, and the tests that did not hold."""
    case, missed = script.case, list[Missed]()
    played = _Played(case, (begin(case),))
    guards = iter(case.watched)
    for at, given in enumerate(script.play.steps):
        offer = played.offer
        if given.say not in offer:
            refusal = f"turn {at + 1}: {IllegalReply(given.say, offer)}"
            missed.append(_missed(script, Code.NOT_ON_OFFER, refusal, "steps", at, "say"))
            break
        step = advance(case, played.state, offer[given.say])
        played = _Played(case, (*played.steps, step))
        bits = played.bits
        for index, test in enumerate(given.then):
            guard = next(guards)
            if guard is None or bits & guard.mask != guard.want:
                message = (
                    f"'{test}' is expected after '{given.say}' (turn {at + 1}), "
                    f"but {_was(test, played)}"
                )
                failed = _missed(script, Code.NOT_SO, message, "steps", at, "then", index)
                missed.append(Missed(failed.finding, _reasons(test, step)))
    return played, missed


def _ending(script: Script, played: _Played) -> Iterator[Missed]:
    stage, wanted = played.state.stage, script.play.ends
    if wanted is UNSET or wanted == stage:
        return
    went = f"ended '{stage}'"
    if stage not in ENDINGS:
        went = f"goes on; on offer: {_listed(played.offer)}"
    message = f"the call is expected to end '{wanted}', but it {went}"
    yield _missed(script, Code.ENDED_OTHERWISE, message, "ends")


def _bands(script: Script, scores: Iterable[Score]) -> Iterator[Missed]:
    found = {score.rubric: score for score in scores}
    for rubric, band in script.play.scores.items():
        score = found[rubric]
        if not band.least <= score.score <= band.most:
            letters = ", ".join(map(_letter, score.letters))
            capped = ", held there by a fault" if score.capped else ""
            message = (
                f"{rubric.upper()} is expected from {band.least} to {band.most}, "
                f"but it is {score.score}{capped}: {letters}"
            )
            yield _missed(script, Code.OUTSIDE_BAND, message, "scores", rubric)


def _letter(letter: LetterScore) -> str:
    score = "not asked for" if letter.score is None else letter.score
    return f"{letter.letter} {letter.name} {score}"


def _scores(played: _Played) -> list[Score]:
    marks = 0
    for step in played.steps:
        marks |= step.marks
    scoring = played.case.scoring
    return [scoring.score(rubric, marks, played.bits) for rubric in scoring.ids]


def _missed(script: Script, code: Code, message: str, *path: str | int) -> Missed:
    document = script.document
    return Missed(Finding(document.file, *document.at((*script.place, *path)), code, message))


def _reasons(test: str, step: Step) -> tuple[Why, ...]:
    """What moved the gauge that is tested, the largest first."""
    moves = [move for move in step.moves if GAUGES[move.gauge] == _subject(test)]
    largest = sorted(moves, key=lambda move: -abs(move.amount))[:MOST_REASONS]
    return tuple(Why(move.amount, *move.reason) for move in largest)


def _was(test: str, played: _Played) -> str:
    """What was so instead, as the end of a sentence."""
    subject = _subject(test)
    if subject in GAUGES:
        now, before = (getattr(state, subject) // SCALE for state in (played.state, played.before))
        return f"{subject} was {now} ({before} before that reply)"
    words = _WAS.get(subject)
    if words is not None:
        return words(played)
    return "it was so" if test.startswith("not ") else "it was not so"


_WAS: dict[str, Callable[[_Played], str]] = {
    "turn": lambda played: f"it was turn {played.state.turn}",
    "stage": lambda played: f"the stage was '{played.state.stage}'",
    "enters": lambda played: f"the stage was '{played.before.stage}', then '{played.state.stage}'",
    "did": lambda played: f"so far this was done: {_listed(_done(played.steps))}",
    "last": lambda played: f"it did this: {_listed(_done(played.steps[-1:]))}",
    "raised": lambda played: f"so far this came up: {_listed(_raised(played.case, played.steps))}",
    "raises": lambda played: (
        f"then this came up: {_listed(_raised(played.case, played.steps[-1:]))}"
    ),
}
"""What to say of the call where a test did not hold, by its subject."""


def _done(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        for event in step.events:
            if event.act != TIME:
                yield f"{event.act} {event.about}".rstrip()


def _raised(case: Case, steps: Iterable[Step]) -> Iterator[str]:
    tells = {each.id: each.tells for each in case.content.scenario.grievances}
    for step in steps:
        if step.raised is not None:
            yield from (step.raised.id, *tells.get(step.raised.id, ()))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words)) or "nothing"


def _subject(test: str) -> str:
    return test.removeprefix("not ").partition(" ")[0]
