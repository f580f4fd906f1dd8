"""Which definitions a merge would take, and why it cannot be started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_studio.ui.listing.view import Card, Kin

MOST = 9
"""Sources that one merge can hold: one digit key each."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The definitions that a merge would open, or the reason why it cannot."""

    cards: tuple[Card, ...] = ()
    reason: str = ""


def choose(
    shown: Sequence[Card], marked: Sequence[Card], under_cursor: Card | None, kin: Kin,
    group: Sequence[Card],
) -> Chosen:  # fmt: skip
    """The marked definitions; with none marked, the one under the cursor with its twins.

    Twins are, in this order: the group under the cursor, those of the same name or content,
    those that are nearly the same.
    """
    if marked:
        return _if_enough(marked, f"{_count(len(marked))} marked")
    if not shown:
        return Chosen(reason="There is no definition to merge.")
    if under_cursor is None:
        return _if_enough(group, f"{len(group)} definitions are in this group")
    twins = with_twins(shown, under_cursor, kin)
    if len(twins) == 1:
        return Chosen(reason="Nothing is like this one; mark two to nine definitions with space.")
    return _if_enough(twins, f"{len(twins)} definitions are like this one")


def with_twins(shown: Sequence[Card], card: Card, kin: Kin) -> tuple[Card, ...]:
    """The definition and its twins, in the order of the list."""
    named = {*kin.same_name, *kin.same_content}
    like = named or {path for path, _ in kin.near}
    return tuple(
        each
        for each in shown
        if each.path == card.path or (each.path in like and each.is_markdown and card.is_markdown)
    )


def _if_enough(cards: Sequence[Card], told: str) -> Chosen:
    other = next((card for card in cards if not card.is_markdown), None)
    if other is not None:
        return Chosen(reason=f"Only Markdown can be merged, and {other.path.name} is none.")
    if len(cards) < 2:
        return Chosen(reason=f"A merge needs two to nine definitions; {told}.")
    if len(cards) > MOST:
        return Chosen(
            reason=f"A merge holds at most nine definitions; {told}. Mark two to nine of them."
        )
    return Chosen(tuple(cards))


def _count(number: int) -> str:
    return "one is" if number == 1 else f"{number} are"
