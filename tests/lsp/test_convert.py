"""Findings, fixes, symbols and descriptions as the protocol has them, whatever a text holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from markdown_it import MarkdownIt

from agent_studio.core.check import apply_fixes, check
from agent_studio.core.check.describe import Description
from agent_studio.core.check.model import Diagnostic, Edit, Fix, Severity
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.document import parse
from agent_studio.core.text import Span
from agent_studio.lsp.convert import to_diagnostics, to_edits, to_hover, to_symbols
from agent_studio.lsp.markdown import in_markdown, in_plain_text
from agent_studio.lsp.positions import Positions
from strategies import any_text, definitions, odd_phrases

TEXTS = st.one_of(any_text(), definitions())


def span_of(found: types.Range, positions: Positions) -> Span:
    start = positions.offset(found.start.line, found.start.character)
    return Span(start, positions.offset(found.end.line, found.end.character))


def edited(text: str, edits: list[types.TextEdit]) -> str:
    """The text after edits, each of which speaks of the text before all of them."""
    positions = Positions(text)
    spans = [(span_of(each.range, positions), each.new_text) for each in edits]
    for span, new in sorted(spans, reverse=True, key=lambda each: each[0]):
        text = text[: span.start] + new + text[span.end :]
    return text


@given(TEXTS)
def test_a_fix_means_the_same_to_a_client(text):
    positions = Positions(text)
    for found in check(parse(text)):
        if found.fix:
            assert edited(text, to_edits(found.fix, positions)) == apply_fixes(text, [found.fix])


@given(st.text(st.sampled_from("ab\r\n🧪"), min_size=1, max_size=20), st.data())
def test_an_edit_may_begin_and_end_anywhere(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    edits = (Edit(Span(cuts[0], cuts[1]), "x"), Edit(Span(cuts[2], cuts[3]), "\r\n"))
    fix = Fix("mend", edits[: data.draw(st.integers(1, 2 if cuts[1] < cuts[2] else 1))])
    assert edited(text, to_edits(fix, Positions(text))) == apply_fixes(text, [fix])


@given(TEXTS, st.sampled_from(["claude-code", "codex", "kiro-json", "roo"]))
def test_symbols_lie_in_one_another_and_have_names(text, harness):
    positions = Positions(text)

    def hold(symbols, outer):
        for each in symbols:
            whole, words = span_of(each.range, positions), span_of(each.selection_range, positions)
            assert outer.covers(whole)
            assert whole.covers(words)
            assert each.name.strip()
            hold(each.children or (), whole)

    hold(to_symbols(parse(text), positions, DIALECTS[harness]), Span(0, len(text)))


def test_of_too_many_problems_the_gravest_are_sent_and_the_rest_is_counted():
    def found(severity):
        return Diagnostic("AS000", severity, "Something.", Span(0, 1))

    many = [found(Severity.HINT)] * 600 + [found(Severity.ERROR)]
    sent = to_diagnostics(many, Positions("text"))
    assert len(sent) == 501
    assert sent[0].severity is types.DiagnosticSeverity.Error
    assert sent[-1].message == "101 more problems are not shown."


@given(st.one_of(odd_phrases(), st.text(st.sampled_from("*_`[](){}<>#+-.!|~&$1 \n\t\\xy:"))))
def test_no_text_is_taken_for_markup(words):
    told = Description(Span(0, 0), f"T {words}", (f"P {words}",), f"S {words}", (("Bad", words),))
    tokens = MarkdownIt("commonmark").enable("table").parse(in_markdown([told]))
    blocks = [each.type for each in tokens if each.nesting >= 0 and each.type != "inline"]
    assert blocks == ["paragraph_open"] * 4 + ["fence"]
    allowed = {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    for each in tokens:
        assert {child.type for child in each.children or ()} <= allowed


def test_a_client_without_markdown_gets_plain_text():
    told = Description(Span(0, 4), "tools · Claude Code", ("What *it* may.",), "the page")
    hover = to_hover([told], Positions("tools: Read"), markdown=False)
    assert hover.contents == types.MarkupContent(
        types.MarkupKind.PlainText, "tools · Claude Code\n\nWhat *it* may.\n\nSource: the page"
    )
    assert in_plain_text([told, told]).count("Claude Code") == 2
    assert hover.range == types.Range(types.Position(0, 0), types.Position(0, 4))
