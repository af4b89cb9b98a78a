"""How the call went: a short first page, and what stands behind it a key away."""

from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from sim.core.case import Case
from sim.core.goals import Goal
from sim.core.option import Option
from sim.core.turns import Turn
from sim.prose.after import after_words
from sim.prose.curve import Curve, curve
from sim.prose.debrief import Debrief, debrief
from sim.prose.goals import goals, goals_told
from sim.prose.retold import retold
from sim.prose.sections import Section
from sim.prose.wording import card_sections, customers_side, first_page, scores
from sim.records.places import RecordsError
from sim.session import Session
from sim.tui.screens.dialogs import Question
from sim.tui.screens.page import HELP, Page
from sim.tui.sizes import HIGH, WIDE
from sim.tui.widgets.gauges import Drawn
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import Notes, Reader
from sim.tui.widgets.said import said

Next = Literal["again", "another", "quit"]
ABOUT = (
    Section(
        "Reading the debrief",
        (
            "First what worked, then one thing to change; each with your very words.",
            "Letters shows START and HEART letter by letter, with the line that earned or lost "
            "each and the rule that says so.",
            "Turns shows the call from the customer's side: the mood as a curve, where it turned, "
            "and why they felt as they did.",
            "Again plays the same call once more, with other words; Next goes back to the lobby.",
            "Goal sets what you want to do better; the next call reminds you, and says whether it "
            "worked.",
        ),
        points=True,
    ),
)


class Whole(NamedTuple):
    """A call that is over, with all there is to say about it."""

    session: Session
    debrief: Debrief

    @classmethod
    def of(cls, session: Session) -> "Whole":
        """What there is to say about the call of a session."""
        return cls(session, debrief(session.call))

    @property
    def case(self) -> Case:
        """The case that was played."""
        return self.session.call.case

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns, from the opening on."""
        return self.session.call.turns

    @property
    def goals(self) -> list[str]:
        """What there is to say of the goal it began with, and of the next."""
        session, rubrics = self.session, self.case.content.rubrics
        return goals_told(session.terms.goal, session.goal, session.call.scores, rubrics)

    @property
    def curve(self) -> Curve:
        """The mood, turn by turn."""
        return curve(self.turns, self.debrief.turning)


class Letters(Reader):
    """Both service models, letter by letter, with the lines and rules behind them."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="letters")
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """The cards beside or below each other."""
        with Container(id="cards"):
            for card in card_sections(self._debrief.cards):
                yield Notes(card)


class DebriefScreen(Page[Next]):
    """Outcome, one strength, one change, the scores; the letters beside them if there is room."""

    BINDINGS = [
        Binding("l", "letters", "Letters", id="debrief.letters"),
        Binding("enter", "letters", show=False, id="debrief.letters_too"),
        Binding("t", "turns", "Turns", id="debrief.turns"),
        Binding("g", "goal", "Goal", id="debrief.goal"),
        Binding("r", "next('again')", "Again", id="debrief.again"),
        Binding("n", "next('another')", "Next", id="debrief.another"),
        Binding("s", "save", "Save", id="debrief.save"),
        HELP,
        Binding("q", "next('quit')", "Quit", id="debrief.quit"),
        Binding("escape", "next('another')", show=False, id="debrief.back"),
    ]
    ABOUT = ABOUT

    def __init__(self, whole: Whole) -> None:
        super().__init__()
        self._whole = whole
        self._session = whole.session

    def compose(self) -> ComposeResult:
        """The first page, and beside it the letters."""
        with Horizontal():
            with Reader(id="body"):
                yield Notes(self._first_page())
            yield Letters(self._whole.debrief)
        yield Static(said(scores(self._whole.debrief)), id="scores")
        yield Keys()

    def _first_page(self) -> list[Section]:
        return [*first_page(self._whole.debrief), *self._goals()]

    def _goals(self) -> list[Section]:
        lines = self._whole.goals
        if not self._session.goal and goals(self._whole.debrief.cards):
            lines.append("Press g to set a goal for the next call.")
        return [Section("Your goal", tuple(lines))] if lines else []

    def on_resize(self, event: Resize) -> None:
        """Give the keys to what is longer: the letters, while they are here."""
        super().on_resize(event)
        self.query_one("#letters" if _roomy(event.size) else "#body").focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """No key for letters that are in view, for an exam taken again, for a goal with no end."""
        if action == "letters":
            return not _roomy(self.app.size)
        if action == "goal":
            return bool(goals(self._whole.debrief.cards))
        return parameters != ("again",) or self._session.mode.again

    def action_letters(self) -> None:
        """Show what stands behind the scores."""
        self.app.push_screen(BehindScreen(Letters(self._whole.debrief)))

    def action_turns(self) -> None:
        """Show the call from the customer's side, turn by turn."""
        self.app.push_screen(BehindScreen(Turns(self._whole)))

    def action_goal(self) -> None:
        """Choose what to do better next time."""
        suggested = goals(self._whole.debrief.cards)
        by_id = {option.id: goal for goal, option in suggested}
        question = Question(
            "A goal for the next call",
            "What would you like to do better? The next brief reminds you, the next debrief says "
            "whether it worked.",
            *(option for _, option in suggested),
            Option("none", "Leave it as it is."),
        )

        def answered(answer: str | None) -> None:
            if answer in by_id:
                self._set(by_id[answer])

        self.app.push_screen(question, answered)

    def _set(self, goal: Goal) -> None:
        try:
            self._session.set_goal(goal)
        except RecordsError as error:
            self.notify(f"The goal could not be kept: {error}.", severity="error")
        else:
            self.query_one("#body Notes", Notes).update(self._first_page())

    def action_save(self) -> None:
        """Save the whole debrief as a text file, and copy it."""
        self.sitting.save(self._whole)

    def action_next(self, what: Next) -> None:
        """Try again, take another call, or quit."""
        self.finish(what)

    def action_leave(self) -> None:
        """Quit."""
        self.finish("quit")


class Turns(Reader):
    """The customer's side: the curve, what they brought up, each turn with its reasons."""

    def __init__(self, whole: Whole) -> None:
        super().__init__(id="turns")
        self._whole = whole

    def compose(self) -> ComposeResult:
        """The curve first, then the words."""
        whole = self._whole
        yield Static("The mood, turn by turn", classes="heading")
        yield Drawn(whole.curve)
        done = whole.session.wrapped_up
        yield Notes(
            [
                customers_side(whole.debrief),
                *(after_words(done) if done else ()),
                *retold(whole.case, whole.turns),
            ]
        )


class BehindScreen(Page[None]):
    """What stands behind the first page, to read."""

    BINDINGS = [
        Binding("escape", "leave", "Back", key_display="Esc", id="behind.back"),
        Binding("enter,q,t,l", "leave", show=False, id="behind.back_too"),
        HELP,
    ]
    ABOUT = ABOUT

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def compose(self) -> ComposeResult:
        """It, and nothing else."""
        yield self._reader
        yield Keys()

    def action_leave(self) -> None:
        """Go back to the first page."""
        self.finish()


def _roomy(size: Size) -> bool:
    """Whether the letters stand beside the first page; the stylesheet says so, too."""
    return size.width >= WIDE and size.height >= HIGH
