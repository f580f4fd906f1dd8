"""One run of ``check``: definition by definition, told as they come, until it is interrupted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.checking import Plan
from agent_studio.cli.format.report import Checked
from agent_studio.cli.inputs import Source
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.records import dataclass, replace

if TYPE_CHECKING:
    from agent_studio.cli.accepting import Baseline
    from agent_studio.cli.progress import Progress


@dataclass(frozen=True)
class Run:
    """What is done with each definition."""

    plan: Plan
    baseline: Baseline | None
    mend: Callable[[Source], tuple[Source, int]]
    """Gives the definition to check, and how much in it was mended before."""
    tell: Callable[[Source, Sequence[Diagnostic]], None]
    """Shows new findings at once."""
    progress: Progress | None

    def through(self, sources: Iterable[Source], checked: list[Checked]) -> bool:
        """Check all definitions, each first by itself, into ``checked``.

        Gives whether it came to the end: Ctrl-C leaves what was found so far.
        """
        # All definitions are kept to the end and hold no cycles: to look for garbage among them
        # again and again took a twentieth of the time.
        gc.disable()
        try:
            for source in sources:
                one, fixed = self.mend(source)
                found = self.plan.of_one(one)
                checked.append(Checked(one, (), fixed))
                self._add(checked, -1, found)
                if self.progress:
                    self.progress.tell(f"{len(checked)} definitions checked (Ctrl-C stops)")
            if self.progress:
                self.progress.tell(f"comparing {len(checked)} definitions")
            for index, shared in enumerate(self.plan.of_all([each.source for each in checked])):
                if shared:
                    self._add(checked, index, shared)
        except KeyboardInterrupt:
            return False
        finally:
            gc.enable()
            if self.progress:
                self.progress.clear()
        return True

    def _add(self, checked: list[Checked], index: int, found: Iterable[Diagnostic]) -> None:
        """Count findings of a definition, then show them: what is shown is in the summary, too."""
        before = checked[index]
        new, old = tuple(sorted(found, key=_place)), tuple[Diagnostic, ...]()
        if self.baseline is not None:
            new, old = self.baseline.sifted(before.source, new)
        checked[index] = replace(
            before,
            diagnostics=tuple(sorted((*before.diagnostics, *new), key=_place)),
            accepted=(*before.accepted, *old),
        )
        if new:
            if self.progress:
                self.progress.clear()
            self.tell(before.source, new)


def _place(found: Diagnostic) -> tuple[int, int, int]:
    return found.span.start, found.span.end, found.severity.rank
