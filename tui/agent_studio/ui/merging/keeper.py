"""Keeps the merge in progress on disk, so that it survives a quit, a crash and a reboot."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from agent_studio.core.compare import compare
from agent_studio.core.document import parse
from agent_studio.core.merge import MergeError, decisions_from_json, decisions_to_json
from agent_studio.core.merge.model import Merge
from agent_studio.store import sessions
from agent_studio.store.errors import StoreError
from agent_studio.store.sessions import Session, SessionSource
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.history import History
from agent_studio.ui.merging.sources import Sources

_ROW = "row"


class Keeper:
    """One merge at a time; `note` is cheap, `flush` writes and may run in any thread."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._noted: tuple[Merge, str] | None = None
        self._lock = Lock()

    def begin(self, sources: Sources) -> None:
        """From now on a merge of these is kept."""
        self._session = sessions.start(
            tuple(
                SessionSource(path, label, document.text, stamp)
                for path, label, document, stamp in zip(
                    sources.paths,
                    sources.comparison.labels,
                    sources.comparison.documents,
                    sources.stamps,
                    strict=True,
                )
            )
        )
        self._noted = None

    def go_on(self, session: Session) -> None:
        """From now on this session is the one that is kept."""
        self._session, self._noted = session, None

    def note(self, merge: Merge, row: str) -> None:
        """The merge as it is now, and the row that the cursor is on."""
        self._noted = (merge, row)

    def flush(self) -> None:
        """Write what was noted last; nothing happens if that was written already.

        Raises:
            StoreError: when it cannot be written.
        """
        with self._lock:
            noted, self._noted = self._noted, None
            if noted is None or self._session is None:
                return
            merge, row = noted
            sessions.save(
                replace(self._session, decisions=decisions_to_json(merge), extra={_ROW: row})
            )

    def forget(self) -> None:
        """The merge was written or given up: nothing is to be offered again.

        Raises:
            StoreError: when what was kept cannot be removed.
        """
        with self._lock:
            self._noted = None
            if self._session is not None:
                sessions.discard(self._session.id)


def kept_merge(sources: Sources) -> str:
    """The id of an unfinished merge of the same texts in the same order; empty if there is none."""
    texts = [
        (path, stamp.digest) for path, stamp in zip(sources.paths, sources.stamps, strict=True)
    ]
    for session in sessions.pending():
        kept = [(each.path, each.stamp.digest) for each in session.sources if each.stamp]
        if kept == texts and session.decisions:
            return session.id
    return ""


def revive(session: Session) -> tuple[Sources, Bench, str]:
    """The sources of a kept merge as they were, the merge, and the row the cursor was on.

    Raises:
        StoreError: when the decisions do not fit the sources, or a source has no file.
    """
    paths = [source.path for source in session.sources]
    stamps = [source.stamp for source in session.sources]
    documents = [parse(source.text) for source in session.sources]
    labels = [source.label for source in session.sources]
    comparison = compare(documents, labels=labels)
    try:
        merge = decisions_from_json(comparison, session.decisions)
    except MergeError as error:
        raise StoreError(f"the unfinished merge cannot be taken up again: {error}") from error
    sources = Sources(
        tuple(path for path in paths if path is not None),
        tuple(stamp for stamp in stamps if stamp is not None),
        comparison,
    )
    if len(sources.paths) != len(documents) or len(sources.stamps) != len(documents):
        raise StoreError("the unfinished merge has a source that is in no file")
    return sources, Bench(comparison, History(merge)), str(session.extra.get(_ROW, ""))
