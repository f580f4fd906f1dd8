"""What a merge asks, why its rows are decided, and what is remembered of it; without a screen."""

from __future__ import annotations

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Row
from agent_studio.core.document import parse
from agent_studio.core.merge import propose, render, undecided
from agent_studio.core.merge.model import Action, Choice, Policy
from agent_studio.ui.merging.asking import (
    asked,
    progress_words,
    proposals,
    whole_of,
)
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.bench import taking as taking_from
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.hints import branch_detail, branch_hints, headline, hints, where
from agent_studio.ui.merging.leftovers import count_words, leftovers, taking, taking_words
from agent_studio.ui.merging.result_lines import result_lines
from agent_studio.ui.merging.view import Fold, entries, quiet, standing
from agent_studio.ui.merging.why import detail, reason_words, why_not_split
from benches import MANNERS, REPORT, TAKE_1, TAKE_2, bench_of, of
from comparisons import comparison, row
from three import BASE, CONFLICTS, OURS, THEIRS


def test_a_conflict_is_a_question_and_stays_one_to_come_back_to():
    bench = bench_of()
    assert progress_words(bench.progress) == "0 of 2 decided, 2 conflicts open"
    assert bench.conflicts == CONFLICTS
    bench = bench.decided(REPORT, TAKE_1).decided(MANNERS, TAKE_1)
    assert progress_words(bench.progress) == "2 of 2 decided"
    assert undecided(bench.working) == ()
    assert bench.conflicts == CONFLICTS, "decided ones are gone through too"
    assert asked(bench.fresh, bench.working) >= set(CONFLICTS)


def test_what_is_proposed_waits_for_a_yes_and_is_shown_all_the_same():
    bench = bench_of(Policy.ASK).started()
    assert progress_words(bench.progress) == "0 of 9 decided, 2 conflicts open, 7 proposed"
    assert "tools/Bash" in proposals(bench.working)
    result = render(bench.working)
    signs = {
        line.text: line.sign
        for line in result_lines(result, bench.comparison, proposals(bench.working))
    }
    assert signs["tools: Read, Grep, Bash, Glob"] == "◇"
    assert signs["name: reviewer"] == "1"
    assert signs["- slow loops"] == "◇"
    one = bench.accepted("tools/Bash")
    assert one.progress.proposed == 6
    assert one.progress.decided == 1
    every = one.accepted()
    assert progress_words(every.progress) == "7 of 9 decided, 2 conflicts open"
    back, step = every.undone()
    assert back.progress.proposed == 6
    assert step.what == "everything that was proposed accepted"


def test_rules_may_be_told_to_ask_in_the_middle_of_a_merge():
    bench = bench_of().decided("model", TAKE_2).decided(REPORT, TAKE_2)
    asking = bench.with_policy(Policy.ASK)
    assert asking.progress.proposed == 6, "what a person decided is decided"
    assert asking.working.decisions["model"].choice == TAKE_2
    careful = asking.with_policy(Policy.CAREFUL)
    assert careful.working.decisions == bench.working.decisions
    back = asking.undone()[0]
    assert (back.policy, back.working.decisions) == (Policy.CAREFUL, bench.working.decisions)
    again = back.redone()[0]
    assert (again.policy, again.progress) == (Policy.ASK, asking.progress)
    assert again.undone()[0].policy is Policy.CAREFUL


def test_only_what_asks_can_be_listed_with_its_headings():
    bench = bench_of()
    only = asked(bench.fresh, bench.working)
    listed = entries(bench.comparison, only=only)
    shown = [each.address for each in listed if isinstance(each, Row | Branch)]
    assert "body/Report" in shown
    assert REPORT in shown
    assert MANNERS in shown
    assert not any(address.startswith("body/1/~") for address in shown), "its parts go with it"
    folded = [each for each in listed if isinstance(each, Fold)]
    assert any(not fold.agree for fold in folded), "rows that rules decided ask nothing"
    opened = entries(bench.comparison, only=only, opened={folded[-1].address})
    assert len(opened) > len(listed)


def test_a_caution_is_never_folded_away():
    cautious = row("body/1", "x", "x", caution="says the opposite of …")
    assert not quiet(cautious)
    table = comparison(cautious, row("body/2", "y", "y"))
    assert [type(each).__name__ for each in entries(table)] == ["Band", "Row", "Fold"]
    part = Branch((row("body/3", "z", None), cautious), 0)
    assert branch_detail(part) == "⚠ says the opposite of …"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("name", "nobody changed it"),
        ("model", "only 1 (ours) changed it"),
        ("body/1", "the sides changed different sentences"),
        ("body/1/~1", "only 1 (ours) changed it"),
        ("body/1/~3", "only 2 (theirs) changed it"),
        ("tools/Bash", "what every side has added, each once"),
        (REPORT, "conflict: both edited: 1 and 2 changed it differently"),
        (
            "body/Manners/1",
            "conflict: edited / deleted: 1 (ours) changed it, 2 (theirs) deleted it",
        ),
        (
            MANNERS,
            "conflict: edited / deleted: 1 (ours) changed something in it or around it,"
            " 2 (theirs) deleted it",
        ),
    ],
)  # fmt: skip
def test_the_reason_of_every_row_is_told_in_words(address, words):
    bench = bench_of()
    assert reason_words(bench.working, of(bench, address)) == words


def test_a_persons_decision_and_a_proposal_say_so():
    bench = bench_of(Policy.ASK).decided(REPORT, TAKE_1)
    assert reason_words(bench.working, of(bench, REPORT)) == "your decision"
    words = reason_words(bench.working, of(bench, "model"))
    assert words == "proposed, for git would have asked: only 1 (ours) changed it"
    decision = bench.working.decisions["model"]
    assert headline(of(bench, "model"), decision, merging=True).endswith("1 taken, if you say yes")


def test_what_rules_had_decided_and_a_person_opened_again_is_no_conflict_of_edits():
    bench = bench_of().undecided("name").undecided("model")
    told = [reason_words(bench.working, of(bench, address)) for address in ("name", "model")]
    assert told == ["waits for you: nobody changed it", "waits for you: only 1 (ours) changed it"]


def test_both_added_and_both_alike_are_told_apart():
    added = THEIRS + "\n## Limits\n\nName three findings at most, the worst first.\n"
    other = OURS + "\n## Limits\n\nName five findings at most, the worst first.\n"
    documents = [parse(other), parse(added)]
    merge = propose(compare(documents, labels=("ours", "theirs"), base=parse(BASE)))
    rows = [merge.comparison.by_address[address] for address in undecided(merge)]
    told = [reason_words(merge, row) for row in rows if row.address.startswith("body/Limits")]
    assert told == ["conflict: both edited: 1 and 2 added it differently"]
    same = propose(compare([parse(added), parse(added)], base=parse(BASE)))
    row = same.comparison.by_address["body/Limits/1"]
    assert reason_words(same, row) == "1 and 2 added it alike"


def test_a_row_is_split_put_together_and_undone():
    bench = bench_of().started()
    whole, address = bench.parted("body/1/~3")
    assert address == "body/1", "on a part its row is meant"
    assert not of(whole, "body/1").is_split
    assert "body/1" in undecided(whole.working)
    assert progress_words(whole.progress) == "0 of 3 decided, 3 conflicts open"
    again, _ = whole.parted("body/1")
    assert of(again, "body/1").is_split
    picked = again.decided("body/1/~1", TAKE_2).decided("body/1/~3", TAKE_2)
    assert "You read code with care. You say what is wrong. You stay polite and brief." in (
        render(picked.working).text
    )
    for expected in (again, whole, bench):
        while picked.working is not expected.working:
            picked, _ = picked.undone()
        assert picked.comparison is expected.comparison
        assert picked.working.decisions == expected.working.decisions


def test_the_parts_of_a_split_question_are_questions_in_its_place():
    one = "---\nname: a\n---\n\nYou look twice. You say what is wrong.\n"
    two = "---\nname: a\n---\n\nYou look twice. You say what is good.\n"
    bench = Bench.of(compare([parse(one), parse(two)])).started()
    assert progress_words(bench.progress) == "0 of 1 decided, 1 conflict open"
    cut, _ = bench.parted("body/1")
    assert progress_words(cut.progress) == "0 of 1 decided, 1 conflict open"
    (asks,) = cut.conflicts
    assert whole_of(asks) == "body/1"
    assert progress_words(cut.decided(asks, TAKE_2).progress) == "1 of 1 decided"


def test_the_key_of_a_side_that_deleted_something_deletes_it():
    bench = bench_of()
    text = of(bench, "body/Manners/1")
    assert taking_from(text, 1) == Choice(Action.NONE)
    assert taking_from(text, 0) == TAKE_1
    found = {hint.action: hint.text for hint in hints(bench.working, text)}
    assert found["merge.take-2"] == "as 2, which deleted it"
    item = of(bench, "tools/Glob")
    assert {hint.action: hint.text for hint in hints(bench.working, item)}["merge.take-1"] == (
        "as 1, which has nothing here"
    )
    part = next(each for each in entries(bench.comparison) if isinstance(each, Branch))
    assert "merge.take-2" in {hint.action for hint in branch_hints(bench.working, part)}
    alone = comparison(row("body/1", "x", None))
    assert taking_from(alone.rows[0], 1) == TAKE_2, "without a base it is refused"


def test_what_cannot_be_split_says_why():
    bench = bench_of()
    told = {
        address: why_not_split(bench.working, of(bench, address))
        for address in ("model", "tools", "tools/Bash", "name", "body/Report", "body/1")
    }
    assert told["body/1"] is None
    assert "never put together from parts" in told["model"]
    assert "rows of its own" in told["tools"]
    assert "rows of its own" in told["body/Report"]
    assert "taken or not" in told["tools/Bash"]
    assert "alike" in told["name"]
    long = "word " * 4000
    table = propose(comparison(row("body/1", long, long + "more")))
    assert "too long" in why_not_split(table, table.comparison.by_address["body/1"])


def test_parts_are_called_parts_and_their_keys_are_told():
    bench = bench_of()
    part = of(bench, "body/1/~1")
    assert where(part.address) == "body ▸ part 1"
    assert whole_of(part.address) == "body/1"
    assert whole_of("body/~x") == "body/~x"
    found = {hint.action: hint.text for hint in hints(bench.working, part)}
    assert found["merge.all"] == "both: 1, then 2"
    assert found["merge.reversed"] == "both: 2, then 1"
    assert found["merge.split"] == "put its row together again"
    split = {hint.action: hint.text for hint in hints(bench.working, of(bench, "body/1"))}
    assert split["merge.split"] == "put it together again"
    state = standing(of(bench, "body/1"), bench.working.decisions, ())
    assert (state.sign, state.taken) == ("∪", {0, 1})
    assert detail(bench.working, of(bench, "name")) == "nobody changed it"


def test_a_part_that_only_one_source_has_is_left_out_as_one_line():
    one = "---\nname: a\n---\n\n## A\n\n- x\n- y\n- z\n\n## B\n\ntext one\n"
    two = "---\nname: a\n---\n\n## B\n\nanother text\n"
    bench = Bench.of(compare([parse(one), parse(two)])).decided("body/A", Choice(Action.NONE))
    bench = bench.decided("body/B/1", TAKE_2)
    lines = leftovers(bench.working)
    assert [line.words for line in lines] == ["only in 1: A · 3 items", "text one"]
    assert count_words(lines, done=True).startswith("5 texts of the sources are not in the result")
    opened = leftovers(bench.working, {"body/A"})
    assert [line.text for line in opened] == ["## A", "- x\n- y\n- z", "text one"] or len(
        opened
    ) > 2
    assert taking_words(bench.working, lines[0]) == "take all of it from 1: 4 texts"
    after = bench
    for address in lines[0].addresses:
        after = after.decided(address, taking(bench.working, lines[0]))
    assert "- x\n- y\n- z\n" in render(after.working).text
