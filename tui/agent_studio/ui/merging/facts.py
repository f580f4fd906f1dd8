"""What is true of a merged text: what loads, what is wrong, how big it is, what it may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_studio.core.check.examined import Agreed, diagnose
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Loaded, Rights, RightsChange
from agent_studio.core.dialects.rights import rights_change
from agent_studio.core.document import parse
from agent_studio.core.merge.model import Merge, Origin, Piece
from agent_studio.core.merge.rows import undecided
from agent_studio.core.merge.weight import Weight, weigh
from agent_studio.core.text import Span, estimate_tokens
from agent_studio.core.told import (
    GAINS,
    at_a_glance,
    how_in_words,
    signs,
    tools_in_words,
    wider_than,
)
from agent_studio.core.told import change_lines as told_changes


@dataclass(frozen=True, slots=True)
class Facts:
    """The assessment of one text against the sources it was made from."""

    text: str
    tokens: int
    loaded: Loaded
    findings: tuple[Diagnostic, ...]
    weight: Weight
    open: tuple[str, ...] = ()
    """The fields without which it is not loaded and of which something is undecided."""


def assess(
    text: str, merge: Merge, agreed: Agreed | None = None, pieces: Sequence[Piece] = ()
) -> Facts:
    """Read, check and weigh a merged text. Slow enough to be done beside the screen.

    Args:
        text: The result.
        merge: What it is the result of.
        agreed: What the settings of a team say of the place where it will lie.
        pieces: Where the result comes from. With them nothing is said to be wrong that only is
            missing because it waits for a decision.
    """
    dialect, document = merge.comparison.dialect, parse(text)
    waiting = {address.partition("/")[0] for address in undecided(merge)} if pieces else set()
    found = diagnose(document, dialect, agreed=agreed)
    return Facts(
        text,
        estimate_tokens(text),
        load(document, dialect),
        _about_words(found, pieces) if waiting else found,
        weigh(merge, text),
        tuple(spec.key for spec in dialect.fields if spec.required and spec.key in waiting),
    )


def _about_words(found: Sequence[Diagnostic], pieces: Sequence[Piece]) -> tuple[Diagnostic, ...]:
    """Those that speak of words of a source or of a person, not of what is not there yet."""
    spans, at = [], 0
    for piece in pieces:
        if piece.origin in (Origin.SOURCE, Origin.TYPED):
            spans.append(Span(at, at + len(piece.text)))
        at += len(piece.text)
    return tuple(
        each
        for each in found
        if any(span.start < each.span.end and each.span.start < span.end for span in spans)
    )


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line under the result; ``role`` is a severity's name, or empty."""

    sign: str
    text: str
    role: str = ""


def fact_lines(facts: Facts, title: str, *, most: int = 4) -> tuple[FactLine, ...]:
    """The facts in words: new rights, all rights, loading, problems (the gravest first)."""
    lines = [*weight_lines(facts.weight), _loading_line(facts, title)]
    if not facts.loaded.loads and not facts.open:
        lines.reverse()
    grave = sorted(facts.findings, key=lambda each: (each.severity.rank, each.span))
    shown = [each for each in grave if each.severity.rank <= Severity.INFO.rank]
    lines += [FactLine(each.severity.sign, each.message, each.severity.value) for each in shown][
        :most
    ]
    if len(shown) > most:
        lines.append(FactLine(" ", f"and {len(shown) - most} more findings"))
    return tuple(lines)


def weight_lines(weight: Weight) -> tuple[FactLine, ...]:
    """Where rights go beyond those of sources, then what they are."""
    if weight.open:
        return (FactLine("?", f"rights are open until decided: {', '.join(weight.open)}"),)
    wider = [FactLine(GAINS, line, "error") for line in wider_than(weight.changes)]
    return (*wider, FactLine("◆", _briefly(weight.rights)))


def _briefly(may: Rights | None) -> str:
    """Signs and tools: there is little room beside the sources, and the help tells the signs."""
    if may is None:
        return at_a_glance(may)
    parts = (signs(may).rstrip(), tools_in_words(may), how_in_words(may))
    return " · ".join(part for part in parts if part)


def between(sources: Sequence[Rights | None]) -> str:
    """How the rights of two sources differ, in one line; empty for equal ones, or for more."""
    if len(sources) != 2:
        return ""
    lines = [
        f"{told.sign} 2 {told.word} {told.what}" for told in told_changes(rights_change(*sources))
    ]
    return " ".join(lines)


def change_lines(change: RightsChange, over: str) -> tuple[FactLine, ...]:
    """What is gained and lost over something that has a name."""
    return tuple(
        FactLine(told.sign, f"{told.word} over {over}: {told.what}", "error" if told.wider else "")
        for told in told_changes(change)
    )


def _loading_line(facts: Facts, title: str) -> FactLine:
    loaded = facts.loaded
    if not loaded.loads and facts.open:
        return FactLine("?", f"loading is open until decided: {', '.join(facts.open)}")
    if not loaded.loads:
        return FactLine("✖", f"{title} drops it: {loaded.reason}", "error")
    if loaded.reason:
        return FactLine("▲", f"{title} loads it after a rescue: {loaded.reason}", "warning")
    return FactLine("✓", f"{title} loads it", "success")


def counts_words(findings: Sequence[Diagnostic]) -> str:
    """``✖ 1 ▲ 2``, or that there is nothing."""
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(1 for each in findings if each.severity is severity)
        if number:
            parts.append(f"{severity.sign} {number}")
    return " ".join(parts) or "✓ no problems"
