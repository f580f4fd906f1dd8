"""What the package carries, as far as it can be told without building it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import frontmatter
import pytest

import agent_studio
from agent_studio.core.check import check
from agent_studio.core.check.model import Severity
from agent_studio.core.dialects import CLAUDE_CODE, load
from agent_studio.core.document import parse

ROOT = Path(__file__).parents[1]
AGENTS = ROOT / "agents"
STARTERS = sorted(AGENTS.glob("*.md"))
TOUR = sorted((AGENTS / "tour").glob("*.md"))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_agents_folder_is_no_package():
    """With an __init__.py it would shadow the package `agents` of somebody else's library."""
    assert not [path for path in AGENTS.rglob("*") if path.is_file() and path.suffix != ".md"]


def test_the_schemas_are_in_the_wheel_and_beside_the_sources():
    targets = project()["tool"]["hatch"]["build"]["targets"]
    assert "/schemas" in targets["wheel"]["include"]
    assert "/schemas" in targets["sdist"]["include"]
    assert targets["wheel"]["sources"]["schemas"] == "agent_studio/schemas"


LOCKS = ["requirements.lock", "requirements-meaning.lock"]


def pinned(lock):
    """Names and versions in a lock file, as far as there are hashes for them."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return re.findall(r"^([\w-]+)==([^\s;]+).*\\\n +--hash=", text, re.MULTILINE)


def names(*requirements):
    return {re.split(r"[\[<>=~!]", line)[0] for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_index(lock):
    """Which one is asked is for each machine to say."""
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_lock_files_pin_every_dependency_with_its_hashes():
    wanted = project()["project"]["dependencies"]
    base, extra = ({name for name, _ in pinned(lock)} for lock in LOCKS)
    assert names(*wanted, *project()["dependency-groups"]["dev"]) <= base
    assert names(*wanted, *project()["project"]["optional-dependencies"]["meaning"]) <= extra


def test_what_both_lock_files_pin_has_one_version():
    base, extra = (set(pinned(lock)) for lock in LOCKS)
    shared = {name for name, _ in base} & {name for name, _ in extra}
    assert "textual" in shared
    assert {each for each in base if each[0] in shared} == {
        each for each in extra if each[0] in shared
    }


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "agent_studio", "--version"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"agent-studio {agent_studio.__version__}\n"


def test_the_changelog_has_an_entry_for_this_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(agent_studio.__version__)}\]", text, re.MULTILINE)


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_a_starter_has_no_problem_at_all(path):
    document = parse(path.read_bytes())
    assert check(document, stem=path.stem) == ()
    loaded = load(document, CLAUDE_CODE)
    assert loaded.loads
    assert loaded.fields == frontmatter.load(str(path)).metadata
    assert loaded.fields["name"] == path.stem
    assert 40 <= document.text.count("\n") <= 120


def test_there_are_enough_starters():
    assert len(STARTERS) >= 12


def test_the_tour_shows_the_five_shapes():
    documents = {path.stem: parse(path.read_bytes()) for path in TOUR}
    loaded = {stem: load(document, CLAUDE_CODE) for stem, document in documents.items()}
    assert all(each.loads for each in loaded.values())
    names = sorted(each.fields["name"] for each in loaded.values())
    assert names == ["backend-engineer"] * 4 + ["python-backend-engineer"]
    not_yaml = {stem for stem, document in documents.items() if document.front.error}
    assert not_yaml == {"python-backend-engineer", "backend-engineer-payments"}
    assert isinstance(loaded["backend-engineer-company"].fields["tools"], dict)
    assert loaded["backend-engineer-platform"].fields["tools"] == ["*"]
    assert not documents["backend-engineer-company"].text.endswith("\n")
    graves = {
        stem
        for stem, document in documents.items()
        if any(found.severity is Severity.ERROR for found in check(document, stem=stem))
    }
    assert "backend-engineer-company" in graves
    assert "backend-engineer" not in graves
