"""Writes docs/acts.md: all that a reply can do, from the table of acts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

from sim.core.acts import (
    ACTS,
    CLASSES,
    DERIVED,
    Act,
    Apology,
    Feeling,
    HandOver,
    Hold,
    Part,
    Promise,
)
from sim.core.model import Manner

PAGE = Path(__file__).parent.parent / "docs" / "acts.md"
HEAD = """\
# Acts: what a reply does

Customers react to acts, stages change by acts, and the service models score acts: never the
words. One clause of a reply is one act, and a reply has one to three. The first column is how
an act is written in a reply's `acts`; in capitals stands what to put there.

An apology is one act, with its parts: an explanation, an admission or an offer to put it right
that belongs to it is not written a second time.
"""
DERIVED_HEAD = """\
## What Sayback concludes

These are never written. They follow from what was said, when it was said, and to whom;
conditions may ask for them as for all others (`last interrupt`).

| act | when |
|---|---|
"""
CLASSES_HEAD = """
## Acts that count together

A condition may name a class in place of an act (`last helping`, `did fault`): it holds for any of
its acts.

| class | its acts |
|---|---|
"""
MANNER_HEAD = """
## Feelings, and how something is said

A FEELING is one of: {feelings}. Naming another than the one they have shown is `mislabel`.

A reply may also say *how* it is said, in `manner`, where that differs from plain. One customer
needs time, another wants it in writing, a third cannot bear a first name: what meets a need
(`adapt`) or passes it over (`ignore_need`) follows from the manner.

| in `manner` | one of |
|---|---|
"""
TONES = {
    "warm": "Warm: for the person",
    "competent": "Competent: for the matter",
    "neutral": "Neither: it depends on when and how",
    "fault": "Faults: what decent people say under pressure, and had better not",
}


def page() -> str:
    """The page, as Markdown."""
    feelings = MANNER_HEAD.format(feelings=", ".join(get_args(Feeling)))
    return (
        "\n".join((HEAD, *_tables(), DERIVED_HEAD + "".join(_derived())))
        + CLASSES_HEAD
        + "".join(f"| `{name}` | {', '.join(members)} |\n" for name, members in CLASSES.items())
        + feelings
        + "".join(
            f"| `{name}` | {', '.join(get_args(kind))} |\n"
            for name, kind in get_type_hints(Manner).items()
        )
    )


def _tables() -> Iterator[str]:
    for tone, heading in TONES.items():
        yield f"## {heading}\n"
        yield "| act | what it does | this is one | this is not |\n|---|---|---|---|"
        for act in ACTS:
            if act.tone == tone:
                yield f"| `{_written(act)}` | {act.means} | {act.example} | {act.unlike} |"
        yield ""


def _derived() -> Iterator[str]:
    for name, means in DERIVED.items():
        yield f"| `{name}` | {means} |\n"


def _written(act: Act) -> str:
    """How the act stands in a file."""
    kinds = {
        Apology: f"{{parts: [{', '.join(get_args(Part))}], form: plain, conditional or hollow}}",
        Promise: "{what: PROMISE, by: TIME}",
        Hold: "{minutes: NUMBER, why: TEXT}",
        HandOver: "{briefed: true or false}",
        Feeling: "FEELING",
        str: act.names.upper() or "TEXT",
    }
    if act.takes in kinds:
        return f"{act.name}: {kinds[act.takes]}"
    choices = get_args(act.takes)
    if choices == (True,):
        return f"{act.name}: true"
    if get_origin(act.takes) is Literal:
        return f"{act.name}: {', '.join(choices[:-1])} or {choices[-1]}"
    return f"{act.name}: [REMEDY, REMEDY]"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
