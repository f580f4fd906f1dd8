"""The values of git's configuration: which are wanted, whose those are that are there.

Pure: git is asked, and told, elsewhere.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent_studio.store import git_blocks
from agent_studio.store.git_setup_model import (
    DRIVER,
    LINE,
    ConfigStep,
    Facts,
    FileStep,
    Setting,
    State,
    Step,
    Value,
)

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
_DIFFTOOL = ("", ' git difftool -- "$LOCAL" "$REMOTE" "$MERGED"')


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

    def is_ours(self, value: str) -> bool:
        """Whether a value is what some installation of this program writes."""
        return value == self.text if self.text else bool(self.command_in(value))

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
        return words[0] if len(words) == 1 or words[1:] == ["-P", "-m", "agent_studio"] else ""


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

_HEADER = re.compile(rf'\[(\w+) "{DRIVER}"\]')
_VALUE = re.compile(r'\t(\w+) = "((?:[^"\\]|\\.)*)"')


def config_settings(facts: Facts) -> tuple[Setting, ...]:
    """Every key as it stands."""
    return tuple(each for group in GROUPS for each in _group(facts, group))


def install_config(facts: Facts, found: Sequence[Setting]) -> Iterator[Step]:
    """What sets the keys that are nobody else's: a block of ours, and values of ours beside it.

    A block leaves what is around it as it is; git itself joins and tidies sections, and what
    it set cannot be taken back without a trace.
    """
    inside = _pristine(facts)
    changed = git_blocks.find(facts.config.data or b"") is not None and inside is None
    lines: list[str] = []
    beside: list[Setting] = []
    for group in GROUPS:
        settings = [each for each in found if each.name in [key.name for key in group]]
        in_block = inside is not None and any(each.name in inside for each in settings)
        free = all(each.state is State.UNSET for each in settings)
        if not changed and (in_block or free):
            lines += _section(settings)
        else:
            beside += [each for each in settings if each.state in (State.UNSET, State.OUTDATED)]
    if lines and not changed:
        after = git_blocks.added(
            facts.config.data, [LINE, *lines], folders=facts.config.missing_folders, at_end=True
        )
        if after != facts.config.data:
            yield FileStep(facts.config, after)
    for each in beside:
        before = each.found if each.state is State.OUTDATED else None
        yield ConfigStep(each.name, before, each.wanted)


def uninstall_config(facts: Facts) -> Iterator[Step]:
    """What removes the keys that are ours; from a block that somebody changed, only those."""
    data = facts.config.data or b""
    block = git_blocks.find(data)
    inside = _pristine(facts)
    ours = _our_values(facts)
    if block and inside is not None:
        yield FileStep(facts.config, git_blocks.removed(data), folders=block.made_folders)
    elif block and not ours:
        yield FileStep(facts.config, git_blocks.unwrapped(data, _left(block.lines)))
    for name, text in ours:
        if (name, text) not in (inside or {}).items():
            yield ConfigStep(name, text, None)


def _left(lines: Sequence[str]) -> list[str]:
    """What somebody else put into our block; git leaves our comment and headings behind."""
    headings = [bool(_HEADER.fullmatch(line)) for line in lines]
    ends = [*headings[1:], True]
    return [
        line
        for line, heading, ended in zip(lines, headings, ends, strict=True)
        if line != LINE and not (heading and ended)
    ]


def _our_values(facts: Facts) -> list[tuple[str, str]]:
    """The keys with values of ours, in the file that install writes."""
    found = []
    for group in GROUPS:
        own = {
            key.name: [v.text for v in _own(facts, key.name) if key.is_ours(v.text)]
            for key in group
        }
        # "true" may be anybody's: it is ours only beside a command that is.
        if own[group[0].name]:
            found += [(name, text) for name, texts in own.items() for text in dict.fromkeys(texts)]
    return found


def _section(settings: Sequence[Setting]) -> Iterator[str]:
    section, _, _ = settings[0].name.partition(".")
    yield f'[{section} "{DRIVER}"]'
    for each in settings:
        text = each.wanted.replace("\\", "\\\\").replace('"', '\\"')
        yield f'\t{each.name.rpartition(".")[2]} = "{text}"'


def _pristine(facts: Facts) -> dict[str, str] | None:
    """The values in our block, if it holds nothing but values of ours; else ``None``."""
    block = git_blocks.find(facts.config.data or b"")
    if block is None or block.lines[:1] != (LINE,):
        return None
    found: dict[str, str] = {}
    section = ""
    for line in block.lines[1:]:
        header = _HEADER.fullmatch(line)
        value = _VALUE.fullmatch(line)
        if header:
            section = header[1]
        elif value and section:
            found[f"{section}.{DRIVER}.{value[1]}"] = re.sub(r"\\(.)", r"\1", value[2])
        else:
            return None
    keys = {key.name: key for group in GROUPS for key in group}
    ours = all(name in keys and keys[name].is_ours(text) for name, text in found.items())
    return found if ours else None


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
    strange = [value for value in _of(facts, key.name) if not key.is_ours(value.text)]
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
