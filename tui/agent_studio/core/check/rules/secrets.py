"""Passwords and keys that have no place in a definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.masking import Secret, secrets_of
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.subject import Subject
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
        yield Finding(each.span, _message(each, subject.text))
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


RULES: Final[tuple[Rule, ...]] = (secret, password)
