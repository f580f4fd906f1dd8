"""Screens hold still in tests; the definitions that several of them are about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.reactive import Reactive
from textual.widgets import Input, TextArea

from conftest import ROOT
from definitions import write_library
from merge_desk import ALPHA, BETA, NAMES
from three import write_three


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that blinks by a timer would make every second picture another one."""
    for widget in (Input, TextArea):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)
        assert isinstance(widget.cursor_blink, Reactive)


@pytest.fixture
def four(in_folder: Path) -> list[Path]:
    """Four definitions of one name, in four shapes."""
    folder = in_folder / "agents"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "agents" / "tour" / f"{name}.md", folder / f"{name}.md")
    return [folder / f"{name}.md" for name in NAMES]


@pytest.fixture
def two(in_folder: Path) -> list[Path]:
    paths = [in_folder / "alpha.md", in_folder / "beta.md"]
    for path, text in zip(paths, (ALPHA, BETA), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def file(in_folder: Path) -> Path:
    return in_folder / ".claude" / "agents" / "reviewer.md"


@pytest.fixture
def library(in_folder: Path) -> Path:
    write_library(in_folder)
    return in_folder


@pytest.fixture
def three(in_folder):
    return write_three(in_folder)
