"""Merges as folders of small files: see ``tests/cases/merge``.

A case holds ``1.md``, ``2.md`` … and perhaps ``base.md``; ``choices.txt`` with one decision a
line (``ADDRESS=CHOICE``, or ``richest``, or ``rest=CHOICE`` for all undecided rows);
``expected.md``, the result, with conflict markers if something is left undecided; and
``rows.json``, pairs of address and state that the comparison must have, if it is about rows;
``reasons.json``, pairs of address and reason for every row that is not the same everywhere.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    Merge,
    Reason,
    decide_all,
    parse_choice,
    propose,
    reason,
    render,
    richest,
    take,
    undecided,
)

CASES = Path(__file__).parents[1] / "cases" / "merge"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def merge_of(folder: Path) -> Merge:
    sources = sorted(folder.glob("[0-9].md"))
    base = folder / "base.md"
    merge = propose(
        compare(
            [parse(source.read_bytes()) for source in sources],
            labels=[source.stem for source in sources],
            base=parse(base.read_bytes()) if base.exists() else None,
        )
    )
    choices = folder / "choices.txt"
    for line in choices.read_text(encoding="utf-8").splitlines() if choices.exists() else []:
        if line == "richest":
            merge = richest(merge)
        elif line.startswith("rest="):
            merge = decide_all(merge, parse_choice(line.removeprefix("rest=")))
        else:
            merge = take(merge, line)
    return merge


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path):
    merge = merge_of(folder)
    result = render(merge, markers=True)
    assert result.text == (folder / "expected.md").read_bytes().decode()
    assert ("<<<<<<<" in result.text) == bool(undecided(merge))
    rows = folder / "rows.json"
    if rows.exists():
        states = {address: row.state.value for address, row in merge.comparison.by_address.items()}
        for address, state in json.loads(rows.read_text(encoding="utf-8")):
            assert states.get(address) == state, f"{address}: {sorted(states)}"
    reasons = folder / "reasons.json"
    if reasons.exists():
        assert _reasons(merge) == json.loads(reasons.read_text(encoding="utf-8"))


def _reasons(merge: Merge) -> list[list[str]]:
    found = ((row.address, reason(merge, row)) for row in merge.comparison.walk())
    return [[address, why.value] for address, why in found if why not in {None, Reason.SAME}]


@pytest.mark.parametrize(
    "folder", [f for f in FOLDERS if (f / "base.md").exists()], ids=lambda folder: folder.name
)
def test_who_is_ours_does_not_change_what_is_asked(folder: Path):
    if (folder / "choices.txt").exists():
        pytest.skip("decisions name sources by number")
    base = parse((folder / "base.md").read_bytes())
    sources = [parse((folder / f"{number}.md").read_bytes()) for number in (1, 2)]
    one = propose(compare(sources, base=base))
    other = propose(compare(sources[::-1], base=base))
    assert len(undecided(one)) == len(undecided(other))
