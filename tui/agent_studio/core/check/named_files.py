"""The files that a definition names, where it writes them as paths."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from agent_studio.core.check.mentions import Mention
from agent_studio.core.document.code import FENCE
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from agent_studio.core.check.subject import Subject

_MOST: Final = 500
_NEAR: Final = 400
"""How far back a line is looked at for the beginning of inline code."""
_BEFORE: Final = 48
_LINK: Final = (
    r"\]\(<?([^()\[\]\s<>]{1,300})>?(?:[ \t]+(?:\"[^\"\r\n]{0,200}\"|'[^'\r\n]{0,200}'))?\)"
)
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.-]*:"
_FILE: Final = r"(?:~/|\.{1,2}/)*(?:[\w.@+-]+(?: [\w.@+-]+)*/)*[\w.@+-]+\.[A-Za-z][A-Za-z0-9]{0,9}"
# Paths that stand for a path.
_STAND_IN: Final = (
    r"(?i)(?:.*/)?(?:path/to|relative/path|your[-_ ]|my[-_]|example|foo|bar|file\.|link\.|url\."
    r"|filename|xxx|yyyy|page\.|doc\.|image\.).*|.*(?:/path/|\.\.\.|YYYY|NNN|XXX).*"
)
_CODE_PATH: Final = r"`((?:~/|\.{1,2}/)?[\w.@+-]+(?:/[\w.@+-]+)*\.[A-Za-z][A-Za-z0-9]{0,4})`"
_TO_BE_READ: Final = (
    r"(?i)\b(?:read|see|follow|load|consult|refer to|according to|as (?:defined|described"
    r"|documented|specified) in)(?: the| also| first| all of| and follow| through)?"
    r"(?: \w+){0,2}:? \Z"
)
_IF_THERE: Final = r"`,? (?:\w+ ){0,3}(?i:if|when|or|exists?|\(if)\b"
_NOT_YET: Final = (
    r"(?i)\b(?:if|when|whether|e\.g\.|such as|like|or|exists?|creat\w*|writ\w*|sav\w*)\b"
)
# The sign comes first, so that it is what is searched for.
_IMPORT: Final = r"@(?<![\w`/.@]@)((?:~/|\.{1,2}/)?(?:[\w.-]+/)+[\w.-]+\.md)\b"


def named_files(subject: Subject) -> tuple[Mention, ...]:
    """The paths that ``subject`` names and that are no addresses, patterns or stand-ins.

    Link targets are firm: whoever reads the definition follows them. Paths in backticks behind a
    word such as *read*, and imports, are not: they are meant where the agent works.
    """
    front = subject.document.front
    start = front.span.end if front else 0
    links = islice(_links(subject.text, start), _MOST)
    read = islice(_read(subject.text, start), _MOST)
    return tuple(sorted((*links, *read), key=lambda each: each.span.start))


def _links(text: str, start: int) -> Iterator[Mention]:
    if "](" not in text:
        return
    fences = _Fences(text, start)
    for match in re.finditer(_LINK, text[start:]):
        span = Span(*match.span(1)).shifted(start)
        path = plain_path(match[1])
        if path and span.start not in fences and not _in_inline_code(text, span.start):
            yield Mention(path, span)


def plain_path(target: str) -> str:
    """A link's target as a path; empty if it is none."""
    path = re.split(r"[#?]", target, maxsplit=1)[0].replace("%20", " ")
    if re.match(_SCHEME, path) or not re.fullmatch(_FILE, path) or re.fullmatch(_STAND_IN, path):
        return ""
    return path


def _read(text: str, start: int) -> Iterator[Mention]:
    """Paths in backticks that are to be read, and imports."""
    if "`" not in text and "@" not in text:
        return
    fences: _Fences | None = None
    for pattern in (_CODE_PATH, _IMPORT):
        for match in re.finditer(pattern, text[start:]):
            at = match.start() + start
            if "/" not in match[1] or re.fullmatch(_STAND_IN, match[1]):
                continue
            if pattern is _CODE_PATH and not _is_to_be_read(text, at):
                continue
            fences = fences or _Fences(text, start)
            if at not in fences:
                yield Mention(match[1], Span(*match.span(1)).shifted(start), firm=False)


def _is_to_be_read(text: str, at: int) -> bool:
    line = max(text.rfind("\n", 0, at) + 1, at - 3 * _BEFORE)
    said = re.search(_TO_BE_READ, text[max(line, at - _BEFORE) : at])
    if said is None or re.search(_NOT_YET, text[line:at]):
        return False
    behind = text.find("`", at + 1)
    return re.match(_IF_THERE, text[behind : behind + _BEFORE]) is None


def _in_inline_code(text: str, at: int) -> bool:
    line = max(text.rfind("\n", 0, at) + 1, at - _NEAR)
    return text.count("`", line, at) % 2 == 1


class _Fences:
    """Which places of a text are in code fences; found once, for any number of questions.

    A fence that shows Markdown ends where its writer meant it to end: fences inside of it, which
    end it by the rules where they have as many signs, are taken for a part of what it shows.
    """

    def __init__(self, text: str, start: int) -> None:
        self._edges: list[int] = []
        fence, shows, inside = "", False, False
        for line in FENCE.finditer(text, start):
            bare = not line[0].strip().strip(line[1][0])
            if not fence:
                fence = line[1]
                shows = re.match(r"\s*[`~]+\s*(?i:md|markdown)\b", line[0]) is not None
                self._edges.append(line.start())
            elif shows and not bare:
                inside = True
            elif inside and bare:
                inside = False
            elif line[1].startswith(fence) and bare:
                fence = ""
                self._edges.append(line.end())

    def __contains__(self, offset: int) -> bool:
        return bisect_right(self._edges, offset) % 2 == 1
