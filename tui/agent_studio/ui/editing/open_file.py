"""The file behind the Editor as it was known to be on disk.

These functions touch the disk; screens call them in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from agent_studio.core.text import decode, encode
from agent_studio.store import atomic, drafts
from agent_studio.store.atomic import Stamp
from agent_studio.store.drafts import Draft
from agent_studio.store.errors import StoreError


@dataclass(frozen=True)
class OpenFile:
    """A definition, when it was read or last written."""

    path: Path
    text: str
    """What was on disk then; empty for a new one."""
    stamp: Stamp | None
    """What the file looked like then; ``None`` as long as there is none."""


def read_or_begin(path: Path) -> OpenFile:
    """The definition at ``path``; a new one if there is nothing yet.

    Raises:
        StoreError: There is something, but it cannot be read.
    """
    return OpenFile(path, "", None) if atomic.look(path) is None else read_file(path)


def read_file(path: Path) -> OpenFile:
    """The definition at ``path``.

    Raises:
        StoreError: It cannot be read.
    """
    data, stamp = atomic.read(path)
    return OpenFile(path, decode(data), stamp)


def write_file(file: OpenFile, text: str) -> OpenFile:
    """Write ``text`` in the place of ``file``, after reading it back from its bytes.

    Raises:
        ChangedOnDisk: The file on disk is no longer ``file``. Nothing was written.
        StoreError: It cannot be written. Nothing was written.
    """
    try:
        data = encode(text)
    except UnicodeEncodeError as error:
        raise StoreError(
            f"cannot write it: the character at {error.start} is half of one, no bytes mean it"
        ) from error
    if parse(data).text != text:
        raise StoreError("cannot write it: its bytes would be read as another text")
    return OpenFile(file.path, text, atomic.write(file.path, data, file.stamp))


def now_on_disk(file: OpenFile) -> OpenFile | None:
    """What is on disk now if it is another text than ``file``; ``None`` if it is not.

    A file that is gone is answered with one that has no stamp and no text.
    """
    stamp = atomic.look(file.path)
    if stamp is None:
        return OpenFile(file.path, "", None) if file.stamp is not None else None
    if stamp.same(file.stamp):
        return None
    return read_file(file.path)


def find_draft(file: OpenFile) -> str | None:
    """The unsaved text that was kept for ``file``, if it is another one than the file's.

    Raises:
        StoreError: There is one, but it cannot be read.
    """
    draft = drafts.draft_of(file.path.absolute())
    return draft.text if draft and draft.text != file.text else None


def keep_draft(file: OpenFile, text: str) -> None:
    """Keep unsaved text where a crash does not reach it.

    Raises:
        StoreError: It cannot be written.
    """
    drafts.save(Draft(file.path.absolute(), text, file.stamp))


def drop_draft(path: Path) -> None:
    """Forget the unsaved text of a file.

    Raises:
        StoreError: It cannot be removed.
    """
    drafts.discard(path.absolute())


def merge_texts(base: str, mine: str, theirs: str, dialect: Dialect) -> tuple[str, int]:
    """Both changes of ``base`` together, and how many places are left to a person.

    Those bear conflict markers.
    """
    from agent_studio.core.compare import compare
    from agent_studio.core.merge import counts, propose, render

    labels = ("yours", "on disk")
    documents = [parse(mine), parse(theirs)]
    comparison = compare(documents, labels=labels, dialect=dialect, base=parse(base))
    merge = propose(comparison)
    return render(merge, markers=True).text, counts(merge).conflicts
