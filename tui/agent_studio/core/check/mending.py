"""Mending a definition until nothing is left that can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from agent_studio.core.check.fixes import apply_fixes, together
from agent_studio.core.check.model import Diagnostic, Fix
from agent_studio.core.document import Document, parse

ROUNDS: Final = 5
"""Mending one thing can bring another to light; a fix that needs more rounds goes in circles."""


def mend(
    document: Document,
    find: Callable[[Document], Iterable[Diagnostic]],
    *,
    unsafe: bool = False,
) -> tuple[Document, int]:
    """The definition after all fixes of what ``find`` finds, and how many fixes those were.

    Only safe ones, unless ``unsafe``; of two that touch one another the safe one is applied.
    """
    mended = 0
    seen = {document.text}
    for _ in range(ROUNDS):
        fixes = together(_wanted(find(document), unsafe))
        text = apply_fixes(document.text, fixes)
        if text in seen:
            # Nothing is left to mend, or one fix takes back what another did.
            break
        seen.add(text)
        mended += len(fixes)
        document = parse(text)
    return document, mended


def _wanted(found: Iterable[Diagnostic], unsafe: bool) -> list[Fix]:
    fixes = [each.fix for each in found if each.fix and (each.fix.safe or unsafe)]
    return sorted(fixes, key=lambda fix: not fix.safe)
