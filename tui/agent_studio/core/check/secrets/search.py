"""Looking for passwords and keys, in one pass for each kind and in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from agent_studio.core.check.secrets.masking import Secret, Secrets, long_words, words_of
from agent_studio.core.check.secrets.randomness import looks_random
from agent_studio.core.check.secrets.shapes import (
    SHAPES,
    Shape,
    is_made_up,
    stands_for_key,
    stands_for_password,
)
from agent_studio.core.records import replace
from agent_studio.core.text import Span

_MOST: Final = 500
"""So many secrets of one text are kept apart."""
_MOST_WORDS: Final = 200_000
"""So many characters of them are kept."""
_MOST_REPEATED: Final = 30
"""So many secrets are looked for elsewhere in their text."""
_MOST_CANDIDATES: Final = 20_000
"""So many values behind one keyword are looked at."""

_SIGNS: Final = r"[A-Za-z0-9_+/.!@#$%^&*~?-]{10,200}={0,2}"
_VALUE: Final = rf"[:=|：][ \t*]{{0,4}}[\"'`]?(?P<value>{_SIGNS})(?P<end>.?)"
_IN_WORDS: Final = (
    ("earer ", rf"[Bb]earer[ \t]{{1,4}}(?P<value>{_SIGNS})(?P<end>.?)", "A token"),
    (
        " is ",
        r"(?i:\b(?:password|passphrase|token|key|secret)[ \t]+is)[ \t]{1,4}[\"'`*]{0,3}"
        rf"(?P<value>{_SIGNS})(?P<end>.?)",
        "A password or key",
    ),
)
_KEY: Final = (
    r"(?P<owner>[\w-]{0,24}?)(?P<key>passw(?:or[dt]|d)|pwd|passphrase|secret|credential|token|"
    r"api[_ -]?key|access[_-]?key|auth[_-]?key)(?P<more>[\w-]{0,24})[\"'`*]{0,3}[ \t]{0,4}\Z"
)
_WHAT: Final = (
    *(("pass", "A password"), ("pwd", "A password"), ("tok", "A token"), ("api", "An API key")),
    *(("acc", "An access key"), ("auth", "An access key"), ("", "A secret")),
)
_NO_SECRET_BEHIND: Final = (
    *("url", "uri", "name", "file", "path", "hash", "arn", "type", "count", "limit", "length"),
    *("expir", "endpoint", "field", "_id", "format", "pattern", "rotation", "version", "manager"),
)
_NO_SECRET_BEFORE: Final = (
    *("csrf", "xsrf", "page", "next", "continuation", "cancel", "cursor", "sync", "design"),
    *("public", "max", "total", "device"),
)
_LOGIN: Final = (
    r"://(?P<user>[^\s/:@\"'`<>\[\](){}]{0,64}):(?P<value>[^\s/@\"'`<>|]{6,128})"
    r"@(?P<host>[\w.-]{1,200})"
)
_AT_HOME: Final = (
    r"(?i:127\.|0\.0\.0\.0|[\w-]+\Z|(?:[\w-]+\.)*(?:example|test|local|internal"
    r"|yourdomain|domain|host|company|mycompany|acme)\b)"
)
_USUAL: Final = frozenset(
    ("passwd", "postgres", "pswd", "pgpass", "guest", "rootroot", "hunter2", "letmein", "qwerty")
)
_BEGIN: Final = r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
_KEY_BODY: Final = (
    r"(?:[\sA-Za-z0-9+/=,:>\\]|-(?!----)){64,20000}(?:-----END [A-Z0-9 ]{0,60}-----)?"
)


def search(text: str) -> Secrets:
    """All secrets of a text: of two that overlap the first, of two that begin alike the longer."""
    assigned, rest = _assigned(text)
    every = [*_blocks(text), *_keys(text), *_logins(text), *assigned]
    every += _again(text, every)
    every.sort(key=lambda each: (each.span.start, -each.span.end, not each.known))
    found: list[Secret] = []
    size = 0
    for each in every:
        if found and each.span.start < found[-1].span.end:
            continue
        if len(found) == _MOST or size > _MOST_WORDS:
            rest = min(each.span.start, len(text) if rest is None else rest)
            break
        found.append(each)
        size += len(each.span)
    return Secrets(tuple(found), rest, _words(text, found))


def _again(text: str, found: list[Secret]) -> Iterator[Secret]:
    """The same secrets where nothing says that they are some."""
    for each in found[:_MOST_REPEATED]:
        words = each.span.of(text)
        at = text.find(words)
        while at >= 0:
            if at != each.span.start:
                yield replace(each, span=Span(at, at + len(words)))
            at = text.find(words, at + len(words))


def _words(text: str, found: list[Secret]) -> str:
    return "\n".join(text[each.span.start + each.public : each.span.end] for each in found)


def _keys(text: str) -> Iterator[Secret]:
    """Keys that are known by how they begin; there are no blanks in them."""
    words = long_words(text)
    joined = "\n".join(words)
    for begin, shape in _begins():
        if begin not in joined or not any(_begins_with(word, begin) for word in words):
            continue
        pattern = re.compile(rf"(?<![\w-])(?:{shape.pattern})(?![\w-])", re.ASCII)
        at = 0
        for word in words:
            if begin not in word:
                continue
            at = text.find(word, at)
            for match in pattern.finditer(word):
                if not stands_for_key(match[0]) and not _is_sample(match[0]):
                    span, fake = Span(*match.span()).shifted(at), is_made_up(match[0])
                    yield Secret(span, shape.what, shape.public, made_up=fake)
            at += len(word)


def _begins_with(word: str, begin: str) -> bool:
    """Whether a key could begin in a word, as none does in the middle of `risk-free`."""
    at = word.find(begin)
    if not begin[0].isalpha():
        return at >= 0
    while at > 0 and (word[at - 1].isalnum() or word[at - 1] in "_-"):
        at = word.find(begin, at + 1)
    return at >= 0


@lru_cache(maxsize=1)
def _begins() -> tuple[tuple[str, Shape], ...]:
    return tuple((begin, shape) for shape in SHAPES for begin in shape.begins.split())


def _is_sample(words: str) -> bool:
    """Whether it is a web token of the kind that documentation shows."""
    if not words.startswith("eyJ"):
        return False
    from base64 import urlsafe_b64decode

    part = words.split(".")[1]
    claims = urlsafe_b64decode(part + "=" * (-len(part) % 4)).lower()
    return any(each in claims for each in (b"1234567890", b"john doe", b"example", b"test"))


def _blocks(text: str) -> Iterator[Secret]:
    """Private keys, from their first line to their last."""
    if "PRIVATE KEY" not in text:
        return
    body = re.compile(_KEY_BODY, re.ASCII)
    for begin in re.finditer(_BEGIN, text):
        rest = body.match(text, begin.end())
        if rest is None:
            continue
        line = re.search(
            r"[A-Za-z0-9+/]{40}", text[rest.start() : min(rest.end(), rest.start() + 400)]
        )
        if line and len(set(line[0])) > 12:
            yield Secret(Span(begin.start(), rest.end()), "A private key", 0)


def _logins(text: str) -> Iterator[Secret]:
    """Passwords in addresses of servers that are not only this machine's."""
    if not any("://" in word and "@" in word for word in words_of(text)):
        return
    for match in re.finditer(_LOGIN, text):
        value = match["value"]
        usual = value.lower() in _USUAL or value == match["user"] or value.isalpha()
        if usual or stands_for_password(value) or re.match(_AT_HOME, match["host"]):
            continue
        yield Secret(Span(*match.span("value")), "A password in an address", known=False)


def _assigned(text: str) -> tuple[list[Secret], int | None]:
    """What a word such as ``password`` is said to be, if it looks like nothing else.

    Where there are too many to look at, the offset of the first that was not looked at, too.
    """
    found, looked = list[Secret](), 0
    key, digit = re.compile(_KEY), re.compile(r"\d", re.ASCII)
    for match in re.compile(_VALUE, re.ASCII).finditer(text):
        if digit.search(match["value"]) is None:
            continue
        looked += 1
        if looked > _MOST_CANDIDATES:
            return found, match.start()
        named = key.search(text[max(0, match.start() - 80) : match.start()].lower())
        if named and _may_be_secret(named) and _is_secret(match):
            what = next(what for begin, what in _WHAT if named["key"].startswith(begin))
            found.append(Secret(Span(*match.span("value")), what, known=False))
    for sign, pattern, what in _IN_WORDS:
        if sign in text:
            for match in islice(re.finditer(pattern, text), _MOST_CANDIDATES):
                if _is_secret(match):
                    found.append(Secret(Span(*match.span("value")), what, known=False))
    return found, None


def _may_be_secret(named: re.Match[str]) -> bool:
    """Whether the name in front of a value is that of a secret, as `password_hash` is not."""
    return not any(each in named["more"] for each in _NO_SECRET_BEHIND) and not any(
        each in named["owner"] for each in _NO_SECRET_BEFORE
    )


def _is_secret(match: re.Match[str]) -> bool:
    value = match["value"]
    if match["end"] in ("(", "[", "<", "{") or value[0] in "/.$@":
        return False
    if not looks_random(value) or stands_for_password(value):
        return False
    return not stands_for_password(_decoded(value))


def _decoded(value: str) -> str:
    """What a value says that is written in base64, as in files of Kubernetes; empty if nothing."""
    from base64 import b64decode

    try:
        return b64decode(value, validate=True).decode("ascii")
    except ValueError:
        return ""
