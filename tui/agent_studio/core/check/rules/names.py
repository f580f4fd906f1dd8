"""Name and description: what an agent is known by and chosen by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import quote_value, set_value
from agent_studio.core.check.model import Fix, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.dialects.front_reading import front_text
from agent_studio.core.dialects.loading import why_name_refused
from agent_studio.core.dialects.model import FieldSpec, FieldType
from agent_studio.core.document.model import Field, Value
from agent_studio.core.text import BOM

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_SEEN: Final = "seen with Claude Code 2.1.329"
_NAME: Final = "name"
_HUMP: Final = r"(?<=[a-z0-9])(?=[A-Z])"


def _texts(subject: Subject) -> Iterator[tuple[FieldSpec, Field | None, Value]]:
    """The texts that the harness needs, with what the file has for them."""
    front = subject.document.front
    if front is None or front_text(subject.text) is None:
        return
    if not subject.dialect.loading.is_markdown:
        return
    if not subject.dialect.reads_bom and subject.text.startswith(BOM):
        return
    if not front.fields and front.content.of(subject.text).strip() and not front.value:
        return
    for spec in subject.dialect.needed(subject.values):
        if spec.type is FieldType.STRING:
            yield spec, subject.field(spec.key), subject.values.get(spec.key)


def _is_missing(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


@rule(
    "AS201",
    "required-field",
    Severity.ERROR,
    "Without a name or a description the file is skipped.",
    source=f"{_DOCS}; {_SEEN}",
    bad="---\nname: reviewer\n---\n\nYou review.\n",
)
def required(subject: Subject) -> Iterator[Finding]:
    """A text that the harness needs is not there, or empty."""
    for spec, field, value in _texts(subject):
        if not _is_missing(value):
            continue
        what, advice = ("has no value", "Write one") if field else ("is missing", "Add it")
        blank = isinstance(value, str) and value != ""
        fix = None
        if spec.key == _NAME and subject.file_name:
            name = _as_name(subject.file_name)
            title = f"Call it '{name}', as the file"
            fix = set_value(title, subject.document, _NAME, name, safe=False) if name else None
        yield Finding(
            subject.spot(field) if field else subject.opening,
            f"{quoted(spec.key)} {what}: {subject.dialect.title} skips the file. {advice}"
            if not blank
            else f"{quoted(spec.key)} is blank: nothing says what it is for",
            fix,
            Severity.WARNING if blank else None,
        )


@rule(
    "AS202",
    "required-text",
    Severity.ERROR,
    "Name and description must be texts: a number, a switch or a list drops the file.",
    source=_SEEN,
    bad="---\nname: 007\ndescription: Reviews changes\n---\n\nYou review.\n",
)
def required_text(subject: Subject) -> Iterator[Finding]:
    """A required text is a number, a boolean, a list or a mapping."""
    for spec, field, value in _texts(subject):
        if field is None or value is None or isinstance(value, str):
            continue
        simple = not isinstance(value, list | dict)
        fix = quote_value(subject.document, field, breaks=False) if simple else None
        what = "a number or a switch" if simple else "a list or a mapping"
        yield Finding(
            subject.spot(field),
            f"{quoted(spec.key)} is {what}, not a text: {subject.dialect.title} takes it for "
            f"missing and skips the file{'. Put it in quotes' if simple else ''}",
            fix,
        )


@rule(
    "AS203",
    "refused-name",
    Severity.ERROR,
    "A name that begins with a hyphen or holds a colon drops the file.",
    source="Claude Code changelog, 2.1.218",
    bad='---\nname: "team:reviewer"\ndescription: Reviews changes\n---\n\nYou review.\n',
)
def refused_name(subject: Subject) -> Iterator[Finding]:
    """Names that the harness cannot use."""
    field, value = subject.field(_NAME), subject.values.get(_NAME)
    why = why_name_refused(value, subject.dialect)
    if field is None or not why:
        return
    yield Finding(
        subject.spot(field),
        f"{subject.dialect.title} skips this file: {why}",
        _rename(subject, value),
    )


@rule(
    "AS204",
    "name-form",
    Severity.HINT,
    "Names are lower-case letters and hyphens by the documentation; other names load as well. A "
    "warning where the format says that they must be.",
    source=_DOCS,
    bad=example().replace("name: reviewer", "name: Code Reviewer"),
)
def name_form(subject: Subject) -> Iterator[Finding]:
    """A name that loads but is written in another way than documented."""
    field, value = subject.field(_NAME), subject.values.get(_NAME)
    pattern = subject.dialect.name_pattern
    if field is None or not isinstance(value, str) or not value.strip() or not pattern:
        return
    if why_name_refused(value, subject.dialect) or re.fullmatch(pattern, value):
        return
    if value in subject.dialect.builtin_agents:
        return
    spec = subject.dialect.spec(_NAME)
    binding = spec is not None and bool(spec.pattern)
    if not binding and not re.search(r"[A-Za-z]", value):  # another script, and on purpose
        return
    yield Finding(
        subject.spot(field),
        f"{quoted(value)} is no name by the rules of {subject.dialect.title}, and some programs "
        "refuse it: names are lower-case words joined by hyphens"
        if binding
        else f"{quoted(value)} loads, but names should be lower-case words joined by hyphens",
        _rename(subject, value),
        Severity.WARNING if binding else None,
    )


@rule(
    "AS205",
    "name-and-file",
    Severity.HINT,
    "The file is called otherwise than the agent in it, which is hard to find then.",
    source=f"{_DOCS}: the name field counts, not the file's name",
    bad=example(),
)
def name_and_file(subject: Subject) -> Iterator[Finding]:
    """The name has nothing to do with the file's: no word of the one leads to the other."""
    field, value = subject.field(_NAME), subject.values.get(_NAME)
    stem = subject.file_name
    if field is None or not isinstance(value, str) or not value or not stem:
        return
    if subject.dialect.named_as_folder:
        if value != stem:
            yield Finding(
                subject.spot(field),
                f"By the rules of {subject.dialect.title} the name is that of the folder, "
                f"{quoted(stem)}: some programs refuse {quoted(value)}",
                severity=Severity.WARNING,
            )
        return
    if subject.dialect.name_is == "file" or _leads_to(stem, value):
        return
    yield Finding(
        subject.spot(field),
        f"The file is called {quoted(stem)}, but the agent is known as {quoted(value)}",
    )


def _leads_to(stem: str, name: str) -> bool:
    """Whether who knows the name finds the file: most words of one are in the other.

    `Mobile App Builder` is found in `engineering-mobile-app-builder`. A name in another script
    is a translation, which nobody can compare.
    """
    if not name.isascii() or not stem.isascii():
        return True
    short = re.sub(r"\([^()]*\)", "", name)  # `SRE (Site Reliability Engineer)`
    return _is_in(_as_name(short), _as_name(stem)) or _is_in(_as_name(stem), _as_name(short))


def _is_in(words: str, others: str) -> bool:
    """Whether two of three words stand in the others, however those are joined."""
    joined, each = others.replace("-", ""), words.split("-")
    return words.replace("-", "") in joined or 3 * sum(word in joined for word in each) >= 2 * len(
        each
    )


@rule(
    "AS206",
    "mixed-scripts",
    Severity.WARNING,
    "Letters of several alphabets in one name: it may imitate another agent's.",
    source="Unicode UTS 39, section 5",
    bad=example().replace("name: reviewer", "name: revіewer"),
)
def mixed_scripts(subject: Subject) -> Iterator[Finding]:
    """Latin letters next to their Cyrillic or Greek look-alikes."""
    field, value = subject.field(_NAME), subject.values.get(_NAME)
    if field is None or not isinstance(value, str) or value.isascii():
        return
    scripts = {script for each in value if (script := _script(each))}
    if len(scripts) < 2:
        return
    odd = [each for each in value if _script(each) not in ("", "LATIN")]
    yield Finding(
        subject.spot(field),
        f"{quoted(value)} mixes {' and '.join(sorted(scripts))} letters "
        f"({', '.join(f'{each} is U+{ord(each):04X}' for each in odd[:3])}): "
        "it looks like another name and is not",
    )


@rule(
    "AS207",
    "long-name",
    Severity.HINT,
    "A name of more than fifty characters loads, but is no handy one.",
    source="claude.com/plugins, plugin-dev: names of 3 to 50 characters",
    bad=example().replace("name: reviewer", f"name: {'-'.join(['reviewer'] * 6)}"),
)
def long_name(subject: Subject) -> Iterator[Finding]:
    """A name that is longer than what the vendor's own guide takes."""
    key = subject.dialect.name_field
    field, value = subject.field(key), subject.values.get(key)
    most = subject.dialect.longest_name
    if field is None or not most or not isinstance(value, str) or len(value) <= most:
        return
    yield Finding(
        subject.spot(field),
        f"This name has {len(value)} characters; it loads, but the guide of "
        f"{subject.dialect.title} asks for {most} at most",
    )


def _script(letter: str) -> str:
    """Which of the alphabets with look-alikes a letter is from; empty for anything else."""
    if not letter.isalpha():
        return ""
    word = unicodedata.name(letter, "").split(" ", 1)[0]
    return word if word in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE") else ""


def _as_name(text: str) -> str:
    """``text`` as lower-case words joined by hyphens; empty if a letter of it would be lost."""
    letters = unicodedata.normalize("NFKD", text)
    if any(each.isalpha() and not each.isascii() for each in letters):
        return ""
    plain = letters.encode("ascii", "ignore").decode()
    # `CodeReviewer` is two words; `LinkedIn Writer` shows where its words end.
    spaced = plain if re.search(r"[\s_-]", plain) else re.sub(_HUMP, "-", plain)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")


def _rename(subject: Subject, value: Value) -> Fix | None:
    name = _as_name(value) if isinstance(value, str) else ""
    if not name or name == value:
        return None
    title = f"Call it '{name}' (references to the old name are not changed)"
    return set_value(title, subject.document, _NAME, name, safe=False)


RULES: Final = (
    *(required, required_text, refused_name, name_form, name_and_file, mixed_scripts),
    long_name,
)
