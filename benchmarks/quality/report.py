"""Figures with what they are held against, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Bar(StrEnum):
    """What is measured; the values are the names that ``--only`` takes."""

    CLEAN = "clean"
    BROKEN = "broken"
    CONFLICTS = "conflicts"
    REACH = "reach"
    DOUBLES = "doubles"
    LAWS = "laws"
    SPEED = "speed"


TITLES = {
    Bar.CLEAN: "1. Where git merges cleanly",
    Bar.BROKEN: "2. Where git merges cleanly and breaks the file",
    Bar.CONFLICTS: "3. Text inside conflicts, where git conflicts (characters)",
    Bar.REACH: "4. What a person committed, reached by picks (category a, git conflicts)",
    Bar.DOUBLES: "5. Ten kinds of double edit",
    Bar.LAWS: "6. Laws 4 to 7, a thousand examples each",
    Bar.SPEED: "7. Speed",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure."""

    bar: Bar
    what: str
    figure: float
    """A share from 0 to 1, a ratio, or a count."""
    shown: str
    limit: str = ""
    """What it is to keep, in words; empty if it only stands beside."""
    kept: bool | None = None
    files: tuple[str, ...] = ()
    """The names behind it: those that fail, with what is wrong."""


def share(bar: Bar, what: str, part: int, whole: int, *, least: float | None = None) -> Measure:
    """``part`` of ``whole``, to be at least ``least``; nothing of nothing keeps every bar."""
    figure = part / whole if whole else 1.0
    limit = "" if least is None else f"at least {least:.0%}"
    kept = None if least is None else figure >= least
    return Measure(bar, what, figure, f"{figure:7.2%}  {part} of {whole}", limit, kept)


def ratio(bar: Bar, what: str, part: float, whole: float, *, most: float | None = None) -> Measure:
    """``part`` against ``whole``, to be at most ``most``."""
    figure = part / whole if whole else (0.0 if not part else float("inf"))
    limit = "" if most is None else f"at most {most:.0%}"
    kept = None if most is None else figure <= most
    return Measure(bar, what, figure, f"{figure:7.2%}  {part:,.0f} to {whole:,.0f}", limit, kept)


def count(bar: Bar, what: str, names: Sequence[str], *, most: int | None = None) -> Measure:
    """How many there are, to be at most ``most``."""
    limit = "" if most is None else f"at most {most}"
    kept = None if most is None else len(names) <= most
    return Measure(bar, what, len(names), f"{len(names):7}", limit, kept, tuple(names))


def as_text(measures: Sequence[Measure], *, verbose: bool) -> str:
    """A table for each bar."""
    lines: list[str] = []
    width = max((len(measure.what) for measure in measures), default=0)
    shown = max((len(measure.shown) for measure in measures), default=0)
    for bar in Bar:
        own = [measure for measure in measures if measure.bar is bar]
        if own:
            lines += ["", TITLES[bar], ""]
        for measure in own:
            sign = {None: "  ", True: "ok", False: "NO"}[measure.kept]
            text = f"{measure.what:{width}}  {measure.shown:{shown}}  {sign}  {measure.limit}"
            lines.append("  " + text.rstrip())
            if verbose:
                lines += [f"      {name}" for name in measure.files]
    return "\n".join(lines[1:])


def as_json(measures: Sequence[Measure]) -> dict[str, object]:
    """All figures as one object."""
    return {"version": 1, "measures": [asdict(measure) for measure in measures]}
