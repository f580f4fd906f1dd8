"""A real repository to try things on."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

AGENT = "---\nname: {name}\ndescription: Does {name}\n---\n\nYou are {name}.\n"


def agent(name: str) -> str:
    """A small definition."""
    return AGENT.format(name=name)


@dataclass(frozen=True)
class Sandbox:
    """A work tree and shorthands for what a person does in it."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What git prints; a refusal fails the test."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        )
        return done.stdout

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file, its folders too."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def commit(self, message: str = "more") -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-qm", message)


def sandbox(root: Path, *arguments: str) -> Sandbox:
    """A fresh repository in ``root``."""
    root.mkdir(parents=True, exist_ok=True)
    made = Sandbox(root)
    made.git("init", "-q", *arguments)
    return made
