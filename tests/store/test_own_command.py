"""How git is told to call this program, for each way it can be installed."""

from __future__ import annotations

import shlex
import sys
import sysconfig

import pytest

from agent_studio.store.own_command import own_command


def script(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A virtual environment with the program, which nothing on the path leads to."""
    folder = tmp_path / "it's an env" / "bin"
    made = script(folder / "agent-studio")
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setattr(sys, "argv", ["pytest"])
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path / "nowhere"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return made


def test_in_an_environment_it_is_its_script(environment):
    assert shlex.split(own_command()) == [str(environment)]


def test_a_link_on_the_path_is_what_survives_an_upgrade(environment, tmp_path):
    link = tmp_path / "path/agent-studio"
    link.parent.mkdir()
    link.symlink_to(environment)
    assert shlex.split(own_command()) == [str(link)]


def test_another_installation_on_the_path_is_not_us(environment, tmp_path):
    script(tmp_path / "path/agent-studio")
    assert shlex.split(own_command()) == [str(environment)]


def test_the_program_that_was_called_is_us(environment, tmp_path, monkeypatch):
    environment.unlink()
    called = script(tmp_path / "user/bin/agent-studio")
    monkeypatch.setattr(sys, "argv", [str(called)])
    assert shlex.split(own_command()) == [str(called)]


def test_without_a_program_it_is_a_module(environment):
    environment.unlink()
    assert shlex.split(own_command()) == [sys.executable, "-P", "-m", "agent_studio"]
