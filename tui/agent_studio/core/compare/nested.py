"""Differences inside nested values: what of ``tools.allowed`` is new."""

from __future__ import annotations

from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class NestedChange:
    """One difference inside a value: ``path`` as a person writes it, ``allowed[2]``."""

    path: str
    before: Value
    after: Value
    added: bool = False
    removed: bool = False

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        if self.added:
            return f"{where}+ {self.after}"
        if self.removed:
            return f"{where}- {self.before}"
        return f"{where}{self.before} → {self.after}"


def nested_changes(before: Value, after: Value) -> tuple[NestedChange, ...]:
    """What differs inside two values, member by member, in a stable order.

    Lists are compared without regard to order where nothing but the order differs in them:
    members that only moved are no difference.
    """
    if type(before) is not type(after) or not isinstance(before, (list, dict)):
        return () if _same(before, after) else (NestedChange("", before, after),)
    from deepdiff import DeepDiff

    tree = DeepDiff(before, after, ignore_order=True, report_repetition=True, view="tree")
    found = []
    for kind, levels in tree.items():
        for level in levels:
            added, removed = kind.endswith("_added"), kind.endswith("_removed")
            path = _path(level.path(output_format="list"), added or removed)
            old = None if added else level.t1
            new = None if removed else level.t2
            found.append(NestedChange(path, old, new, added, removed))
    return tuple(sorted(found, key=lambda change: (change.path, change.added, str(change))))


def _same(a: Value, b: Value) -> bool:
    return type(a) is type(b) and a == b


def _path(steps: list[str | int], member: bool) -> str:
    """``allowed`` for a member of that list, ``hooks.Stop[0].command`` for a value."""
    if member and steps and isinstance(steps[-1], int):
        steps = steps[:-1]
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
