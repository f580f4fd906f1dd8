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


@pytest.fixture
def commands(in_folder):
    a, b = TOUR / "backend-engineer.md", TOUR / "backend-engineer-company.md"
    file = in_folder / "agent.md"
    file.write_bytes(b.read_bytes())
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *words], check=True, capture_output=True)
    file.write_bytes(TOUR.joinpath("backend-engineer-platform.md").read_bytes())
    return {
        "list": ["."],
        "show": ["show", b],
        "check": ["check", b, a],
        "diff": ["diff", a, b],
        "merge": ["merge", a, b],
        "explained": ["merge", a, b, "--base", file, "--explain"],
        "review": ["review"],
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
def test_every_key_is_documented(commands, name):
    told = studio(*commands[name], "--format", "json").json
    assert next(iter(told)) == "version"
    assert told["version"] == 1
    words = set(re.findall(r"[\w-]+", PAGE))
    assert not set(keys(told)) - words
