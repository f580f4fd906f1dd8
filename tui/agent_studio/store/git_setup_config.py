"""The values of git's configuration: which are wanted, whose those are that are there.

Pure: git is asked, and told, elsewhere.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent_studio.store.git_setup_model import (
    DRIVER,
    ConfigStep,
    Facts,
    Setting,
    State,
    Value,
)

MEMORY = "agent-studio.configfile"
"""What uninstall has to know of the file: see `MADE` and `NO_FINAL_NEWLINE`."""
MADE = "made by git install"
NO_FINAL_NEWLINE = "had no final newline"

# %X, %S and %Y come with git 2.44; before, they arrive as they are written here. When the program
# is gone or broken, git would take its failure for a conflict and keep our side without a word:
# so only an answer in so many words is believed, and else git merges by itself.
_MERGE = (
    "case $(",
    " git driver -- %O %A %B %L %P %S %X %Y) in clean) ;; conflicts) exit 1 ;; "
    "*) echo 'agent-studio does not answer: merged by git itself' >&2; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1 ;; esac",
)
_MERGETOOL = ("", ' git mergetool -- "$BASE" "$LOCAL" "$REMOTE" "$MERGED"')
_DIFFTOOL = ("", ' git difftool -- "$LOCAL" "$REMOTE"')


@dataclass(frozen=True, slots=True)
class _Key:
    """One key; a value with ``around`` is a call of this program between two texts."""

    name: str
    text: str = ""
    around: tuple[str, str] = ("", "")
    percent: bool = False
    """Whether git expands ``%`` in the value."""

    def wanted(self, command: str) -> str:
        if self.text:
            return self.text
        call = command.replace("%", "%%") if self.percent else command
        return call.join(self.around)

    def command_in(self, value: str) -> str:
        """The program that a value of ours calls; empty if the value is not of that form."""
        before, behind = self.around
        inside = value[len(before) : len(value) - len(behind)]
        if self.text or value != inside.join(self.around) or not inside:
            return ""
        inside = inside.replace("%%", "%") if self.percent else inside
        try:
            words = shlex.split(inside)
        except ValueError:
            return ""
        # One program, or a Python that runs the module: nothing else was ever written.
        return words[0] if len(words) == 1 or words[1:] == ["-m", "agent_studio"] else ""


GROUPS = (
    (
        _Key(f"merge.{DRIVER}.driver", around=_MERGE, percent=True),
        _Key(f"merge.{DRIVER}.name", text="agent-studio: definitions by field and section"),
    ),
    (_Key(f"difftool.{DRIVER}.cmd", around=_DIFFTOOL),),
    (
        _Key(f"mergetool.{DRIVER}.cmd", around=_MERGETOOL),
        _Key(f"mergetool.{DRIVER}.trustExitCode", text="true"),
    ),
)
"""Keys that only mean something together; the first of each says whose all of them are."""


def config_settings(facts: Facts) -> tuple[Setting, ...]:
    """Every key as it stands."""
    return tuple(each for group in GROUPS for each in _group(facts, group))


def config_steps(
    facts: Facts, found: Sequence[Setting], *, install: bool = True
) -> Iterator[ConfigStep]:
    """What sets the keys that are nobody else's, or removes ours."""
    names = {key.name for group in GROUPS for key in group}
    own = [each for each in found if each.name in names]
    if install:
        for each in own:
            if each.state in (State.UNSET, State.OUTDATED):
                before = each.found if each.state is State.OUTDATED else None
                yield ConfigStep(each.name, before, each.wanted)
        remark = _remark(facts)
        if remark and any(each.state is State.UNSET for each in own):
            yield ConfigStep(MEMORY, None, remark)
        return
    for each in own:
        if each.state.is_ours:
            yield ConfigStep(each.name, each.found, None)
    remembered = memory(facts)
    if remembered:
        yield ConfigStep(MEMORY, remembered, None)


def memory(facts: Facts) -> str:
    """What install noted of the file that it wrote to; usually nothing."""
    values = _own(facts, MEMORY)
    return values[0].text if values else ""


def _remark(facts: Facts) -> str:
    data = facts.config.data
    if data is None:
        return MADE
    return NO_FINAL_NEWLINE if data and not data.endswith(b"\n") else ""


def _scope(facts: Facts) -> str:
    return "global" if facts.everywhere else "local"


def _of(facts: Facts, name: str) -> list[Value]:
    # git gives section and variable in small letters, the middle as it is written.
    return [value for value in facts.values if value.key.lower() == name.lower()]


def _own(facts: Facts, name: str) -> list[Value]:
    return [value for value in _of(facts, name) if value.scope == _scope(facts)]


def _group(facts: Facts, group: tuple[_Key, ...]) -> Iterator[Setting]:
    leader, *others = group
    found = [_setting(facts, leader)]
    for key in others:
        setting = _setting(facts, key)
        if setting.state is State.OURS and not found[0].state.is_ours:
            # "true" may be anybody's: it is ours only beside a command that is.
            setting = replace(setting, state=State.FOREIGN)
        found.append(setting)
    foreign = next((each for each in found if each.state is State.FOREIGN), None)
    for each in found:
        if foreign and each.state is State.UNSET:
            note = f"left alone, because {foreign.name} is somebody else's"
            yield replace(each, state=State.CLOSED, note=note)
        else:
            yield each


def _setting(facts: Facts, key: _Key) -> Setting:
    wanted = key.wanted(facts.command)
    own = _own(facts, key.name)
    strange = [
        value
        for value in _of(facts, key.name)
        if value.text != wanted and not key.command_in(value.text)
    ]
    if strange:
        last = strange[-1]
        return Setting(key.name, State.FOREIGN, last.origin, last.text, wanted)
    where = str(facts.config.path)
    if not own:
        elsewhere = _of(facts, key.name)
        note = f"but it is in {elsewhere[-1].origin}" if elsewhere else ""
        return Setting(key.name, State.UNSET, where, "", wanted, note)
    old = next((value for value in own if value.text != wanted), None)
    if old is None:
        return Setting(key.name, State.OURS, where, wanted, wanted)
    note = f"it calls {key.command_in(old.text)}"
    return Setting(key.name, State.OUTDATED, where, old.text, wanted, note)
