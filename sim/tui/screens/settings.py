"""What is settled once: who plays, how it looks, how lines arrive, how much is shown."""

from typing import Any

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from sim.core.option import Option
from sim.modes import MODES
from sim.prose.sections import Section
from sim.records.settings import Settings
from sim.tui.screens.page import HELP, Dialog, Page
from sim.tui.theme import THEMES
from sim.tui.widgets.choices import Choices
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.notes import Notes
from sim.tui.widgets.said import said

LONGEST_NAME = 24
TURNED: dict[str, tuple[str, tuple[str, ...]]] = {
    "theme": ("Theme", tuple(THEMES)),
    "motion": ("Motion", ("full", "reduced")),
    "mode": ("Mode", tuple(MODES)),
}
"""The settings with a few values to turn through, by their field."""
WORDS = {
    "theme": {
        "dusk": "dark and calm",
        "day": "light and calm",
        "contrast": "as much contrast as there is",
    },
    "motion": {"full": "lines arrive as if spoken", "reduced": "lines are there at once"},
    "mode": {mode.name: mode.words for mode in MODES.values()},
}


class SettingsScreen(Page[None]):
    """A row a setting: Enter takes the next value, and it holds from then on."""

    BINDINGS = [
        HELP,
        Binding("escape", "back", "Back", key_display="Esc", id="settings.back"),
        Binding("q", "back", show=False, id="settings.back_too"),
    ]
    ABOUT = (
        Section(
            "Settings",
            (
                "Enter takes the next value of a setting. It holds from then on, and is kept.",
                "Keys can be changed in the settings file, under keys: the name of an action, and "
                'its new key, as in {"call.policy": "k"}.',
            ),
            points=True,
        ),
    )

    def compose(self) -> ComposeResult:
        """The rows, and where they are kept."""
        yield Static("Settings", classes="top heading")
        yield Choices(places=len(TURNED) + 2)
        with VerticalScroll(id="about", can_focus=False):
            yield Notes(())
        yield Keys()

    def on_mount(self) -> None:
        """Show the settings as they are."""
        where = f"Kept in {self.sitting.places.settings}"
        keys = "To give an action another key, name both there under keys; ? says how."
        self.query_one(Notes).update([Section("", (where, keys))])
        self._show()

    def _show(self, first: int = 0) -> None:
        settings = self.sitting.settings
        rows = [Option("name", f"Name: {settings.name or 'none, you are just You'}")]
        for field, (title, _) in TURNED.items():
            value = getattr(settings, field)
            rows.append(Option(field, f"{title}: {value}. {_capital(WORDS[field][value])}"))
        self.query_one(Choices).offer([*rows, Option("back", "Back to the lobby.")], first=first)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.option == "back":
            self.finish()
        elif event.option == "name":
            self.app.push_screen(NameDialog(self.sitting.settings.name), self._named)
        else:
            at = list(TURNED).index(event.option)
            values = TURNED[event.option][1]
            now = values.index(getattr(self.sitting.settings, event.option))
            self._settle(at + 1, **{event.option: values[(now + 1) % len(values)]})

    def _named(self, name: str | None) -> None:
        settings = self.sitting.settings
        self._settle(0, name=settings.name if name is None else name)

    def _settle(self, first: int, **changed: Any) -> None:
        settings: Settings = replace(self.sitting.settings, **changed)
        self.sitting.settle(settings)
        self._show(first)

    def action_back(self) -> None:
        """Go back."""
        self.finish()


class NameDialog(Dialog[str]):
    """Asks what one wants to be called; None when it stays as it is."""

    BINDINGS = [Binding("escape", "back", "Back", key_display="Esc", id="name.back")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def compose(self) -> ComposeResult:
        """The question and a line to answer in."""
        with Vertical(classes="frame"):
            yield Static("What shall we call you?", classes="heading")
            yield Static(
                "The name stands beside your calls, on this machine only. Leave it empty for none.",
                classes="text",
            )
            name = Input(self._name, max_length=LONGEST_NAME)
            name.cursor_blink = False  # a blinking cursor costs power
            yield name
        yield Keys()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.finish(said(event.value).plain.strip())

    def action_back(self) -> None:
        """Leave it as it is."""
        self.finish()


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
