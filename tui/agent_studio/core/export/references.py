"""Where definitions call one another by name, and calling them by another name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from agent_studio.core.document import Document, parse
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

_AROUND = 40
"""Characters of the line that are shown on either side of a reference."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of an agent."""

    span: Span
    """The name, without what stands around it."""
    name: str
    context: str
    """The line that it stands in, cut to some eighty characters; unescaped text of the file."""


def find_references(document: Document, names: Iterable[str]) -> tuple[Reference, ...]:
    """Every mention of one of ``names``, in the order of the text.

    A name is only found as a whole: ``api`` neither in ``api-designer`` nor in ``my_api``. The
    definition's own ``name`` field is no reference. Names are told from ordinary words by what
    they look like: one with a dash, underscore, digit or colon in it counts wherever it
    stands; a plain word such as ``reviewer`` only where it is marked as a name.
    """
    wanted = [name for name in dict.fromkeys(names) if name.strip()]
    if not wanted:
        return ()
    own = document.field("name")
    found = [
        Reference(Span(*match.span()), match.group(), _context(document.text, match.span()))
        for match in _pattern(wanted).finditer(document.text)
        if not (own and own.span.start <= match.start() < own.span.end)
        and (_is_telling(match.group()) or _is_marked(document, match))
    ]
    return tuple(found)


def rename_references(document: Document, mapping: Mapping[str, str]) -> Document:
    """The same definition with each reference to a key of ``mapping`` renamed to its value.

    All renamings happen at once: ``{"a-x": "b-x", "b-x": "a-x"}`` swaps.
    """
    parts = []
    done = 0
    for reference in find_references(document, mapping):
        parts += [document.text[done : reference.span.start], mapping[reference.name]]
        done = reference.span.end
    return parse("".join([*parts, document.text[done:]])) if parts else document


def _pattern(names: list[str]) -> re.Pattern[str]:
    # Longer names first, or `api` would hide `api-designer`. A full stop or colon behind a name
    # ends a sentence or introduces one, unless the word goes on behind it.
    longest = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest)
    return re.compile(rf"(?<![\w\-])(?<!\w[.:/])(?:{either})(?![\w\-])(?![.:/]\w)")


def _is_telling(name: str) -> bool:
    return re.search(r"\w[-_:]\w|\d", name) is not None


_BEFORE = re.compile(
    r"(?:[`@\"'\[]|\*\*|\b(?:Agent|Task)\(\s*(?:[^()\n]*,\s*)?|\bsubagent_type[\"']?\s*[:=]\s*[\"']?"
    r"|\b(?:agent|subagent)s?:?\s+)\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:[\"'`*]*\s+(?:sub-?)?agents?\b)", re.IGNORECASE)
_KEY = re.compile(r"agent|escalat|handoff|hand_off|delegat|collaborat|works?_with", re.IGNORECASE)


def _is_marked(document: Document, match: re.Match[str]) -> bool:
    """Whether what stands around a plain word says that it names an agent."""
    text = document.text
    start, end = match.span()
    line = text.rfind("\n", 0, start) + 1
    if _BEFORE.search(text, max(line, start - 80), start) or _BEHIND.match(text, end):
        return True
    for field in document.fields:
        if field.value_span.start <= start < field.value_span.end:
            return _KEY.search(field.key) is not None or _KEY.search(text[line:start]) is not None
    return False


def _context(text: str, span: tuple[int, int]) -> str:
    start, end = span
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    left, right = max(first, start - _AROUND), min(last, end + _AROUND)
    before = "…" if left > first else ""
    return f"{before}{text[left:right].strip()}{'…' if right < last else ''}"
