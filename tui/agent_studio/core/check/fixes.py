"""Fixes: how they are made of document edits, and how several are applied at once.

Writing takes the YAML parser and more; what does it is imported where a fix is made, here and in
the rules, because most checks find nothing to mend.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent_studio.core.check.model import Edit, Fix
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Style, Value
from agent_studio.core.text import Span


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """``text`` with every fix that does not touch what an earlier one changes.

    A fix is applied whole or not at all; the same edit of two fixes is made once. What is left
    out is found again when the result is checked.
    """
    edits = {edit for fix in together(fixes) for edit in fix.edits}
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied at once: none that touches what an earlier one changes."""
    taken: list[Edit] = []
    chosen = []
    for fix in fixes:
        new = [edit for edit in fix.edits if edit not in taken]
        if all(_apart(edit, other) for edit in new for other in taken):
            taken += new
            chosen.append(fix)
    return chosen


def _apart(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    if a.start == b.start:
        return False
    return a.end <= b.start or b.end <= a.start


def edit_between(old: str, new: str) -> Edit:
    """The smallest single edit that makes ``new`` of ``old``."""
    start = _same(old, new)
    limit = min(len(old), len(new)) - start
    end = _same(old[len(old) - limit :][::-1], new[len(new) - limit :][::-1])
    return Edit(Span(start, len(old) - end), new[start : len(new) - end])


def _same(one: str, other: str) -> int:
    """How many characters both begin with; by halving, since texts are long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def fix_to(title: str, old: Document, new: Document, *, safe: bool = True) -> Fix | None:
    """The fix that makes ``new`` of ``old``; ``None`` if they are the same."""
    if old.text == new.text:
        return None
    return Fix(title, (edit_between(old.text, new.text),), safe)


def set_value(
    title: str, document: Document, key: str, value: Value, *, safe: bool = True
) -> Fix | None:
    """The fix that gives ``key`` another value."""
    from agent_studio.core.document.edit import set_field

    return fix_to(title, document, set_field(document, key, value), safe=safe)


def remove_key(title: str, document: Document, key: str, *, safe: bool = True) -> Fix | None:
    """The fix that takes ``key`` out."""
    from agent_studio.core.document.edit import remove_field

    return fix_to(title, document, remove_field(document, key), safe=safe)


def rename_key(
    title: str, document: Document, key: str, new: str, *, safe: bool = True
) -> Fix | None:
    """The fix that calls ``key`` ``new``."""
    from agent_studio.core.document.edit import rename_field

    return fix_to(title, document, rename_field(document, key, new), safe=safe)


def quote_value(document: Document, field: Field, *, breaks: bool, safe: bool = True) -> Fix:
    r"""The fix that puts a field's raw value in double quotes on one line.

    Args:
        document: Where the field stands.
        field: One whose value is written without quotes, or with some that do not close.
        breaks: Whether a literal ``\n`` in it becomes a line break, as the loader has it.
        safe: Whether the words are surely the whole value.
    """
    from agent_studio.core.document.scalars import double_quoted, requote

    raw = document[field.value_span]
    title = f"Put the value of {field.key} in quotes"
    lines = [line.strip() for line in raw.splitlines()]
    if breaks and field.style is Style.PLAIN and len(lines) == 1:
        text = "".join(text for text, _ in requote(raw))
    elif breaks:
        text = double_quoted("\n".join(lines).replace("\\n", "\n"))
    else:
        text = double_quoted(" ".join(lines))
    return Fix(title, (Edit(field.value_span, text),), safe)
