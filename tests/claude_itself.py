"""Asking the real Claude Code which agents it loads: no login, an empty home, no network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PROGRAM = "AGENT_STUDIO_CLAUDE"
"""The environment variable with the program's path, if it is not on PATH."""


class Answer(NamedTuple):
    """What a session said at its start."""

    agents: tuple[str, ...]
    tools: tuple[str, ...]


def program() -> str:
    """The program's path; empty if there is none."""
    return os.environ.get(PROGRAM) or shutil.which("claude") or ""


@lru_cache(maxsize=1)
def version() -> str:
    """The program's version; empty if it does not run."""
    with tempfile.TemporaryDirectory() as home:
        done = _run(["--version"], Path(home), Path(home))
    found = re.match(r"\d+\.\d+\.\d+", done)
    return found[0] if found else ""


def can_be_asked() -> bool:
    """Whether the program is there and can be run without network."""
    return bool(program() and shutil.which("unshare") and version())


def ask(files: Mapping[str, bytes], folder: Path, agent: str = "") -> Answer:
    """What the program says of a project with these agents' files; ``agent`` is its main one."""
    home, place = folder / "home", folder / "project" / ".claude" / "agents"
    home.mkdir(parents=True)
    place.mkdir(parents=True)
    for name, data in files.items():
        (place / name).write_bytes(data)
    words = ["-p", "hi", "--output-format", "stream-json", "--verbose"]
    said = _run([*words, *(["--agent", agent] if agent else [])], folder / "project", home)
    for line in said.split("\n"):
        if '"subtype":"init"' in line:
            start = json.loads(line)
            return Answer(tuple(start["agents"]), tuple(start["tools"]))
    raise AssertionError(f"no start of a session in: {said[:400]}")


def _run(words: list[str], folder: Path, home: Path) -> str:
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", program(), *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "DISABLE_AUTOUPDATER": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")
