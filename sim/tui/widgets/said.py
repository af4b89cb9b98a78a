"""Text that people wrote, made ready for the screen: it is never markup and never steers a terminal."""

import re

from textual.content import Content, Span

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_DIRECTIONS = re.compile(r"\[[^\]]*\]")


def said(text: str) -> Content:
    """The text as it stands, whatever brackets and letters are in it."""
    return Content(_CONTROLS.sub(" ", text))


def spoken(text: str) -> Content:
    """A line of the customer, with its stage directions set apart."""
    plain = said(text)
    spans = [Span(*match.span(), "italic $text-muted") for match in _DIRECTIONS.finditer(plain.plain)]
    return plain.add_spans(spans)
