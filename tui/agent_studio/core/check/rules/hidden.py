"""Characters that nobody sees, and bytes that are no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, rule
from agent_studio.core.check.model import Edit, Fix, Rule, Severity
from agent_studio.core.check.secrets.masking import without_secrets
from agent_studio.core.check.smuggling import (
    escape_sequence,
    escaped_characters,
    selected_bytes,
    untagged,
    zero_width_bits,
)
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted
from agent_studio.core.text import BOM, Span, name_hidden

_TROJAN: Final = "trojansource.codes (CVE-2021-42574); Unicode UAX 9"
_UNICODE: Final = "Unicode UTS 39; Unicode chapter 23"

_TAGS: Final = re.compile("[\U000e0000-\U000e007f]+")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_STRAY: Final = re.compile("[\ud800-\udfff]+")
_NUL: Final = re.compile("\0+")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|\r(?!\n)")

# Flags of England, Scotland and Wales are spelt in tag characters behind a black flag.
_FLAG: Final = "\U0001f3f4"
_FLAG_END: Final = "\U000e007f"
_LONE_RETURN: Final = (
    "A carriage return without a line feed: some programs end a line here, others do not"
)
_APART: Final = 3
"""Characters between two pieces of one hidden text: others that are hidden, too, or letters."""
_MOST_JOINED: Final = 2000
"""So many pieces are put together; what the first of them say is told."""
_MOST: Final = 20
"""So many runs of one kind are told one by one; a last finding speaks of the others."""


def _hidden(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The places of one kind of hidden characters."""
    for run in subject.hidden_runs:
        for match in pattern.finditer(subject.text, run.start, run.end):
            yield Span(*match.span())


def _is_in_body(subject: Subject, span: Span) -> bool:
    """Whether a new line end here leaves the fields as they are: it makes no fence, either."""
    front = subject.document.front
    in_body = front is not None and span.start >= front.span.end
    return in_body and not subject.text.startswith("---", span.end)


def _told(
    subject: Subject, spans: Sequence[Span], message: Callable[[Span], str]
) -> Iterator[Finding]:
    """A finding for each span, the first twenty one by one, the others in one."""
    for span in spans[:_MOST]:
        words = span.of(subject.text)
        if words == "\r":
            safe = _is_in_body(subject, span)
            title = "End the line with a line feed"
            yield Finding(span, _LONE_RETURN, Fix(title, (_edit(span, words),), safe))
        else:
            yield Finding(span, message(span), Fix("Remove what is hidden", (_edit(span, words),)))
    rest = spans[_MOST:]
    if rest:
        edits = tuple(_edit(span, span.of(subject.text)) for span in rest)
        text = f"{len(rest)} more places like those above"
        safe = all(each.of(subject.text) != "\r" or _is_in_body(subject, each) for each in rest)
        yield Finding(rest[0], text, Fix("Remove what is hidden", edits, safe))


def _together(subject: Subject, spans: Sequence[Span]) -> dict[Span, str]:
    """For each span its characters with those of its neighbours, of which it is one piece."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span.start - groups[-1][-1].end <= _APART:
            groups[-1].append(span)
        else:
            groups.append([span])
    return {
        span: words
        for group in groups
        for words in ["".join(each.of(subject.text) for each in group)]
        for span in group
    }


def _edit(span: Span, words: str) -> Edit:
    return Edit(span, "\n" if words == "\r" else "")


def _names(words: str) -> str:
    shown = " ".join(name_hidden(each) for each in words[:6])
    return f"{shown} and {len(words) - 6} more" if len(words) > 6 else shown


@rule(
    "AS501",
    "control-character",
    Severity.WARNING,
    "Control characters can repaint a terminal, and some YAML readers refuse them.",
    source="YAML 1.2.2, section 5.1; ECMA-48",
    bad=GOOD.replace("You review.", "You \x1b[31mreview."),
    universal=True,
)
def control(subject: Subject) -> Iterator[Finding]:
    """C0 and C1 controls, escape sequences among them; carriage returns that end no line."""
    yield from _told(
        subject,
        list(_hidden(subject, _CONTROL)),
        lambda span: _control_message(subject.text, span),
    )


def _control_message(text: str, span: Span) -> str:
    words = span.of(text)
    sequence = escape_sequence(words[-1] + text[span.end : span.end + 4096])
    does = f": {sequence}" if sequence else ""
    return f"The control character {_names(words)} is in the text; a terminal would act on it{does}"


@rule(
    "AS502",
    "bidi-control",
    Severity.WARNING,
    "Characters that turn the direction of text: what is read is not what is shown.",
    source=_TROJAN,
    bad=GOOD.replace("You review.", "You \u202ereview."),
    universal=True,
)
def bidi(subject: Subject) -> Iterator[Finding]:
    """Overrides, embeddings, isolates and marks."""
    yield from _told(
        subject,
        list(_hidden(subject, _BIDI)),
        lambda span: (
            f"{_names(span.of(subject.text))} changes the order in which the text behind it is "
            "shown; the agent reads it in the order of the file"
        ),
    )


@rule(
    "AS503",
    "invisible-character",
    Severity.WARNING,
    "Characters without a shape split words or hide in them.",
    source=_UNICODE,
    bad=GOOD.replace("You review.", "You re\u200bview."),
    universal=True,
)
def invisible(subject: Subject) -> Iterator[Finding]:
    """Zero-width and other blank characters that none of the other rules speaks of."""
    other = (_TAGS, _SELECTORS, _BIDI, _STRAY, _NUL, _CONTROL)
    spans = []
    for run in subject.hidden_runs:
        start = run.start
        taken = sorted(
            match.span()
            for pattern in other
            for match in pattern.finditer(subject.text, run.start, run.end)
        )
        for begin, end in [*taken, (run.end, run.end)]:
            if start < begin:
                spans.append(Span(start, begin))
            start = max(start, end)
    yield from _told(subject, spans, lambda span: _invisible_message(span.of(subject.text)))


def _invisible_message(words: str) -> str:
    said = zero_width_bits(words)
    spelt = f"; read as bits, they spell {quoted(without_secrets(said))}" if said else ""
    shows = "shows" if len(words) == 1 else "show"
    return f"{_names(words)} {shows} nothing on the screen{spelt}"


@rule(
    "AS504",
    "hidden-words",
    Severity.WARNING,
    "Tag characters spell words that only the model reads.",
    source="Unicode chapter 23.9; ASCII smuggling",
    bad=GOOD.replace("review.", "review.\U000e0068\U000e0069"),
    universal=True,
)
def tags(subject: Subject) -> Iterator[Finding]:
    """Runs of tag characters, decoded; flags of regions are spelt so, too, and are left alone."""
    spans = [span for span in _hidden(subject, _TAGS) if not _is_flag(subject.text, span)]
    whole = _together(subject, spans[:_MOST_JOINED])
    yield from _told(
        subject,
        spans,
        lambda span: (
            f"Invisible tag characters spell {quoted(without_secrets(untagged(whole[span])))} "
            "here; the agent may read it, people do not"
        ),
    )


def _is_flag(text: str, span: Span) -> bool:
    return (
        text[span.start - 1 : span.start] == _FLAG
        and text[span.end - 1] == _FLAG_END
        and len(span) <= 7
    )


@rule(
    "AS505",
    "hidden-bytes",
    Severity.WARNING,
    "Variation selectors in a row carry bytes behind a harmless character.",
    source="Unicode chapter 23.4; emoji smuggling",
    bad=GOOD.replace("review.", "review.\U000e0158\U000e0159"),
    universal=True,
)
def selectors(subject: Subject) -> Iterator[Finding]:
    """Runs of variation selectors, decoded."""
    spans = list(_hidden(subject, _SELECTORS))
    whole = _together(subject, spans[:_MOST_JOINED])
    yield from _told(subject, spans, lambda span: _selector_message(whole[span]))


def _selector_message(words: str) -> str:
    if len(words) == 1:
        return f"The variation selector {name_hidden(words)} changes nothing that is shown"
    text = without_secrets(selected_bytes(words).decode("utf-8", "replace"))
    return f"{len(words)} variation selectors carry hidden bytes, as text {quoted(text)}"


@rule(
    "AS506",
    "not-utf-8",
    Severity.WARNING,
    "Bytes that are not UTF-8 reach the agent as replacement characters.",
    source="RFC 3629",
    bad=GOOD.replace("You review.", "You r\udce9view."),
    universal=True,
)
def stray_bytes(subject: Subject) -> Iterator[Finding]:
    """Bytes that stand for no character."""
    spans = list(_hidden(subject, _STRAY))
    for span in spans[:_MOST]:
        words = span.of(subject.text)
        data = bytes(ord(each) - 0xDC00 for each in words if 0xDC80 <= ord(each) <= 0xDCFF)
        meant = data.decode("cp1252", "replace")
        fix = None
        if "\ufffd" not in meant:
            fix = Fix(f"Write {quoted(meant)}", (Edit(span, meant),), safe=False)
        yield Finding(
            span,
            f"{_names(words)} is not UTF-8; as Windows-1252 it would be {quoted(meant)}",
            fix,
        )
    if len(spans) > _MOST:
        yield Finding(spans[_MOST], f"{len(spans) - _MOST} more places that are not UTF-8")


@rule(
    "AS507",
    "nul-byte",
    Severity.WARNING,
    "Many programs stop reading at a NUL byte, or refuse the file.",
    source="YAML 1.2.2, section 5.1",
    bad=GOOD.replace("You review.", "You review\0."),
    universal=True,
)
def nul(subject: Subject) -> Iterator[Finding]:
    """NUL bytes."""
    spans = list(_hidden(subject, _NUL))
    yield from _told(subject, spans, lambda span: _nul_message(span.of(subject.text)))


def _nul_message(words: str) -> str:
    what = "A NUL byte stands" if len(words) == 1 else f"{len(words)} NUL bytes stand"
    return f"{what} here: many programs stop reading or refuse the file"


@rule(
    "AS508",
    "byte-order-mark",
    Severity.INFO,
    "A byte order mark: this version reads the file, older ones and other programs do not.",
    source="Claude Code changelog, 2.1.239",
    bad=f"{BOM}{GOOD}",
    universal=True,
)
def byte_order_mark(subject: Subject) -> Iterator[Finding]:
    """The file begins with U+FEFF."""
    if subject.text.startswith(BOM):
        yield Finding(
            Span(0, 1),
            "The file begins with a byte order mark; some programs then see no front matter",
            Fix("Remove the byte order mark", (Edit(Span(0, 1), ""),)),
        )


@rule(
    "AS509",
    "escaped-character",
    Severity.WARNING,
    "An escape in double quotes that becomes a control or invisible character when it is read.",
    source="YAML 1.2.2, section 5.7; ECMA-48",
    bad=example(r'color: "\e]0;red\a"'),
    universal=True,
)
def escaped(subject: Subject) -> Iterator[Finding]:
    """Escapes in fields whose value, as it is read, holds what the text does not show."""
    told = 0
    for field in subject.document.fields:
        raw = subject.document[field.value_span]
        if "\\" not in raw or '"' not in raw or field.error is not None:
            continue
        for start, end, characters in escaped_characters(raw, field.value):
            told += 1
            if told > _MOST:
                continue
            span = Span(start, end).shifted(field.value_span.start)
            yield Finding(span, _escaped_message(field.key, characters, raw[end : end + 4096]))


def _escaped_message(key: str, characters: str, behind: str) -> str:
    sequence = escape_sequence(characters[-1] + behind)
    does = f": {sequence}" if sequence else ""
    spelt = untagged(characters)
    does = f": it spells {quoted(without_secrets(spelt))}" if spelt else does
    return (
        f"When {quoted(key)} is read, this becomes {_names(characters)}, which no reviewer of the "
        f"file sees{does}"
    )


RULES: Final[tuple[Rule, ...]] = (
    control,
    bidi,
    invisible,
    tags,
    selectors,
    stray_bytes,
    nul,
    byte_order_mark,
    escaped,
)
