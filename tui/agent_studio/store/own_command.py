"""How another program, git above all, calls this one."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path

_NAME = "agent-studio"


def own_command() -> str:
    """The words that start this very installation, quoted for a shell; an absolute path first.

    A program on the path is preferred if it leads to this installation: pipx and uv keep such
    a link in one place over all upgrades. What is not installed as a program is a module of
    the running Python. The path is written out in full, because hooks, and git in an editor
    or behind an icon, often have a shorter PATH than a terminal.
    """
    # In an environment, the scripts stand beside its Python; sysconfig knows other layouts.
    beside = [Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))]
    found = [folder / _NAME for folder in beside]
    if Path(sys.argv[0]).name == _NAME:
        found.insert(0, Path(sys.argv[0]).absolute())
    scripts = [each for each in found if each.is_file() and os.access(each, os.X_OK)]
    on_path = shutil.which(_NAME)
    if on_path and Path(on_path).resolve() in {each.resolve() for each in scripts}:
        return shlex.quote(str(Path(on_path).absolute()))
    if scripts:
        return shlex.quote(str(scripts[0]))
    # -P: what git calls runs in the repository, and a yaml.py in there must not be taken for ours.
    return f"{shlex.quote(sys.executable)} -P -m agent_studio"
