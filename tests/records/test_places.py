"""Where data live, and that a disk which refuses says so in words."""

import errno
import os
from pathlib import Path

import pytest

from sim.records.places import Places, RecordsError, explained, made, sync_folder


def test_home_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYBACK_HOME", str(tmp_path))
    assert Places.default() == Places(tmp_path)
    assert Places.default().calls == tmp_path / "calls"
    assert Places.default().cases == tmp_path / "cases"


def test_a_relative_home_does_not_move_with_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYBACK_HOME", "here")
    assert Places.default().root == tmp_path / "here"


def test_without_home_the_platform_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYBACK_HOME", "")
    assert Places.default().root.is_absolute()
    assert Places.default().root.name == "sayback"


def test_asking_where_creates_nothing_and_making_does(tmp_path: Path) -> None:
    places = Places(tmp_path / "far" / "off")
    assert places.calls.name == "calls"
    assert not places.root.exists()
    assert made(places.calls).is_dir()
    assert made(places.calls) == places.calls


def test_new_folders_are_synced_into_their_parents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def spy(fd: int) -> None:
        synced.append(os.fstat(fd).st_ino)
        sync(fd)

    monkeypatch.setattr(os, "fsync", spy)
    made(tmp_path / "far" / "off")
    assert synced == [tmp_path.stat().st_ino, (tmp_path / "far").stat().st_ino]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "permission is denied"),
        (errno.ENOSPC, "the disk is full"),
        (errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)),
    ],
)
def test_a_refusal_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "mkdir", refuse)
    calls = tmp_path / "calls"
    with pytest.raises(RecordsError) as caught:
        made(calls)
    assert str(caught.value) == (
        f"the folder '{calls}' cannot be made (SAYBACK_HOME may name another): {reason}"
    )


def test_a_file_where_the_home_should_be_is_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    with pytest.raises(RecordsError, match=r"cannot be made .*: a file .*"):
        made(home / "calls")


def test_an_error_without_a_reason_is_named() -> None:
    with (
        pytest.raises(RecordsError, match="nothing works: TimeoutError"),
        explained("nothing works"),
    ):
        raise TimeoutError


@pytest.mark.parametrize(("number", "raises"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_sync_folders_will_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, raises: bool
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    if raises:
        with pytest.raises(OSError, match=os.strerror(number)):
            sync_folder(tmp_path)
    else:
        sync_folder(tmp_path)
