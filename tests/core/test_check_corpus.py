"""Checking what people have published, next to what the program said of it."""

from __future__ import annotations

import json
from pathlib import Path

from agent_studio.core.check import apply_fixes, check
from agent_studio.core.check.model import Severity
from agent_studio.core.dialects import CLAUDE_CODE, load
from agent_studio.core.document import parse

# Codes that say that a file is skipped.
SKIPPED = ("AS101", "AS102", "AS103", "AS104", "AS106", "AS112", "AS113", "AS114")
REQUIRED = ("AS201", "AS202", "AS203")


def test_errors_say_what_the_program_does(corpus: Path) -> None:
    for row in map(json.loads, (corpus / "claude_code.jsonl").open(encoding="utf-8")):
        document = parse((corpus / f"{row['file']}.md").read_bytes())
        loads = load(document, CLAUDE_CODE).loads
        codes = {found.code for found in check(document) if found.severity is Severity.ERROR}
        assert bool(codes & {*SKIPPED, *REQUIRED}) is not loads, (row["file"], codes)


def test_safe_fixes_never_unload_a_file(corpus: Path) -> None:
    for path in sorted((corpus / "hard").glob("agent-*/*.md")):
        document = parse(path.read_bytes())
        fixes = [found.fix for found in check(document) if found.fix and found.fix.safe]
        mended = parse(apply_fixes(document.text, fixes))
        if load(document, CLAUDE_CODE).loads:
            assert load(mended, CLAUDE_CODE).loads, path
