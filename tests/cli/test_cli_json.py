"""The page about JSON names every key that is printed, and no key that is not."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from commands import studio
from conftest import ROOT

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
TOUR = ROOT / "agents" / "tour"


def keys(value: object, inside: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if not (inside == "fields" and "span" not in value and "key" not in value):
                yield key
            if key != "value" and not (key == "fields" and isinstance(each, dict)):
                yield from keys(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each, inside)


def merged_by_hand(file):
    """A merge of two sides, in which somebody changed more, under the tag ``together``."""
    text = file.read_text(encoding="utf-8")
    field = "description: "
    for branch, word in (("side", "Theirs. "), ("main", "Ours. "), ("", "Both. ")):
        if branch:
            git("checkout", "-q", "-B", branch, "main")
        else:
            git("merge", "-q", "-s", "ours", "--no-commit", "side")
        file.write_text(text.replace(field, field + word, 1) + word, encoding="utf-8")
        git("commit", "-q", "-a", "-m", word)
    git("tag", "together")


def git(*words):
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def commands(in_folder):
    a, b = TOUR / "backend-engineer.md", TOUR / "backend-engineer-company.md"
    file = in_folder / "agent.md"
    file.write_bytes(b.read_bytes())
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        git(*words)
    file.write_bytes(TOUR.joinpath("backend-engineer-platform.md").read_bytes())
    return {
        "list": ["."],
        "show": ["show", b],
        "check": ["check", b, a],
        "diff": ["diff", a, b],
        "merge": ["merge", a, b],
        "explained": ["merge", a, b, "--base", file, "--explain"],
        "review": ["review"],
        "after a merge": ["review", "--merge", "together"],
        "restore": ["restore"],
        "rules": ["rules"],
        "explain": ["explain", "AS301"],
    }


@pytest.mark.parametrize(
    "name",
    [
        "list",
        "show",
        "check",
        "diff",
        "merge",
        "explained",
        "review",
        "restore",
        "rules",
        "explain",
    ],
)
def test_every_key_is_documented(commands, name, in_folder):
    if name == "after a merge":
        merged_by_hand(in_folder / "agent.md")
    told = studio(*commands[name], "--format", "json").json
    assert next(iter(told)) == "version"
    assert told["version"] == 1
    words = set(re.findall(r"[\w-]+", PAGE))
    assert not set(keys(told)) - words
