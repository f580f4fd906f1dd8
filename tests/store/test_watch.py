"""Following changes on disk."""

from __future__ import annotations

import os
from itertools import islice
from threading import Event

from agent_studio.store.library import Library
from agent_studio.store.watch import differences, take_look, watch


class Ticking(Event):
    """An event whose waiting takes no time and does something each time instead."""

    def __init__(self, *steps):
        super().__init__()
        self.steps = list(steps)
        self.pauses = []

    def wait(self, timeout=None):
        self.pauses.append(timeout)
        if not self.steps:
            return True
        self.steps.pop(0)()
        return self.is_set()


def nothing():
    pass


def test_written_made_removed_and_replaced_files_are_seen(tmp_path):
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("---\nname: x\n---\n")
    same = (tmp_path / "c.md").stat()

    def replace_with_same_size_and_time():
        (tmp_path / "new").write_text("---\nname: y\n---\n")
        os.utime(tmp_path / "new", ns=(same.st_atime_ns, same.st_mtime_ns))
        (tmp_path / "new").replace(tmp_path / "c.md")

    stop = Ticking(
        nothing,
        lambda: (tmp_path / "a.md").write_text("---\nname: longer\n---\n"),
        nothing,
        lambda: ((tmp_path / "b.md").unlink(), (tmp_path / "d.md").write_text("---\nx: 1\n---\n")),
        replace_with_same_size_and_time,
    )
    seen = list(watch(Library([tmp_path]).files, stop))
    assert [{path.name for path in each} for each in seen] == [{"a.md"}, {"b.md", "d.md"}, {"c.md"}]


def test_what_changed_while_the_files_were_read_is_told_too(tmp_path):
    (tmp_path / "a.md").write_text("---\nname: a\n---\n")
    files = Library([tmp_path]).files
    unread = take_look(files)
    (tmp_path / "a.md").write_text("---\nname: longer\n---\n")
    seen = list(watch(files, Ticking(nothing), before=unread))
    assert [{path.name for path in each} for each in seen] == [{"a.md"}]


def test_watching_ends_when_it_is_told_to(tmp_path):
    stop = Event()
    stop.set()
    assert list(islice(watch(Library([tmp_path]).files, stop), 1)) == []


def test_the_pause_grows_with_what_a_look_costs(tmp_path, monkeypatch):
    times = iter([0.0, 0.2, 10.0, 30.0, 50.0, 50.0])
    monkeypatch.setattr("agent_studio.store.watch.world.ticks", lambda: next(times))
    stop = Ticking(nothing, nothing, nothing)
    list(watch(lambda: iter([]), stop))
    assert stop.pauses == [0.5, 5.0, 10.0, 0.5]


def test_a_look_leaves_out_what_is_gone(tmp_path):
    (tmp_path / "a").write_text("x")
    look = take_look(lambda: iter([tmp_path / "a", tmp_path / "b"]))
    assert look.keys() == {tmp_path / "a"}
    assert differences(look, look) == frozenset()
    assert differences({}, look) == differences(look, {}) == {tmp_path / "a"}
