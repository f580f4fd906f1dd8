"""Findings are known again, each for itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import check
from agent_studio.core.check.baseline import accepted, entries, fingerprints
from agent_studio.core.document import parse

LINES = st.lists(
    st.sampled_from(["<!-- x -->", "<!-- y --> z", "text \u202e", "```", "a\u200bb", ""]),
    max_size=12,
)
HEAD = "---\nname: reviewer\ndescription: Reviews\ncolor: teal\n---\n\n"


@given(LINES)
def test_every_finding_has_a_fingerprint_of_its_own(lines):
    document = parse(HEAD + "\n".join(lines))
    found = check(document)
    prints = list(fingerprints(document, found))
    assert len(set(prints)) == len(found)
    assert all(accepted("a.md", document, found, entries("a.md", document, found)))
    assert not any(accepted("b.md", document, found, entries("a.md", document, found)))


@given(LINES, st.integers(1, 5))
def test_lines_above_change_no_fingerprint(lines, more):
    above = "You review.\n\n" * more
    before, after = (
        set(fingerprints(document, check(document)))
        for document in (
            parse(f"{HEAD}Look.\n\n{text}{chr(10).join(lines)}") for text in ("", above)
        )
    )
    assert before == after
