"""Hints that say the same of many places, put together so that they do not hide what is grave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent_studio.core.check.model import Diagnostic, Severity


def told_together(found: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, ...]]:
    """The findings of one definition in their order; all hints of one rule at the first of them.

    What has a fix stays alone: each fix is another one.
    """
    same: dict[str, list[Diagnostic]] = {}
    for each in found:
        if _plain_hint(each):
            same.setdefault(each.code, []).append(each)
    for each in found:
        if not _plain_hint(each):
            yield (each,)
        elif same[each.code][0] is each:
            yield tuple(same[each.code])


def _plain_hint(each: Diagnostic) -> bool:
    return each.severity is Severity.HINT and each.fix is None
