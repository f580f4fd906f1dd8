"""Findings that are accepted as they are today, known again when lines have moved.

A finding is known by its rule, its words, the words around them on the same line, and, where all
of these are the same, by its number among its likes. Lines and columns are not part of it, nor is
the message, which may change with a version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.secrets.masking import covered
from agent_studio.core.document import Document
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span, encode, visible

_AROUND: Final = 3
"""Words on either side that belong to a finding."""
_SHOWN: Final = 60
"""Characters of the words that an entry shows at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding."""

    path: str
    """Of the definition, from the folder of the baseline, with ``/`` between its parts."""
    code: str
    words: str
    """What it speaks of, for people who read the baseline; shortened, visible."""
    fingerprint: str
    """16 hexadecimal digits."""


def entries(path: str, document: Document, found: Sequence[Diagnostic]) -> tuple[Entry, ...]:
    """The findings of one definition as entries, in the same order."""
    prints = fingerprints(document, found)
    return tuple(
        Entry(path, each.code, _shown(document, each.span), fingerprint)
        for each, fingerprint in zip(found, prints, strict=True)
    )


def accepted(
    path: str, document: Document, found: Sequence[Diagnostic], known: Iterable[Entry]
) -> tuple[bool, ...]:
    """Of each finding, whether it is among ``known``."""
    prints = {each.fingerprint for each in known if each.path == path}
    return tuple(each in prints for each in fingerprints(document, found))


def fingerprints(document: Document, found: Iterable[Diagnostic]) -> Iterator[str]:
    """What each finding is known by: 16 hexadecimal digits.

    Findings of one definition have different ones, if those of one rule are asked for together.
    """
    # hashlib loads OpenSSL, for which only those pay who compare findings.
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    for each in found:
        key = (each.code, *_words(document, each.span))
        seen[key] += 1
        yield sha256(encode("\0".join((*key, str(seen[key]))))).hexdigest()[:16]


def _words(document: Document, span: Span) -> tuple[str, str, str]:
    """Before, in and behind a span, without line ends and with single blanks."""
    text, starts = document.text, document.lines.starts
    first = starts[document.lines.position(span.start).line]
    last = document.lines.position(span.end).line + 1
    end = starts[last] if last < len(starts) else len(text)
    before = text[max(first, span.start - 200) : span.start].split()[-_AROUND:]
    behind = text[span.end : min(end, span.end + 200)].split()[:_AROUND]
    return " ".join(before), " ".join(span.of(text).split()), " ".join(behind)


def _shown(document: Document, span: Span) -> str:
    shown = Span(span.start, min(span.end, span.start + 4 * _SHOWN))
    words = " ".join(visible(covered(document.text, shown)).split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
