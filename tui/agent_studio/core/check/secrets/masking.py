"""Where passwords and keys stand in a text, and that text without them.

Whatever shows words of a definition beside a finding takes them from here: the rule on secrets,
the line under a finding, messages that quote, the baseline. None of it depends on whether the
rule is asked for, silenced or accepted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from agent_studio.core.check.secrets.randomness import may_hold_keys
from agent_studio.core.records import dataclass, replace
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from agent_studio.core.check.model import Diagnostic

COVER: Final = "•"
"""What stands for each covered character."""

_LEAST: Final = 10
"""Characters of a word that may be a password."""
_MARKS: Final = (
    *("hf_", "AKIA", "ASIA", "ghp_", "github_pat_", "glpat-", "npm_", "sk-ant-", "sk-proj-"),
    *("xoxb-", "sk_live_"),
)
"""Beginnings of keys that need not look random."""
LONG: Final = 20
"""Characters of a word that may be a key; no kind of key is shorter."""
_SHARED: Final = 5
"""So many characters in a row that some words have in common with a secret are covered."""
_LONGEST: Final = 2000
"""Longer words are not compared with secrets but taken to show them."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or key in a text."""

    span: Span
    what: str
    """As a message calls it: ``A GitHub token``."""
    public: int = 0
    """So many characters at its beginning all of its kind share, so that they may be shown."""
    known: bool = True
    """Whether it has a form that nothing else has."""
    made_up: bool = False
    """Whether somebody seems to have typed it to fill a place."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """All of one text."""

    found: tuple[Secret, ...] = ()
    """In the order of the text; none overlaps another."""
    rest: int | None = None
    """From this offset on nobody looked any more, and all is covered."""
    words: str = ""
    """What is covered, each secret on lines of its own."""

    def __bool__(self) -> bool:
        return bool(self.found) or self.rest is not None


_NONE: Final = Secrets()


@lru_cache(maxsize=8)
def words_of(text: str) -> tuple[str, ...]:
    """The words of at least 10 characters, as blanks separate them."""
    return tuple([word for word in text.split() if len(word) >= _LEAST])


@lru_cache(maxsize=8)
def long_words(text: str) -> tuple[str, ...]:
    """The words of at least 20 characters."""
    return tuple([word for word in words_of(text) if len(word) >= LONG])


@lru_cache(maxsize=8)
def secrets_of(text: str) -> Secrets:
    """The passwords and keys of a text."""
    words = words_of(text)
    long = "\n".join(long_words(text))
    if not (
        may_hold_keys(words)
        or any(mark in long for mark in _MARKS)
        or ("://" in text and any("://" in word and "@" in word for word in words))
        or "PRIVATE KEY" in text
    ):
        return _NONE
    # Patterns take longer to compile than most definitions to be checked.
    from agent_studio.core.check.secrets.search import search

    return search(text)


def covered(text: str, span: Span) -> str:
    """The words of ``span``, one character for one, those of secrets covered."""
    words, secrets = span.of(text), secrets_of(text)
    if not secrets:
        return words
    first = bisect_left(secrets.found, span.start, key=lambda each: each.span.end)
    parts, done = [], span.start
    for secret in secrets.found[first:]:
        start = min(max(secret.span.start + secret.public, done), span.end)
        end = min(secret.span.end, span.end)
        if secret.span.start >= span.end:
            break
        if start < end:
            parts += [text[done:start], COVER * (end - start)]
            done = end
    if secrets.rest is not None and secrets.rest < span.end:
        start = max(secrets.rest, done)
        parts += [text[done:start], COVER * (span.end - start)]
        done = span.end
    return "".join([*parts, text[done : span.end]])


def without_secrets(text: str) -> str:
    """A whole text that was hidden in another, its own secrets covered."""
    return covered(text, Span(0, len(text)))


def hush(words: str, text: str) -> str:
    """``words`` without what they have in common with a secret of ``text``."""
    secrets = secrets_of(text)
    if not secrets:
        return words
    if secrets.rest is not None or len(words) > _LONGEST:
        first, last = words.find("'"), words.rfind("'")
        return f"{words[: first + 1]}…{words[last:]}" if first < last else words[:_LONGEST]
    shown = list(words)
    for at in range(len(words) - _SHARED + 1):
        if words[at : at + _SHARED] in secrets.words:
            shown[at : at + _SHARED] = COVER * _SHARED
    return "".join(shown)


def reveals(words: str, text: str) -> bool:
    """Whether some words, which may be long, would show a secret of ``text``."""
    secrets = secrets_of(text)
    if not words or not secrets:
        return False
    return secrets.rest is not None or len(words) > _LONGEST or hush(words, text) != words


def hushed(found: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """Findings in ``text`` whose messages and titles show none of its secrets."""
    every = list(found)
    if not every or not secrets_of(text):
        return every
    return [_quiet(each, text) for each in every]


def _quiet(found: Diagnostic, text: str) -> Diagnostic:
    message, fix = hush(found.message, text), found.fix
    if fix is not None:
        fix = replace(fix, title=hush(fix.title, text))
    return replace(found, message=message, fix=fix)
