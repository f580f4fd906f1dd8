"""Checking what people have published, next to what the program said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent_studio.core.check import apply_fixes, check
from agent_studio.core.check.model import Severity
from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, load
from agent_studio.core.document import Document, parse
from agent_studio.core.text import visible

# Codes that say that a file is skipped.
SKIPPED = ("AS101", "AS102", "AS103", "AS104", "AS106", "AS112", "AS113", "AS114")
REQUIRED = ("AS201", "AS202", "AS203")

# Errors on files that load, and do not work as their authors meant: an agent without any tool,
# a list that the rescue made a text, and both sides of a conflict.
USELESS = {"AS301", "AS308", "AS115", "AS121"}

QUOTED = re.compile(r"'([^'…⟨]+)'")
ON_A_WORD = ("AS116", "AS303", "AS304", "AS305", "AS306", "AS307", "AS310", "AS313", "AS404")


def said(corpus: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    """What Claude Code said, with the file that it said it of."""
    for row in map(json.loads, (corpus / "claude_code.jsonl").open(encoding="utf-8")):
        yield row, parse((corpus / f"{row['file']}.md").read_bytes())


def every(corpus: Path) -> Iterator[Document]:
    for folder in ("files", "hard"):
        for path in sorted((corpus / folder).rglob("*.md")):
            yield parse(path.read_bytes())


def errors(document: Document) -> set[str]:
    return {found.code for found in check(document) if found.severity is Severity.ERROR}


def has_two_names(document: Document) -> bool:
    """Whether the record cannot tell: it gave only the first of them a name to look for."""
    return sum(field.key == "name" for field in document.fields) > 1


def test_errors_say_what_the_program_does(corpus: Path) -> None:
    for row, document in said(corpus):
        if has_two_names(document):
            continue
        codes = errors(document)
        assert load(document, CLAUDE_CODE).loads is row["loads"], row["file"]
        assert bool(codes & {*SKIPPED, *REQUIRED}) is not row["loads"], (row["file"], codes)
        assert not row["loads"] or codes <= USELESS, (row["file"], codes)


def test_an_agent_that_got_no_tool_has_a_finding_and_no_other_has(corpus: Path) -> None:
    for row, document in said(corpus):
        if row["loads"] and "tools" in row:
            codes = {found.code for found in check(document)}
            assert bool(codes & {"AS301", "AS302", "AS308"}) is (row["tools"] == []), row["file"]


def test_every_span_is_in_its_file_and_on_its_words(corpus: Path) -> None:
    for document in every(corpus):
        for harness in ("claude-code", "gemini-cli", "cursor-rules"):
            for found in check(document, DIALECTS[harness]):
                words = found.span.of(document.text)
                assert found.span.end <= len(document.text)
                assert words or not document.text
                assert found.message == visible(found.message)
                match = QUOTED.search(found.message)
                if found.code in ON_A_WORD and match:
                    assert match[1] in visible(words), (found, words)


def test_ordinary_agents_are_no_field_of_warnings(corpus: Path) -> None:
    counts = []
    for row, document in said(corpus):
        # An agent of Claude Code's own: one that names no other program's tools.
        if row["loads"] and row["file"].startswith("files/") and not errors(document):
            grave = [each for each in check(document) if each.severity is Severity.WARNING]
            counts.append(len(grave))
    assert len(counts) > 1_000
    assert sum(count == 0 for count in counts) > 0.85 * len(counts)


def test_safe_fixes_never_unload_a_file(corpus: Path) -> None:
    for path in sorted((corpus / "hard").glob("agent-*/*.md")):
        document = parse(path.read_bytes())
        fixes = [found.fix for found in check(document) if found.fix and found.fix.safe]
        mended = parse(apply_fixes(document.text, fixes))
        if load(document, CLAUDE_CODE).loads:
            assert load(mended, CLAUDE_CODE).loads, path
