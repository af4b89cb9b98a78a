"""A short numbered list to choose from, by digit, arrows or mouse: replies, calls, answers."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from sim.core.option import Option
from sim.tui.widgets.columns import Columns, Row
from sim.tui.widgets.said import said

DIGITS = 9
"""How many of the choices have a digit of their own."""
DIGIT_COLUMN = 3


class Choice(Columns, can_focus=True):
    """One thing to choose, beside its digit; `choose` is told when somebody does."""

    BINDINGS = [Binding("enter", "choose", "Choose", key_display="Enter", id="choice.choose")]

    def __init__(self, number: int, choose: Callable[[Option], None]) -> None:
        super().__init__()
        self.option: Option | None = None
        self._digit = f"{number if number <= DIGITS else '':>2}"
        self._choose = choose
        self._aside = ""

    @property
    def rows(self) -> Sequence[Row]:
        """The digit and the words; the digit is bold where the focus is."""
        words = self.option.say if self.option else ""
        digit = Content(self._digit).stylize("bold $primary" if self.has_focus else "$primary")
        return (Row(said(words), digit, DIGIT_COLUMN, said(self._aside).stylize("$muted")),)

    def show(self, option: Option | None, aside: str = "") -> None:
        """Stand for `option`, or for nothing."""
        self.option = option
        self._aside = aside
        self.display = option is not None
        self.refresh(layout=True)

    def action_choose(self) -> None:
        """Take this one."""
        if self.option:
            self._choose(self.option)

    def on_click(self) -> None:
        """Take this one."""
        self.action_choose()


class Choices(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What there is to choose from; the focus is always on one of the choices.

    The places are made once and filled anew with each offer. Of an offer one thing is chosen: a key
    that is pressed twice counts once. What stands `aside` of an option is lined up at the right.
    """

    BINDINGS = [
        Binding("up", "move(-1)", "Move", key_display="↑↓", id="choices.up"),
        Binding("down", "move(1)", show=False, id="choices.down"),
        *(
            Binding(str(digit), f"choose({digit})", show=False, id=f"choices.{digit}")
            for digit in range(1, DIGITS + 1)
        ),
    ]

    class Chosen(Message):
        """Somebody chose `option`, an id."""

        def __init__(self, option: str) -> None:
            super().__init__()
            self.option = option

    def __init__(
        self,
        options: Sequence[Option] = (),
        places: int = 0,
        asides: Sequence[str] = (),
        first: int = 0,
        in_one_line: bool = False,
    ) -> None:
        super().__init__()
        self._options = options
        self._asides = asides
        self._first = first
        self._places = [Choice(at + 1, self._choose) for at in range(places or len(options))]
        for choice in self._places:
            choice.in_one_line = in_one_line
        self._open = False

    def compose(self) -> ComposeResult:
        """The places."""
        yield from self._places

    def on_mount(self) -> None:
        """Offer what is known from the start."""
        if self._options:
            self.offer(self._options, self._asides, self._first)

    def offer(self, options: Sequence[Option], asides: Sequence[str] = (), first: int = 0) -> None:
        """Show these, with the focus on the one at `first`, from 0."""
        self._focus(self._places[first])
        for at, choice in enumerate(self._places):
            aside = asides[at] if at < len(asides) else ""
            choice.show(options[at] if at < len(options) else None, aside)
        self._open = True

    def reopen(self) -> None:
        """Take a choice after all: what was chosen could not be used yet."""
        self._open = True

    def action_choose(self, digit: int) -> None:
        """Take the choice beside the digit, if there is one."""
        shown = self._shown
        if digit <= len(shown):
            self._focus(shown[digit - 1])
            shown[digit - 1].action_choose()

    def action_move(self, by: int) -> None:
        """Go to a neighbour, and round at the ends."""
        shown = self._shown
        # not `has_focus`: that is told later, and keys may come faster
        at = next((n for n, choice in enumerate(shown) if choice is self.screen.focused), 0)
        self._focus(shown[(at + by) % len(shown)])

    @property
    def _shown(self) -> list[Choice]:
        return [choice for choice in self._places if choice.display]

    def _focus(self, choice: Choice) -> None:
        self.screen.set_focus(choice)  # at once: one that is hidden meanwhile gives its focus up

    def _choose(self, option: Option) -> None:
        if self._open:
            self._open = False
            self.post_message(self.Chosen(option.id))
