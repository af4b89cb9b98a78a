"""After the call: what was promised comes due, the team gets its note, and what comes of both."""

from collections.abc import Callable, Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from sim.core.done import Done
from sim.core.option import Option
from sim.core.texts import fill
from sim.core.wrap_up import due
from sim.prose.after import after_words, due_words, minutes_words
from sim.prose.sections import Section
from sim.records.places import RecordsError
from sim.session import Session
from sim.tui.screens.dialogs import Question
from sim.tui.screens.page import HELP, Page
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import PAGING, Notes, page

DONE, ON = "done", "on"
PLACES = 9


class WrapUpScreen(Page[None]):
    """One step after the other: promises to keep, the lines of the note, what came of it."""

    BINDINGS = [
        *PAGING,
        HELP,
        Binding("escape", "back", "Skip", key_display="Esc", id="wrap_up.back"),
        Binding("q", "leave", "Quit", id="wrap_up.leave"),
    ]
    ABOUT = (
        Section(
            "After the call",
            (
                "A call is not over when the line goes dead. What you promised comes due, and "
                "there are only so many minutes before the next call.",
                "Then a note to the team: what caused it, who should know, what would prevent it.",
                "None of this moves the scores; it shows what came of the call.",
            ),
            points=True,
        ),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        content = session.call.case.content
        self._customer = content.customer
        self._promises = [p for p in due(session.call.case, session.call.choices) if p.open]
        self._minutes = content.scenario.wrap_up.minutes
        self._fields = content.scenario.wrap_up.note
        self._kept: set[str] = set()
        self._note: list[str] = []
        self._steps: Iterator[Callable[[], None]] = iter(
            [self._promised] * bool(self._promises)
            + [self._line] * len(self._fields)
            + [self._came_of_it]
        )
        self._step: Callable[[], None] = self._promised

    def compose(self) -> ComposeResult:
        """A heading, what there is to read, and what there is to choose."""
        yield Static("After the call", classes="top heading")
        with VerticalScroll(id="body", can_focus=False):
            yield Notes(())
        yield Choices(places=PLACES)
        yield Keys()

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._next()

    def _next(self) -> None:
        self._step = next(self._steps)
        self._step()

    def _show(self, sections: Sequence[Section], options: Sequence[Option], first: int = 0) -> None:
        self.query_one(Notes).update(sections)
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self.query_one(Choices).offer(options, first=first)

    def _promised(self, first: int = 0) -> None:
        """The promises that are due, each to be kept or not, within the minutes there are."""
        spent = self._spent(self._kept)
        intro = (
            f"You have {minutes_words(self._minutes)} before the next call. What you promised "
            "comes due: choose what you will do, and choose again to leave it.",
            f"{minutes_words(self._minutes - spent).capitalize()} left.",
        )
        options = [
            Option(each.id, f"[{'x' if each.id in self._kept else ' '}] {due_words(each)}")
            for each in self._promises
        ]
        last = Option(DONE, "That is what I will do." if self._kept else "I will do none of it.")
        self._show([Section("What you promised", intro)], [*options, last], first)

    def _line(self) -> None:
        """One line of the note."""
        field = self._fields[len(self._note)]
        at = f"Your note to the team, line {len(self._note) + 1} of {len(self._fields)}"
        options = [Option(each.id, fill(each.text, self._customer)) for each in field.answers]
        self._show([Section(at, (field.ask,))], options)

    def _came_of_it(self) -> None:
        """What came of it, once it is kept."""
        try:
            done = self._session.wrap_up(Done(tuple(self._note), tuple(sorted(self._kept))))
        except RecordsError as error:
            text = f"It could not be kept: {error}. The call itself is kept."
            self._show([Section("After the call", (text,))], [Option(ON, "Go on.")])
            return
        sections = after_words(done)
        if sections:
            self._show(sections, [Option(ON, "See how the call went.")])
        else:
            self.finish()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.option == ON:
            self.finish()
        elif event.option == DONE:
            self._next()
        elif self._step == self._promised:
            self._keep(event.option)
        else:
            self._note.append(event.option)
            self._next()

    def _keep(self, promise: str) -> None:
        """Set out to keep a promise, or leave it; more than there is time for is refused."""
        wanted = self._kept ^ {promise}
        at = next(n for n, each in enumerate(self._promises) if each.id == promise)
        if self._spent(wanted) > self._minutes:
            self.notify(
                f"Together that takes {minutes_words(self._spent(wanted))}; there are only "
                f"{minutes_words(self._minutes)}. Something has to be left."
            )
        else:
            self._kept = wanted
        self._promised(at)

    def _spent(self, kept: set[str]) -> int:
        return sum(each.minutes for each in self._promises if each.id in kept)

    def action_page(self, pages: int) -> None:
        """Page through what there is to read."""
        page(self.query_one("#body", VerticalScroll), pages)

    def action_back(self) -> None:
        """Leave the rest undone, after a question."""
        if self._session.wrapped_up:
            self.finish()
            return
        question = Question(
            "Skip this?",
            "The note is not written then, and no promise is looked after.",
            Option("stay", "Go on with it."),
            Option("skip", "Skip it, and see how the call went."),
            escape="stay",
        )
        self.app.push_screen(question, lambda answer: self.finish() if answer == "skip" else None)
