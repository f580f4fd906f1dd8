"""From what git and the disk say to settings, and from settings to what is to be done.

Pure: nothing is read or written here.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from agent_studio.store import git_blocks
from agent_studio.store.git_setup_config import config_settings, install_config, uninstall_config
from agent_studio.store.git_setup_model import (
    DRIVER,
    LINE,
    PATHS,
    PRE_COMMIT,
    SHEBANG,
    Facts,
    File,
    FileStep,
    Setting,
    State,
    Step,
)

_SHELLS = ("sh", "bash", "dash", "ksh", "ash", "zsh")


def settings(facts: Facts) -> tuple[Setting, ...]:
    """Every setting as it stands."""
    configured = config_settings(facts)
    driver = next(each for each in configured if each.name == f"merge.{DRIVER}.driver")
    return (*configured, _paths(facts, driver), _hook(facts))


def install_steps(facts: Facts) -> tuple[Step, ...]:
    """What sets everything that nobody else has set."""
    found = settings(facts)
    paths, hook = found[-2:]
    steps: list[Step] = [*install_config(facts, found)]
    if _to_do(paths):
        steps.append(_with_block(facts.attributes, attribute_lines(facts), mode=0o666))
    if facts.hook and _to_do(hook):
        steps.append(_with_block(facts.hook, hook_lines(facts.command), SHEBANG, mode=0o777))
    return tuple(steps)


def uninstall_steps(facts: Facts) -> tuple[Step, ...]:
    """What removes everything that `install_steps` set, and nothing else."""
    found = settings(facts)
    paths, hook = found[-2:]
    steps: list[Step] = [*uninstall_config(facts)]
    if paths.state.is_ours:
        steps.append(_without_block(facts.attributes))
    if facts.hook and hook.state.is_ours:
        steps.append(_without_block(facts.hook, SHEBANG))
    return tuple(steps)


def _to_do(setting: Setting) -> bool:
    return setting.state in (State.UNSET, State.OUTDATED)


def _with_block(file: File, lines: tuple[str, ...], head: bytes = b"", *, mode: int) -> FileStep:
    after = git_blocks.added(file.data, lines, head, file.missing_folders)
    return FileStep(file, after, mode)


def _without_block(file: File, head: bytes = b"") -> FileStep:
    data = file.data or b""
    block = git_blocks.find(data)
    folders = block.made_folders if block else 0
    return FileStep(file, git_blocks.removed(data, head), folders=folders)


def attribute_lines(facts: Facts) -> tuple[str, ...]:
    """The lines of the attributes file: the patterns that nobody else has a driver for."""
    return (LINE, *(f"{each} {PATHS}" for each in _ours_to_set(facts)))


def _in_block(file: File) -> tuple[str, ...]:
    block = git_blocks.find(file.data or b"")
    return tuple(line.partition(" ")[0] for line in block.lines[1:]) if block else ()


def _ours_to_set(facts: Facts) -> tuple[str, ...]:
    there = _in_block(facts.attributes)
    free = ("unspecified", DRIVER)
    return tuple(
        each
        for each in facts.patterns
        if each in there or facts.merges.get(each, "unspecified") in free
    )


def _paths(facts: Facts, driver: Setting) -> Setting:
    file = facts.attributes
    where, wanted = str(file.path), "\n".join(attribute_lines(facts))
    lines = _ours_to_set(facts)
    block = git_blocks.find(file.data or b"")
    if block:
        state = State.OURS if "\n".join(block.lines) == wanted else State.OUTDATED
        found = f"{len(block.lines) - 1} patterns"
        return Setting(PATHS, state, where, found, wanted, "; ".join(_told(facts, lines)))
    blocked = ""
    if git_blocks.is_torn(file.data or b""):
        blocked = "only half of the block that install wrote is left: mend or remove it by hand"
    elif file.link and not facts.everywhere:
        blocked = "it is a symbolic link, which git does not follow here"
    elif driver.state in (State.FOREIGN, State.CLOSED):
        blocked = f"the driver that is named {DRIVER} is somebody else's"
    if blocked:
        return Setting(PATHS, State.CLOSED, where, "", wanted, blocked)
    note = "; ".join(_told(facts, lines))
    state = State.UNSET if lines else State.FOREIGN
    return Setting(PATHS, state, where, "", wanted, note)


def _told(facts: Facts, lines: tuple[str, ...]) -> Iterator[str]:
    others = [each for each in facts.patterns if each not in lines]
    if others:
        merge = attribute(facts.merges[others[0]])
        yield f"somebody else has set {merge} for {len(others)} of {len(facts.patterns)} paths"
    if facts.overruled:
        path, merge = facts.overruled[0]
        more = f" and {len(facts.overruled) - 1} more" if facts.overruled[1:] else ""
        yield f"overruled by {attribute(merge)} for {path}{more}"


def attribute(merge: str) -> str:
    """A ``merge`` attribute as it is written in a file of attributes."""
    return {"unset": "-merge", "set": "merge"}.get(merge, f"merge={merge}")


def hook_lines(command: str) -> tuple[str, ...]:
    """What the hook does: a commit must not fail because the program was uninstalled."""
    program = shlex.quote(shlex.split(command)[0])
    return (
        LINE,
        f"if [ -x {program} ]; then",
        f"  {command} check --staged || exit 1",
        "else",
        "  echo 'agent-studio is gone: staged definitions are not checked' >&2",
        "fi",
    )


def _hook(facts: Facts) -> Setting:
    file = facts.hook
    if file is None:
        return Setting(PRE_COMMIT, State.CLOSED, "", note=facts.no_hook)
    wanted = "\n".join(hook_lines(facts.command))
    where = str(file.path)
    block = git_blocks.find(file.data or b"")
    if block:
        found = "\n".join(block.lines)
        state = State.OURS if found == wanted else State.OUTDATED
        note = "" if file.executable else "git does not run it, because it is not executable"
        return Setting(PRE_COMMIT, state, where, found, wanted, note)
    why = "" if file.data is None else _untouchable(file)
    if why:
        by_hand = f"{why}; to have it, add: {facts.command} check --staged || exit 1"
        return Setting(PRE_COMMIT, State.FOREIGN, where, "", wanted, by_hand)
    note = "the hook that is there goes on behind it" if file.data is not None else ""
    return Setting(PRE_COMMIT, State.UNSET, where, "", wanted, note)


def _untouchable(file: File) -> str:
    """Why a hook that is there is left alone; empty if a block can go into it."""
    data = file.data or b""
    if git_blocks.is_torn(data):
        return "only half of the block that install wrote is left"
    if file.link:
        return "the hook that is there is a symbolic link"
    first = data.partition(b"\n")[0].decode("utf-8", "replace")
    words = first.removeprefix("#!").split()
    names = [word.rpartition("/")[2] for word in words]
    program = next(
        (name for name in names if name != "env" and "=" not in name and name[:1] != "-"), ""
    )
    if not first.startswith("#!") or program not in _SHELLS or b"\0" in data:
        return "the hook that is there is no shell script"
    if not file.executable:
        return "the hook that is there is switched off (not executable)"
    return ""
