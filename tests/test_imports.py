"""The rooms import one way, and headless commands never pay for a screen."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import agent_studio
from agent_studio.core.dialects.harnesses import HARNESSES

DIALECTS_ROOM = "agent_studio.core.dialects"
HEAVY = {"textual", "rich", "deepdiff", "markdown_it", "frontmatter", "tree_sitter", "pygments"}
HEAVY |= {"numpy", "wordllama", "tokenizers", "pygls", "lsprotocol", "attrs", "cattrs"}
PACKAGE = Path(agent_studio.__file__).parent


def modules(*rooms: str) -> list[str]:
    """Every module of some rooms."""
    return sorted(
        name
        for room in rooms
        for name in [
            f"agent_studio.{room}",
            *(
                module.name
                for module in pkgutil.walk_packages(
                    [str(PACKAGE / room)], prefix=f"agent_studio.{room}."
                )
            ),
        ]
    )


def loaded_by(statement: str, *arguments: str) -> set[str]:
    """The modules that a fresh Python holds after ``statement``."""
    program = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("rooms", [("core",), ("store",), ("cli",)], ids=lambda rooms: rooms[0])
def test_importing_a_room_does_not_import_what_is_heavy(rooms):
    names = modules(*rooms)
    assert len(names) > 3
    assert not HEAVY & loaded_by(f"import {', '.join(names)}")


def test_the_first_frame_needs_no_rules_no_dialects_and_no_editor():
    screens = "agent_studio.ui.app, agent_studio.ui.screens.library"
    loaded = loaded_by(f"import {screens}")
    spared = {"agent_studio.core.check", "agent_studio.core.dialects", "agent_studio.core.document"}
    assert not loaded & {*spared, "yaml", "textual.widgets._text_area"}


def test_the_core_imports_no_other_room():
    loaded = loaded_by(f"import {', '.join(modules('core'))}")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("agent_studio.")}
    assert rooms == {"core"}


def test_the_command_line_does_not_import_the_screens():
    loaded = loaded_by(f"import {', '.join(modules('cli'))}")
    assert not [name for name in loaded if name.startswith("agent_studio.ui")]


@pytest.mark.parametrize("verb", ["check", "merge", "diff", "show"])
def test_a_headless_command_loads_neither_screen_nor_colour(verb, tmp_path):
    file = tmp_path / "agent.md"
    file.write_text("---\nname: a\ndescription: b\n---\n\nDo it.\n", encoding="utf-8")
    files = [str(file)] * (2 if verb in ("merge", "diff") else 1)
    loaded = loaded_by(
        "from agent_studio.cli import main\nassert main(sys.argv[1:]) == 0", verb, *files
    )
    assert not {"textual", "rich", "deepdiff", "frontmatter"} & loaded


def test_a_check_of_a_file_loads_only_what_it_needs(tmp_path):
    file = tmp_path / "agent.md"
    file.write_text("---\nname: a\ndescription: b\n---\n\nDo it.\n", encoding="utf-8")
    loaded = loaded_by(
        "from agent_studio.cli import main\nassert main(sys.argv[1:]) == 0", "check", str(file)
    )
    assert not {"subprocess", "asyncio", "tomllib", "logging"} & loaded
    # Of all the tables only that of the harness in whose eyes it is checked.
    tables = {f"{DIALECTS_ROOM}.{each.module or each.id.replace('-', '_')}" for each in HARNESSES}
    assert tables & loaded == {f"{DIALECTS_ROOM}.claude_code"}


# What a simple definition does not need costs as much as Python's own start, or half of it.
COSTLY = {"yaml", "inspect", "dataclasses", "json", "pathlib", "tempfile", "platformdirs"}
SIMPLE = "---\nname: a\ndescription: b, and c\ntools:\n  - Read\n---\n\nDo it.\n"


def loaded_by_command(*words):
    """The modules that a command has loaded when it is done."""
    program = "import sys\nfrom agent_studio.cli import main\nassert main(sys.argv[1:]) == 0\n"
    program += "print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("verb", ["check", "merge"])
def test_a_command_on_a_simple_definition_loads_no_parser(verb, tmp_path):
    file = tmp_path / "agent.md"
    file.write_text(SIMPLE, encoding="utf-8")
    assert not {*COSTLY, "markdown_it"} & loaded_by_command(verb, file)


@pytest.mark.parametrize("words", [["merge"], ["git", "driver"]], ids=" ".join)
def test_merging_simple_definitions_loads_no_parser(words, tmp_path):
    changed = {"base": "", "ours": "\n- Say why.\n", "theirs": "\nAsk first.\n"}
    files = {name: tmp_path / f"{name}.md" for name in changed}
    for name, more in changed.items():
        text = SIMPLE.replace("tools", "model: opus\ntools") if name == "ours" else SIMPLE
        files[name].write_text(f"{text}{more}", encoding="utf-8")
    base, ours, theirs = files.values()
    driving = [base, ours, theirs, 7, "agents/a.md"]
    # A definition merged with itself leaves nothing to decide.
    loaded = loaded_by_command(*words, *(driving if "git" in words else [ours, ours]))
    assert not {*COSTLY, "markdown_it", "difflib", "subprocess", "deepdiff"} & loaded


def test_the_core_makes_its_values_without_the_standard_librarys_dataclasses():
    loaded = loaded_by(f"import {', '.join(modules('core'))}")
    assert "dataclasses" not in loaded
