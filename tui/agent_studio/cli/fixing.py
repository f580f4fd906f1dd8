"""``check --fix`` and ``check --diff``: mending files, or showing how they would be mended."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from agent_studio.cli.checking import Plan
from agent_studio.cli.errors import FINDINGS, INTERRUPTED, OK
from agent_studio.cli.format.places import plural
from agent_studio.cli.inputs import Source
from agent_studio.cli.output import Output, complain
from agent_studio.cli.progress import progress
from agent_studio.core.check.mending import mend
from agent_studio.core.check.secrets.masking import without_secrets
from agent_studio.core.document import Document
from agent_studio.core.records import dataclass, replace

if TYPE_CHECKING:
    from agent_studio.core.check.model import Diagnostic
    from agent_studio.store.atomic import Stamp


@dataclass(frozen=True)
class _Difference:
    shown: str
    is_covered: bool
    """Whether it holds a secret, which is not shown."""


def _difference(source: Source, document: Document) -> _Difference | None:
    """What would change, for people to see and logs to keep; ``None`` if nothing would."""
    from agent_studio.core.patch import unified

    old, new = source.document.text, document.text
    whole = unified(source.label, old, new)
    if not whole:
        return None
    shown = unified(source.label, without_secrets(old), without_secrets(new))
    return _Difference(shown, shown != whole)


def _not_to_be_applied(covered: int) -> str:
    return (
        f"secrets of {plural(covered, 'definition')} are covered in it, so that git apply refuses "
        "it; --fix does what it shows"
    )


@dataclass(frozen=True)
class Fixing:
    """Which findings are mended, and whether by fixes that should be looked at, too."""

    plan: Plan
    unsafe: bool = False

    def mended(self, source: Source) -> tuple[Document, int]:
        """The definition after all fixes, and how many there were."""

        def find(document: Document) -> Iterable[Diagnostic]:
            return self.plan.of_one(replace(source, document=document))

        return mend(source.document, find, unsafe=self.unsafe)

    def write(self, source: Source, output: Output) -> tuple[Source, int]:
        """Mend a definition in its file, or pipe it out mended."""
        document, fixed = self.mended(source)
        if fixed and source.path:
            _write(source.path, bytes(document), source.stamp)
        elif not source.path:
            output.definition(document.text)
        return replace(source, document=document), fixed

    def show(self, sources: Iterable[Source], output: Output) -> int:
        """Print what would change, as one unified diff; writes nothing. Gives the exit status."""
        changed = fixes = looked = covered = 0
        whole, ahead = True, progress(sys.stderr)
        try:
            for source in sources:
                document, fixed = self.mended(source)
                looked += 1
                if ahead:
                    ahead.tell(f"{plural(looked, 'definition')} looked at (Ctrl-C stops)")
                if difference := _difference(source, document):
                    if ahead:
                        ahead.clear()
                    output.definition(difference.shown)
                    covered += difference.is_covered
                    changed, fixes = changed + 1, fixes + fixed
        except KeyboardInterrupt:
            whole = False
        finally:
            if ahead:
                ahead.clear()
        if not whole:
            complain("interrupted; what was not looked at yet is missing")
            return INTERRUPTED
        told = f"{fixes or 'no'} {'fix' if fixes == 1 else 'fixes'}"
        told = f"{told} in {changed} of {plural(looked, 'definition')}"
        complain(f"{told}; nothing was written")
        if covered:
            complain(_not_to_be_applied(covered))
        return FINDINGS if changed else OK


def _write(name: str, data: bytes, stamp: Stamp | None) -> None:
    """Write a mended definition; what it was can be had back with ``restore``."""
    from pathlib import Path

    from agent_studio.store import backups
    from agent_studio.store.atomic import write

    path = Path(name).absolute()
    backups.make(f"before check --fix of {name}", [backups.Change(path, data)])
    write(path, data, stamp)
