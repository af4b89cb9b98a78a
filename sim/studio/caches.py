"""Files that can be made anew: written whole or not at all, and never a reason to stop."""

import os
from contextlib import suppress
from pathlib import Path


def keep(file: Path, data: bytes) -> None:
    """Write a file of a cache; where that is not possible, do without."""
    part = file.with_name(f"{file.stem}-{os.urandom(4).hex()}.part")
    with suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
