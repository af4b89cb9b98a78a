"""Writes a call down as a play, into a new file or at the end of one that has plays already."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sim.core.call import Call
from sim.core.stages import ENDINGS
from sim.core.tempers import OWN
from sim.studio.findings import ContentError, shown
from sim.studio.folders import PLAYS, short
from sim.studio.plays import Band, Play, Plays, PlayStep, beside
from sim.studio.reader import load

SLACK = 3
"""Points that a score may lie off what was recorded, up or down (design choice)."""
_SCHEMA = "# yaml-language-server: $schema=../schemas/play.json\n"
_NEW = "# What was said in a call, and what must be so: `sayback test` plays it.\n\nplays:\n"
_PLAIN = re.compile(r"[a-z][a-z0-9_]*( [a-z0-9_>=<]+)*")
_NO_TEXT = ("true", "false", "null")


class CannotRecord(ValueError):
    """The play cannot be written there; the message says why."""


def record(call: Call, temper: str, path: Path) -> None:
    """Write the call into `path`, as the last play; what is there stays as it is, to the byte.

    Raises CannotRecord when nothing was said, or where the file is no place for it, and OSError.
    """
    if not path.name.endswith(PLAYS):
        raise CannotRecord(f"'{path}': the names of files with plays end in {PLAYS}")
    if not call.choices:
        raise CannotRecord("nothing was said, so there is nothing to record; name some replies")
    play = play_of(call, temper, path)
    there = path.read_bytes() if path.exists() else b""
    more = _addition(there, play, path)
    _check(there, there + more, play, path)
    with path.open("ab") as file:
        file.write(more)


def play_of(call: Call, temper: str, path: Path) -> Play:
    """The call as a play for that file: what was said, what changed, and what came of it."""
    content = call.case.content
    scenario, customer = beside(path)
    name = content.customer.name
    said = {
        "title": _title(f"{name.first} {name.last}", call),
        "in": content.scenario_id if content.scenario_id != scenario else "",
        "as": content.customer_id if content.customer_id != customer else "",
        "temper": temper,
        "steps": list(_steps(call)),
        "ends": call.ending,
        "scores": {score.rubric: _band(score.score) for score in call.scores if call.ending},
    }
    return msgspec.convert({key: value for key, value in said.items() if value}, Play)


def written(play: Play, indent: int = 2) -> str:
    """The play as YAML, an item of a list whose dashes stand after so many spaces."""
    return "".join(f"{' ' * indent}{line}\n" for line in _lines(play))


def _title(name: str, call: Call) -> str:
    replies = f"{len(call.choices)} {'reply' if len(call.choices) == 1 else 'replies'}"
    return shown(f"{name}: {call.ending or 'goes on'} after {replies}", 1000)


def _band(score: int) -> Band:
    return Band(max(0, score - SLACK), min(100, score + SLACK))


def _steps(call: Call) -> Iterator[PlayStep]:
    """The replies, with the stage entered and what came up; the opening counts to the first."""
    opening = call.turns[0].raised
    for turn in call.turns[1:]:
        then = [f"raised {opening.id}"] if opening else []
        if turn.stage != turn.stage_before and turn.stage not in ENDINGS:
            then.append(f"stage {turn.stage}")
        if turn.raised:
            then.append(f"raised {turn.raised.id}")
        yield PlayStep(say=turn.chosen, then=then)
        opening = None


def _lines(play: Play) -> Iterator[str]:
    yield f"- title: {_quoted(play.title)}"
    for key, value, default in (
        ("in", play.scenario, ""),
        ("as", play.customer, ""),
        ("temper", play.temper, OWN),
    ):
        if value != default:
            yield f"  {key}: {_scalar(value)}"
    yield "  steps:"
    for step in play.steps:
        then = f", then: [{', '.join(map(_scalar, step.then))}]" if step.then else ""
        yield f"    - {{say: {_scalar(step.say)}{then}}}"
    if play.ends:
        yield f"  ends: {play.ends}"
    if play.scores:
        bands = (
            f"{_scalar(rubric)}: {{from: {band.least}, to: {band.most}}}"
            for rubric, band in play.scores.items()
        )
        yield f"  scores: {{{', '.join(bands)}}}"


def _scalar(text: str) -> str:
    """Text as it is where YAML takes it for what it is, else in quotes."""
    return text if _PLAIN.fullmatch(text) and text not in _NO_TEXT else _quoted(text)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()  # quotes and escapes of JSON are YAML's, too


def _addition(there: bytes, play: Play, path: Path) -> bytes:
    """What to write behind what is there, in its manner."""
    if not there:
        schema = path.absolute().parent.parent / "schemas" / "play.json"
        return f"{_SCHEMA if schema.exists() else ''}{_NEW}{written(play)}".encode()
    text = "\n" + written(play, _indent(there, path))
    return (text.replace("\n", "\r\n") if b"\r\n" in there else text).encode()


def _indent(there: bytes, path: Path) -> int:
    """How far the dashes of the plays stand in; raises CannotRecord if these are no plays."""
    try:
        _, document = load(there, short(path), Plays)
    except ContentError as error:
        raise CannotRecord(f"'{path}' is there already, and cannot be used:\n{error}") from error
    line, column = document.at(("plays", 0))
    before = there.decode("utf-8-sig").splitlines()[line - 1][: column - 1]
    return max(0, before.rfind("-"))


def _check(there: bytes, whole: bytes, play: Play, path: Path) -> None:
    """See that the file will say what it said, and the play; raises CannotRecord if not."""
    before = load(there, short(path), Plays)[0].plays if there else []
    try:
        if load(whole, short(path), Plays)[0].plays == [*before, play]:
            return
    except ContentError:
        pass
    raise CannotRecord(
        f"nothing can be added to '{path}' as it is written; "
        "let every play there begin with '- ' on a line of its own, or name another file"
    )
