"""Mending a definition until nothing is left that can safely be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from agent_studio.core.check.fixes import apply_fixes
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.document import Document, parse

ROUNDS: Final = 5
"""Mending one thing can bring another to light; a fix that needs more rounds goes in circles."""


def mend(
    document: Document, find: Callable[[Document], Iterable[Diagnostic]]
) -> tuple[Document, int]:
    """The definition after all safe fixes of what ``find`` finds, and how many fixes those were."""
    mended = 0
    for _ in range(ROUNDS):
        fixes = [found.fix for found in find(document) if found.fix and found.fix.safe]
        text = apply_fixes(document.text, fixes)
        if text == document.text:
            break
        mended += len(fixes)
        document = parse(text)
    return document, mended
