"""Ten kinds of double edit, each with the right answer by construction."""

from __future__ import annotations

import pytest
from benchmarks.definitions import definition
from benchmarks.double_edits import DELETION, KINDS, Case, cases

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import Merge, Policy, Reason, propose, reason, render, undecided

MADE = [(f"made-{number}", definition(number, 4000)) for number in range(40)]


def merged(case: Case, policy: Policy = Policy.CAREFUL) -> Merge:
    comparison = compare([parse(case.ours), parse(case.theirs)], base=parse(case.base))
    return propose(comparison, policy=policy)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != DELETION])
def test_what_has_a_right_answer_is_merged_without_asking(kind):
    own = list(cases(kind, MADE, 12))
    assert len(own) == 12
    for case in own:
        merge = merged(case)
        assert not undecided(merge), case
        assert render(merge).text in case.answers


def test_an_edit_against_a_deletion_is_a_conflict_that_says_so():
    for case in cases(DELETION, MADE, 12):
        merge = merged(case)
        rows = [merge.comparison.by_address[address] for address in undecided(merge)]
        assert Reason.EDITED_DELETED in {reason(merge, row) for row in rows}
        assert case.kept in render(merge, markers=True).text.splitlines()


@pytest.mark.parametrize("kind", list(KINDS))
def test_to_ask_shows_the_same_result_and_waits_for_a_yes_where_git_would_stop(kind):
    for case in cases(kind, MADE, 6):
        careful, asking = merged(case), merged(case, Policy.ASK)
        assert render(careful).text == render(asking).text
        assert set(undecided(careful)) <= set(undecided(asking))
