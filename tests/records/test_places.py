"""Where data live, and that a disk which refuses says so in words."""

import errno
import os
import sys
from pathlib import Path

import pytest

from sim.records.places import (
    Places,
    RecordsError,
    explained,
    made,
    sync_folder,
    write_whole,
)


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


def test_settings_and_what_can_be_made_anew_lie_apart(tmp_path: Path) -> None:
    places = Places(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    assert places.settings == tmp_path / "config" / "settings.json"
    assert places.index == tmp_path / "cache" / "index.json"
    assert {places.calls.parent, places.cases.parent, places.saved.parent} == {tmp_path / "data"}


def test_home_holds_all_of_it(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert places.settings == tmp_path / "settings.json"
    assert places.index == tmp_path / "cache" / "index.json"
    assert places.saved == tmp_path / "saved"
    everything = [places.calls, places.cases, places.saved, places.settings, places.index]
    assert len(set(everything)) == len(everything)


def test_without_home_the_platform_says_where_each_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYBACK_HOME", raising=False)
    places = Places.default()
    assert places.config
    assert places.cache
    for folder in (places.root, places.config, places.cache):
        assert folder.is_absolute()
        assert "sayback" in folder.parts
    assert places.settings.parent == places.config
    assert places.index.parent == places.cache


@pytest.mark.skipif(sys.platform != "linux", reason="where things lie differs by platform")
def test_on_linux_the_desktops_own_folders_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SAYBACK_HOME", raising=False)
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    assert Places.default() == Places(
        tmp_path / "data" / "sayback",
        tmp_path / "config" / "sayback",
        tmp_path / "cache" / "sayback",
    )
    assert not list(tmp_path.iterdir()), "asking creates nothing"


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


# --- Writing a file whole -------------------------------------------------------------------------


def test_a_file_is_synced_under_another_name_and_then_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    path.write_text("before")
    seen: list[tuple[bool, str]] = []
    sync = os.fsync

    def spy(file: int) -> None:
        folder = os.fstat(file).st_ino == tmp_path.stat().st_ino
        seen.append((folder, path.read_text()))
        sync(file)

    monkeypatch.setattr(os, "fsync", spy)
    write_whole(path, b"after")
    assert seen == [(False, "before"), (True, "after")]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_trace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, function: str
) -> None:
    path = tmp_path / "settings.json"
    path.write_text("before")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, function, refuse)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"after")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "before"


def test_an_interrupt_leaves_no_trace_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "new", b"after")
    assert not list(tmp_path.iterdir())
