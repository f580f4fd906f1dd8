"""What a merge left behind: the lines between which git puts the two sides of a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, rule
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.document.code import fenced, in_code
from agent_studio.core.text import Span

_CODE: Final = "AS121"
_FEWEST: Final = 7
_MARKER: Final = re.compile(
    r"^(?:(?P<open><{7,})(?: [^\r\n]*)?|(?P<middle>={7,})|(?P<close>>{7,})(?: [^\r\n]*)?)\r?$",
    re.MULTILINE,
)
_OF_FIELDS: Final = ("AS1", "AS2", "AS3", "AS4")
_FOLLOWS: Final = "AS602"
"""A fence that only one of the sides opens or closes."""


def conflicts(text: str) -> tuple[Span, ...]:
    """The opening lines of all conflicts: an opening, a middle and a closing line of one length.

    One of these lines alone is none, nor what is shown in a code fence of the body.
    """
    if "<" * _FEWEST not in text:
        return ()
    found: list[Span] = []
    opened: re.Match[str] | None = None
    halved = False
    fences = fenced(text)
    for marker in _MARKER.finditer(text):
        if marker["open"]:
            opened, halved = marker, False
        elif opened is None:
            continue
        elif marker["middle"]:
            halved = halved or len(marker["middle"]) == len(opened["open"])
        elif halved and len(marker["close"]) == len(opened["open"]):
            if not in_code(fences, opened.start()):
                found.append(Span(opened.start(), opened.start() + len(opened[0].rstrip("\r"))))
            opened = None
    return tuple(found)


def _reaches_fields(subject: Subject, start: int) -> bool:
    front = subject.document.front
    return front is None or start < front.span.end


@rule(
    _CODE,
    "conflict-markers",
    Severity.ERROR,
    "The lines that git puts around the two sides of a conflict must not stay in a definition.",
    source="git-scm.com/docs/git-merge, How conflicts are presented",
    bad=example("<<<<<<< HEAD", "tools: Read", "=======", "tools: Read, Bash", ">>>>>>> feature"),
    good=GOOD + "\n```\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> feature\n```\n",
    universal=True,
)
def conflict_markers(subject: Subject) -> Iterator[Finding]:
    """The first conflict of the file; the others are counted."""
    found = conflicts(subject.text)
    if not found:
        return
    more = f", {len(found)} conflicts in all" if len(found) > 1 else ""
    then = (
        "no harness can read the fields as they are meant"
        if _reaches_fields(subject, found[0].start)
        else "the agent reads both sides and the markers"
    )
    yield Finding(found[0], f"Conflict markers left in the file{more}: {then}. Settle them first")


def settled_first(subject: Subject, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What is left to say where conflict markers are: nothing that follows from them."""
    markers = next((each for each in found if each.code == _CODE), None)
    if markers is None:
        return list(found)
    follow: tuple[str, ...] = (_FOLLOWS,)
    if _reaches_fields(subject, markers.span.start):
        follow += _OF_FIELDS
    return [each for each in found if each is markers or not each.code.startswith(follow)]


RULES: Final = (conflict_markers,)
