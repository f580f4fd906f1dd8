"""What the real Claude Code loads, asked anew, next to what the table says of its version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

import claude_itself
from agent_studio.core.dialects import dialect, load, rights
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from nasty_front import nasty

pytestmark = pytest.mark.skipif(
    not claude_itself.can_be_asked(), reason="no Claude Code to ask, or no way to do it off-line"
)

_HOOKS = "hooks:\n  PreToolUse:\n    - hooks:\n        - type: command\n          command: x"

# Lines of front matter; `{}` is the name.
LINES = (
    "name: {}\ndescription: x",
    "name: {}\ndescription: a: b",
    "name: {}\ndescription: @everybody",
    "name: {}\ndescription: a\nb c",
    "name: {}\ndescription: 7",
    "name: {}\ndescription: 1:30",
    "name: {}\ndescription: yes",
    "name: {}\ndescription: ~",
    'name: {}\ndescription: ""',
    "name: {}",
    'name: "-{}"\ndescription: x',
    'name: "a:{}"\ndescription: x',
    "name: {} # one\ndescription: x",
    "name: !x {}\ndescription: x",
    "name: {}\n<<: {{description: x}}",
    "name: {}\ndescription: x\nskills:\n\t- a",
    "name: {}\ndescription: x\nskills:\n \t- a",
    'name: {}\ndescription: "a\nb"',
    'name: {}\ndescription: "a\n b"',
    "name: {}\ndescription: x\nskills: [\n  a,\n  b\n]",
    "name: {}\ndescription: x\nskills: [a,\nb]",
    'name: {}\ndescription: "a "b" c"',
    'name: {}\ndescription: a "b": c',
    "name: {}\ndescription: a: b\ntools: [Read, Grep]",
    "name: {}\ndescription: >-\n  x\nmodel: a: b",
    "name: {}\ndescription: x\nkey2: a: b",
    "name: {}\ndescription: a --- b",
    "x: a --- b\nname: {}\ndescription: x",
    "name: {}\ndescription: a\x01b",
    "name: {}\ndescription: a\0b",
    "name: {}\ndescription: a\u2028b: c",
    "name: {}\ndescription: x\nhooks: lint",
    "name: {}\ndescription: x\nhooks: {{PostToolUse: lint}}",
    "name: {}\ndescription: x\nhooks: {{PreToolUse: lint}}",
    f"name: {{}}\ndescription: x\n{_HOOKS}",
    f"name: {{}}\ndescription: x\n{_HOOKS}\n          timeout: soon",
)


def _texts() -> dict[str, bytes]:
    """Definitions by the words that their names hold."""
    texts = [f"---\n{lines}\n---\n\nYou review.\n" for lines in LINES]
    plain, colon, *_ = texts
    texts += [each.replace("\n", "\r\n") for each in (plain, colon)]
    texts += [plain.replace("\n---\n", "\n-----\n"), f"\ufeff{plain}", f"\n{plain}", f"-{plain}"]
    words = [f"q{number}q" for number in range(1000, 1000 + len(texts))]
    return {word: text.format(word).encode() for word, text in zip(words, texts, strict=True)}


def _ours(data: bytes, table: Dialect) -> str | None:
    loaded = load(parse(data), table)
    name = loaded.fields.get("name") if loaded.loads else None
    return name.encode("utf-8", "replace").decode() if isinstance(name, str) else None


def _differing(
    files: Mapping[str, bytes], folder: Path, table: Dialect
) -> list[tuple[bytes, str | None, str | None]]:
    """Files with the name that the program has for them, and ours, where these differ."""
    told = claude_itself.ask({f"{word}.md": data for word, data in files.items()}, folder)
    names = {found[0]: name for name in told.agents if (found := re.search(r"q\d{4}q", name))}
    ours = {word: _ours(data, table) for word, data in files.items()}
    return [
        (data, names.get(word), ours[word])
        for word, data in files.items()
        # A name that does not hold the word is found by nobody.
        if names.get(word) != ours[word] and word in (ours[word] or word)
    ]


@pytest.fixture
def table() -> Dialect:
    return dialect(f"claude-code@{claude_itself.version()}")


def test_what_it_loads(tmp_path: Path, table: Dialect) -> None:
    assert _differing(_texts(), tmp_path, table) == []


def test_what_it_loads_of_front_matter_at_random(tmp_path: Path, table: Dialect) -> None:
    random = Random(7)
    words = [f"q{number}q" for number in range(2000, 2200)]
    files = {word: nasty(random, word).encode("utf-8", "surrogatepass") for word in words}
    differing = _differing(files, tmp_path, table)
    assert len(differing) <= len(files) // 50, differing


@pytest.mark.parametrize(
    "line",
    [
        "tools: Read, Bash",
        "tools: [Edit, Write, Nonsense]",
        "tools: {allowed: [Read]}",
        "tools: Edit Write, Bash(git commit *) WebFetch",
        "tools: Edit, KillShell, MultiEdit, NotebookRead, BashOutput",
        "tools: Edit\nmemory: user",
        "disallowedTools: [Edit]\ntools: Edit, Write",
    ],
)
def test_which_tools_it_grants(tmp_path: Path, table: Dialect, line: str) -> None:
    text = f"---\nname: reviewer\ndescription: x\n{line}\n---\n\nYou review.\n"
    told = claude_itself.ask({"a.md": text.encode()}, tmp_path, "reviewer")
    assert sorted(told.tools) == sorted(
        rights(load(parse(text.encode()), table), table).tools or ()
    )
