"""Laws of reading: nothing is lost, nothing fails, spans tile, for every byte string."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

import strategies
from agent_studio.core.document import Document, front_problem, parse
from agent_studio.core.document.model import BlockKind, FrontMatter, Section, SectionKind, Style
from agent_studio.core.text import BOM, Span


def _check(data: bytes) -> None:
    document = parse(data)
    assert bytes(document) == data
    assert (document.front is None) == (front_problem(document.text) is not None)
    if document.front is not None:
        _check_front(document, document.front)
    _check_body(document)


def _check_front(document: Document, front: FrontMatter) -> None:
    assert front.span.start == 0
    assert document[Span(0, front.content.start)].removeprefix(BOM).rstrip().strip("-") == ""
    assert document[Span(front.content.end, front.span.end)].rstrip().strip("-") == ""
    _tile([*(field.span for field in front.fields), front.tail], front.content)
    for field in front.fields:
        assert field.span.covers(field.line_span)
        assert field.line_span.end == field.span.end
        assert field.line_span.covers(field.key_span)
        assert field.line_span.covers(field.value_span)
        assert field.key_span.end <= field.value_span.start
        assert (len(field.value_span) == 0) == (field.style is Style.EMPTY)
        raw = document[field.value_span]
        assert not raw[:1].isspace() or raw[:1] not in " \t\r\n"
        for error in filter(None, [field.error, front.error]):
            assert 0 <= error.offset <= len(document.text)
            assert error.message
        assert not (field.error and field.value is not None)
    if front.error is None and front.fields:
        assert front.value is not None
        assert {field.key for field in front.fields} == set(front.value)


def _check_body(document: Document) -> None:
    body = document.body
    start = document.front.span.end if document.front else 0
    assert body.span == Span(start, len(document.text))
    assert body.kind is SectionKind.ROOT
    _tile(list(_pieces(body)), body.span)
    for section in body.walk():
        _check_section(document, section)


def _check_section(document: Document, section: Section) -> None:
    assert not document[section.heading_gap].removeprefix(BOM).strip(" \t\r\n")
    assert section.kind not in (SectionKind.ROOT, SectionKind.TEXT) or not section.title
    for below in section.sections:
        assert below.level > section.level
        assert section.span.covers(below.span)
    for block in section.blocks:
        assert document[block.span].strip(" \t\r\n")
        assert not document[block.gap].strip(" \t\r\n")
        assert bool(block.items) == (block.kind is BlockKind.LIST)
        end = block.span.start
        for item in block.items:
            assert item.span.start >= end
            assert block.span.covers(item.span)
            assert item.marker.start == item.span.start
            assert item.marker.end == item.content.start
            assert item.span.covers(item.content)
            assert not document[Span(item.content.end, item.span.end)].strip(" \t\r\n")
            assert document[item.marker].lstrip(BOM).strip()[:1] in "-+*" + string.digits
            end = item.span.end
        assert not block.items or block.items[-1].span.end == block.span.end


def _pieces(section: Section) -> Iterator[Span]:
    for part in section.walk():
        yield from (part.heading, part.heading_gap)
        for block in part.blocks:
            yield from (block.span, block.gap)


def _tile(spans: list[Span], whole: Span) -> None:
    end = whole.start
    for span in spans:
        assert span.start == end
        end = span.end
    assert end == whole.end


@given(strategies.any_bytes())
@example(b"")
@example(b"---\n---\n")
@example(b"\xef\xbb\xbf---\r\nname: a\r\n---\r\nx")
@example(b"---\n\xef\xbb\xbfname: a\n---\n")
@example(b"---\rname: a\r---\rbody\r")
@example(b"---\nname: \xff\x00\n---\n\xc3")
@example(b"---\n? [a, b]\n: c\nd: e\n---\n")
@example(b"---\na: &x 1\nb:\n  - *x\n  # c\nc: *x # d\n---\n")
@example(b"---\na: |+\n  x\n\n\n# c\nb: >\n\n\n---\n")
@example(b"---\n{name: a, description: b}\n---\n")
@example(b"---\n  name: a: b\n  description: c\n---\n")
@example(b'---\na: "x\nb: y"\nc: [x,\ny: z\n]\nd: w: v\n---\n')
def test_every_byte_string_reads_back_and_tiles(data: bytes) -> None:
    _check(data)


@given(st.text(st.sampled_from("-ab:\n\r \t#'\"|>[]{}&*?!,.\\\ufeff\u2028\udc80"), max_size=60))
def test_front_matter_of_yamls_own_characters_reads_back_and_tiles(content: str) -> None:
    _check(f"---\n{content}\n---\n".encode("utf-8", "surrogateescape"))


@given(st.text(st.sampled_from("-#=>*+1.)`~|:_<!a[ \n\r\t\x00\x0b\u2028"), max_size=60))
def test_bodies_of_markdowns_own_characters_read_back_and_tile(body: str) -> None:
    _check(body.encode())


@given(strategies.clean_definitions())
def test_clean_definitions_have_no_errors(text: str) -> None:
    front = parse(text).front
    assert front is not None
    assert front.error is None
    assert all(field.error is None for field in front.fields)


def test_the_corpus_reads_back_and_tiles(corpus: Path) -> None:
    files = [path for path in corpus.rglob("*") if path.suffix in (".md", ".txt")]
    assert files
    for path in files:
        _check(path.read_bytes())
