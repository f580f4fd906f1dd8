"""What a merge tool hands back to git: the merged file, finished or with conflict markers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from agent_studio.core.document import parse
from agent_studio.core.merge import render, undecided
from agent_studio.core.merge.model import Markers, Merge
from agent_studio.core.text import encode
from agent_studio.store import atomic, publish
from agent_studio.store.errors import ChangedOnDisk, StoreError
from agent_studio.store.proof import prove
from agent_studio.ui.merging.sources import BASE_LABEL, OURS, THEIRS

_OPENS = re.compile(r"^(<{7,})(?: (.*))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Handback:
    """The file that git wants, as git left it."""

    merged: Path
    stamp: atomic.Stamp | None
    """What it looked like; ``None`` if it was not there."""
    markers: Markers

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.merged.name


def take_in(merged: Path) -> Handback:
    """The merged file with git's conflicts in it: markers of ours are to look like them.

    Raises:
        StoreError: there is something, but it cannot be read.
    """
    if atomic.look(merged) is None:
        return Handback(merged, None, Markers(labels=(OURS, THEIRS, BASE_LABEL)))
    data, stamp = atomic.read(merged)
    return Handback(merged, stamp, markers_like(parse(data).text))


def markers_like(text: str) -> Markers:
    """The markers that git's conflicts in ``text`` have: their length, names, and the base's part.

    Where there are none, those of git's own default, with the base.
    """
    opens = _OPENS.search(text.replace("\r\n", "\n"))
    if opens is None:
        return Markers(labels=(OURS, THEIRS, BASE_LABEL))
    size = len(opens[1])
    ours = opens[2] or OURS
    base = _label(text, "|" * size)
    theirs = _label(text, ">" * size) or THEIRS
    return Markers(size, base is not None, (ours, theirs, base or BASE_LABEL))


def _label(text: str, mark: str) -> str | None:
    """What stands behind the first such marker; ``None`` if there is no such marker."""
    found = re.search(rf"^{re.escape(mark)}(?: ([^\r\n]*))?\r?$", text, re.MULTILINE)
    return (found[1] or "") if found else None


def fault(merge: Merge) -> str:
    """What is wrong with a finished result as a definition, in one sentence; empty if nothing."""
    if undecided(merge):
        return ""
    data = encode(render(merge).text)
    document = parse(data)
    fields = document.front.value if document.front else None
    try:
        prove(data, fields, dialect=merge.comparison.dialect)
    except StoreError as refusal:
        return str(refusal).removesuffix("; nothing was written")
    return ""


def save(handback: Handback, merge: Merge) -> Handback:
    """Write the result into the merged file, with markers around what is undecided.

    Raises:
        ChangedOnDisk: somebody else has written it since it was read; nothing was written.
        StoreError: it cannot be written; it is as it was.
    """
    text = render(merge, markers=handback.markers if undecided(merge) else False).text
    # A side that would not load may be taken whole: git's conflict is settled by that all the
    # same, and it was said before.
    done = publish.publish(
        publish.Plan(handback.merged, encode(text), handback.stamp), None, unfinished=True
    )
    return replace(handback, stamp=done.stamp)


def looked_again(handback: Handback, error: ChangedOnDisk) -> Handback:
    """The handback after somebody else wrote the file: the next time that is replaced, knowingly.

    Raises:
        StoreError: it cannot be read.
    """
    del error
    return replace(handback, stamp=atomic.look(handback.merged))
