"""The smallest app there is, to measure Sayback against: `python -m benchmarks.hello`."""

from textual.app import App, ComposeResult
from textual.widgets import Static

TEXT = "Hello, world"


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(TEXT)


if __name__ == "__main__":
    Hello().run()
