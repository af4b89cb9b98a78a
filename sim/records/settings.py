"""What the user has settled once: a small JSON file, which may be edited by hand."""

from contextlib import suppress
from typing import Literal

import msgspec
from msgspec import Struct

from sim.records.places import Places, RecordsError, explained, made, write_whole

Theme = Literal["dusk", "day", "contrast"]
Motion = Literal["full", "reduced"]


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Who plays, how it looks, how lines arrive, how much is shown; keys by the id of a binding."""

    name: str = ""
    theme: Theme = "dusk"
    motion: Motion = "full"
    mode: Literal["guided", "standard", "exam"] = "guided"
    keys: dict[str, str] = {}


def load(places: Places) -> tuple[Settings, str]:
    """The settings, and a sentence about what of them could not be used, or nothing."""
    path = places.settings
    try:
        with explained(f"'{path}' cannot be read"):
            data = path.read_bytes()
    except RecordsError as error:
        return Settings(), "" if not path.exists() else f"The settings are not used: {error}."
    try:
        return msgspec.json.decode(data, type=Settings), ""
    except (ValueError, RecursionError) as error:
        return Settings(), f"'{path}' is not used until it is mended or a setting changed: {error}."


def save(places: Places, settings: Settings) -> None:
    """Keep them; a file that could not be read is kept beside. Raises RecordsError if it cannot."""
    path = places.settings
    made(path.parent)
    if load(places)[1]:
        with suppress(OSError):
            path.replace(path.with_suffix(".json.before"))
    with explained(f"'{path}' cannot be written"):
        write_whole(path, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
