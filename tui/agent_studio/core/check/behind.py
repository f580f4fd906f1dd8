"""What else is wrong behind front matter that nobody reads: found as if that were mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from agent_studio.core.check.fixes import apply_fixes
from agent_studio.core.check.model import Diagnostic, Edit, Fix
from agent_studio.core.check.subject import Subject
from agent_studio.core.document import parse
from agent_studio.core.records import replace
from agent_studio.core.text import Span

_OF_FENCES: Final = ("AS101", "AS102", "AS103")
"""The rules whose fix makes front matter of what is there."""
_OF_YAML: Final = ("AS112", "AS113", "AS114")
"""The rules whose fix makes YAML of front matter."""
_OF_FIELDS: Final = ("AS11", "AS12", "AS2", "AS3", "AS4", "AS52", "AS53", "AS54")


def found_behind(
    subject: Subject,
    found: Sequence[Diagnostic],
    find: Callable[[Subject], Iterable[Diagnostic]],
) -> list[Diagnostic]:
    """What ``find`` says of the fields of a text whose front matter nobody reads as it is.

    Nothing where it is read, or how to mend it cannot be told. Spans are those of the text as it
    is; a fix that would reach over what is mended is left out.
    """
    fixes = list(_what_mends(subject, found))
    if not fixes:
        return []
    edits = sorted((edit for fix in fixes for edit in fix.edits), key=lambda each: each.span)
    document = parse(apply_fixes(subject.text, fixes))
    mended = Subject(document, subject.dialect, subject.stem)
    told = {each.code for each in found}
    broken = [each.span for each in found if each.code in _OF_YAML and each.fix is None]
    others = []
    for each in find(mended):
        span = _back(each.span, edits)
        if span is None or each.code in told or not each.code.startswith(_OF_FIELDS):
            continue
        # What is still broken has been told of, and what it would be read as nobody knows.
        if not any(span.start < other.end and other.start < span.end for other in broken):
            others.append(replace(each, span=span, fix=_fix_back(each.fix, edits)))
    return others


def _what_mends(subject: Subject, found: Sequence[Diagnostic]) -> Iterator[Fix]:
    """What makes fields of the text: one way to put fences, or quotes where they are missing."""
    codes = _OF_FENCES if subject.document.front is None else _OF_YAML
    done = -1
    for each in sorted(found, key=lambda each: each.span):
        if each.code not in codes or each.fix is None:
            continue
        if done < 0 or (codes is _OF_YAML and each.fix.edits[0].span.start > done):
            done = max(edit.span.end for edit in each.fix.edits)
            yield each.fix


def _back(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where the words of a mended text stand in the text before; ``None`` for new words."""
    start, end = (_place(offset, edits) for offset in (span.start, span.end - 1))
    if start is None or end is None or end < start:
        return None
    return Span(start, end + 1)


def _place(offset: int, edits: Sequence[Edit]) -> int | None:
    moved = 0
    for edit in edits:
        begin = edit.span.start + moved
        if offset < begin:
            break
        if offset < begin + len(edit.text):
            return None
        moved += len(edit.text) - len(edit.span)
    return offset - moved


def _fix_back(fix: Fix | None, edits: Sequence[Edit]) -> Fix | None:
    if fix is None:
        return None
    found = []
    for edit in fix.edits:
        span = _back(edit.span, edits) if len(edit.span) else None
        if span is None or len(span) != len(edit.span):
            return None
        found.append(Edit(span, edit.text))
    return Fix(fix.title, tuple(found), fix.safe)
