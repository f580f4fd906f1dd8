"""Benches for tests of what a merge asks."""

from __future__ import annotations

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge.model import Action, Choice, Policy
from agent_studio.ui.merging.bench import Bench
from three import BASE, CONFLICTS, OURS, THEIRS

REPORT, MANNERS = CONFLICTS


TAKE_1, TAKE_2 = (Choice(Action.TAKE, (source,)) for source in (0, 1))


def bench_of(policy=Policy.CAREFUL) -> Bench:
    documents = [parse(OURS), parse(THEIRS)]
    return Bench.of(compare(documents, labels=("ours", "theirs"), base=parse(BASE)), policy)


def of(bench, address):
    return bench.comparison.by_address[address]
