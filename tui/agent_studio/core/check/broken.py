"""Front matter that strict YAML refuses: where it stops, and how a value is put in quotes."""

from __future__ import annotations

import re
from typing import Final

from agent_studio.core.check.fixes import quote_value
from agent_studio.core.check.model import Fix
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import listed, quoted
from agent_studio.core.dialects.loading import load
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, FrontMatter, Style, YamlError
from agent_studio.core.text import Span

RUNS_ON: Final = "runs on"
"""What stands in the complaint about a text of several lines."""
_IN_WORD: Final = r"\S*"
_IN_LINE: Final = r"[^\r\n]*"
_LONGEST: Final = 200
_WORD: Final = 40
"""Of a longer word only its end is pointed at."""
_MENDED: Final = 20


def broken(front: FrontMatter) -> list[tuple[Field | None, YamlError]]:
    """The fields that strict YAML stumbles over; ``None`` if it is none of them."""
    found: list[tuple[Field | None, YamlError]] = [
        (field, field.error) for field in front.fields if field.error
    ]
    return found or ([(None, front.error)] if front.error else [])


def spot(subject: Subject, field: Field | None, error: YamlError) -> Span:
    """The words at which strict YAML stops: a line that runs on, else the word itself."""
    front = subject.document.front
    limit = front.content.end if front else len(subject.text)
    if field is not None and error.offset not in field.value_span:
        return subject.spot(field)
    at = min(error.offset, max(limit - 1, 0))
    signs = _IN_LINE if RUNS_ON in error.message else _IN_WORD
    before = re.search(rf"{signs}\Z", subject.text[max(at - _LONGEST, 0) : at])
    if before and len(before[0]) > _WORD:  # scripts without blanks, and words glued together
        before = re.search(r"[\w-]*\Z", before[0][-_WORD:])
    behind = re.compile(signs).match(subject.text, at, limit)
    start = at - (len(before[0]) if before else 0)
    end = behind.end() if behind else at
    return Span(start, max(end, min(start + 1, len(subject.text))))


def mend(
    subject: Subject, field: Field | None, number: int = 0, *, safe: bool = True
) -> Fix | None:
    """The quoting fix for a value in plain words or with loose quotes.

    Every one is tried out on the whole text, so only the first ones of a file are.
    """
    from agent_studio.core.document.edit import replace

    if number >= _MENDED or field is None:
        return None
    raw = subject.document[field.value_span]
    one_line = "\n" not in raw and "\r" not in raw
    if field.style in (Style.FLOW_LIST, Style.FLOW_MAP):  # in brackets, and text behind them
        if not one_line or raw.count("[") != raw.count("]") or raw.count("{") != raw.count("}"):
            return None
    elif field.style not in (Style.PLAIN, Style.DOUBLE, Style.SINGLE, Style.ALIAS):
        return None
    surely = safe and one_line and field.style in (Style.PLAIN, Style.ALIAS)
    breaks = field.key in subject.dialect.unescaped_fields or not one_line
    fix = quote_value(subject.document, field, breaks=breaks, safe=surely)
    mended = replace(subject.document, field.value_span, fix.edits[0].text)
    changed = mended.field(field.key)
    if changed is None or changed.error is not None:
        return None
    return _told(subject, field, fix, mended)


def _told(subject: Subject, field: Field, fix: Fix, mended: Document) -> Fix:
    """The fix, with what else the harness reads otherwise then in its title.

    Where the agent may do more then, somebody should look at it.
    """
    from agent_studio.core.dialects.rights import rights, rights_change

    after = load(mended, subject.dialect)
    if not subject.loaded.loads:
        return Fix(f"{fix.title}, so that it loads", fix.edits, fix.safe) if after.loads else fix
    others = [
        quoted(each.key)
        for each in subject.document.fields
        if each.key != field.key
        and after.fields.get(each.key) != subject.loaded.fields.get(each.key)
    ]
    if not others:
        return fix
    before = rights(subject.loaded, subject.dialect)
    gained = rights_change(before, rights(after, subject.dialect)).gained
    title = f"{fix.title}, so that {listed(others, 'and')} means what is written"
    return Fix(title, fix.edits, fix.safe and not gained)
