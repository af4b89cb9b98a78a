"""The themes: dark and light, calm, with enough contrast to be read at the end of a shift; and one
with as much contrast as there is."""

from textual.theme import Theme


def _theme(name: str, *, dark: bool, colours: dict[str, str], line: str, muted: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=colours["yours"],
        secondary=colours["theirs"],
        accent=colours["yours"],
        foreground=colours["text"],
        background=colours["paper"],
        surface=colours["sheet"],
        panel=colours["raised"],
        success=colours["good"],
        warning=colours["warm"],
        error=colours["hot"],
        variables={
            "border": line,
            "muted": muted,
            "footer-background": colours["sheet"],
            "footer-foreground": colours["text"],
            "footer-key-foreground": colours["text"],
            "footer-key-background": colours["key"],  # keys look like keys, each with its label
            "footer-description-foreground": muted,
            "footer-description-background": colours["sheet"],
            "scrollbar": line,
            "scrollbar-hover": line,
            "scrollbar-active": colours["yours"],
            "scrollbar-background": colours["sheet"],
            "scrollbar-background-hover": colours["sheet"],
            "scrollbar-background-active": colours["sheet"],
            "scrollbar-corner-color": colours["sheet"],
        },
    )


DUSK = _theme(
    "dusk",
    dark=True,
    colours={
        "yours": "#8fbcc4",  # your words, your keys, where the focus is
        "theirs": "#e0b989",  # the customer's name
        "text": "#dde2e8",
        "paper": "#14181d",
        "sheet": "#1b2129",
        "raised": "#252d37",
        "key": "#3a4653",
        "good": "#a5c99a",
        "warm": "#e6c07b",
        "hot": "#e39a92",
    },
    line="#47525f",
    muted="#b4bdc7",
)
DAY = _theme(
    "day",
    dark=False,
    colours={
        "yours": "#1c5f6b",
        "theirs": "#83500f",
        "text": "#23272c",
        "paper": "#f7f5f0",
        "sheet": "#eeebe3",
        "raised": "#e2ddd2",
        "key": "#d2ccbe",
        "good": "#37652b",
        "warm": "#7a5200",
        "hot": "#97332a",
    },
    line="#a9a292",
    muted="#50555c",
)
CONTRAST = _theme(
    "contrast",
    dark=True,
    colours={
        "yours": "#5ef1ff",
        "theirs": "#ffd75f",
        "text": "#ffffff",
        "paper": "#000000",
        "sheet": "#000000",
        "raised": "#1c1c1c",
        "key": "#444444",
        "good": "#7dff7d",
        "warm": "#ffd75f",
        "hot": "#ff9d9d",
    },
    line="#ffffff",
    muted="#ffffff",
)
THEMES = {theme.name: theme for theme in (DUSK, DAY, CONTRAST)}
"""By the names they have in the settings."""
