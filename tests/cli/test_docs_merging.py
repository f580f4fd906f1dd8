"""The page about merging shows what the commands print, and knows every reason there is."""

from __future__ import annotations

import re
import shlex

import pytest

from agent_studio.cli.table import MERGE
from agent_studio.core.merge import Reason
from commands import studio
from conftest import ROOT

PAGE = (ROOT / "docs" / "merging.md").read_text(encoding="utf-8")
FILES = re.findall(r"`(\w+\.md)`[^\n]*:\n\n~~~markdown\n(.*?)~~~", PAGE, re.DOTALL)
SHOWN = re.findall(r"```console\n\$ agent-studio ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("words", "printed"), SHOWN, ids=[words for words, _ in SHOWN])
def test_the_example_is_what_the_command_prints(in_folder, words, printed):
    assert [name for name, _ in FILES] == ["base.md", "ours.md", "theirs.md"]
    for name, text in FILES:
        (in_folder / name).write_text(text, encoding="utf-8")
    done = studio(*shlex.split(words))
    assert done.out + done.err == printed


def test_there_are_examples():
    assert len(SHOWN) == 4


def test_every_reason_is_explained():
    rows = PAGE[PAGE.index("## Reasons") : PAGE.index("## Policies")]
    assert {reason.value for reason in Reason} == set(re.findall(r"`([^`]+)`(?=[^|]*\|)", rows)) - {
        "--take"
    }


def test_options_that_the_page_names_are_there():
    known = {flag for argument in MERGE.arguments for flag in argument.flags}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE)) - {"--merge"}
    assert named <= known


@pytest.mark.parametrize("room", ["check", "compare", "merge"])
def test_the_page_about_architecture_names_every_module(room):
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page[page.index("## Inside ") :]))
    folder = ROOT / "tui" / "agent_studio" / "core" / room
    # What a rule is about is said in its module's first line, and in docs/rules.md.
    others = (path for path in folder.rglob("*.py") if path.parent.name not in {"rules", "quality"})
    assert {path.stem for path in others} - {"__init__", "errors"} <= named
