"""Is there front matter, and where does it end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, rule
from agent_studio.core.check.model import Edit, Fix, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.front_reading import front_text
from agent_studio.core.dialects.loading import load
from agent_studio.core.document import front_problem, parse
from agent_studio.core.document.model import FrontFault, FrontProblem
from agent_studio.core.text import Span

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_NOTES: Final = frozenset({"readme", "changelog", "contributing", "index", "license", "template"})
_OPENER: Final = re.compile(r"-{4,}")
_WORDS: Final = re.compile(r"\S[^\r\n]*|\s")
_LINK: Final = r"((?:\.{1,2}/)+[^\s<>|*?]+\.[A-Za-z]+)\s*"
_LONGEST_LINK: Final = 500
_LONE: Final = re.compile(r"\r(?!\n)")
_FRONT_LINE: Final = re.compile(
    r"(?:[ \t]*|[ \t]+[^\r\n]*|#[^\r\n]*|-[ \t][^\r\n]*|[\w.-]+:(?:[ \t][^\r\n]*)?)(?:\r\n|\n|\r)"
)


def _showing(subject: Subject, title: str, edit: Edit) -> Fix:
    """A fix that lets the harness see the front matter; safe unless it drops the file for that."""
    safe = True
    if subject.loaded.loads:
        text = subject.text
        mended = parse(text[: edit.span.start] + edit.text + text[edit.span.end :])
        safe = load(mended, subject.dialect).loads
    return Fix(f"{title}: the fields are read then", (edit,), safe)


def _problem(subject: Subject) -> FrontProblem | None:
    dialect = subject.dialect
    if not dialect.loading.is_markdown or not dialect.needs_front_matter:
        return None
    return None if subject.document.front else front_problem(subject.text)


@rule(
    "AS101",
    "no-front-matter",
    Severity.ERROR,
    "A definition begins with its fields between two lines of three dashes.",
    source=_DOCS,
    bad="# Reviewer\n\nYou review.\n",
    universal=True,
)
def no_front_matter(subject: Subject) -> Iterator[Finding]:
    """There is nothing that could be front matter where it should be."""
    problem = _problem(subject)
    if problem is None or problem.fault in (FrontFault.UNCLOSED, FrontFault.LATE):
        return
    note = problem.fault is FrontFault.MISSING and subject.stem.lower() in _NOTES
    then = "it is taken for a note, not for an agent" if note else "the file is skipped"
    link = re.fullmatch(_LINK, subject.text[:_LONGEST_LINK])
    if link is not None:
        yield Finding(
            Span(*link.span(1)),
            "The file holds nothing but a path, as a symbolic link does that was stored as text; "
            "the file is skipped. Make it a link, or a copy of what it points to",
        )
        return
    words = _WORDS.search(subject.text) if not len(problem.span) else None
    yield Finding(
        Span(*words.span()) if words else problem.span,
        "The file is empty and is skipped"
        if problem.fault is FrontFault.EMPTY
        else f"{_sentence(problem.message)}; {then}",
        _between_fences(subject, problem.span) if problem.fault is FrontFault.BARE else None,
        Severity.INFO if note else None,
    )


def _between_fences(subject: Subject, span: Span) -> Fix:
    end = subject.document.line_end
    line = "" if subject.text[: span.end].endswith(("\n", "\r")) else end
    edits = (
        Edit(Span(span.start, span.start), f"---{end}"),
        Edit(Span(span.end, span.end), f"{line}---{end}"),
    )
    return Fix("Put the fields between fences", edits, safe=False)


@rule(
    "AS102",
    "unclosed-front-matter",
    Severity.ERROR,
    "The fields end with a second line of three dashes.",
    source=_DOCS,
    bad="---\nname: reviewer\ndescription: Reviews changes\n\nYou review.\n",
    universal=True,
)
def unclosed_front_matter(subject: Subject) -> Iterator[Finding]:
    """The opening fence has no partner."""
    problem = _problem(subject)
    if problem is None or problem.fault is not FrontFault.UNCLOSED:
        return
    yield Finding(
        problem.span,
        f"{_sentence(problem.message)}; no field is read and the file is skipped. "
        "Close it with --- behind the last field",
        _close(subject),
    )


def _close(subject: Subject) -> Fix | None:
    """A closing fence behind the lines that look like fields."""
    first = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)").match(subject.text)
    at = first.end() if first else len(subject.text)
    last = at
    while line := _FRONT_LINE.match(subject.text, at):
        at = line.end()
        if line[0].strip():
            last = at
        elif last != at and line[0][:1] not in " \t":
            break
    if first is None or last == first.end():
        return None
    edit = Edit(Span(last, last), f"---{subject.document.line_end}")
    return Fix("Close the front matter behind its last field", (edit,), safe=False)


@rule(
    "AS103",
    "text-before-front-matter",
    Severity.ERROR,
    "The opening fence is the very first thing in the file.",
    source=f"{_DOCS}; {_SEEN}",
    bad=f"\n{GOOD}",
    universal=True,
)
def text_before_front_matter(subject: Subject) -> Iterator[Finding]:
    """Blank lines or a comment push the front matter down, and it is no longer seen."""
    problem = _problem(subject)
    if problem is None or problem.fault is not FrontFault.LATE:
        return
    before = problem.span.of(subject.text)
    rest = parse(subject.text[problem.span.end :])
    fix = None
    if not before.strip(" \t\r\n\ufeff"):
        fix = _showing(subject, "Remove what stands before it", Edit(problem.span, ""))
    elif rest.front is not None:
        end = problem.span.end + rest.front.span.end
        edits = (Edit(problem.span, ""), Edit(Span(end, end), before))
        fix = Fix("Move the comment behind the front matter", edits, safe=False)
    yield Finding(
        problem.span, f"{_sentence(problem.message)}; no field is read and the file is skipped", fix
    )


@rule(
    "AS104",
    "odd-fence",
    Severity.ERROR,
    "The opening fence is three dashes, not more, and a line feed.",
    source=_SEEN,
    bad=GOOD.replace("---", "-----", 1),
)
def odd_fence(subject: Subject) -> Iterator[Finding]:
    """Some readers take four dashes for a fence; the harnesses do not."""
    front = subject.document.front
    if front is None or front_text(subject.text) is not None:
        return
    opener = _OPENER.search(subject.text, 0, front.content.start)
    if opener is None:
        head = front.span.of(subject.text)
        yield Finding(
            subject.opening,
            f"The lines of the front matter end in a lone carriage return; "
            f"{subject.dialect.title} sees no fields and skips the file",
            _showing(
                subject, "End lines with a line feed", Edit(front.span, _LONE.sub("\n", head))
            ),
        )
        return
    span = Span(*opener.span())
    yield Finding(
        span,
        f"{subject.dialect.title} wants exactly three dashes here; with {len(span)} "
        "it sees no fields and skips the file",
        _showing(subject, "Write three dashes", Edit(span, "---")),
    )


@rule(
    "AS105",
    "dashes-inside-front-matter",
    Severity.ERROR,
    "Three dashes in a row end the front matter, even inside a value.",
    source=f"QwenLM/qwen-code, docs/design/declarative-agents-port.md; {_SEEN}",
    bad=GOOD.replace("changes before", "changes --- before"),
)
def dashes_inside(subject: Subject) -> Iterator[Finding]:
    """The harness cuts the front matter at dashes that a person would not take for a fence."""
    front, seen = subject.document.front, front_text(subject.text)
    if front is None or seen is None or seen.end - 3 >= front.content.end:
        return
    span = Span(seen.end - 3, seen.end)
    field = next((each for each in subject.document.fields if each.value_span.covers(span)), None)
    fix = None
    if field is not None and field.error is None and isinstance(field.value, str):
        from agent_studio.core.document.scalars import double_quoted

        edit = Edit(field.value_span, double_quoted(field.value))
        fix = Fix("Write the dashes so that they are no fence", (edit,))
    where = f" in {quoted(field.key)}" if field else ""
    yield Finding(
        span,
        f"For {subject.dialect.title} the front matter ends at these dashes{where}: what follows "
        "becomes part of the prompt and its fields are lost",
        fix,
    )


@rule(
    "AS106",
    "fields-are-no-mapping",
    Severity.ERROR,
    "Front matter is a list of `key: value` lines.",
    source=_DOCS,
    bad="---\n- reviewer\n- Reviews changes\n---\n\nYou review.\n",
    universal=True,
)
def no_mapping(subject: Subject) -> Iterator[Finding]:
    """YAML, but a list or plain words."""
    front = subject.document.front
    if front is None or front.error or front.fields or front.value is not None:
        return
    if subject.loaded.loads and subject.loaded.fields:
        return  # a list of definitions, where one file may hold several
    content = front.content.of(subject.text)
    if content.strip():
        start = front.content.start + len(content) - len(content.lstrip())
        yield Finding(
            Span(start, front.content.start + len(content.rstrip())),
            "There are no `key: value` lines between the fences; no field is read "
            "and the file is skipped",
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


RULES: Final = (
    no_front_matter,
    unclosed_front_matter,
    text_before_front_matter,
    odd_fence,
    dashes_inside,
    no_mapping,
)
