"""Values of the core as values of the protocol: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from lsprotocol import types

from agent_studio.core.check.completion import Completion
from agent_studio.core.check.describe import Description
from agent_studio.core.check.fixes import apply_fixes, edit_between
from agent_studio.core.check.keys import Key, keys_of
from agent_studio.core.check.model import Diagnostic, Edit, Fix, Severity
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Section
from agent_studio.core.text import Span, visible
from agent_studio.lsp.markdown import in_markdown, in_plain_text
from agent_studio.lsp.positions import Positions

NAME: Final = "agent-studio"
_MOST: Final = 500
"""So many findings or symbols are sent of one document; nobody reads more."""
_LONGEST: Final = 120

_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def to_range(span: Span, positions: Positions) -> types.Range:
    """A span as the client counts it."""
    start, end = positions.place(span.start), positions.place(span.end)
    return types.Range(types.Position(*start), types.Position(*end))


def to_offset(position: types.Position, positions: Positions) -> int:
    """The offset that the client means."""
    return positions.offset(position.line, position.character)


def to_diagnostic(found: Diagnostic, positions: Positions) -> types.Diagnostic:
    """One finding."""
    return types.Diagnostic(
        range=to_range(found.span, positions),
        message=visible(found.message),
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=NAME,
    )


def to_diagnostics(found: Sequence[Diagnostic], positions: Positions) -> list[types.Diagnostic]:
    """All findings; if they are too many, the last one says how many more there are."""
    # The gravest first, so that none of them is among those that are left out.
    gravest = sorted(found, key=lambda each: each.severity.rank)[:_MOST]
    shown = [to_diagnostic(each, positions) for each in gravest]
    if len(found) > _MOST:
        shown.append(note(f"{len(found) - _MOST} more problems are not shown."))
    return shown


def note(message: str) -> types.Diagnostic:
    """Something to be said of a whole document."""
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    return types.Diagnostic(start, message, types.DiagnosticSeverity.Information, source=NAME)


def to_edits(fix: Fix, positions: Positions) -> list[types.TextEdit]:
    r"""The edits of a fix; none begins or ends between ``\r`` and ``\n``, where no place is."""
    edits = fix.edits
    if any(positions.whole(edit.span) != edit.span for edit in edits):
        # Widened one by one they might overlap; of one alone there is nothing to overlap with.
        edits = (edit_between(positions.text, apply_fixes(positions.text, [fix])),)
    return [_to_edit(edit, positions) for edit in edits]


def to_change(old: str, new: str, positions: Positions) -> list[types.TextEdit]:
    """The edits that make ``new`` of ``old``, the text that ``positions`` is of."""
    return [_to_edit(edit_between(old, new), positions)] if old != new else []


def _to_edit(edit: Edit, positions: Positions) -> types.TextEdit:
    whole = positions.whole(edit.span)
    before = positions.text[whole.start : edit.span.start]
    behind = positions.text[edit.span.end : whole.end]
    return types.TextEdit(to_range(whole, positions), f"{before}{edit.text}{behind}")


def to_completions(
    offers: Sequence[Completion], positions: Positions, dialect: Dialect
) -> types.CompletionList:
    """What can be written, in the order in which it is offered."""
    width = len(str(len(offers)))
    useful = (each for each in offers if each.insert != each.span.of(positions.text))
    items = [
        types.CompletionItem(
            label=offer.label,
            kind=_kind(offer, dialect),
            documentation=offer.detail or None,
            sort_text=f"{index:0{width}}",
            # Clients look for what stands in the range; a blank before a name is not there yet.
            filter_text=f"{_blank(offer.span.of(positions.text))}{offer.label}",
            text_edit=types.TextEdit(to_range(offer.span, positions), offer.insert),
        )
        for index, offer in enumerate(useful)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def _blank(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _kind(offer: Completion, dialect: Dialect) -> types.CompletionItemKind:
    if dialect.tool(offer.label) is not None:
        return types.CompletionItemKind.Function
    if offer.insert.startswith(offer.label) and dialect.spec(offer.label) is not None:
        return types.CompletionItemKind.Property
    return types.CompletionItemKind.EnumMember


def to_hover(told: Sequence[Description], positions: Positions, *, markdown: bool) -> types.Hover:
    """What is shown of a place: the first of ``told`` says which words it belongs to."""
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    text = in_markdown(told) if markdown else in_plain_text(told)
    return types.Hover(types.MarkupContent(kind, text), to_range(told[0].span, positions))


def to_symbols(
    document: Document, positions: Positions, dialect: Dialect
) -> list[types.DocumentSymbol]:
    """The fields, then the sections as they lie in one another; of what is no Markdown the keys."""
    if not dialect.loading.is_markdown:
        keys = islice(keys_of(document.text, dialect.loading), _MOST)
        return [_key(each, document, positions) for each in keys]
    fields = [_field(each, document, positions) for each in islice(document.fields, _MOST)]
    left = iter(range(_MOST))
    return [*fields, *_sections(document.body.sections, document, positions, left)]


def _field(field: Field, document: Document, positions: Positions) -> types.DocumentSymbol:
    first, *_ = document[field.value_span][:_LONGEST].splitlines() or [""]
    return types.DocumentSymbol(
        name=_title(field.key),
        detail=visible(first),
        kind=types.SymbolKind.Field,
        range=to_range(field.line_span, positions),
        selection_range=to_range(field.key_span, positions),
    )


def _key(key: Key, document: Document, positions: Positions) -> types.DocumentSymbol:
    value = document[key.value][:_LONGEST].lstrip("\"'] \t:=")
    first, *_ = value.splitlines() or [""]
    words = document[key.value].rstrip()
    return types.DocumentSymbol(
        name=_title(key.name),
        detail=visible(first.rstrip("\"', \t")),
        kind=types.SymbolKind.Field,
        range=to_range(Span(key.span.start, key.span.end + len(words)), positions),
        selection_range=to_range(key.span, positions),
    )


def _sections(
    sections: Iterable[Section], document: Document, positions: Positions, left: Iterator[int]
) -> Iterator[types.DocumentSymbol]:
    for section in sections:
        if next(left, None) is None:
            return
        below = list(_sections(section.sections, document, positions, left))
        if not section.title and not len(section.heading):
            # Blocks that nothing opens are a section to the core and nothing to go to.
            yield from below
            continue
        heading = section.heading
        words = document[heading].rstrip()
        yield types.DocumentSymbol(
            name=_title(section.title),
            kind=types.SymbolKind.String,
            range=to_range(section.span, positions),
            selection_range=to_range(Span(heading.start, heading.start + len(words)), positions),
            children=below,
        )


def _title(text: str) -> str:
    """A name that is one line and never empty: some clients refuse all symbols for one without."""
    return " ".join(visible(text[:_LONGEST]).split()) or "(no title)"
