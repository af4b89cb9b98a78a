"""The call itself: what has been said, how the customer comes across, what one may say now."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from sim.core.turns import Option, Turn
from sim.prose.briefing import desk
from sim.prose.kept import KEPT
from sim.prose.mood import MOOD_HELP, mood_line
from sim.prose.sections import Section
from sim.prose.turns import comes_across, first_name, outcome, stage_change, why
from sim.records.places import RecordsError
from sim.session import Session
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.page import Page
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.notes import PAGING, Notes, page
from sim.tui.widgets.said import said, spoken
from sim.tui.widgets.transcript import Transcript

YOU = "You"
PLACES = 5
"""Replies on offer at most, as the format of scenarios has it."""
OVER = Option("debrief", "Put the phone down, and see how it went.")
LEAVE = (
    "Leave the call?",
    KEPT,
    Option("leave", "Leave; go on another time."),
    Option("stay", "Stay on the line."),
)
HELP = (
    Section(
        "Your turn",
        (
            "Say a reply with its digit, with the arrows and Enter, or with the mouse.",
            "There is no clock. Read as long as you like.",
            "PgUp and PgDn page through what has been said.",
            "p shows your policy card, what you have learnt so far, and your screen.",
            "w says why the customer reacted like that.",
            "q leaves. The call is kept as it stands, and waits for you.",
        ),
        points=True,
    ),
    Section("How they come across", MOOD_HELP, points=True),
)


class CallScreen(Page[bool]):
    """A call being played; True when it came to its end, False when it was left."""

    BINDINGS = [
        *PAGING,
        Binding("p", "policy", "Policy", id="call.policy"),
        Binding("w", "why", "Why", id="call.why"),
        Binding("question_mark,f1", "help", "Help", key_display="?", id="call.help"),
        Binding("q", "leave", "Leave", id="call.leave"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case = session.call.case
        self._first = first_name(self._case)

    def compose(self) -> ComposeResult:
        """The transcript above the replies, and the desk beside them where there is room."""
        with Horizontal():
            with Vertical(id="talk"):
                yield Transcript([YOU, self._first])
                yield Static(id="bearing")
                yield Choices(places=PLACES)
            with VerticalScroll(id="desk", can_focus=False):
                yield Notes(self._desk())
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Take up the call where it stands."""
        for turn in self._session.call.turns:
            self._tell(turn)
        self._note(self._session.notice)
        self._offer()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.option == OVER.id:
            self.finish(True)
        else:
            self._say(event.option)

    def _say(self, reply: str) -> None:
        try:
            turn = self._session.reply(reply)
        except RecordsError as error:
            self._not_taken(reply, error)
        else:
            self._tell(turn)
            self._offer()

    def _not_taken(self, reply: str, error: RecordsError) -> None:
        question = Question(
            "That reply was not taken",
            f"It could not be kept: {error}. Nothing else has changed.",
            Option("again", "Say it again."),
            Option("back", "Go back to the replies."),
        )

        def answered(answer: str | None) -> None:
            if answer == "again":
                self._say(reply)
            else:
                self._offer()

        self.app.push_screen(question, answered)

    def _tell(self, turn: Turn) -> None:
        """Add a turn to the transcript."""
        transcript = self.query_one(Transcript)
        if turn.said:
            transcript.add(YOU, said(turn.said), "you")
        if turn.line:
            transcript.add(self._first, spoken(turn.line), "them")
        self._note(outcome(self._case, turn.ending) or stage_change(self._case, turn))

    def _note(self, sentence: str) -> None:
        if sentence:
            self.query_one(Transcript).add("", said(sentence), "note")

    def _offer(self) -> None:
        """Show how the customer comes across now, and what one may say."""
        call = self._session.call
        self.query_one("#bearing", Static).update(self._bearing(call.turns[-1]))
        self.query_one("#desk Notes", Notes).update(self._desk())
        self.query_one(Choices).offer([OVER] if call.ending else call.offered)

    def _bearing(self, turn: Turn) -> Content:
        if turn.ending:
            return Content("The call is over.")
        mood = mood_line(turn.gauges, turn.stage)
        return said(f"{comes_across(self._case, turn)}\n{mood[:1].upper()}{mood[1:]}")

    def _desk(self) -> list[Section]:
        return desk(self._case, self._session.call.turns)

    def action_policy(self) -> None:
        """Open the policy card, with everything else on the desk."""
        self.app.push_screen(Sheet(self._desk()))

    def action_why(self) -> None:
        """Say why the customer reacted like that."""
        self.app.push_screen(Sheet([why(self._case, self._session.call.turns[-1])]))

    def action_help(self) -> None:
        """Say which key does what, and what the words about the customer mean."""
        self.app.push_screen(Sheet(HELP))

    def action_page(self, pages: int) -> None:
        """Page through what has been said."""
        page(self.query_one(Transcript), pages)

    def action_leave(self) -> None:
        """Leave, after a question while the call goes on."""
        if self._session.call.ending:
            self.finish(True)
        else:
            self.app.push_screen(Question(*LEAVE), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == LEAVE[2].id:
            self.finish(False)
