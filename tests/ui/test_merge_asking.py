"""What a merge asks, why its rows are decided, and what is remembered of it; without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import Row
from agent_studio.core.document import parse
from agent_studio.core.merge import decide, propose, render, undecided
from agent_studio.core.merge.model import Action, Choice, Markers, Policy
from agent_studio.core.text import encode
from agent_studio.store import sessions
from agent_studio.store.errors import ChangedOnDisk
from agent_studio.ui.merging import handback
from agent_studio.ui.merging.asking import (
    asked,
    conflicts,
    progress,
    progress_words,
    proposals,
    whole_of,
)
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.bench import taking as taking_from
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.hints import branch_detail, branch_hints, headline, hints, where
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.leftovers import count_words, leftovers, taking, taking_words
from agent_studio.ui.merging.result_lines import result_lines
from agent_studio.ui.merging.sources import load_sources, load_three, with_base, without_base
from agent_studio.ui.merging.view import Fold, entries, quiet, standing
from agent_studio.ui.merging.why import detail, reason_words, why_not_split
from comparisons import comparison, row
from three import BASE, CONFLICTS, OURS, THEIRS, write_three

REPORT, MANNERS = CONFLICTS
TAKE_1, TAKE_2 = (Choice(Action.TAKE, (source,)) for source in (0, 1))


def bench_of(policy=Policy.CAREFUL) -> Bench:
    documents = [parse(OURS), parse(THEIRS)]
    return Bench.of(compare(documents, labels=("ours", "theirs"), base=parse(BASE)), policy)


def of(bench, address):
    return bench.comparison.by_address[address]


# Questions, conflicts, proposals


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


# Reasons


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


# Parts


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


# What is left out


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


# Keeping


@pytest.fixture
def three(in_folder):
    return write_three(in_folder)


def test_a_merge_on_top_of_a_base_comes_back_with_its_splits_and_proposals(three):
    base, ours, theirs = three
    sources = with_base(load_sources([ours, base, theirs]), 1)
    assert [path.name for path in sources.paths] == ["ours.md", "theirs.md"]
    assert sources.base == base
    bench = Bench.of(sources.comparison, Policy.ASK)
    bench = bench.parted("body/1")[0].accepted("model").decided(MANNERS, TAKE_1)
    bench = (
        bench.parted(REPORT)[0]
        if why_not_split(bench.working, of(bench, REPORT)) is None
        else bench
    )
    keeper = Keeper()
    keeper.begin(sources)
    keeper.note(bench, MANNERS)
    assert not keeper.flush()
    again, revived, row = revive(sessions.load(kept_merge(sources)))
    assert row == MANNERS
    assert (again.paths, again.base, again.base_stamp) == (
        sources.paths, sources.base, sources.base_stamp,
    )  # fmt: skip
    assert revived.policy is Policy.ASK
    assert revived.working.decisions == bench.working.decisions
    assert proposals(revived.working) == proposals(bench.working)
    assert revived.comparison == bench.comparison
    assert render(revived.working) == render(bench.working)
    back = without_base(again)
    assert [path.name for path in back.paths] == ["ours.md", "theirs.md", "base.md"]
    assert kept_merge(back) == ""


def test_a_merge_in_which_nothing_was_done_is_not_kept(three):
    sources = load_three(*three, three[1])
    keeper = Keeper()
    keeper.begin(sources)
    bench = Bench.of(sources.comparison).started()
    keeper.note(bench, "")
    assert not keeper.flush()
    assert sessions.pending() == ()
    acted = bench.decided(REPORT, TAKE_1)
    keeper.note(acted, "")
    keeper.flush()
    keeper.note(acted.undone()[0], "")
    keeper.flush()
    (kept,) = sessions.pending()
    assert REPORT not in kept.decisions["decisions"], "what was undone is undone there too"


def test_two_studios_on_one_merge_become_two_merges(three):
    sources = load_three(*three, three[1])
    bench = Bench.of(sources.comparison).decided(REPORT, TAKE_1)
    mine, theirs = Keeper(), Keeper()
    mine.begin(sources)
    mine.note(bench, "")
    mine.flush()
    theirs.go_on(sessions.load(sessions.pending()[0].id))
    theirs.note(bench.decided(MANNERS, TAKE_1), "")
    assert not theirs.flush()
    mine.note(bench.decided(MANNERS, Choice(Action.NONE)), "")
    assert mine.flush(), "it is said that there are two from now on"
    kept = [each.decisions["decisions"][MANNERS] for each in sessions.pending()]
    assert sorted(kept) == ["1", "none"]
    mine.forget()
    assert len(sessions.pending()) == 1
    mine.note(bench, "")
    assert not mine.flush(), "nobody else was there"


# Handing back to git


def test_markers_look_like_those_that_git_left():
    assert handback.markers_like("no conflict") == Markers(labels=("ours", "theirs", "base"))
    text = "a\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> feature/x y\n"
    assert handback.markers_like(text) == Markers(7, False, ("HEAD", "feature/x y", "base"))
    diff3 = "<<<<<<<<< HEAD\r\nx\r\n||||||||| 1a2b3c\r\nw\r\n=========\r\ny\r\n>>>>>>>>> z\r\n"
    assert handback.markers_like(diff3) == Markers(9, True, ("HEAD", "z", "1a2b3c"))
    bare = "<<<<<<<\nx\n|||||||\n=======\ny\n>>>>>>>\n"
    assert handback.markers_like(bare) == Markers(7, True, ("ours", "theirs", "base"))


def test_what_is_handed_back_is_the_result_with_what_is_left_between_markers(three, in_folder):
    merged = in_folder / "merged.md"
    merged.write_text("<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic\n", encoding="utf-8")
    back = handback.take_in(merged)
    bench = Bench.of(load_three(*three, merged).comparison).decided(MANNERS, TAKE_1)
    back = handback.save(back, bench.working)
    text = merged.read_text(encoding="utf-8")
    assert "<<<<<<< HEAD\nWrite one line for each finding, worst first.\n=======\n" in text
    assert text.count(">>>>>>> topic") == 1
    assert "You read all code with great care." in text
    done = decide(bench.working, REPORT, TAKE_2)
    handback.save(back, done)
    assert merged.read_bytes() == encode(render(done).text)
    assert handback.fault(done) == ""
    with pytest.raises(ChangedOnDisk) as caught:
        handback.save(back, done)
    again = handback.looked_again(back, caught.value)
    assert handback.save(again, done).stamp is not None


def test_a_result_that_would_not_load_is_told_and_can_still_be_handed_back(three, in_folder):
    merged = in_folder / "merged.md"
    bench = Bench.of(load_three(*three, merged).comparison).decided(MANNERS, TAKE_1)
    bench = bench.decided(REPORT, TAKE_1)
    broken = decide(bench.working, "description", Choice(Action.TEXT, (), "description: 'x"))
    assert "YAML" in handback.fault(broken)
    handback.save(handback.take_in(merged), broken)
    assert "description: 'x" in merged.read_text(encoding="utf-8")


def test_a_base_that_is_missing_or_empty_is_that_of_a_file_both_added(three, in_folder):
    base, ours, theirs = three
    base.unlink()
    gone = load_three(base, ours, theirs, ours)
    assert (gone.base, gone.has_base) == (None, True)
    base.write_bytes(b"")
    empty = load_three(base, ours, theirs, ours)
    assert empty.base == base
    assert undecided(propose(empty.comparison)) == undecided(propose(gone.comparison))
    keeper = Keeper()
    keeper.begin(gone, tool="/x/merged.md")
    keeper.note(Bench.of(gone.comparison).decided("model", TAKE_1), "")
    keeper.flush()
    moved = replace(gone, paths=(in_folder / "o.md", in_folder / "t.md"))
    assert kept_merge(moved, tool="/x/merged.md"), "git gives other names each time"
    assert kept_merge(gone) == ""
    _, revived, _ = revive(sessions.load(kept_merge(moved, tool="/x/merged.md")))
    assert revived.working.decisions["model"].choice == TAKE_1
    assert conflicts(revived.fresh, revived.working)
    assert progress(revived.fresh, revived.working).asked == revived.progress.asked
