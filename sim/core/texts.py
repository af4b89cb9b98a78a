"""Filling a person's name and pronouns into texts."""

import re

from msgspec.structs import asdict

from sim.core.model import Customer, Name, Pronouns

PLACEHOLDERS = (*Name.__struct_fields__, *Pronouns.__struct_fields__)
"""What may stand in braces in a text."""


def fillings(customer: Customer) -> dict[str, str]:
    """What may stand in braces in a text, and what is said instead: `{first}`, `{They}`, ..."""
    plain: dict[str, str] = asdict(customer.name) | asdict(customer.pronouns)
    return plain | {key.capitalize(): word[:1].upper() + word[1:] for key, word in plain.items()}


def fill(text: str, customer: Customer) -> str:
    """The text as this person is spoken of; braces around anything else are left as they are."""
    if "{" not in text:
        return text
    words = fillings(customer)
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), text)


def placeholders(text: str) -> list[str]:
    """What stands in braces, closed or not."""
    return [word for word, _ in _braced(text)]


def unknown(text: str, customer: Customer) -> list[str]:
    """What stands in braces in a text and cannot be filled."""
    if "{" not in text:
        return []
    known = fillings(customer)
    return [word for word, closed in _braced(text) if not closed or word not in known]


def _braced(text: str) -> list[tuple[str, str]]:
    """What stands after each opening brace, with the closing one, if there is one."""
    return re.findall(r"\{([^}]*)(\}?)", text)
