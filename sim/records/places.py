"""Where the user's data live, and the one error for whatever goes wrong there."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from platformdirs import user_cache_path, user_config_path, user_data_path

HOME = "SAYBACK_HOME"
"""The environment variable that moves the user's data to another folder."""


class RecordsError(Exception):
    """User data that cannot be read or written; the text says what and why, for the user."""


class Places(Struct, frozen=True):
    """The folders of one user: data under `root`; asking where they are does not create them.

    `config` holds the settings, `cache` what can be made anew; by default both lie under `root`.
    """

    root: Path
    config: Path | None = None
    cache: Path | None = None

    @classmethod
    def default(cls) -> "Places":
        """Where the platform keeps such data, or the folder that SAYBACK_HOME names."""
        if home := os.environ.get(HOME):
            return cls(Path(home).absolute())
        return cls(
            user_data_path("sayback", appauthor=False),
            user_config_path("sayback", appauthor=False),
            user_cache_path("sayback", appauthor=False),
        )

    @property
    def calls(self) -> Path:
        """One journal a call."""
        return self.root / "calls"

    @property
    def cases(self) -> Path:
        """The content that calls were played with, one file a hash."""
        return self.root / "cases"

    @property
    def settings(self) -> Path:
        """What the user has settled, as JSON."""
        return (self.config or self.root) / "settings.json"

    @property
    def index(self) -> Path:
        """What was found out about the content, to start quickly."""
        return (self.cache or self.root / "cache") / "index.json"

    @property
    def explored(self) -> Path:
        """What was found out by exploring calls, one file a case."""
        return (self.cache or self.root / "cache") / "explored"

    @property
    def saved(self) -> Path:
        """What the player saved to read elsewhere."""
        return self.root / "saved"


def made(folder: Path) -> Path:
    """The folder, created if need be, for good; raises RecordsError when that is not possible."""
    with explained(f"the folder '{folder}' cannot be made ({HOME} may name another)"):
        _make(folder)
    return folder


def lot(size: int) -> str:
    """Letters drawn by lot, two a byte, so that two names are never the same."""
    return os.urandom(size).hex()  # `secrets` would cost the start a few milliseconds


def sync_folder(folder: Path) -> None:
    """Have the names of new files in it on the disk, where the platform can; raises OSError."""
    if os.name == "nt":  # there a folder cannot be opened, and names are journalled
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that cannot
            raise
    finally:
        os.close(file)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, on the disk on return; it appears whole or not at all. Raises OSError."""
    part = path.with_name(f"{path.stem}-{lot(4)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turns an OSError into a RecordsError that says `what` failed, and the reason in words."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
        raise RecordsError(f"{what}: {reason}") from error


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


_REASONS = {
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "no more of the disk may be used",
    errno.EFBIG: "the file would be larger than is allowed",
    errno.ENOENT: "it is not there",
    errno.EEXIST: "a file of that name is there already",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EISDIR: "a folder stands where a file should be",
    errno.EIO: "the disk does not work as it should",
    errno.EMFILE: "too many files are open",
}
