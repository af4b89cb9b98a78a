"""The colours: dark, calm, and with enough contrast to be read at the end of a shift."""

from textual.theme import Theme

THEME = Theme(
    name="sayback",
    dark=True,
    primary="#8fbcc4",  # what is yours: your words, your keys, where the focus is
    secondary="#e0b989",  # what is theirs: the customer's name
    accent="#8fbcc4",
    foreground="#dde2e8",
    background="#14181d",
    surface="#1b2129",
    panel="#252d37",
    success="#a5c99a",
    warning="#e6c07b",
    error="#e39a92",
    variables={
        "border": "#47525f",
        "footer-background": "#1b2129",
        "footer-key-foreground": "#dde2e8",
        "footer-key-background": "#3a4653",  # keys look like keys, so that each label has its own
        "footer-description-foreground": "#b4bdc7",
        "scrollbar": "#47525f",
        "scrollbar-background": "#1b2129",
        "scrollbar-corner-color": "#1b2129",
    },
)
