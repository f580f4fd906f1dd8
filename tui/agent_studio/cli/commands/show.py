"""``show``: what a definition holds, and what each harness makes of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from agent_studio.cli.errors import OK
from agent_studio.cli.format import findings, harnesses, standing
from agent_studio.cli.format.places import line_and_column, place, plural
from agent_studio.cli.inputs import Source, at_its_place, read_source
from agent_studio.cli.output import Line, Output
from agent_studio.cli.readers import readers_of
from agent_studio.core.check.examined import diagnose
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.dialects import load
from agent_studio.core.dialects.model import Dialect, Loaded
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Section
from agent_studio.core.text import encode, estimate_tokens

if TYPE_CHECKING:
    from agent_studio.store.placings import Placing


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show one definition."""
    source = at_its_place(read_source(arguments.file))
    reader, tables = readers_of(source, arguments.harnesses)
    if arguments.format == "json":
        output.json(_in_json(source, reader, tables))
    else:
        output.lines(_lines(source, reader, tables))
    return OK


def _standing(source: Source) -> tuple[Placing, ...]:
    """What becomes of it among its namesakes, in each harness that looks into its place."""
    if not source.path:
        return ()
    # It looks into every place of those harnesses.
    from agent_studio.store.placings import placings_of

    path, here = Path(source.path).absolute(), Path.cwd()
    return placings_of(Path(os.path.normpath(path)), source.document, here)


def _problems(source: Source, reader: Dialect) -> tuple[Diagnostic, ...]:
    """What is wrong with it by itself, as the settings of its repository have it."""
    from agent_studio.store.agreed import agreed_for

    agreed = agreed_for(Path(source.path).absolute()) if source.path else None
    return diagnose(source.document, reader, source.stem, agreed=agreed)


def _in_json(source: Source, reader: Dialect, tables: tuple[Dialect, ...]) -> dict[str, object]:
    document = source.document
    front = document.front
    return {
        "version": 1,
        "file": source.label,
        "bytes": len(encode(document.text)),
        "tokens": estimate_tokens(document.text),
        "lineEnd": "crlf" if document.line_end == "\r\n" else "lf",
        "frontMatter": front
        and {
            "span": place(document, front.span),
            "error": front.error and front.error.message,
        },
        "fields": [_field_in_json(document, field) for field in document.fields],
        "sections": [_section_in_json(document, document.body)],
        "harnesses": harnesses.in_json(document, source.stem, _standing(source), tables),
        "diagnostics": [findings.in_json(document, found) for found in _problems(source, reader)],
    }


def _field_in_json(document: Document, field: Field) -> dict[str, object]:
    return {
        "key": field.key,
        "value": field.value,
        "raw": document[field.value_span],
        "style": field.style.value,
        "error": field.error and field.error.message,
        "span": place(document, field.span),
        "valueSpan": place(document, field.value_span),
    }


def _section_in_json(document: Document, section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "kind": section.kind.value,
        "level": section.level,
        "span": place(document, section.span),
        "blocks": [
            {
                "kind": block.kind.value,
                "span": place(document, block.span),
                "items": len(block.items),
            }
            for block in section.blocks
        ],
        "sections": [_section_in_json(document, each) for each in section.sections],
    }


def _lines(source: Source, reader: Dialect, tables: tuple[Dialect, ...]) -> Iterator[Line]:
    document = source.document
    size = plural(len(encode(document.text)), "byte")
    yield [
        (source.label, "title"),
        (f"  {size}, about {estimate_tokens(document.text)} tokens", "dim"),
    ]
    if reader.loading.is_markdown:
        yield from _fields(document)
        yield from _sections(document)
    else:
        yield from _values(load(document, reader))
    yield [""]
    path = Path(source.path).absolute().as_posix() if source.path else ""
    yield from standing.in_text(_standing(source))
    yield from harnesses.in_text(document, source.stem, path, tables)
    found = _problems(source, reader)
    if found:
        yield [""]
    for diagnostic in found:
        yield findings.in_text(source.label, document, diagnostic)


def _fields(document: Document) -> Iterator[Line]:
    yield [""]
    front = document.front
    if front is None:
        yield [("no front matter", "warning")]
        return
    if front.error:
        yield [("not valid YAML: ", "warning"), front.error.message]
    width = max((len(field.key) for field in document.fields), default=0)
    for field in document.fields:
        raw = document[field.value_span].replace("\r\n", "\n")
        first, *rest = raw.split("\n")
        where = f"{line_and_column(document, field.key_span):>6}  "
        yield [(where, "dim"), (f"{field.key:{width}}", "name"), f"  {first}"]
        for line in rest:
            yield [" " * (len(where) + width + 2), line]


def _values(loaded: Loaded) -> Iterator[Line]:
    """The fields of a file that is no Markdown, as its harness reads them."""
    yield [""]
    width = max(map(len, loaded.fields), default=0)
    for key, value in loaded.fields.items():
        text = value if isinstance(value, str) else repr(value)
        first, *rest = text.rstrip().split("\n")
        yield [(f"{key:{width}}", "name"), f"  {first}"]
        for line in rest:
            yield [" " * (width + 2), line]


def _sections(document: Document) -> Iterator[Line]:
    yield [""]
    for section in document.body.walk():
        kinds: dict[str, int] = {}
        for block in section.blocks:
            kinds[block.kind.value] = kinds.get(block.kind.value, 0) + 1
        content = ", ".join(plural(count, kind) for kind, count in kinds.items())
        if not section.title and not content:
            continue
        where = f"{line_and_column(document, section.span):>6}  "
        title = section.title or "(before the first section)"
        yield [(where, "dim"), "  " * min(section.level, 6), title, (f"  {content}", "dim")]
