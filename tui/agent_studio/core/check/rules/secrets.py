"""Passwords and keys that have no place in a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.prose import occurrences
from agent_studio.core.check.secrets.masking import Secret, secrets_of
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import Span, visible

_MOST: Final = 20
"""So many are told one by one; a last finding speaks of the others."""

# Put together here, so that no scanner of this repository takes the example for a key.
_HEAD: Final = "eyJhbGciOiJFZERTQSJ9"
_TOKEN: Final = f"{_HEAD}.eyJzdWIiOiJyZXZpZXctYm90IiwiYXVkIjoiY2kifQ.k7Qw9ZrT2mXv5LdN8sBf3HyJ6gPc"
_PASSWORD: Final = "v9Tq2".join(("", "Lm7xR4"))


def _told(subject: Subject, known: bool) -> Iterator[Finding]:
    secrets = secrets_of(subject.text)
    if not secrets:
        return
    told = [each for each in secrets.found if each.known is known]
    for each in told[:_MOST]:
        grade = Severity.HINT if each.made_up else None
        yield Finding(each.span, _message(each, subject.text), severity=grade)
    if len(told) > _MOST:
        yield Finding(told[_MOST].span, f"{len(told) - _MOST} more like those above")
    if known and secrets.rest is not None:
        rest = Span(secrets.rest, len(subject.text))
        yield Finding(rest, "There are too many passwords and keys here to look for more of them")


def _message(secret: Secret, text: str) -> str:
    start = visible(text[secret.span.start : secret.span.start + secret.public])
    shown = (
        f"'{start}…', {len(secret.span)} characters" if start else f"{len(secret.span)} characters"
    )
    if secret.made_up:
        return (
            f"{secret.what} stands here ({shown}), or one that is made up: write something that "
            "cannot be taken for one, such as <token>"
        )
    return (
        f"{secret.what} stands here ({shown}): whoever gets the file has it, and the model reads "
        "it, too. Withdraw it, and let the agent find it in its environment"
    )


@rule(
    "AS510",
    "secret",
    Severity.WARNING,
    "A key or token that is known by its form, readable by everybody who has the file.",
    source="the providers' documentation; OWASP Top 10 for LLM applications, LLM02",
    bad=GOOD.replace("You review.", f"Sign in with {_TOKEN}"),
    good=GOOD.replace("You review.", "Sign in with the token in $REVIEW_TOKEN."),
    universal=True,
)
def secret(subject: Subject) -> Iterator[Finding]:
    """Keys of providers, private keys, signed tokens."""
    yield from _told(subject, known=True)


@rule(
    "AS511",
    "password",
    Severity.WARNING,
    "What is said to be a password or key, and looks random enough to be one.",
    source="OWASP Top 10 for LLM applications, LLM02",
    bad=GOOD.replace("You review.", f"Password: {_PASSWORD}"),
    good=GOOD.replace("You review.", "Password: <your-password>"),
    universal=True,
)
def password(subject: Subject) -> Iterator[Finding]:
    """Values behind words such as ``password``, and passwords in addresses."""
    yield from _told(subject, known=False)


_MAIL: Final = (
    r"\b\w[\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,8}(?!md\b|mdc\b|json\b|ya?ml\b|ts\b|js\b|py\b)"
    r"[a-z]{2,24}\b"
)
_HOST: Final = r"(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:internal|corp|intranet)\b(?![.\w(])"
_NOBODY: Final = (
    r"(?i)\A(?:no-?reply|git|user\w*|test\w*|you\w*|name|foo|bar|john|jane|alice|bob|admin|example)@"
    r"|[@.](?:example|test|invalid|localhost|domain|yourdomain|company|email|acme)\b"
)


@rule(
    "AS524",
    "private-address",
    Severity.INFO,
    "Addresses of people, and of machines that only those inside can reach.",
    source="OWASP Top 10 for LLM applications, LLM02",
    bad=GOOD.replace("You review.", "Ask maja.berg@brightpixel.dev or look at ci.build.corp."),
    good=GOOD.replace("You review.", "Ask the owner of the file."),
    universal=True,
    opt_in=True,
)
def private_address(subject: Subject) -> Iterator[Finding]:
    """Mail addresses, and hosts of private networks; numbers are nearly always examples."""
    text = subject.text
    spans = set[Span]()
    for at in occurrences(text, ("@",), Span(0, len(text))):
        match = re.compile(_MAIL).search(text, max(0, at - 64), at + 200)
        if match is not None and at in range(*match.span()):
            spans.add(Span(*match.span()))
    if any(sign in text for sign in (".internal", ".corp", ".intranet")):
        spans |= {Span(*match.span()) for match in re.finditer(_HOST, text)}
    told = sorted(span for span in spans if not re.search(_NOBODY, span.of(text)))
    for span in told[:_MOST]:
        yield Finding(
            span,
            f"{quoted(span.of(text))} tells whoever gets the file of a person or a machine inside: "
            "name a role, or a variable",
        )
    if len(told) > _MOST:
        yield Finding(told[_MOST], f"{len(told) - _MOST} more like those above")


RULES: Final[tuple[Rule, ...]] = (secret, password, private_address)
