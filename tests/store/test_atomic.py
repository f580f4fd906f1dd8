"""Reading and writing whole files: refusals in one sentence, nothing lost, nothing left behind."""

from __future__ import annotations

import errno
import os
import socket
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.store import atomic
from agent_studio.store.atomic import Stamp, look, read, remove, write
from agent_studio.store.errors import ChangedOnDisk, StoreError


def names(folder):
    return sorted(each.name for each in folder.iterdir())


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_what_is_written_is_what_is_read(tmp_path_factory, one, other):
    path = tmp_path_factory.mktemp("w") / "a.md"
    first = write(path, one, None)
    assert read(path) == (one, first)
    second = write(path, other, first)
    assert read(path) == (other, second)
    assert names(path.parent) == ["a.md"]


def test_a_stamp_knows_content_and_not_the_time_alone(tmp_path):
    path = tmp_path / "a.md"
    stamp = write(path, b"x", None)
    os.utime(path, (1, 1))
    assert look(path) != stamp
    assert stamp.same(look(path))
    write(path, b"y", stamp)


def test_a_file_that_changed_is_not_overwritten(tmp_path):
    path = tmp_path / "a.md"
    stamp = write(path, b"x", None)
    path.write_bytes(b"z")
    with pytest.raises(ChangedOnDisk, match="was changed meanwhile; nothing was written"):
        write(path, b"y", stamp)
    assert path.read_bytes() == b"z"
    assert names(tmp_path) == ["a.md"]


def test_a_file_that_is_gone_or_there_already_is_said(tmp_path):
    path = tmp_path / "a.md"
    stamp = write(path, b"x", None)
    with pytest.raises(ChangedOnDisk, match="is there already"):
        write(path, b"y", None)
    path.unlink()
    with pytest.raises(ChangedOnDisk, match="is gone from the disk"):
        write(path, b"y", stamp)
    assert names(tmp_path) == []


@pytest.mark.parametrize("before", [b"x", None], ids=["changed", "appeared"])
def test_what_happens_while_the_spare_file_is_written_is_noticed(tmp_path, monkeypatch, before):
    path = tmp_path / "a.md"
    stamp = write(path, before, None) if before else None
    real = atomic._write_spare

    def slow(*arguments):
        real(*arguments)
        path.write_bytes(b"meanwhile")

    monkeypatch.setattr(atomic, "_write_spare", slow)
    with pytest.raises(ChangedOnDisk):
        write(path, b"y", stamp)
    assert path.read_bytes() == b"meanwhile"
    assert names(tmp_path) == ["a.md"]


def test_the_mode_is_kept_and_a_link_is_followed(tmp_path):
    path, link = tmp_path / "real" / "a.md", tmp_path / "link.md"
    stamp = write(path, b"x", None)
    path.chmod(0o750)
    link.symlink_to("real/a.md")
    write(link, b"y", stamp)
    assert link.is_symlink()
    assert path.read_bytes() == b"y"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert names(path.parent) == ["a.md"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only")],
)
@pytest.mark.parametrize("step", ["fsync", "write"])
def test_a_disk_that_refuses_leaves_everything_as_it_was(
    tmp_path, monkeypatch, number, words, step
):
    path = tmp_path / "a.md"
    stamp = write(path, b"x", None)

    def refuse(*arguments):
        raise OSError(number, "refused")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (atomic, "_write_spare")), refuse)
    for target, expected in ((path, stamp), (tmp_path / "new" / "deep" / "b.md", None)):
        with pytest.raises(StoreError, match=f"cannot write .*: {words}"):
            write(target, b"y", expected)
    assert path.read_bytes() == b"x"
    assert names(tmp_path) == ["a.md"]


def test_without_hard_links_new_files_are_written_all_the_same(tmp_path, monkeypatch):
    def refuse(*arguments):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.md"
    write(path, b"x", None)
    assert path.read_bytes() == b"x"
    assert names(tmp_path) == ["a.md"]


def test_what_is_no_file_is_refused_in_one_sentence(tmp_path):
    loop, pipe, plug = tmp_path / "loop.md", tmp_path / "pipe.md", tmp_path / "plug.md"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(plug))
        for path, words in [
            (tmp_path, "it is a folder"),
            (tmp_path / "none.md", "it is not there"),
            (loop, "its symbolic links lead in a circle"),
            (pipe, "it is a named pipe"),
            (plug, "it is a socket or a device"),
            (tmp_path / "a.md" / "b.md", "it is not there"),
            (tmp_path / ("x" * 300), "its name is too long"),
            (tmp_path / "a\0b", "no file can have this name"),
        ]:
            with pytest.raises(StoreError) as refusal:
                read(path)
            assert words in str(refusal.value)
            assert "Errno" not in str(refusal.value)
            assert "\n" not in str(refusal.value)


def test_a_name_with_control_characters_is_made_visible(tmp_path):
    with pytest.raises(StoreError) as refusal:
        read(tmp_path / "a\x1b]0;x\x07\nb.md")
    assert "\x1b" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_huge_file_is_refused_before_it_is_in_memory(tmp_path):
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(atomic.LARGEST + 1)
    with pytest.raises(StoreError, match="larger than 32 MB"):
        read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(StoreError, match="you are not allowed to"):
        read(path)


def test_only_what_was_seen_is_removed(tmp_path):
    path = tmp_path / "a.md"
    stamp = write(path, b"x", None)
    with pytest.raises(ChangedOnDisk):
        remove(path, Stamp(1, 1, "other"))
    remove(path, stamp)
    assert names(tmp_path) == []
