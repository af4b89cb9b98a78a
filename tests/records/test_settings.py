"""Settings: what was settled is there next time; what cannot be read is said, and never lost."""

import errno
import os
from pathlib import Path
from typing import get_args

import pytest

from sim.modes import MODES
from sim.records.places import Places, RecordsError
from sim.records.settings import Settings, Theme, load, save

PLAIN = Settings()
OWN = Settings("Sam Ünal", "contrast", "reduced", "exam", {"call.why": "y", "app.leave": "ctrl+x"})


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home", tmp_path / "config")


def write(places: Places, data: bytes) -> Path:
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_bytes(data)
    return places.settings


# --- Round trips ----------------------------------------------------------------------------------


def test_without_a_file_they_are_the_plain_ones_and_nothing_is_said(places: Places) -> None:
    assert load(places) == (PLAIN, "")
    assert not places.settings.parent.exists(), "asking creates nothing"


@pytest.mark.parametrize("settings", [PLAIN, OWN])
def test_what_was_settled_is_there_the_next_time(places: Places, settings: Settings) -> None:
    save(places, settings)
    assert load(places) == (settings, "")
    assert [path.name for path in places.settings.parent.iterdir()] == ["settings.json"]


def test_a_later_setting_takes_the_place_of_an_earlier_one(places: Places) -> None:
    save(places, OWN)
    save(places, PLAIN)
    assert load(places) == (PLAIN, "")
    assert [path.name for path in places.settings.parent.iterdir()] == ["settings.json"]


def test_the_file_may_be_read_and_edited_by_hand(places: Places) -> None:
    save(places, OWN)
    text = places.settings.read_text(encoding="utf-8")
    assert text.splitlines()[:3] == ["{", '  "name": "Sam Ünal",', '  "theme": "contrast",']
    assert text.endswith("}\n")


def test_what_a_file_does_not_name_is_the_plain_one(places: Places) -> None:
    write(places, b'{"theme": "day"}')
    assert load(places) == (Settings(theme="day"), "")
    write(places, b"{}")
    assert load(places) == (PLAIN, "")


@pytest.mark.parametrize("theme", get_args(Theme))
@pytest.mark.parametrize("mode", MODES)
def test_every_theme_and_every_mode_may_be_settled(places: Places, theme: str, mode: str) -> None:
    write(places, f'{{"theme": "{theme}", "mode": "{mode}"}}'.encode())
    settings, notice = load(places)
    assert (settings.theme, settings.mode, notice) == (theme, mode, "")


# --- What cannot be read --------------------------------------------------------------------------

BAD = {
    "torn": b'{"name": "Sam", "the',
    "empty": b"",
    "garbage": b"\x00\xff" * 40,
    "a list": b"[]",
    "an unknown theme": b'{"name": "Sam", "theme": "plaid"}',
    "an unknown mode": b'{"mode": "blindfold"}',
    "a misspelt key": b'{"nmae": "Sam"}',
    "a name that is none": b'{"name": 7}',
    "keys that are none": b'{"keys": {"call.why": 7}}',
    "brackets": b"[" * 100_000,
    "brackets in a key": b'{"keys":' + b"[" * 100_000,
}


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_cannot_be_used_is_said_and_left_as_it_is(places: Places, bad: str) -> None:
    path = write(places, BAD[bad])
    settings, notice = load(places)
    assert settings == PLAIN
    assert notice.startswith(f"'{path}' is not used until it is mended or a setting changed: ")
    assert notice.endswith(".")
    assert path.read_bytes() == BAD[bad]


def test_what_is_wrong_is_named(places: Places) -> None:
    write(places, BAD["an unknown theme"])
    assert "'plaid'" in load(places)[1]
    write(places, BAD["a misspelt key"])
    assert "`nmae`" in load(places)[1]


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_could_not_be_used_is_kept_beside_when_a_setting_changes(
    places: Places, bad: str
) -> None:
    path = write(places, BAD[bad])
    save(places, OWN)
    assert load(places) == (OWN, "")
    assert path.with_name("settings.json.before").read_bytes() == BAD[bad]
    save(places, PLAIN)
    assert path.with_name("settings.json.before").read_bytes() == BAD[bad], "and stays there"


def test_a_folder_in_its_place_is_a_sentence(places: Places) -> None:
    places.settings.mkdir(parents=True)
    settings, notice = load(places)
    assert settings == PLAIN
    assert notice == (
        f"The settings are not used: '{places.settings}' cannot be read: "
        "a folder stands where a file should be."
    )


# --- A disk that refuses --------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_a_sentence(places: Places) -> None:
    places.settings.parent.write_text("a file")
    with pytest.raises(RecordsError, match=r"cannot be made .*: a file"):
        save(places, OWN)
    assert load(places)[0] == PLAIN


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_keeps_the_old_settings(places: Places) -> None:
    save(places, PLAIN)
    places.settings.parent.chmod(0o500)
    try:
        with pytest.raises(RecordsError, match="cannot be written: permission is denied"):
            save(places, OWN)
    finally:
        places.settings.parent.chmod(0o700)
    assert load(places) == (PLAIN, "")


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.EROFS, "the disk is read-only"), (errno.ENOSPC, "is full")]
)
@pytest.mark.parametrize("before", [b'{"theme": "day"}', BAD["torn"]], ids=["good", "torn"])
def test_a_disk_that_refuses_is_a_sentence_and_nothing_is_lost(
    places: Places, monkeypatch: pytest.MonkeyPatch, number: int, reason: str, before: bytes
) -> None:
    write(places, before)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(RecordsError, match=f"cannot be written: .*{reason}$"):
            save(places, OWN)
    found = [path.read_bytes() for path in places.settings.parent.iterdir()]
    assert found == [before], "the file is there, perhaps under its other name, and no other"
