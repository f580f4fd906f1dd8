"""Looking for passwords and keys, in one pass for each kind and in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.masking import Secret, Secrets, long_words
from agent_studio.core.check.secret_shapes import (
    SHAPES,
    looks_random,
    stands_for_key,
    stands_for_password,
)
from agent_studio.core.text import Span

_MOST: Final = 500
"""So many secrets of one text are kept apart."""
_MOST_WORDS: Final = 200_000
"""So many characters of them are kept."""

_KEYWORDS: Final = {
    **dict.fromkeys(("password", "passwd", "pwd", "passwort", "passphrase"), "A password"),
    **dict.fromkeys(("secret", "credential"), "A secret"),
    "token": "A token",
    **dict.fromkeys(("api_key", "apikey", "api-key", "api key"), "An API key"),
    **dict.fromkeys(("access_key", "access-key", "accesskey", "auth_key"), "An access key"),
    "bearer ": "A token",
}
_VALUE: Final = (
    r"(?P<more>[\w-]{0,24})[\"'`*]{0,3}[ \t]{0,4}(?:=|:|\||(?<=earer ))[ \t*]{0,4}[\"'`]?"
    r"(?P<value>[A-Za-z0-9_+/=.!@#$%^&*~?:-]{10,200})(?P<end>.?)"
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
    every = [*_blocks(text), *_keys(text), *_logins(text), *_assigned(text)]
    every.sort(key=lambda each: (each.span.start, -each.span.end, not each.known))
    found: list[Secret] = []
    size = 0
    for each in every:
        if found and each.span.start < found[-1].span.end:
            continue
        if len(found) == _MOST or size > _MOST_WORDS:
            return Secrets(tuple(found), each.span.start, _words(text, found))
        found.append(each)
        size += len(each.span)
    return Secrets(tuple(found), None, _words(text, found))


def _words(text: str, found: list[Secret]) -> str:
    return "\n".join(text[each.span.start + each.public : each.span.end] for each in found)


def _keys(text: str) -> Iterator[Secret]:
    """Keys that are known by how they begin."""
    words = "\n".join(long_words(text))
    for shape in SHAPES:
        if shape.begin not in words:
            continue
        pattern = re.compile(rf"(?<![\w-]){shape.pattern}(?![\w-])", re.ASCII)
        for match in pattern.finditer(text):
            if not stands_for_key(match[0]) and not _is_sample(match[0]):
                yield Secret(Span(*match.span()), shape.what, shape.public)


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
    if "@" not in text:
        return
    for match in re.finditer(_LOGIN, text):
        value = match["value"]
        usual = value.lower() in _USUAL or value == match["user"] or value.isalpha()
        if usual or stands_for_password(value) or re.match(_AT_HOME, match["host"]):
            continue
        yield Secret(Span(*match.span("value")), "A password in an address", known=False)


def _assigned(text: str) -> Iterator[Secret]:
    """What a word such as ``password`` is said to be, if it looks like nothing else."""
    pattern = re.compile(_VALUE, re.ASCII)
    low = text.lower()
    if len(low) != len(text):
        low = text  # some capitals have a longer small letter, and offsets would not fit
    for keyword, what in _KEYWORDS.items():
        at = low.find(keyword)
        while at >= 0:
            end = at + len(keyword)
            match = pattern.match(text, end)
            if match and _is_secret(low[max(0, at - 16) : at], match):
                value = match["value"]
                start = match.start("value")
                yield Secret(Span(start, start + len(value)), what, known=False)
            at = low.find(keyword, end)


def _is_secret(before: str, match: re.Match[str]) -> bool:
    value, more = match["value"], match["more"].lower()
    if match["end"] in ("(", "[", "<", "{") or "://" in value or value[0] in "/.$@:":
        return False
    if any(each in more for each in _NO_SECRET_BEHIND):
        return False
    owner = before.rsplit(" ", 1)[-1]
    if any(each in owner for each in _NO_SECRET_BEFORE):
        return False
    if stands_for_password(value) or not looks_random(value):
        return False
    return not stands_for_password(_decoded(value))


def _decoded(value: str) -> str:
    """What a value says that is written in base64, as in files of Kubernetes; empty if nothing."""
    from base64 import b64decode

    try:
        return b64decode(value, validate=True).decode("ascii")
    except ValueError:
        return ""
