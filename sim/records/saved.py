"""Texts the player saved, to read or show elsewhere."""

from pathlib import Path

from sim.records.places import Places, explained, made, write_whole


def save_text(places: Places, name: str, text: str) -> Path:
    """Save a text as a file of that name and return where; raises RecordsError if it cannot be."""
    path = made(places.saved) / f"{name}.txt"
    with explained(f"'{path}' cannot be written"):
        write_whole(path, text.encode("utf-8", "replace"))
    return path
