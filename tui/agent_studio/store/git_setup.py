"""Setting git up for definitions: look, install, uninstall.

What is wanted and what is to be done is decided in `git_setup_plan`; here git is asked and told,
and files are read and written.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.dialects import paths
from agent_studio.store import git
from agent_studio.store.atomic import read, remove, write
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.git_program import GitRefused, ask, do, text_of
from agent_studio.store.git_setup_model import (
    DRIVER,
    ConfigStep,
    Facts,
    File,
    Setting,
    Step,
    Value,
)
from agent_studio.store.git_setup_plan import install_steps, settings, uninstall_steps

_KEYS = rf"^(merge|difftool|mergetool)\.{DRIVER}\."


@dataclass(frozen=True, slots=True)
class Setup:
    """How things stand now."""

    settings: tuple[Setting, ...]
    changed: frozenset[str] = frozenset()
    """The names of the settings that are not what they were."""
    problems: tuple[str, ...] = ()
    """What could not be done, each in one sentence."""


def status(folder: Path | None, command: str) -> Setup:
    """Every setting of the repository that ``folder`` is in, or of all (``None``).

    ``command`` is how a shell calls this program, quoted as far as it must be.

    Raises:
        StoreError: There is no repository with files, or git does not answer.
    """
    return Setup(settings(_look(folder, command)))


def install(folder: Path | None, command: str) -> Setup:
    """Set what nobody else has set.

    Raises:
        StoreError: As `status`.
    """
    facts = _look(folder, command)
    return _done(facts, folder, install_steps(facts))


def uninstall(folder: Path | None, command: str) -> Setup:
    """Remove what `install` set, and nothing else.

    Raises:
        StoreError: As `status`.
    """
    facts = _look(folder, command)
    done = _done(facts, folder, uninstall_steps(facts))
    # In a block that somebody changed, git removed our values; what is left loses its frame.
    rest = _look(folder, command)
    again = _done(rest, folder, uninstall_steps(rest))
    return Setup(again.settings, done.changed | again.changed, done.problems)


def _done(facts: Facts, folder: Path | None, steps: Sequence[Step]) -> Setup:
    problems = []
    for step in steps:
        try:
            _take(facts, folder, step)
        except StoreError as refusal:
            problems.append(str(refusal))
    before = {each.name: each for each in settings(facts)}
    after = settings(_look(folder, facts.command))
    changed = {each.name for each in after if _differs(before[each.name], each)}
    return Setup(after, frozenset(changed), tuple(problems))


def _differs(before: Setting, after: Setting) -> bool:
    return (before.state, before.found) != (after.state, after.found)


def _look(folder: Path | None, command: str) -> Facts:
    if folder is not None:
        return _facts(git.discover(folder).root, command, everywhere=False)
    with _nowhere() as empty:
        return _facts(empty, command, everywhere=True)


@contextmanager
def _nowhere() -> Iterator[Path]:
    """A repository with nothing in it: there, git speaks of what holds for all of them."""
    with tempfile.TemporaryDirectory(prefix="agent-studio-") as name:
        folder = Path(name)
        do(folder, "init", "-q", "--template=")
        yield folder


def _facts(root: Path, command: str, *, everywhere: bool) -> Facts:
    values = _values(root)
    config = _global_config() if everywhere else _path_of(root, "config")
    patterns = paths.globs("" if everywhere else root.as_posix())
    hook, no_hook = _hook_of(root, everywhere=everywhere)
    overruled = () if everywhere else _overruled(root)
    return Facts(
        everywhere,
        command,
        values,
        _file(config),
        _file(_global_attributes(root) if everywhere else root / ".gitattributes"),
        patterns,
        dict(zip(patterns, _merges(root, [_sample(each) for each in patterns]), strict=True)),
        overruled,
        hook,
        no_hook,
    )


def _values(root: Path) -> tuple[Value, ...]:
    try:
        out = ask(root, "config", "-z", "--show-scope", "--show-origin", "--get-regexp", _KEYS)
    except GitRefused as refusal:
        if refusal.output:
            raise
        return ()
    parts = os.fsdecode(out).split("\0")
    found = []
    for scope, origin, entry in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        key, _, text = entry.partition("\n")
        file = origin.removeprefix("file:")
        place = str(root / file) if scope in ("local", "worktree") else file
        found.append(Value(scope, place, key, text))
    return tuple(found)


def _path_of(root: Path, name: str) -> Path:
    """A file or folder of the repository's own, wherever git keeps it."""
    out = os.fsdecode(ask(root, "rev-parse", "--git-path", name)).removesuffix("\n")
    # Relative to the folder that git was run in, which is the one that hooks run in.
    return root / out


def _global_config() -> Path:
    """The file that ``git config --global`` writes: see git-config(1), FILES."""
    named = os.environ.get("GIT_CONFIG_GLOBAL")
    if named:
        return Path(named)
    usual, other = Path.home() / ".gitconfig", _git_home() / "config"
    return other if other.exists() and not usual.exists() else usual


def _git_home() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "git"


def _global_attributes(root: Path) -> Path:
    return _configured_path(root, "core.attributesFile") or _git_home() / "attributes"


def _configured_path(root: Path, key: str, *scope: str) -> Path | None:
    with suppress(GitRefused):
        out = ask(root, "config", *scope, "--type=path", "--get", key)
        name = os.fsdecode(out).removesuffix("\n")
        return root / name if name else None
    return None


def _hook_of(root: Path, *, everywhere: bool) -> tuple[File | None, str]:
    """The pre-commit hook that git would run, or why there is no place for one of ours."""
    shared = _configured_path(root, "core.hooksPath", "--global")
    if everywhere:
        if shared is None:
            why = "hooks belong to each repository, unless core.hooksPath is set for all"
            return None, f"{why}: run git install there"
        if root in shared.parents:
            return None, "core.hooksPath is relative, so each repository has its own hooks"
        return _hook_in(shared)
    folder = _path_of(root, "hooks")
    if shared is not None and root not in shared.parents and folder.resolve() == shared.resolve():
        why = f"core.hooksPath has all your repositories share {shown(folder)}"
        return None, f"{why}: use git install --global"
    return _hook_in(folder)


def _hook_in(folder: Path) -> tuple[File | None, str]:
    if folder.exists() and not folder.is_dir():
        return None, f"hooks are switched off: core.hooksPath is {shown(folder)}"
    return _file(folder / "pre-commit"), ""


def _file(path: Path) -> File:
    missing = 0
    folder = path.parent
    while not os.path.lexists(folder):
        missing, folder = missing + 1, folder.parent
    if not os.path.lexists(path):
        return File(path, missing_folders=missing)
    data, stamp = read(path)
    return File(path, data, stamp, missing, os.access(path, os.X_OK), path.is_symlink())


def _sample(pattern: str) -> str:
    """A path that the pattern holds for, and that no other setting is likely to mean."""
    path = pattern.replace("**/", "").lstrip("/")
    return path.replace("*.", "x.").replace("*", "")


def _merges(root: Path, names: Sequence[str]) -> list[str]:
    """The ``merge`` attribute of each path, in git's words."""
    stdin = b"".join(os.fsencode(name) + b"\0" for name in names)
    out = do(root, "check-attr", "-z", "--stdin", "merge", stdin=stdin).stdout
    return text_of(out).split("\0")[2::3]


def has_our_driver(root: Path, names: Sequence[str]) -> list[bool]:
    """For each path, from the root on, whether git would call our merge driver for it.

    Raises:
        StoreError: git does not answer.
    """
    return [merge == DRIVER for merge in _merges(root, names)] if names else []


def _overruled(root: Path) -> tuple[tuple[str, str], ...]:
    """The tracked definitions that somebody else's ``merge`` attribute holds for."""
    tracked = os.fsdecode(ask(root, "ls-files", "-z")).split("\0")
    # One expression for all places: there may be a hundred thousand files.
    in_place = re.compile(paths.expression(), re.DOTALL)
    names = sorted({name for name in tracked if name and in_place.search(f"{root}/{name}")})
    found = zip(names, _merges(root, names) if names else [], strict=True)
    return tuple((name, merge) for name, merge in found if merge not in ("unspecified", DRIVER))


def _take(facts: Facts, folder: Path | None, step: Step) -> None:
    if isinstance(step, ConfigStep):
        _configure(facts, folder, step)
    elif step.after is not None:
        write(step.file.path, step.after, step.file.stamp, mode=step.mode)
    elif step.file.stamp is not None:
        remove(step.file.path, step.file.stamp)
        for above in list(step.file.path.parents)[: step.folders]:
            # Somebody may have put something in there since.
            with suppress(OSError):
                above.rmdir()


def _configure(facts: Facts, folder: Path | None, step: ConfigStep) -> None:
    where = "--global" if facts.everywhere else "--local"
    # Outside of every repository, git still needs a folder to run in.
    here = Path.home() if folder is None else git.discover(folder).root
    if step.after is None:
        words = ["--fixed-value", "--unset-all", step.key, step.before or ""]
    elif step.before is None:
        words = [step.key, step.after]
    else:
        words = ["--fixed-value", step.key, step.after, step.before]
    do(here, "config", where, *words)
