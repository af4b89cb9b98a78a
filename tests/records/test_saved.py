"""Texts the player saved: whole, in any script, in a folder of their own."""

import errno
import os
from pathlib import Path

import pytest

from sim.records.places import Places, RecordsError
from sim.records.saved import save_text

NAME = "20260301-100000-000-aaaa"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


def test_a_text_is_saved_as_a_file_of_that_name_and_where_is_returned(places: Places) -> None:
    path = save_text(places, NAME, "One.\nTwo.\n")
    assert path == places.saved / f"{NAME}.txt"
    assert path.read_bytes() == b"One.\nTwo.\n"
    assert list(places.root.iterdir()) == [places.saved]


@pytest.mark.parametrize("text", ["Łódź, Ωμέγα, 東京, “so”", "", "no end of line", "\u202eא"])
def test_any_script_is_kept_to_the_letter(places: Places, text: str) -> None:
    assert save_text(places, NAME, text).read_text(encoding="utf-8") == text


def test_half_a_letter_is_no_reason_to_fail(places: Places) -> None:
    assert save_text(places, NAME, "before \ud83c after").read_bytes() == b"before ? after"


def test_what_is_saved_again_takes_the_place_of_what_was(places: Places) -> None:
    save_text(places, NAME, "first")
    assert save_text(places, NAME, "second").read_text() == "second"
    assert len(list(places.saved.iterdir())) == 1


def test_a_disk_that_refuses_keeps_what_was_saved_before(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_text(places, NAME, "first")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RecordsError) as caught:
            save_text(places, NAME, "second")
    assert str(caught.value) == f"'{path}' cannot be written: the disk is full"
    assert [each.read_text() for each in places.saved.iterdir()] == ["first"]


def test_a_file_where_the_folder_should_be_is_a_sentence(places: Places) -> None:
    places.root.mkdir()
    places.saved.write_text("a file")
    with pytest.raises(RecordsError, match=r"cannot be made .*: a file"):
        save_text(places, NAME, "text")
    assert places.saved.read_text() == "a file"
