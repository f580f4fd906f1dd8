"""What the harness makes of the definition, in one line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from agent_studio.core.check.examined import Examined
from agent_studio.core.dialects.model import Dialect, Loaded, Outcome, Rights
from agent_studio.core.told import at_a_glance, tools_in_words
from agent_studio.ui.widgets.plain import plain

_SIGNS = {
    Outcome.LOADS: ("✔", "$text-success"),
    Outcome.RESCUED: ("▲", "$text-warning"),
    Outcome.DROPPED: ("✖", "$text-error"),
}


class LoadedLine(Static):
    """Loads or not and why, the effective name, the rights, the size."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, examined: Examined, dialect: Dialect, line_ends: str) -> None:
        """Say it for this text."""
        self.update(told(examined, dialect, line_ends))


def told(examined: Examined, dialect: Dialect, line_ends: str) -> Content:
    """The line, and below it the reason where there is one."""
    sign, style = _SIGNS[examined.loaded.outcome]
    parts = [
        *_grants(examined.loaded, examined.rights),
        f"~{examined.tokens:,} tokens",
        line_ends,
    ]
    fate = Content.assemble(
        Content.styled(f"{sign} ", f"{style} bold"),
        _one_line(_fate(examined.loaded, dialect.release)),
        _one_line(" · " + " · ".join(parts), "$quiet"),
    )
    why = [_one_line(f"  {examined.loaded.reason}", "$quiet")] if examined.loaded.reason else []
    return Content("\n").join([fate, *why])


def _one_line(text: str, style: str = "") -> Content:
    return plain(text.replace("\r", " ").replace("\n", " "), style)


def _fate(loaded: Loaded, harness: str) -> str:
    name = loaded.fields.get("name")
    called = f" as '{name}'" if isinstance(name, str) and name else ""
    match loaded.outcome:
        case Outcome.LOADS:
            return f"{harness} loads it{called}"
        case Outcome.RESCUED:
            return f"{harness} loads it{called} after a rescue"
        case Outcome.DROPPED:
            return f"{harness} drops it"


def _grants(loaded: Loaded, rights: Rights) -> list[str]:
    if not loaded.loads:
        return []
    return [at_a_glance(rights), tools_in_words(rights), *rights.notes]
