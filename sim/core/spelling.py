"""Guesses what a misspelt name was meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was probably meant to be, or None when nothing is close."""
    if len(word) > 60:  # difflib takes quadratic time, and no name is as long
        return None
    names = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), names, n=1)
    return names[matches[0]] if matches else None


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message: "; did you mean 'x'?", or nothing when nothing is close."""
    guess = closest(word, known)
    return f"; did you mean '{guess}'?" if guess else ""
