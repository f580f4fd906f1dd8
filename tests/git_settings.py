"""What tests of the setting up of git share: the names of the settings, and how they stand."""

from __future__ import annotations

from agent_studio.store import git_setup
from agent_studio.store.git_setup_model import PATHS, PRE_COMMIT

US = "'/opt/my tools/it'\\''s 100% \"agent-studio\"'"
"""How a shell calls a program whose path has everything that quoting stumbles over."""
DRIVER = "merge.agent-studio.driver"
CONFIGURED = (
    DRIVER,
    "merge.agent-studio.name",
    "difftool.agent-studio.cmd",
    "mergetool.agent-studio.cmd",
    "mergetool.agent-studio.trustExitCode",
)
EVERYTHING = (*CONFIGURED, PATHS, PRE_COMMIT)


def states(setup):
    return {each.name: each.state for each in setup.settings}


def setting(setup, name):
    return next(each for each in setup.settings if each.name == name)


def pictured(*folders):
    """Every file, its bytes and mode; git's index and objects are none of our business."""
    return {
        path: (path.read_bytes(), path.stat().st_mode) if path.is_file() else "folder"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if not {"objects", "logs"} & set(path.parts) and path.name != "index"
    }


def install(repo, command=US):
    return git_setup.install(repo.root, command)


def uninstall(repo, command=US):
    return git_setup.uninstall(repo.root, command)


def hook(text, repo, mode=0o755, name=".git/hooks/pre-commit"):
    path = repo.write(name, text)
    path.chmod(mode)
    return path
