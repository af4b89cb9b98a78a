"""Content kept by its hash: whole or not at all, and what comes back is what was kept."""

import errno
import os
from pathlib import Path

import pytest

from sim.core.compile import canonical, compile_case
from sim.records.cases import keep, load
from sim.records.places import RecordsError
from tests.small import EDITED, SMALL

NAME = compile_case(SMALL).hash


def test_what_was_kept_comes_back_and_makes_the_same_case(tmp_path: Path) -> None:
    keep(tmp_path, NAME, SMALL)
    assert load(tmp_path, NAME) == SMALL
    assert compile_case(load(tmp_path, NAME)).hash == NAME
    assert (tmp_path / f"{NAME}.json").read_bytes() == canonical(SMALL)


def test_it_is_kept_once_a_hash(tmp_path: Path) -> None:
    keep(tmp_path, NAME, SMALL)
    before = (tmp_path / f"{NAME}.json").stat()
    keep(tmp_path, NAME, SMALL)
    keep(tmp_path, compile_case(EDITED).hash, EDITED)
    assert (tmp_path / f"{NAME}.json").stat() == before
    assert len(list(tmp_path.iterdir())) == 2


def test_it_is_synced_before_it_gets_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def spy_sync(fd: int) -> None:
        size = os.fstat(fd).st_size
        done.append("folder" if os.path.samestat(os.fstat(fd), tmp_path.stat()) else f"file {size}")
        sync(fd)

    def spy_replace(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", spy_sync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    keep(tmp_path, NAME, SMALL)
    assert done == [f"file {len(canonical(SMALL))}", "name", "folder"]


def test_a_full_disk_leaves_no_trace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(RecordsError, match=r"\.json' cannot be written: the disk is full"):
        keep(tmp_path, NAME, SMALL)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [b"", b"{}", canonical(SMALL)[:-1], canonical(EDITED)])
def test_damage_is_noticed_and_mended_by_keeping_again(tmp_path: Path, damage: bytes) -> None:
    keep(tmp_path, NAME, SMALL)
    (tmp_path / f"{NAME}.json").write_bytes(damage)
    with pytest.raises(RecordsError, match=r"\.json' is damaged: "):
        load(tmp_path, NAME)
    keep(tmp_path, NAME, SMALL)
    assert load(tmp_path, NAME) == SMALL


def test_content_of_another_shape_is_of_another_version(tmp_path: Path) -> None:
    name = "2afb9b83f9314e5d029766197f539792"  # of an empty object
    (tmp_path / f"{name}.json").write_bytes(b"{}")
    with pytest.raises(RecordsError, match=r"kept by another version of Sayback: Object missing"):
        load(tmp_path, name)


def test_what_is_missing_or_no_name_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="what the call was played with, cannot be read: it is"):
        load(tmp_path, NAME)
    with pytest.raises(RecordsError, match=r"no content has the name '\.\./secret'"):
        load(tmp_path, "../secret")
