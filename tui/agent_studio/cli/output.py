"""Results on standard output: plain in a pipe, painted in a terminal, never a raw control."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO, TypeAlias

from agent_studio.core.text import encode, visible

Run: TypeAlias = "str | tuple[str, str]"
"""Some text, or some text with the name of a style in `STYLES`, and ``link`` with an address."""
Line: TypeAlias = Sequence[Run]

STYLES = {
    "title": "bold",
    "name": "bold cyan",
    "dim": "dim",
    "error": "bold red",
    "warning": "yellow",
    "info": "blue",
    "hint": "dim",
    "added": "green",
    "removed": "red",
    "changed-added": "bold green underline",
    "changed-removed": "bold red underline",
    "gained": "bold yellow",
    "conflict": "bold magenta",
}


class Output:
    """Where a command writes its result: standard output, or a report on standard error."""

    def __init__(self, color: str = "auto", stream: TextIO | None = None) -> None:
        self.color = color
        self.stream = stream or sys.stdout
        self.terminal = self.stream.isatty()
        if color == "auto":
            self.painted = self.terminal and not os.environ.get("NO_COLOR")
        else:
            self.painted = color == "always"
        self.links = self.painted and self.terminal and _has_links()

    @property
    def width(self) -> int:
        """The columns that a line should keep to."""
        try:
            size = os.get_terminal_size(self.stream.fileno()).columns if self.terminal else 100
        except (OSError, ValueError):
            size = 100
        return min(size, 120) if size > 0 else 100

    def lines(self, lines: Iterable[Line]) -> None:
        """Lines for people; what comes from files is made visible here, once for all."""
        if not self.painted:
            texts = (
                "".join(part if isinstance(part, str) else part[0] for part in line)
                for line in lines
            )
            self.text("".join(f"{visible(text)}\n" for text in texts))
            return
        self._paint(lines)

    def text(self, text: str) -> None:
        """Text that has no hidden characters any more, or none that a terminal must not see."""
        self.stream.buffer.write(encode(text))
        self.stream.buffer.flush()

    def definition(self, text: str) -> None:
        """A definition, byte for byte; only a terminal gets its hidden characters by name."""
        self.text(visible(text) if self.terminal else text)

    def json(self, data: object) -> None:
        """One JSON object; everything but ASCII is escaped, so nothing hides in it."""
        import json

        self.text(json.dumps(data, indent=2) + "\n")

    def _paint(self, lines: Iterable[Line]) -> None:
        # Rich costs as much to import as a whole check takes, so only a terminal pays for it.
        import io

        from rich.console import Console
        from rich.text import Text

        page = io.StringIO()
        console = Console(
            file=page, force_terminal=True, no_color=False, highlight=False, legacy_windows=False
        )
        for line in lines:
            text = Text(overflow="fold")
            for part in line:
                words, style = (part, "") if isinstance(part, str) else part
                name, _, address = style.partition(" link ")
                link = f" link {address}" if address and self.links else ""
                text.append(visible(words), f"{STYLES.get(name, '')}{link}".strip())
            console.print(text, soft_wrap=not self.terminal)
        self.text(page.getvalue())


def _has_links() -> bool:
    from agent_studio.cli.links import has_links

    return has_links(os.environ)


def complain(sentence: str) -> None:
    """One sentence on standard error, made visible as everything else."""
    sys.stderr.write(f"agent-studio: {visible(sentence)}\n")
