"""Laws 4 to 7 of merging on top of a base, on two histories of edits of one definition."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Action,
    Merge,
    Origin,
    propose,
    render,
    undecided,
)
from double_histories import Sheet, histories

_NUMBER = re.compile(r"(?<!\S)\d+\.(?= )")
_SENTENCE_END = re.compile(r"(?<=\.) ")


def merged(base: str, *sides: str) -> Merge:
    return propose(compare([parse(text) for text in sides], base=parse(base)))


def said(text: str) -> set[str]:
    """What ``text`` says: its lines without marks, and their sentences."""
    found = set()
    for line in text.replace("\ufeff", "").splitlines():
        plain = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line)
        if line.startswith("#"):
            found.add("# " + line.lstrip("#").strip())
        found |= {plain, *_SENTENCE_END.split(plain)}
        if re.match(r"[a-z]+: ", plain):
            value = plain.partition(": ")[2].strip("\"'[]")
            found |= {value, *value.split(", ")}
    return found


@given(histories())
def test_a_definition_compared_with_itself_shows_nothing(history):
    for sheet in history:
        text = sheet.text()
        comparison = compare([parse(text), parse(text)], base=parse(text))
        assert all(row.settled for row in comparison.rows)
        assert render(propose(comparison)).text == text


@given(histories(most=5))
def test_what_one_side_changed_is_taken_byte_for_byte(history):
    base, changed, _ = (sheet.text() for sheet in history)
    for sides in ((changed, base), (base, changed)):
        merge = merged(base, *sides)
        assert not undecided(merge)
        assert render(merge).text == changed


@given(histories(most=5))
def test_what_both_changed_alike_is_taken_once(history):
    base, changed, _ = (sheet.text() for sheet in history)
    merge = merged(base, changed, changed)
    assert not undecided(merge)
    assert render(merge).text == changed


@given(histories())
def test_swapping_the_sides_leaves_the_same_conflicts(history):
    base, ours, theirs = (sheet.text() for sheet in history)

    def conflicts(*sides: str) -> Counter[frozenset[str]]:
        merge = merged(base, *sides)
        rows = (merge.comparison.by_address[address] for address in undecided(merge))
        return Counter(frozenset(cell.key for cell in row.present) for row in rows)

    assert conflicts(ours, theirs) == conflicts(theirs, ours)


@given(histories())
def test_every_span_has_a_provenance_and_is_found_there(history):
    base, ours, theirs = (sheet.text() for sheet in history)
    merge = merged(base, ours, theirs)
    for markers in (False, True):
        result = render(merge, markers=markers)
        assert "".join(piece.text for piece in result.pieces) == result.text
        for piece in result.pieces:
            if piece.origin is Origin.SOURCE:
                assert piece.source_span is not None
                source = merge.comparison.documents[piece.source].text
                assert piece.source_span.of(source) == piece.text
            elif piece.origin is Origin.LAYOUT:
                assert not any(character.isalpha() for character in piece.text)
            else:
                assert piece.origin is Origin.MARKER
                assert markers


@given(histories())
def test_nothing_that_a_side_added_disappears(history):
    base, ours, theirs = history
    merge = merged(*(sheet.text() for sheet in history))
    found = said(render(merge, markers=True).text)
    dropped = {
        address
        for address, decision in merge.decisions.items()
        if decision.choice.action is Action.NONE
    }
    for side in (ours, theirs):
        added = side.atoms() - base.atoms()
        assert not added - found, (added - found, dropped)


@given(histories())
def test_nothing_that_no_side_removed_disappears(history):
    base, ours, theirs = history
    text = render(merged(*(sheet.text() for sheet in history)), markers=True).text
    assert not (base.atoms() & ours.atoms() & theirs.atoms()) - said(text)


def lines_of(text: str) -> set[str]:
    """What stands on the lines of a text; an item's number is up to those before it."""
    return {_NUMBER.sub("1.", line) for line in text.splitlines() if line.strip()}


@given(histories())
def test_lines_that_everybody_has_stay_as_they_are(history):
    texts = [sheet.text() for sheet in history]
    common = set.intersection(*(lines_of(text) for text in texts))
    assert not common - lines_of(render(merged(*texts), markers=True).text)


@given(histories())
def test_what_a_side_removed_does_not_come_back_silently(history):
    base, ours, theirs = history
    merge = merged(*(sheet.text() for sheet in history))
    if undecided(merge):
        return
    kept = ours.atoms() & theirs.atoms()
    fresh = (ours.atoms() | theirs.atoms()) - base.atoms()
    gone = base.atoms() - kept - fresh
    assert not gone & said(render(merge).text)


@given(histories())
def test_a_clean_result_reads_as_well_as_both_sides_did(history):
    merge = merged(*(sheet.text() for sheet in history))
    if undecided(merge):
        return
    text = render(merge).text
    document = parse(text)
    assert document.front is not None
    assert document.front.error is None
    keys = Counter(field.key for field in document.fields)
    assert max(keys.values()) == 1, keys
    titles = Counter(section.title for section in document.body.walk() if section.title)
    assert not titles or max(titles.values()) == 1, titles
    for section in document.body.walk():
        for block in section.blocks:
            items = Counter(" ".join(item.content.of(text).split()) for item in block.items)
            assert not items or max(items.values()) == 1, items


def properties(sheet: Sheet) -> tuple[object, ...]:
    return sheet.line_end, sheet.bom, sheet.ending


@given(histories())
def test_line_ends_byte_order_mark_and_final_line_end_merge_by_themselves(history):
    base, ours, theirs = history
    text = render(merged(*(sheet.text() for sheet in history))).text
    wanted = [
        theirs_has if ours_has == base_has else ours_has
        for base_has, ours_has, theirs_has in zip(
            properties(base), properties(ours), properties(theirs), strict=True
        )
    ]
    assert text.startswith("\ufeff") == wanted[1]
    without = text.replace("\r\n", "")
    assert ("\n" not in without) if wanted[0] == "\r\n" else ("\r" not in text)
