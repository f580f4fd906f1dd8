"""What strict YAML makes of the front matter, and what the loader makes of it then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.broken import RUNS_ON, broken, mend, spot
from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import edit_between, set_value
from agent_studio.core.check.model import Edit, Fix, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Loading
from agent_studio.core.document import Document
from agent_studio.core.document.model import Style, YamlRefused
from agent_studio.core.text import Span

_YAML: Final = "yaml.org/spec/1.2.2"
_LOADER: Final = "QwenLM/qwen-code, docs/design/declarative-agents-port.md"
_SEEN: Final = "seen with Claude Code 2.1.329"
_GLUED: Final = r"([A-Za-z][\w-]{0,40}:)[^\s:/]"
"""A key whose value begins without a blank; an address has slashes there."""
_CONTROL: Final = "control character"
_CARRIAGE: Final = "\r"
_BREAK: Final = r"\n"
_REFERENCE: Final = re.compile(r"(?<=[:\-,\[]) +[&*!][A-Za-z0-9_!]+|(?<=: )<<(?=\s)")
_TAB: Final = re.compile(r"^[ ]*\t+", re.MULTILINE)


def _is_rescued(subject: Subject) -> bool:
    """Whether the harness reads fields although strict YAML does not."""
    return bool(subject.loaded.fields)


def _falls_to_line_ends(subject: Subject) -> bool:
    """Whether the rescue would work if the lines ended in a line feed alone."""
    if _CARRIAGE not in subject.text or subject.dialect.loading is not Loading.RESCUE:
        return False
    return bool(load(Document(subject.text.replace("\r\n", "\n")), subject.dialect).fields)


@rule(
    "AS111",
    "rescued-yaml",
    Severity.WARNING,
    "The front matter is not valid YAML; this harness loads it all the same, others drop it. A "
    "hint where no other program reads such files.",
    source=f"{_LOADER}; {_SEEN}",
    bad="---\nname: reviewer\ndescription: Use when: a change is ready\n---\n\nYou review.\n",
)
def rescued(subject: Subject) -> Iterator[Finding]:
    """Invalid YAML that the loader's second try reads."""
    front = subject.document.front
    if front is None or front.error is None or not _is_rescued(subject):
        return
    for number, (field, error) in enumerate(broken(front)):
        if _CONTROL in error.message:  # nothing was quoted: this harness's parser lets it through
            continue
        dialect = subject.dialect
        others = "" if dialect.alone else "; strict readers drop it"
        advice = "" if _QUOTE in error.message else ". Put the value in quotes"
        yield Finding(
            spot(subject, field, error),
            f"Not valid YAML: {error.message}. {dialect.title} loads the file all the same, "
            f"{_RESCUES.get(dialect.loading, _AS_TEXT)}{others}{advice}",
            mend(subject, field, number),
            Severity.HINT if dialect.alone else None,
        )


_QUOTE: Final = "quote"
_AS_TEXT: Final = "reading the line as text"
_RESCUES: Final = {
    Loading.RESCUE: "because it quotes the value itself",
    Loading.BLOCKS: "because it makes a block of the value",
    Loading.LINES: "because it then reads line by line",
    Loading.ONWARD: "without what follows the mistake",
}


@rule(
    "AS112",
    "invalid-yaml",
    Severity.ERROR,
    "The front matter is not valid YAML, no field is read, and the file is skipped.",
    source=f"{_YAML}; {_SEEN}",
    bad='---\nname: reviewer\ndescription: "Reviews" changes\n---\n\nYou review.\n',
    universal=True,
)
def invalid(subject: Subject) -> Iterator[Finding]:
    """Invalid YAML that nothing rescues."""
    front = subject.document.front
    if subject.refused is not None:
        yield _refused_alone(subject, subject.refused)
    if front is None or front.error is None or _is_rescued(subject):
        return
    if _falls_to_line_ends(subject):
        return
    for number, (field, error) in enumerate(broken(front)):
        if field is not None and RUNS_ON in error.message:
            continue
        yield Finding(
            spot(subject, field, error),
            f"Not valid YAML: {error.message}. No field is read and the file is skipped",
            mend(subject, field, number),
        )


def _refused_alone(subject: Subject, refused: YamlRefused) -> Finding:
    """YAML by the book that the harness's own parser does not read."""
    fields = subject.document.fields
    at = refused.offset
    field = next((each for each in fields if at in each.line_span), None)
    line = re.compile(r"[^\S\r\n]*(\S[^\r\n]*)").match(subject.text, at)
    span = Span(*line.span(1)) if line else subject.opening
    if field is not None and not field.line_span.covers(span):
        span = subject.spot(field)
    return Finding(
        span,
        f"YAML that {subject.dialect.title} does not read: {refused.message}. No field is read "
        "and the file is skipped",
    )


@rule(
    "AS113",
    "colon-with-crlf",
    Severity.ERROR,
    "With Windows line ends, an unquoted colon in a value drops the file.",
    source=f"xujialiu/Zotero-TTS#27; {_SEEN}",
    bad="---\r\nname: reviewer\r\ndescription: Use when: ready\r\n---\r\n\r\nYou review.\r\n",
)
def colon_with_crlf(subject: Subject) -> Iterator[Finding]:
    """The rescue that would help does not see lines that end in a carriage return."""
    front = subject.document.front
    if front is None or front.error is None or _is_rescued(subject):
        return
    if not _falls_to_line_ends(subject):
        return
    for number, (field, error) in enumerate(broken(front)):
        yield Finding(
            spot(subject, field, error),
            f"Not valid YAML: {error.message}. With Windows line ends {subject.dialect.title} "
            "does not rescue it and skips the file",
            mend(subject, field, number),
        )


@rule(
    "AS114",
    "lines-run-on",
    Severity.ERROR,
    "A value of several lines must be indented or in quotes.",
    source=f"{_YAML}; {_SEEN}",
    bad="---\nname: reviewer\ndescription: Reviews changes\nand tests them\n---\n\nYou review.\n",
    universal=True,
)
def runs_on(subject: Subject) -> Iterator[Finding]:
    """The most common shape of a file that is silently skipped."""
    front = subject.document.front
    if front is None or front.error is None or _is_rescued(subject):
        return
    for number, (field, error) in enumerate(broken(front)):
        if field is None or RUNS_ON not in error.message:
            continue
        span = spot(subject, field, error)
        glued = re.match(_GLUED, span.of(subject.text))
        if glued:
            at = Span(span.start + glued.end(1), span.start + glued.end(1))
            blank = Fix("Put a blank behind the colon", (Edit(at, " "),), safe=False)
            yield Finding(
                Span(span.start, span.start + glued.end(1)),
                f"No blank behind the colon: this line goes on with the text of "
                f"{quoted(field.key)}. No field is read and the file is skipped",
                blank,
            )
            continue
        yield Finding(
            span,
            f"The text of {quoted(field.key)} runs on over lines that are not indented. No field "
            "is read and the file is skipped. Indent the lines or put the text in quotes",
            mend(subject, field, number, safe=False),
        )


@rule(
    "AS115",
    "spoilt-by-rescue",
    Severity.ERROR,
    "The rescue of one line quotes the others too: lists, comments and blocks become text.",
    source=_LOADER,
    bad="---\nname: reviewer\ndescription: Use when: ready\ntools: [Read, Grep]\n---\n\nReview.\n",
)
def spoilt(subject: Subject) -> Iterator[Finding]:
    """Values that mean something else because another line had to be rescued."""
    front = subject.document.front
    if front is None or front.error is None or not _is_rescued(subject):
        return
    for field in front.fields:
        read = subject.loaded.fields.get(field.key)
        if field.error is not None or subject.document.field(field.key) is not field:
            continue
        if not subject.dialect.knows(field.key):  # whatever it says, it is ignored
            continue
        meant = field.value
        if isinstance(meant, str) and field.key in subject.dialect.unescaped_fields:
            meant = meant.replace(_BREAK, "\n")
        if isinstance(meant, str) and meant in ("true", "false") and isinstance(read, bool):
            continue
        if read != meant and isinstance(read, str):
            yield Finding(
                subject.spot(field),
                f"Because another line is not valid YAML, {subject.dialect.title} reads this as "
                f"the text {quoted(read)}. Put that other value in quotes",
                severity=Severity.WARNING if subject.dialect.alone else None,
            )


@rule(
    "AS116",
    "duplicate-key",
    Severity.WARNING,
    "A key is written twice; the last one counts, and some readers refuse the file.",
    source=f"{_YAML}, section 3.2.1.3; {_SEEN}",
    bad=example("model: sonnet", "model: opus"),
    universal=True,
)
def duplicate_key(subject: Subject) -> Iterator[Finding]:
    """All but the last field of a key."""
    last = {field.key: field for field in subject.document.fields}
    if len(last) == len(subject.document.fields):
        return
    for field in subject.document.fields:
        other = last[field.key]
        if other is field:
            continue
        same = subject.document[field.value_span] == subject.document[other.value_span]
        line = subject.document.lines.position(other.key_span.start).line + 1
        edit = Edit(field.line_span, "")
        yield Finding(
            field.key_span,
            f"{quoted(field.key)} is written again in line {line}; only that one counts, and some "
            "readers refuse the file",
            Fix(f"Remove this {field.key}", (edit,), safe=same),
        )


@rule(
    "AS117",
    "literal-line-break",
    Severity.INFO,
    r"A literal `\n` in the description: this harness breaks the line there, others show it.",
    source=f"{_LOADER}",
    bad=example().replace("Reviews changes", r"Reviews changes\nand tests"),
)
def literal_break(subject: Subject) -> Iterator[Finding]:
    """Two characters that stand for a line break outside of double quotes."""
    for key in subject.dialect.unescaped_fields:
        field = subject.field(key)
        if field is None or field.style is Style.DOUBLE:
            continue
        at = subject.text.find(_BREAK, field.value_span.start, field.value_span.end)
        if at < 0:
            continue
        fix = None
        if field.error is None and isinstance(field.value, str):
            value = field.value.replace(_BREAK, "\n")
            fix = set_value("Write real line breaks", subject.document, key, value)
        count = subject.document[field.value_span].count(_BREAK)
        times = "" if count == 1 else f" ({count} times in this value)"
        yield Finding(
            Span(at, at + len(_BREAK)),
            f"{subject.dialect.title} takes the two characters \\n{times} for a line break; "
            "readers of plain YAML show them as they are",
            fix,
        )


@rule(
    "AS118",
    "yaml-references",
    Severity.HINT,
    "Anchors, aliases and tags: legal YAML that many readers of definitions do not know.",
    source=f"{_YAML}, chapter 6",
    bad=example("skills: &all [testing]"),
    universal=True,
)
def references(subject: Subject) -> Iterator[Finding]:
    """Parts of YAML beyond keys, texts, numbers, lists and mappings."""
    front = subject.document.front
    if front is None or front.error is not None:
        return
    content = front.content.of(subject.text)
    if not any(sign in content for sign in (" &", " *", " !", "<<")):
        return
    for field in front.fields:
        if field.style in (Style.SINGLE, Style.DOUBLE, Style.PLAIN, Style.LITERAL, Style.FOLDED):
            continue
        start = field.key_span.end
        for match in _REFERENCE.finditer(subject.text, start, field.line_span.end):
            span = Span(match.end() - len(match[0].lstrip()), match.end())
            yield Finding(
                span, f"{quoted(span.of(subject.text))} is YAML shorthand; write the value itself"
            )


@rule(
    "AS119",
    "tab-in-front-matter",
    Severity.HINT,
    "YAML does not indent with tabs.",
    source=f"{_YAML}, section 6.1",
    bad=example("skills: [testing,", "\treviewing]"),
    universal=True,
)
def tabs(subject: Subject) -> Iterator[Finding]:
    """A line of the front matter begins with a tab."""
    front = subject.document.front
    if front is None or "\t" not in front.content.of(subject.text):
        return
    content = front.content.of(subject.text)
    match = _TAB.search(content)
    if match is None:
        return
    mended = _TAB.sub(lambda each: each[0].replace("\t", "  "), content)
    edit = edit_between(content, mended)
    span = edit.span.shifted(front.content.start)
    yield Finding(
        Span(*match.span()).shifted(front.content.start),
        "This line is indented with a tab; YAML indents with blanks, and some readers refuse tabs",
        Fix("Write blanks for tabs", (Edit(span, edit.text),), safe=False),
    )


RULES: Final = (
    rescued,
    invalid,
    colon_with_crlf,
    runs_on,
    spoilt,
    duplicate_key,
    literal_break,
    references,
    tabs,
)
