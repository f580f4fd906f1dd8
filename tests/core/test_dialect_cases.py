"""What each table says, as files: what loads, without which fields, and which rights come of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent_studio.core.dialects import DIALECTS, load, rights
from agent_studio.core.dialects.agent import agent_of
from agent_studio.core.dialects.model import Right
from agent_studio.core.document import parse

CASES = Path(__file__).parents[1] / "cases" / "dialects"
folders = sorted(path.parent for path in CASES.glob("*/*/in.*"))
STEM = "reviewer"


def told(folder: Path) -> dict[str, object]:
    """What is said of the case's file, in the form of ``expected.json``."""
    dialect = DIALECTS[folder.parent.name]
    (file,) = folder.glob("in.*")
    loaded = load(parse(file.read_bytes()), dialect)
    found: dict[str, object] = {"outcome": loaded.outcome.value}
    if loaded.reason:
        found["reason"] = loaded.reason
    if not loaded.loads:
        return found
    agent, may = agent_of(loaded, dialect, STEM), rights(loaded, dialect)
    if loaded.without:
        found["without"] = {each.key: each.why for each in loaded.without}
    found |= {"name": agent.name, "description": agent.description}
    if agent.model:
        found["model"] = agent.model
    found["tools"] = None if may.tools is None else list(may.tools)
    if may.denied:
        found["denied"] = list(may.denied)
    found["rights"] = [right.value for right in Right if right in may.granted]
    if may.mode:
        found["mode"] = may.mode
    return found


@pytest.mark.parametrize("folder", folders, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(folder: Path) -> None:
    assert told(folder) == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def test_every_harness_has_cases() -> None:
    wanted = set(DIALECTS)
    assert {folder.parent.name for folder in folders} == wanted
