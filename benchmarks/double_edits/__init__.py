"""Ten kinds of double edit of one definition, each with the right answer by construction."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from benchmarks.double_edits import body_edits, front_edits
from benchmarks.double_edits.anatomy import read
from benchmarks.double_edits.cases import Case, Editor

__all__ = ["DELETION", "KINDS", "Case", "cases"]

DELETION = "edit against deletion"
KINDS: dict[str, Editor] = {
    "both append to one list": body_edits.appended,
    "section moved, and edited": body_edits.moved,
    "neighbouring fields": front_edits.neighbours,
    "both add to one set": front_edits.members,
    "two sentences of one paragraph": body_edits.sentences,
    DELETION: body_edits.deleted,
    "same section, different places": body_edits.same_section,
    "heading renamed, item added": body_edits.renamed,
    "keys reordered, value changed": front_edits.reordered,
    "list sorted, item edited": body_edits.item_sorted,
}


def cases(
    kind: str, definitions: Iterable[tuple[str, str]], most: int, seed: int = 0
) -> Iterator[Case]:
    """Up to ``most`` double edits of ``kind``, each of another one of ``definitions``.

    ``definitions`` are names and texts. Who is ours and who theirs is drawn like the rest.
    """
    found = 0
    for name, text in definitions:
        anatomy = read(text)
        if anatomy is None:
            continue
        dice = random.Random(f"{seed} {kind} {name}")
        edit = KINDS[kind](anatomy, dice)
        if edit is None or len({edit.base, edit.first, edit.second}) < 3:
            continue
        sides = [edit.first, edit.second]
        dice.shuffle(sides)
        yield Case(kind, name, edit.base, *sides, edit.answers, edit.kept, edit.style)
        found += 1
        if found == most:
            return
