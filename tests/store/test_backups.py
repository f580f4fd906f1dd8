"""What was there before can be put back, exactly, and nothing newer is run over."""

from __future__ import annotations

import pytest

from agent_studio.store import backups
from agent_studio.store.backups import Change
from agent_studio.store.errors import ChangedOnDisk, StoreError


def test_files_come_back_and_new_ones_go(tmp_path):
    old, gone, new = tmp_path / "old.md", tmp_path / "gone.md", tmp_path / "deep" / "er" / "new.md"
    old.write_bytes(b"1")
    old.chmod(0o640)
    gone.write_bytes(b"2")
    backup = backups.make("before", [Change(old, b"x"), Change(gone, None), Change(new, b"y")])
    old.write_bytes(b"x")
    gone.unlink()
    new.parent.mkdir(parents=True)
    new.write_bytes(b"y")
    restored = backups.restore(backup.id)
    assert old.read_bytes() == b"1"
    assert gone.read_bytes() == b"2"
    assert not (tmp_path / "deep").exists()
    assert set(restored.files) == {old, gone}
    assert restored.removed == (new,)
    # Restoring what restoring replaced undoes it.
    backups.restore(restored.backup.id)
    assert (old.read_bytes(), gone.exists(), new.read_bytes()) == (b"x", False, b"y")


def test_a_removed_link_comes_back_as_a_link(tmp_path):
    target, link = tmp_path / "a.md", tmp_path / "link.md"
    target.write_bytes(b"1")
    link.symlink_to("a.md")
    backup = backups.make("before", [Change(link, None)])
    link.unlink()
    backups.restore(backup.id)
    assert str(link.readlink()) == "a.md"
    assert target.read_bytes() == b"1"


def test_newer_changes_are_not_run_over_unless_wanted(tmp_path):
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    backup = backups.make("before", [Change(one, b"x"), Change(two, b"y")])
    one.write_bytes(b"x")
    two.write_bytes(b"newer")
    with pytest.raises(ChangedOnDisk, match=r"two\.md was changed after the backup"):
        backups.restore(backup.id)
    assert (one.read_bytes(), two.read_bytes()) == (b"x", b"newer")
    restored = backups.restore(backup.id, force=True)
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert backups.former(restored.backup, two) == b"newer"


def test_the_list_has_the_newest_first_and_is_counted_from_one(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    path.write_bytes(b"1")
    times = iter(range(100, 200))
    monkeypatch.setattr(backups.world, "now", lambda: float(next(times)))
    made = [backups.make(f"number {index}", [Change(path, b"x")]) for index in range(3)]
    assert [backup.why for backup in backups.list_backups()] == ["number 2", "number 1", "number 0"]
    assert backups.find("1") == made[2]
    assert backups.find(made[0].id) == made[0]
    for wanted in ("0", "4", "-1", "", "../x", "²"):
        with pytest.raises(StoreError, match="there is no backup"):
            backups.find(wanted)


def test_an_interrupted_or_damaged_backup_is_none(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"1")
    with pytest.raises(StoreError, match="cannot make a backup"):
        backups.make("before", [Change(path, b"x"), Change(tmp_path, b"y")])
    assert list(backups.folder().iterdir()) == []
    backup = backups.make("before", [Change(path, b"x")])
    (backups.folder() / backup.id / "0").write_bytes(b"rot")
    with pytest.raises(StoreError, match="is damaged"):
        backups.restore(backup.id, force=True)
    assert path.read_bytes() == b"1"
    (backups.folder() / backup.id / "backup.json").write_text('{"version": 1, "files": [{}]}')
    assert backups.list_backups() == ()
