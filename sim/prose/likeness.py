"""For whoever has no more than ASCII: every character in one that they have."""

import os
import sys
import unicodedata
from functools import lru_cache

_KNOWN = {
    **dict.fromkeys("─━═▔▁╌┄", "-"),
    **dict.fromkeys("│┃║▏▎▍▌▐▕▊▉", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╞╡", "+"),
    **dict.fromkeys("█▓▇▆▄", "#"),
    **dict.fromkeys("▒▅▃▀", "="),
    **dict.fromkeys("░▂", "."),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("·•●◆▸▶▲", "*"),
    **dict.fromkeys("○◇", "o"),
    "↑": "^",
    "↓": "v",
    "←": "<",
    "→": ">",
    "…": ".",
    "✓": "x",
    "×": "x",
    "£": "L",
}
"""Characters that have a likeness; letters lose their accents, all else becomes `?`."""


def knows_ascii_only() -> bool:
    """Whether the terminal's encoding, or the locale, is none that has a frame or an accent.

    Python takes the locale C for UTF-8, as most terminals are; who asks for C by LC_ALL gets it.
    """
    if os.environ.get("LC_ALL", "").upper() in ("C", "POSIX"):
        return True
    encoding = getattr(sys.__stdout__, "encoding", "") or "utf-8"
    try:
        "─é…".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return True
    return False


@lru_cache(8192)
def ascii_likeness(text: str) -> str:
    """The text in ASCII, cell for cell."""
    return text if text.isascii() else "".join(map(_likeness, text))


def _likeness(char: str) -> str:
    if char.isascii():
        return char
    plain = _KNOWN.get(char) or unicodedata.normalize("NFKD", char)[:1]
    wide = unicodedata.east_asian_width(char) in "WF"
    narrow = plain if plain.isascii() else "" if unicodedata.combining(char) else "?"
    return narrow * 2 if wide else narrow
