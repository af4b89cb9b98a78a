"""The keys of the screen, in its last line."""

from textual.app import ComposeResult
from textual.widgets import Footer

OBVIOUS = ("Move", "Read")
"""What arrows and page keys do; in a narrow window they give their room to the others."""


class Keys(Footer):
    """The footer; what is obvious may go where there is little room."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def compose(self) -> ComposeResult:
        """The keys, the obvious ones marked for the stylesheet."""
        for widget in super().compose():
            widget.set_class(getattr(widget, "description", "") in OBVIOUS, "-obvious")
            yield widget
