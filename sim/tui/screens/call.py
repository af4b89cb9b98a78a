"""The call itself: what has been said, how the customer comes across, what one may say now."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sim.core.option import Option
from sim.core.turns import Turn
from sim.prose.briefing import desk
from sim.prose.curve import curve, gauges_words
from sim.prose.hints import hint
from sim.prose.kept import EASED
from sim.prose.mood import MOOD_HELP, mood_line, stage_words
from sim.prose.sections import Section, capital
from sim.prose.turns import because, ended, first_name, outcome, soon, stage_change, why
from sim.records.places import RecordsError
from sim.session import Session
from sim.tui.screens.dialogs import Question, Sheet
from sim.tui.screens.page import HELP, Page
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.face import Drawing, Face, portrait
from sim.tui.widgets.gauges import Gauges
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import PAGING, Notes, page
from sim.tui.widgets.said import said, spoken
from sim.tui.widgets.transcript import Transcript

YOU, RINGING = "You", "ringing"
PLACES = 5
"""Replies on offer at most, as the format of scenarios has it."""
OVER = Option("over", "See what comes of it.")
GO_ON = Option("go_on", "Go on.")
EASE = Option("ease", "Go on, with a customer who reacts more gently.")
LEAVE = Option("leave", "Leave; go on another time.")
PAUSE = (
    "There is no clock: the call waits as long as you like. Easing it or leaving it is never "
    "marked."
)


class CallScreen(Page[bool]):
    """A call being played; True when it came to its end, False when it was left."""

    BINDINGS = [
        *PAGING,
        Binding("p", "policy", "Policy", id="call.policy"),
        Binding("w", "why", "Why", id="call.why"),
        Binding("h", "hint", "Hint", id="call.hint"),
        HELP,
        Binding("escape,q", "leave", "Pause", key_display="Esc", id="call.leave"),
    ]
    ABOUT = (
        Section(
            "Your turn",
            (
                "Say a reply with its digit, with the arrows and Enter, or with the mouse.",
                "There is no clock. Read as long as you like. While a line arrives, any key "
                "completes it.",
                "PgUp and PgDn page through what has been said.",
                "p shows your policy card, what you have learnt so far, and your screen.",
                "w says why the customer reacted like that; h gives a hint. The mode you play in "
                "decides whether there are any.",
                "Esc pauses. From there you can leave, or have the customer react more gently.",
            ),
            points=True,
        ),
        Section("How they come across", MOOD_HELP, points=True),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case = session.call.case
        self._first = first_name(self._case)

    def compose(self) -> ComposeResult:
        """The transcript, the customer beside it, the replies below; then the desk, if it fits."""
        with Horizontal(id="line"):
            yield Transcript([YOU, self._first])
            with Vertical(id="side"):
                yield Face()
                if self._session.mode.gauges:
                    yield Gauges()
                yield Static(id="bearing")
                with VerticalScroll(id="desk", can_focus=False):
                    yield Notes(self._desk())
        yield Static(id="strip")
        yield Choices(places=PLACES)
        yield Keys()

    def on_mount(self) -> None:
        """Take up the call where it stands."""
        turns = self._session.call.turns
        for at in range(len(turns)):
            self._tell(turns[: at + 1], arriving=at == 0 == len(turns) - 1)
        self._note(self._session.notice)
        self._offer()

    def hurry(self) -> bool:
        """Complete the line that is arriving; whether there was one."""
        return self.query_one(Transcript).complete()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if self.hurry():
            self.query_one(Choices).reopen()
        elif event.option == OVER.id:
            self.finish(True)
        else:
            self._say(event.option)

    def _say(self, reply: str) -> None:
        try:
            self._session.reply(reply)
        except RecordsError as error:
            self._not_taken(error, lambda: self._say(reply))
        else:
            self._tell(self._session.call.turns, arriving=True)
            self._offer()

    def _not_taken(self, error: RecordsError, again: Callable[[], None]) -> None:
        question = Question(
            "That was not taken",
            f"It could not be kept: {error}. Nothing else has changed.",
            Option("again", "Try once more."),
            Option("back", "Go back to the replies."),
        )

        def answered(answer: str | None) -> None:
            if answer == "again":
                again()
            else:
                self._offer()

        self.app.push_screen(question, answered)

    def _tell(self, turns: Sequence[Turn], *, arriving: bool = False) -> None:
        """Add the last of these turns to the transcript."""
        turn, transcript = turns[-1], self.query_one(Transcript)
        if turn.said:
            transcript.add(YOU, said(turn.said), "you")
        if turn.line:
            moving = arriving and self.sitting.moves
            transcript.add(self._first, spoken(turn.line), "them", arriving=moving)
        if self._session.mode.explained:
            self._note(because(self._case, turns))
        self._note(outcome(self._case, turn.ending) or stage_change(self._case, turn))
        self._note(soon(self._case, turn))

    def _note(self, sentence: str) -> None:
        if sentence:
            self.query_one(Transcript).add("", said(sentence), "note")

    def _offer(self) -> None:
        """Show how the customer comes across now, and what one may say."""
        call = self._session.call
        turn = call.turns[-1]
        stage = turn.stage if turn.number else RINGING
        drawing = portrait(stage, turn.gauges.heat, turn.gauges.trust)
        self.query_one(Face).show(drawing, self.sitting.ascii_only)
        if self._session.mode.gauges:
            self.query_one(Gauges).show(curve(call.turns))
        self.query_one("#bearing", Static).update(self._bearing(turn))
        self.query_one("#strip", Static).update(self._strip(turn, drawing))
        self.query_one("#desk Notes", Notes).update(self._desk())
        self.query_one(Choices).offer([OVER] if call.ending else call.offered)
        self.refresh_bindings()

    def _bearing(self, turn: Turn) -> Content:
        """Below the face: how they come across, then the mood, in words or by its stage."""
        if turn.ending:
            return Content("The call is over.")
        shown = stage_words(turn.stage) if self._session.mode.gauges else self._mood(turn)
        return said("\n".join(filter(None, (ended(capital(turn.bearing)), capital(shown)))))

    def _strip(self, turn: Turn, drawing: Drawing) -> Content:
        """The same in two lines, where there is no room for a face."""
        if turn.ending:
            return Content("The call is over.")
        face = drawing.ascii_small if self.sitting.ascii_only else drawing.small
        shown = self._mood(turn)
        if self._session.mode.gauges:
            shown = gauges_words(curve(self._session.call.turns))
        return said(f"{face}  {ended(capital(turn.bearing))}\n{capital(shown)}")

    def _mood(self, turn: Turn) -> str:
        return mood_line(turn.gauges, turn.stage)

    def _desk(self) -> list[Section]:
        return desk(self._case, self._session.call.turns)

    def check_action(self, action: str, _: tuple[object, ...]) -> bool:
        """What the mode does not give has no key, and a call that is over needs neither."""
        mode, going_on = self._session.mode, not self._session.call.ending
        given = {"why": mode.asks_why, "hint": mode.hints and going_on}
        return given.get(action, True)

    def action_policy(self) -> None:
        """Open the policy card, with everything else on the desk."""
        self.app.push_screen(Sheet(self._desk()))

    def action_why(self) -> None:
        """Say why the customer reacted like that."""
        self.app.push_screen(Sheet([why(self._case, self._session.call.turns[-1])]))

    def action_hint(self) -> None:
        """Say what the moment asks for."""
        if not self._session.call.ending:
            self.app.push_screen(Sheet([hint(self._session.call)]))

    def action_page(self, pages: int) -> None:
        """Page through what has been said."""
        page(self.query_one(Transcript), pages)

    def pause(self) -> None:
        """What leaving Sayback does first, while a call goes on."""
        self.action_leave()

    def action_leave(self) -> None:
        """Pause, and from there leave or ease the call; one that is over is put down."""
        call = self._session.call
        if call.ending:
            self.finish(True)
            return
        ease = [EASE] if call.eased_after is None else []
        question = Question("A pause", PAUSE, GO_ON, *ease, LEAVE, escape=GO_ON.id)
        self.app.push_screen(question, self._after_pause)

    def _after_pause(self, answer: str | None) -> None:
        if answer == LEAVE.id:
            self.finish(False)
        elif answer == EASE.id:
            self._ease()

    def _ease(self) -> None:
        try:
            self._session.ease()
        except RecordsError as error:
            self._not_taken(error, self._ease)
        else:
            self._note(EASED.format(first=self._first))
            self._offer()
