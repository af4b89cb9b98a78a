"""Reads authored YAML files: customers, scenarios and rules.

Whoever writes content hears of every mistake in a file at once, each by its line and in words.
"""

import errno
import os
import stat
from pathlib import Path
from typing import TypeVar

import msgspec

from sim.core.codes import Code
from sim.studio.document import Document
from sim.studio.events import LINE_BREAK, Reading
from sim.studio.findings import ContentError, Finding, first

__all__ = ["ContentError", "Document", "Finding", "load", "parse", "read"]

LIMIT = 256 * 1024
"""Bytes of a file; those that are shipped take half of it."""

T = TypeVar("T")


def read(path: Path, kind: type[T], file: str | None = None) -> tuple[T, Document]:
    """Open, parse and check one file; findings call it `file`, or else by its path.

    Raises ContentError, also for what is missing, unreadable, too large or no ordinary file.
    """
    name = str(path) if file is None else file
    try:
        content = _content(path)
    except (OSError, ValueError) as error:
        raise ContentError([Finding(name, 1, 1, Code.UNREADABLE, _refusal(error))]) from error
    return load(content, name, kind)


def load(content: bytes, file: str, kind: type[T]) -> tuple[T, Document]:
    """Parse `content` and make a `kind` of it; raises ContentError with what is wrong.

    That is all of it, up to the `MOST` of `findings`.
    """
    reading = Reading(_decoded(content, file), file)
    findings, document = reading.findings, reading.document
    if reading.whole:
        try:
            value = msgspec.convert(document.data, kind, strict=True)
            if not findings:
                return value, document
        except msgspec.ValidationError as refusal:
            from sim.studio import shape  # brings jsonschema: a wait that good content never has

            findings += shape.faults(document, kind)
            if not findings:
                findings.append(shape.in_its_own_words(document, refusal))
    raise ContentError(first(findings))


def parse(content: bytes, file: str) -> Document:
    """Read YAML into dicts, lists, text, whole numbers and booleans; raises ContentError."""
    reading = Reading(_decoded(content, file), file)
    if reading.findings:
        raise ContentError(reading.findings)
    return reading.document


def _content(path: Path) -> bytes:
    with open(path, "rb", opener=_open_at_once) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise ValueError("this is a device or a pipe; content lives in ordinary files")
        return stream.read(LIMIT + 1)


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _refusal(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return str(error)
    reasons = {
        errno.ENOENT: "there is no such file",
        errno.EISDIR: "this is a folder, not a file",
        errno.ELOOP: "this is a symbolic link that leads back to itself",
        errno.EACCES: "this file may not be read; ask its owner for permission",
        errno.ENXIO: "this is a socket or a device; content lives in ordinary files",
    }
    return reasons.get(error.errno or 0) or f"the file cannot be opened: {error.strerror}"


def _decoded(content: bytes, file: str) -> str:
    position = 1, 1
    try:
        if len(content) <= LIMIT:
            return content.decode("utf-8-sig")
        message = f"the file is larger than {LIMIT // 1024} KiB; split it into several"
    except UnicodeDecodeError as error:
        lines = LINE_BREAK.split(content[: error.start].decode("utf-8-sig"))
        position = len(lines), len(lines[-1]) + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
    raise ContentError([Finding(file, *position, Code.UNREADABLE, message)])
