"""``git``: setting git up to merge, show and check definitions with this program."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from agent_studio.cli.errors import CANNOT, OK
from agent_studio.cli.output import Line, Output, Run, complain
from agent_studio.store import git_setup
from agent_studio.store.errors import shown
from agent_studio.store.git_setup import Setup
from agent_studio.store.git_setup_model import PATHS, Setting, State
from agent_studio.store.own_command import own_command

_SIGNS = {
    State.OURS: ("✔", "added"),
    State.OUTDATED: ("▲", "warning"),
    State.FOREIGN: ("✖", "error"),
    State.UNSET: (" ", "dim"),
    State.CLOSED: ("–", "dim"),
}


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Install, uninstall or show; 2 if nothing of it could be done."""
    everywhere = getattr(arguments, "global")
    action = arguments.action
    do = {
        "install": git_setup.install,
        "uninstall": git_setup.uninstall,
        "status": git_setup.status,
    }[action]
    done = do(None if everywhere else Path.cwd(), own_command())
    if arguments.format == "json":
        output.json(_in_json(action, everywhere, done))
    else:
        output.lines(_lines(action, everywhere, done))
    for problem in done.problems:
        complain(problem)
    return _status(action, done)


def _status(action: str, done: Setup) -> int:
    if action == "install":
        return OK if any(each.state is State.OURS for each in done.settings) else CANNOT
    if action == "uninstall":
        return CANNOT if done.problems and not done.changed else OK
    return OK


def _in_json(action: str, everywhere: bool, done: Setup) -> dict[str, object]:
    return {
        "version": 1,
        "action": action,
        "scope": "global" if everywhere else "repository",
        "settings": [
            {
                "name": each.name,
                "state": each.state.name.lower(),
                "where": each.where,
                "value": each.found,
                "wanted": each.wanted,
                "note": each.note,
                "changed": each.name in done.changed,
            }
            for each in done.settings
        ],
        "problems": list(done.problems),
    }


def _lines(action: str, everywhere: bool, done: Setup) -> Iterator[Line]:
    where = "all your repositories" if everywhere else "this repository"
    yield [(f"git and agent-studio in {where}", "title")]
    width = max(len(each.name) for each in done.settings)
    states = max(len(_state(each, done)) for each in done.settings)
    for each in done.settings:
        line: list[Run] = [_SIGNS[each.state], " ", (f"{each.name:{width}}", "name")]
        line += [f"  {_state(each, done):{states}}", (f"  {shown(each.where)}", "dim")]
        yield line if each.where else line[:-1]
        if each.note:
            yield [("    ", ""), (each.note, "warning" if _is_hindered(each) else "dim")]
        if each.state is State.FOREIGN and each.found:
            yield [("    ", ""), (f"there: {each.found}", "dim")]
    yield from _advice(action, everywhere, done)


def _state(setting: Setting, done: Setup) -> str:
    if setting.name not in done.changed:
        return setting.state.value
    return "set now" if setting.state.is_ours else "removed"


def _is_hindered(setting: Setting) -> bool:
    return setting.state in (State.FOREIGN, State.CLOSED)


def _advice(action: str, everywhere: bool, done: Setup) -> Iterator[Line]:
    states = {each.state for each in done.settings}
    if action == "install" and PATHS in done.changed and not everywhere:
        yield [("commit .gitattributes, so that it holds in every branch and for others", "dim")]
    if action == "install" and done.changed:
        yield [("undo with: agent-studio git uninstall" + " --global" * everywhere, "dim")]
    if action == "status" and State.OUTDATED in states:
        yield [
            ("agent-studio git install" + " --global" * everywhere + " brings it up to date", "dim")
        ]
