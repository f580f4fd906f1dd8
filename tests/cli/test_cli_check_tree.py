"""``check`` on a whole tree: told as it comes, interrupted, and without what git ignores."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from agent_studio.cli.progress import Progress
from commands import studio

COMMAND = [sys.executable, "-m", "agent_studio", "check"]
TEXT = "---\nname: {0}\ndescription: Reads.\nmodel: gpt-9\n---\n\nYou read.\n"


def write(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(file.stem), encoding="utf-8")


@pytest.fixture
def interruptible():
    """Whoever runs the tests in the background has them, and their children, ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(folder, *options, wait=True):
    """A check that comes to a pipe nobody writes to, and is interrupted there."""
    write(folder, "a.md", "b.md")
    os.mkfifo(folder / "pipe")
    running = subprocess.Popen(
        [*COMMAND, "a.md", "b.md", "pipe", *options],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout
    assert running.stderr
    seen = ""
    while wait and "b.md" not in seen:
        seen += running.stdout.readline()
    for _ in range(200):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.1)
            break
    return running.returncode, seen + running.stdout.read(), running.stderr.read()


def test_findings_come_before_the_end_and_ctrl_c_keeps_them(tmp_path, interruptible):
    status, out, err = interrupted(tmp_path)
    assert status == 130
    assert [line.split(":")[0] for line in out.splitlines() if "AS402" in line] == ["a.md", "b.md"]
    assert out.endswith("2 definitions: 2 warnings\n")
    assert err.startswith("agent-studio: interrupted")


def test_an_interrupted_report_is_whole_and_says_so(in_folder, monkeypatch):
    write(in_folder, "a.md", "b.md", "c.md")
    from agent_studio.cli.checking import Plan

    of_one = Plan.of_one

    def until_c(self, source):
        if source.path == "c.md":
            raise KeyboardInterrupt
        return of_one(self, source)

    monkeypatch.setattr(Plan, "of_one", until_c)
    done = studio("check", "a.md", "b.md", "c.md", "--format", "json")
    assert done.status == 130
    assert done.json["interrupted"] is True
    assert [file["file"] for file in done.json["files"]] == ["a.md", "b.md"]
    done = studio("check", "a.md", "b.md", "c.md", "--format", "sarif")
    assert done.json["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert studio("check", "a.md", "c.md", "--write-baseline").status == 130
    assert not (in_folder / ".agent-studio-baseline.json").exists()


def test_progress_is_one_line_that_goes_away():
    now = 0.0
    stream = io.StringIO()
    progress = Progress(stream, lambda: now)
    progress.tell("1 checked")
    progress.clear()
    assert stream.getvalue() == ""
    now = 0.6
    progress.tell("2 checked")
    progress.tell("3 checked")
    assert stream.getvalue() == "\r\x1b[K2 checked"
    now = 0.8
    progress.tell("4 checked")
    progress.clear()
    progress.clear()
    assert stream.getvalue() == "\r\x1b[K2 checked\r\x1b[K4 checked\r\x1b[K"


def files(*words):
    done = studio("check", *words, "--format", "json")
    assert done.status == 0, done.err
    return [file["file"] for file in json.loads(done.out)["files"]]


@pytest.fixture
def repository(in_folder):
    subprocess.run(["git", "init", "-q", "."], check=True)
    (in_folder / ".gitignore").write_text("build/\n*.draft.md\n", encoding="utf-8")
    write(in_folder, "agents/a.md", "agents/b.draft.md", "build/c.md", "agents/ü-d.md")
    return in_folder


def test_what_git_ignores_is_left_out_of_folders(repository):
    assert files(".") == ["agents/a.md", "agents/ü-d.md"]
    assert files("agents") == ["agents/a.md", "agents/ü-d.md"]


def test_what_is_named_is_checked_all_the_same(repository):
    assert files("build") == ["build/c.md"]
    assert files("agents/b.draft.md") == ["agents/b.draft.md"]


def test_what_is_tracked_is_not_ignored(repository):
    subprocess.run(["git", "add", "-f", "build/c.md"], check=True)
    assert "build/c.md" in files(".")


def test_without_a_repository_or_git_nothing_is_left_out(repository, monkeypatch):
    everything = ["agents/a.md", "agents/b.draft.md", "agents/ü-d.md", "build/c.md"]
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        assert sorted(files(".")) == sorted(everything)
    (repository / ".git").rename(repository / "git")
    assert sorted(files("agents", "build")) == sorted(everything)


def test_a_folder_with_nothing_but_ignored_files_is_meant_as_it_is(repository):
    write(repository, "drafts/x.draft.md")
    assert files("drafts") == ["drafts/x.draft.md"]
    assert "drafts/x.draft.md" not in files(".")
    write(repository, "build/deep/e.md")
    assert files("build/deep") == ["build/deep/e.md"]
