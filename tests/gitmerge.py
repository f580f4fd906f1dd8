"""A repository in which git calls our merge driver, and two branches to merge there."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from agent_studio.store import git_setup
from agent_studio.store.own_command import own_command
from gitrepo import Sandbox, sandbox

NAME = ".claude/agents/reviewer.md"
TEXT = """\
---
name: reviewer
description: Reviews changes
tools: Read, Grep
---

You review changes.

## Look for

- wrong results
- lost data

## Tone

Be brief. Be kind. Say why.
"""


@dataclass(frozen=True)
class Ran:
    """What git said."""

    status: int
    err: str


@dataclass(frozen=True)
class Branches(Sandbox):
    """A work tree with the branches ``main`` (ours) and ``side`` (theirs)."""

    def run(self, *arguments: str, folder: str = ".") -> Ran:
        """Run git, which may refuse."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root / folder,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "GIT_EDITOR": "true"},
        )
        return Ran(done.returncode, done.stdout + done.stderr)

    def read(self, name: str = NAME) -> str:
        """A file of the work tree."""
        return (self.root / name).read_bytes().decode("utf-8", "surrogateescape")

    def fork(self, base: str | bytes | None, ours: str | bytes, theirs: str | bytes, name=NAME):
        """Commit the base and both sides; ``None`` for a file that both sides add."""
        if base is not None:
            self.write(name, base)
        self.write("seed", "seed")
        self.commit("base")
        self.git("checkout", "-qb", "side")
        self.write(name, theirs)
        self.commit("theirs")
        self.git("checkout", "-q", "main")
        self.write(name, ours)
        self.commit("ours")
        return self


def with_driver(root: Path, command: str = "") -> Branches:
    """A repository that is set up; ``command`` stands in for the program."""
    made = Branches(sandbox(root).root)
    git_setup.install(root, command or own_command())
    (root / ".git/hooks/pre-commit").unlink()
    return made


def without_driver(root: Path) -> Branches:
    """One that git merges alone."""
    return Branches(sandbox(root).root)
