"""Keeps the merge in progress on disk, so that it survives a quit, a crash and a reboot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import Any

from agent_studio.core.compare import compare
from agent_studio.core.compare.model import WORDS, Comparison
from agent_studio.core.dialects.paths import dialect_at, dialect_of_all
from agent_studio.core.document import parse
from agent_studio.core.merge import (
    MergeError,
    can_split,
    decisions_from_json,
    decisions_to_json,
    split,
)
from agent_studio.core.merge.model import Merge, Policy
from agent_studio.store import meaning, sessions
from agent_studio.store.errors import StoreError
from agent_studio.store.sessions import Session, SessionSource
from agent_studio.ui.merging.asking import proposals
from agent_studio.ui.merging.bench import Bench
from agent_studio.ui.merging.history import History
from agent_studio.ui.merging.sources import BASE_LABEL, Sources

_ROW, _POLICY, _SPLIT, _PROPOSED = "row", "policy", "split", "proposed"


class Keeper:
    """One merge at a time; `note` is cheap, `flush` writes and may run in any thread."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._noted: tuple[Bench, str] | None = None
        self._lock = Lock()

    def begin(self, sources: Sources, *, tool: str = "") -> None:
        """From now on a merge of these is kept; ``tool`` is the file that git wants it for."""
        comparison = sources.comparison
        kept = zip(
            sources.paths, comparison.labels, comparison.documents, sources.stamps, strict=True
        )
        base = None
        if comparison.base is not None:
            text = comparison.base.text
            base = SessionSource(sources.base, BASE_LABEL, text, sources.base_stamp)
        self._session = sessions.start(
            tuple(
                SessionSource(path, label, document.text, stamp)
                for path, label, document, stamp in kept
            ),
            base=base,
            tool=tool,
        )
        self._noted = None

    def go_on(self, session: Session) -> None:
        """From now on this session is the one that is kept."""
        self._session, self._noted = session, None

    def note(self, bench: Bench, row: str) -> None:
        """The merge as it is now, and the row that the cursor is on.

        A merge in which nobody has done anything yet is not worth keeping.
        """
        history = bench.history
        acted = history is not None and (history.past or history.future)
        if acted or (self._session is not None and self._session.kept is not None):
            self._noted = (bench, row)

    def flush(self) -> bool:
        """Write what was noted last; nothing happens if that was written already.

        Returns whether another studio had gone on with the same merge: then there are two of
        them from now on, and nothing of either is lost.

        Raises:
            StoreError: when it cannot be written.
        """
        with self._lock:
            noted, self._noted = self._noted, None
            if noted is None or self._session is None or noted[0].merge is None:
                return False
            bench, row = noted
            before = self._session
            self._session = sessions.save(
                replace(
                    before,
                    decisions=decisions_to_json(bench.working),
                    extra=_extra(bench, row),
                )
            )
            return self._session.id != before.id

    def forget(self) -> None:
        """The merge was written or given up: nothing is to be offered again.

        What another studio has made of the same merge meanwhile stays.

        Raises:
            StoreError: when what was kept cannot be removed.
        """
        with self._lock:
            self._noted = None
            if self._session is not None and self._session.kept is not None:
                sessions.discard(self._session.id, self._session.kept)
                self._session = replace(self._session, kept=None)


def _extra(bench: Bench, row: str) -> dict[str, Any]:
    return {
        _ROW: row,
        _POLICY: bench.policy.value,
        _SPLIT: [each.address for each in bench.comparison.walk() if each.is_split],
        _PROPOSED: list(proposals(bench.working)),
    }


def kept_merge(sources: Sources, *, tool: str = "") -> str:
    """The id of an unfinished merge of the same texts in the same order; empty if there is none.

    With ``tool``, of one for that file of git: it is given other names each time.
    """
    texts = _identity(sources, by_path=not tool)
    for session in sessions.pending(tool=tool):
        stamps = [each.stamp.digest if each.stamp else "" for each in session.sources]
        base = session.base.stamp.digest if session.base and session.base.stamp else ""
        paths = [None if tool else each.path for each in session.sources]
        kept = (paths, stamps, base, session.base is not None)
        if kept == texts and session.decisions:
            return session.id
    return ""


def _identity(sources: Sources, *, by_path: bool) -> tuple[list[Any], list[str], str, bool]:
    paths = [path if by_path else None for path in sources.paths]
    stamps = [stamp.digest for stamp in sources.stamps]
    base = sources.base_stamp.digest if sources.base_stamp else ""
    return paths, stamps, base, sources.has_base


def revive(session: Session) -> tuple[Sources, Bench, str]:
    """The sources of a kept merge as they were, the merge, and the row the cursor was on.

    Raises:
        StoreError: when the decisions do not fit the sources, a source has no file, or what
            the rows were aligned with is not installed.
    """
    documents = [parse(source.text) for source in session.sources]
    labels = [source.label for source in session.sources]
    base = parse(session.base.text) if session.base else None
    lying = [source.path.absolute().as_posix() for source in session.sources if source.path]
    dialect = dialect_at(session.tool) if session.tool else dialect_of_all(lying)
    # A merge that says nothing of it is older than the choice.
    model = meaning.named(str(session.decisions.get("alignment", WORDS)))
    comparison = compare(documents, labels=labels, dialect=dialect, base=base, meaning=model)
    bench = Bench.of(comparison, _policy(session))
    try:
        known = _texts(session.extra.get(_SPLIT))
        merge = decisions_from_json(_cut(comparison, known), session.decisions)
    except MergeError as error:
        raise StoreError(f"the unfinished merge cannot be taken up again: {error}") from error
    waiting = set(_texts(session.extra.get(_PROPOSED)))
    decisions = {
        address: replace(decision, proposed=True) if address in waiting else decision
        for address, decision in merge.decisions.items()
    }
    merge = replace(merge, decisions=decisions, doubts=bench.fresh.doubts)
    paths = tuple(source.path for source in session.sources if source.path is not None)
    stamps = tuple(source.stamp for source in session.sources if source.stamp is not None)
    if len(paths) != len(documents) or len(stamps) != len(documents):
        raise StoreError("the unfinished merge has a source that is in no file")
    ground = (session.base.path, session.base.stamp) if session.base else (None, None)
    sources = Sources(paths, stamps, comparison, *ground)
    row = str(session.extra.get(_ROW, ""))
    return sources, replace(bench, history=History(merge)), row


def _policy(session: Session) -> Policy:
    named = session.extra.get(_POLICY)
    return next((policy for policy in Policy if policy.value == named), Policy.CAREFUL)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _cut(comparison: Comparison, addresses: Iterable[str]) -> Comparison:
    """The comparison with those rows split that can be."""
    merge = Merge(comparison)
    for address in addresses:
        if address in merge.comparison.by_address and can_split(merge, address):
            merge = split(merge, address)
    return merge.comparison
