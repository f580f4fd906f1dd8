"""Statements that say the same in other words share a row, and those that contradict never do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.compare import compare
from agent_studio.core.compare.meaning import SAME_ALONE, same_meaning
from agent_studio.core.compare.model import WORDS, RowKind
from agent_studio.core.compare.polarity import opposite
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    MergeError,
    decisions_from_json,
    decisions_to_json,
    propose,
    to_json,
)
from trigrams import TRIGRAMS

CASES = Path(__file__).parents[1] / "cases" / "meaning"
TOUR = Path(__file__).parents[2] / "agents" / "tour"
FRONT = "---\nname: a\n---\n\n"


def definition(*items, title="Duties"):
    return parse(f"{FRONT}## {title}\n\n" + "".join(f"- {item}\n" for item in items))


def together(comparison):
    """The pairs of different statements that share a row."""
    return {
        frozenset((a.key, b.key))
        for row in comparison.walk()
        if row.kind is RowKind.ITEM
        for a, b in combinations(row.present, 2)
        if a.key != b.key
    }


def as_sets(comparison, order):
    """Each row as the set of its cells, by the numbers that the sources had at first."""
    return {
        frozenset((order[cell.source], cell.span.start, cell.span.end) for cell in row.present)
        for row in comparison.walk()
    }


PARAPHRASES = [
    ("Evaluate the security of each endpoint", "Assess every endpoint for vulnerabilities"),
    ("Write end-to-end tests", "E2E testing"),
    ("Measure before you optimize", "Optimize only after measuring"),
]
UNRELATED = [
    ("Evaluate the security of each endpoint", "Keep the changelog up to date"),
    ("Write end-to-end tests", "Answer in the language of the question"),
]
CONTRARY = [
    ("Ensure proper error handling", "Inadequate error handling"),
    ("Validate all input at the edge", "Missing input validation"),
    ("Run the tests before you merge", "Run the tests after you merge"),
    ("Use parameterized queries, never string concatenation", "Use string concatenation"),
    ("Run as a non-root user", "The image runs as the root user"),
]


@pytest.mark.parametrize(("a", "b"), PARAPHRASES)
def test_a_paraphrase_means_the_same(a, b):
    assert same_meaning(a, b) >= SAME_ALONE
    assert same_meaning(a, b) == same_meaning(b, a)


@pytest.mark.parametrize(("a", "b"), UNRELATED)
def test_other_statements_do_not(a, b):
    assert same_meaning(a, b) < SAME_ALONE


@pytest.mark.parametrize(("a", "b"), CONTRARY)
def test_what_contradicts_never_means_the_same(a, b):
    assert same_meaning(a, b) == same_meaning(b, a) == 0.0


def test_a_clause_that_is_turned_round_turns_only_itself():
    queries = "Use parameterized queries, never string concatenation"
    assert not opposite(queries, "Use parameterized queries")
    assert not opposite(queries, "Prevent injection with parameterized queries")
    assert opposite(queries, "Never use parameterized queries")
    assert opposite("Ask, do not guess", "Guess, do not ask")


def test_a_duty_is_further_from_a_measure_than_from_a_duty():
    a, b = "Response times stay low", "Keep response times low"
    titles = (["Success metrics"], ["Duties"])
    assert same_meaning(a, b, titles=titles) < same_meaning(a, b)


def test_rows_are_found_by_meaning_only_if_there_is_one():
    one = definition("Profile the slow endpoints", "Keep the changelog")
    other = definition("Benchmark whatever endpoint is slow", "Answer briefly")
    pair = frozenset(("Profile the slow endpoints", "Benchmark whatever endpoint is slow"))
    by_words, by_meaning = compare([one, other]), compare([one, other], meaning=TRIGRAMS)
    assert together(by_words) == set()
    assert together(by_meaning) == {pair}
    assert (by_words.alignment, by_meaning.alignment) == (WORDS, TRIGRAMS.name)


def test_a_meaning_is_not_asked_where_words_are_enough():
    class Silent:
        name = "silent"

        def space(self, texts):
            raise AssertionError("nobody should ask")

    one = definition("Water the ferns daily", "Mist the orchids")
    more = definition("Water the ferns daily", "Mist the orchids", "Open the window")
    assert compare([one, more], meaning=Silent()).alignment == WORDS


def test_with_a_base_a_meaning_has_no_say():
    base = definition("Write tests")
    one = definition("Write tests", "Profile the slow endpoints")
    other = definition("Write tests", "Benchmark whatever endpoint is slow")
    asked = compare([one, other], base=base, meaning=TRIGRAMS)
    assert asked == compare([one, other], base=base)
    assert asked.alignment == WORDS


def test_a_model_that_cannot_be_had_leaves_the_words():
    class Gone:
        name = "gone"

        def space(self, texts):
            return None

    sources = [definition("Profile the slow endpoints"), definition("Slow endpoint profiling")]
    assert compare(sources, meaning=Gone()) == compare(sources)


def test_rows_that_contradict_each_other_name_each_other():
    one = definition("Validate all input at the edge of the service")
    other = definition(
        "Missing validation of all input at the edge",
        "Never validate input at the edge of the service",
    )
    rows = [row for row in compare([one, other], meaning=TRIGRAMS).walk() if row.caution]
    assert len(rows) == 3
    told = {row.label: row.caution for row in rows}
    for a, b in combinations(told, 2):
        apart = a.startswith("Validate") != b.startswith("Validate")
        assert (b in told[a]) is (a in told[b]) is apart


def test_decisions_remember_what_the_rows_were_found_with():
    sources = [
        definition("Profile the slow endpoints"),
        definition("Benchmark whatever endpoint is slow"),
    ]
    merge = propose(compare(sources, meaning=TRIGRAMS))
    written = decisions_to_json(merge)
    assert written["alignment"] == to_json(merge)["alignment"] == TRIGRAMS.name
    assert decisions_from_json(merge.comparison, written).decisions == merge.decisions
    with pytest.raises(MergeError, match="aligned by trigrams, not words"):
        decisions_from_json(compare(sources), written)
    by_words = decisions_to_json(propose(compare(sources)))
    assert by_words["alignment"] == WORDS
    with pytest.raises(MergeError, match="aligned by words, not trigrams"):
        decisions_from_json(merge.comparison, by_words)


STATEMENTS = [
    *(text for pair in PARAPHRASES + UNRELATED + CONTRARY for text in pair),
    "Keep every query bounded in rows and time",
    "Keep each query bounded, in rows and in time",
    "Name what you did not do",
    "Name what was not done",
]
DEFINITIONS = st.builds(
    lambda duties, avoided: parse(
        f"{FRONT}## Duties\n\n"
        + "".join(f"- {text}\n" for text in duties)
        + "\n## Never do\n\n"
        + "".join(f"- {text}\n" for text in avoided)
    ),
    st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=6),
    st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=3),
)


@pytest.mark.parametrize("meaning", [None, TRIGRAMS], ids=["words", "meaning"])
@given(data=st.data())
def test_the_order_of_the_sources_does_not_change_the_rows(meaning, data):
    sources = data.draw(st.lists(DEFINITIONS, min_size=2, max_size=5))
    order = data.draw(st.permutations(range(len(sources))))
    plain = compare(sources, meaning=meaning)
    turned = compare([sources[number] for number in order], meaning=meaning)
    assert as_sets(turned, order) == as_sets(plain, range(len(sources)))


@given(data=st.data())
def test_no_row_holds_what_contradicts(data):
    sources = data.draw(st.lists(DEFINITIONS, min_size=2, max_size=5))
    for row in compare(sources, meaning=TRIGRAMS).walk():
        if row.kind is RowKind.ITEM:
            assert not any(opposite(a.key, b.key) for a, b in combinations(row.present, 2))


# With the model itself.


def labelled():
    told = json.loads((CASES / "pairs.json").read_text(encoding="utf-8"))
    return {kind: {frozenset(pair) for pair in pairs} for kind, pairs in told.items()}


def cases():
    return [parse(path.read_bytes()) for path in sorted(CASES.glob("*.md"))]


def test_most_labelled_pairs_are_found_and_no_opposite_one(model):
    """The figures are those of ``python -m benchmarks.meaning``."""
    told, found = labelled(), together(compare(cases(), meaning=model))
    hits = len(found & told["same"])
    assert 2 * hits / (len(found) + len(told["same"])) >= 0.55
    assert not found & told["opposite"]


def test_without_the_model_no_opposite_pair_is_found_either():
    assert not together(compare(cases())) & labelled()["opposite"]


def test_the_model_gives_the_same_rows_in_any_order(model):
    sources = cases()
    rows = as_sets(compare(sources, meaning=model), range(3))
    for order in permutations(range(3)):
        turned = compare([sources[number] for number in order], meaning=model)
        assert as_sets(turned, order) == rows


def test_the_tour_has_no_contradiction_in_a_row(model):
    sources = [parse(path.read_bytes()) for path in sorted(TOUR.glob("*.md"))]
    for row in compare(sources, meaning=model).walk():
        if row.kind is RowKind.ITEM:
            assert not any(opposite(a.key, b.key) for a, b in combinations(row.present, 2))


def test_the_model_needs_no_network_no_home_and_no_voice_in_the_log(model, tmp_path):
    program = """
import logging, socket, sys
def refuse(*args, **kwargs):
    raise SystemExit("it wanted the network")
socket.socket.connect = socket.getaddrinfo = refuse
before = logging.getLogger().handlers[:], logging.getLogger().level
from agent_studio.store.meaning import installed
space = installed().space(["Write tests", "Testing", "", "Bake bread"])
near, far = space.cosines([(0, 1), (0, 3)])
assert near > far, (near, far)
assert (logging.getLogger().handlers, logging.getLogger().level) == before
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
