"""Where front matter lies, and why there is none."""

from __future__ import annotations

import re

from agent_studio.core.document.model import FrontFault, FrontProblem
from agent_studio.core.records import dataclass
from agent_studio.core.text import BOM, Span

LINE_END = r"(?:\r\n|\n|\r)"

# Three dashes are the format; more are read too (as python-frontmatter does), because files
# with 4, 43, 56 and 134 of them exist and nothing else can be meant.
_OPEN = re.compile(rf"{BOM}?---+[ \t]*{LINE_END}")
_CLOSE = re.compile(rf"(?:(?<=\n)|(?<=\r))---+[ \t]*(?:{LINE_END}|\Z)")

# Why there is no front matter is seldom asked: these are compiled when it is.
_BEFORE = rf"{BOM}?(?:\s|<!--(?:[^-]|-(?!->))*+-->)*+"
_CODE_FENCE = rf"{BOM}?(?:`{{3,}}|~{{3,}})[^\r\n`]*{LINE_END}\s*---+[ \t]*{LINE_END}"
_INSIDE = rf"(?:[ \t]+[^\s][^\r\n]*|-[ \t][^\r\n]*)(?:{LINE_END}|\Z)"
_BARE = rf"{BOM}?(?:[A-Za-z_][\w-]*:(?:[ \t][^\r\n]*)?(?:{LINE_END}|\Z)(?:{_INSIDE})*+){{2,}}+"
_FIRST_LINE = r"[^\r\n]*"

# How far a fault is looked for; what begins later is no front matter by any reading.
_REACH = 20_000


@dataclass(frozen=True, slots=True)
class FrontPlace:
    """The offsets of front matter: ``content`` lies between the fences."""

    content_start: int
    content_end: int
    end: int
    """Behind the closing fence and its line end."""


def find_front(text: str) -> FrontPlace | None:
    """Where the front matter of ``text`` is; ``None`` if it has none that is closed."""
    opened = _OPEN.match(text)
    if opened is None:
        return None
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        return None
    return FrontPlace(opened.end(), closed.start(), closed.end())


def front_problem(text: str) -> FrontProblem | None:
    """Why ``text`` has no front matter; ``None`` if it has."""
    opened = _OPEN.match(text)
    if opened is not None:
        if find_front(text) is not None:
            return None
        message = "the front matter is not closed by a line of three dashes"
        return FrontProblem(FrontFault.UNCLOSED, message, Span(0, len(opened[0].rstrip())))
    head = text[:_REACH]
    if not head.strip(BOM + " \t\r\n") and len(head) == len(text):
        return FrontProblem(FrontFault.EMPTY, "the file is empty", Span(0, len(text)))
    return _late(head) or _fenced(head) or _bare(head) or _missing(head)


def _late(head: str) -> FrontProblem | None:
    before = re.match(_BEFORE, head)
    if before is None or not _OPEN.match(head, before.end()):
        return None
    what = "a comment stands" if "<!--" in before[0] else "blanks or blank lines stand"
    message = f"{what} before the opening ---: it must come first"
    return FrontProblem(FrontFault.LATE, message, Span(0, before.end()))


def _fenced(head: str) -> FrontProblem | None:
    if not re.match(_CODE_FENCE, head):
        return None
    message = "the front matter is inside a code fence: the opening --- must come first"
    return FrontProblem(FrontFault.FENCED, message, _first_line(head))


def _bare(head: str) -> FrontProblem | None:
    bare = re.match(_BARE, head)
    if bare is None:
        return None
    message = "the fields have no --- line above and below them"
    return FrontProblem(FrontFault.BARE, message, Span(0, len(bare[0].rstrip("\r\n"))))


def _missing(head: str) -> FrontProblem:
    message = "there is no front matter: the file does not begin with ---"
    return FrontProblem(FrontFault.MISSING, message, _first_line(head))


def _first_line(head: str) -> Span:
    line = re.match(_FIRST_LINE, head)
    return Span(0, line.end() if line else 0)
