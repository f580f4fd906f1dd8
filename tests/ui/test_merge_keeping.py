"""A merge that asks is kept, shared by two studios, and handed back to git."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent_studio.core.merge import decide, propose, render, undecided
from agent_studio.core.merge.model import Action, Choice, Markers, Policy
from agent_studio.core.text import encode
from agent_studio.store import sessions
from agent_studio.store.errors import ChangedOnDisk
from agent_studio.ui.merging import handback
from agent_studio.ui.merging.asking import (
    conflicts,
    progress,
    proposals,
)
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.keeper import Keeper, kept_merge, revive
from agent_studio.ui.merging.sources import load_sources, load_three, with_base, without_base
from agent_studio.ui.merging.why import why_not_split
from benches import MANNERS, REPORT, TAKE_1, TAKE_2, of


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
