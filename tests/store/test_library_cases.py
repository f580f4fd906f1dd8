"""Every library rule is held to its cases: see ``library_cases`` for their form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agent_studio.core.check.registry import LIBRARY_RULES, rule_named
from library_cases import told

CASES = Path(__file__).parents[1] / "cases" / "library"
case_folders = sorted(path.parent for path in CASES.glob("*/*/expected.txt"))


def test_every_library_rule_has_cases_and_every_case_a_rule() -> None:
    names = {each.name for each in LIBRARY_RULES}
    assert {folder.parent.name for folder in case_folders} == names


@pytest.mark.parametrize("case", case_folders, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    (tmp_path / "project").mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.chdir(tmp_path / "project")
    own = rule_named(case.parent.name)
    assert own is not None
    assert told(case, tmp_path, own.code.__eq__) == (case / "expected.txt").read_text("utf-8")
