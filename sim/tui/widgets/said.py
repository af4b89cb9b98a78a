"""Text that people wrote, made ready for the screen: never markup, and no orders to a terminal."""

import re

from textual.content import Content, Span

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_QUOTES = re.compile(r'"[^"]*"|“[^”]*”')
_DIRECTIONS = re.compile(r"\[[^\]]*\]")


def said(text: str) -> Content:
    """The text as it stands, whatever brackets and letters are in it."""
    return Content(_CONTROLS.sub(" ", text))


def spoken(text: str) -> Content:
    """A line of the customer, with its stage directions set apart."""
    return _marked(said(text), _DIRECTIONS, "italic $muted")


def written(text: str) -> Content:
    """A note, with the words it quotes set apart."""
    return _marked(said(text), _QUOTES, "$primary")


def _marked(text: Content, pattern: re.Pattern[str], style: str) -> Content:
    return text.add_spans([Span(*found.span(), style) for found in pattern.finditer(text.plain)])
