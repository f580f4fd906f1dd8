"""What is true of a merged text: what loads, what is wrong, how big it is, what it may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_studio.core.check import check
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.compare.model import Comparison
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, Loaded, Rights, RightsChange
from agent_studio.core.dialects.rights import rights, rights_change
from agent_studio.core.document import Document, parse
from agent_studio.core.text import estimate_tokens
from agent_studio.core.told import shortly
from agent_studio.ui.merging.view import listed


@dataclass(frozen=True, slots=True)
class Facts:
    """The assessment of one text against the sources it was made from."""

    text: str
    tokens: int
    loaded: Loaded
    findings: tuple[Diagnostic, ...]
    rights: Rights
    wider: tuple[tuple[int, RightsChange], ...]
    """The sources that could do less, and what the result may do beyond them."""


def _rights(document: Document, dialect: Dialect) -> tuple[Loaded, Rights]:
    loaded = load(document, dialect)
    return loaded, rights(loaded, dialect)


def assess(text: str, comparison: Comparison) -> Facts:
    """Read, check and weigh a merged text. Slow enough to be done beside the screen."""
    dialect = comparison.dialect
    document = parse(text)
    loaded, may = _rights(document, dialect)
    changes = [
        (source, rights_change(_rights(each, dialect)[1], may))
        for source, each in enumerate(comparison.documents)
    ]
    return Facts(
        text,
        estimate_tokens(text),
        loaded,
        check(document, dialect),
        may,
        tuple((source, change) for source, change in changes if change.wider),
    )


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line under the result; ``role`` is a severity's name, or empty."""

    sign: str
    text: str
    role: str = ""


def fact_lines(facts: Facts, title: str, *, most: int = 4) -> tuple[FactLine, ...]:
    """The facts in words: loading, problems (the gravest first), rights and where they widen."""
    lines = [_loading_line(facts.loaded, title)]
    grave = sorted(facts.findings, key=lambda each: (each.severity.rank, each.span))
    shown = [each for each in grave if each.severity.rank <= Severity.INFO.rank]
    lines += [FactLine(each.severity.sign, each.message, each.severity.value) for each in shown][
        :most
    ]
    if len(shown) > most:
        lines.append(FactLine(" ", f"and {len(shown) - most} more findings"))
    lines.append(FactLine("◆", f"may use {rights_words(facts.rights)}"))
    lines += _wider_lines(facts.wider)
    return tuple(lines)


def _loading_line(loaded: Loaded, title: str) -> FactLine:
    if not loaded.loads:
        return FactLine("✖", f"{title} drops it: {loaded.reason}", "error")
    if loaded.reason:
        return FactLine("▲", f"{title} loads it after a rescue: {loaded.reason}", "warning")
    return FactLine("✓", f"{title} loads it", "success")


def rights_words(may: Rights) -> str:
    """What an agent may do, in one line."""
    tools = "all tools of the session" if may.tools is None else ", ".join(may.tools) or "no tools"
    denied = f" but {', '.join(may.denied)}" if may.denied else ""
    mode = f", {may.mode}" if may.mode else ""
    return f"{tools}{denied}{mode}"


def _wider_lines(wider: Sequence[tuple[int, RightsChange]]) -> list[FactLine]:
    """One line for each different gain, naming all the sources that it is a gain over."""
    by_gain: dict[tuple[str, ...], list[int]] = {}
    for source, change in wider:
        by_gain.setdefault(change.gained, []).append(source + 1)
    return [
        FactLine("▲", f"wider than {listed(numbers)}: {shortly(gain)}", "warning")
        for gain, numbers in by_gain.items()
    ]


def counts_words(findings: Sequence[Diagnostic]) -> str:
    """``✖ 1 ▲ 2``, or that there is nothing."""
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(1 for each in findings if each.severity is severity)
        if number:
            parts.append(f"{severity.sign} {number}")
    return " ".join(parts) or "✓ no problems"
