"""The server: what a client has open, looked at in threads; requests are answered from that.

A document is sent whole with each change. pygls would apply partial changes to lines as Python
counts them, which end at characters that end no line in the protocol, and such characters are
what definitions are searched for; and a definition is a few kilobytes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from agent_studio import __version__
from agent_studio.core.check.examined import Examined, examine
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.document import Document
from agent_studio.core.text import visible
from agent_studio.lsp.convert import NAME, note, to_diagnostics
from agent_studio.lsp.opened import LARGEST, Opened, is_served
from agent_studio.lsp.workspace import Neighbourhood
from agent_studio.store.agreed import agreed_for
from agent_studio.store.errors import StoreError

_AFTER: Final = 0.15
"""Seconds without a change after which a document is looked at."""


@dataclass(frozen=True)
class Seen:
    """A definition and what was found out about it, with what lay around it then."""

    opened: Opened
    examined: Examined
    neighbours: Neighbourhood
    complaint: str = ""
    """Why the settings of the repository do not count, if there are any and they do not."""

    @cached_property
    def mended(self) -> str:
        """The text after all safe fixes. Some clients ask for it at every move of the cursor."""

        def find(document: Document) -> Sequence[Diagnostic]:
            return _look(self.opened, document.text, self.neighbours).examined.diagnostics

        return mend(self.examined.document, find)[0].text


class StudioServer(LanguageServer):
    """The state of one connection. Its methods run in the event loop and never wait for a disk."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.was_shut_down = False
        """Whether the client asked for the end before it came, as the protocol wants it."""
        self.neighbours = Neighbourhood([])
        self._leaving = Event()
        self._opened: dict[str, Opened] = {}
        self._looks: dict[str, asyncio.Task[Seen | None]] = {}
        self._looking: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._said: set[str] = set()
        """Of which documents the client has findings."""
        self._reading = asyncio.Lock()
        self._others: set[asyncio.Task[None]] = set()

    def opened(self, uri: str) -> Opened | None:
        """A document as it is now, if it is open, served and not too large to be looked at."""
        opened = self._known(uri)
        return None if opened is None or opened.too_large else opened

    def _known(self, uri: str) -> Opened | None:
        held = self.workspace.text_documents.get(uri)
        if held is None:
            return None
        known = self._opened.get(uri)
        if known is not None and known.version == held.version and known.text == held.source:
            return known
        path = path_of(uri)
        slashed = path.as_posix() if path else ""
        if not is_served(slashed, held.language_id or "", held.source):
            self._opened.pop(uri, None)
            return None
        agreed = self.workspace.position_encoding
        encoding = agreed.value if isinstance(agreed, types.PositionEncodingKind) else str(agreed)
        found = Opened(uri, held.version, held.source, slashed, encoding)
        self._opened[uri] = found
        self._looks.pop(uri, None)
        return found

    async def seen(self, uri: str) -> Seen | None:
        """What is to be said of a document as it is now; looks at it once for each version."""
        opened = self.opened(uri)
        if opened is None:
            return None
        look = self._looks.get(uri)
        if look is None:
            look = asyncio.create_task(self._look(opened))
            self._looks[uri] = look
        # Several may wait for one look: who gives up must not end it for the others.
        return await asyncio.shield(look)

    async def _look(self, opened: Opened) -> Seen | None:
        # One look at a time, so that texts that take long do not pile up while somebody types;
        # a text that is not the last one by then is not looked at.
        async with self._looking.setdefault(opened.uri, asyncio.Lock()):
            if self._opened.get(opened.uri) is not opened:
                return None
            return await asyncio.to_thread(_look, opened, opened.text, self.neighbours)

    def changed(self, uri: str, *, after: float = _AFTER) -> None:
        """A document is another one: look at it once nothing has happened for a while."""
        self._give_up(uri)
        self._waiting[uri] = asyncio.create_task(self._publish(uri, after))

    def closed(self, uri: str) -> None:
        """A document is not open any more; what was said of it goes."""
        self._give_up(uri)
        self._opened.pop(uri, None)
        self._looks.pop(uri, None)
        self._looking.pop(uri, None)
        self._take_back(uri)

    def _give_up(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    async def _publish(self, uri: str, after: float) -> None:
        await asyncio.sleep(after)
        known = self._known(uri)
        if known is None:
            self._take_back(uri)
            return
        if known.too_large:
            words = f"Not checked: it has more than {LARGEST:,} characters."
            self._say(uri, [note(words)], known.version)
            return
        seen = await self.seen(uri)
        if seen is not None and seen.opened is self._known(uri):
            found = [note(seen.complaint)] if seen.complaint else []
            found += to_diagnostics(seen.examined.diagnostics, seen.opened.positions)
            self._say(uri, found, seen.opened.version)

    def _take_back(self, uri: str) -> None:
        """Of documents that are not served nothing is ever said, not even that nothing is wrong."""
        if uri in self._said:
            self._say(uri, [], None)
            self._said.discard(uri)

    def _say(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        self._said.add(uri)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=version)
        )

    def enter(self) -> None:
        """Read the definitions in the client's folders; then everything open is looked at anew."""
        folders = [path_of(uri) for uri in self.workspace.folders]
        root = path_of(self.workspace.root_uri) if self.workspace.root_uri else None
        roots = [each for each in folders or [root] if each is not None and each.is_dir()]
        self.neighbours = Neighbourhood(roots)
        self._in_background(self._scan(self.neighbours))

    async def _scan(self, neighbours: Neighbourhood) -> None:
        def cancelled() -> bool:
            return self._leaving.is_set() or neighbours is not self.neighbours

        async with self._reading:
            await asyncio.to_thread(neighbours.scan, cancelled)
        self._look_again()

    def refresh(self, uris: Iterable[str]) -> None:
        """Files of the workspace are other ones on the disk."""
        paths = [path for path in map(path_of, uris) if path is not None]
        self._in_background(self._refresh(self.neighbours, paths))

    async def _refresh(self, neighbours: Neighbourhood, paths: list[Path]) -> None:
        # One at a time, or the later of two would forget what the earlier one read.
        async with self._reading:
            await asyncio.to_thread(neighbours.refresh, paths)
        self._look_again()

    def _look_again(self) -> None:
        self._looks.clear()
        for uri in self._opened:
            self.changed(uri, after=0)

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        # The event loop itself holds no task, and one that nobody holds may vanish.
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    def leave(self) -> None:
        """The end is near: whatever still reads a disk may stop."""
        self._leaving.set()
        for uri in list(self._waiting):
            self._give_up(uri)


def path_of(uri: str) -> Path | None:
    """The file that a URI names; ``None`` if it names something else."""
    try:
        path = to_fs_path(uri)
    except ValueError:
        return None
    return Path(path) if path and "\0" not in path else None


def _look(opened: Opened, text: str, neighbours: Neighbourhood) -> Seen:
    """What is to be said of ``text`` as the text of an open document; slow, for a thread."""

    def around(document: Document) -> Sequence[Diagnostic]:
        if not opened.path:
            return ()
        return neighbours.around(document, Path(opened.path), opened.dialect)

    agreed, complaint = None, ""
    try:
        agreed = agreed_for(Path(opened.path)) if opened.path else None
    except StoreError as refusal:
        complaint = f"The settings of the repository do not count. {visible(str(refusal))}"
    examined = examine(text, opened.dialect, opened.stem, around, agreed)
    return Seen(opened, examined, neighbours, complaint)


def serve() -> int:
    """Serve a client over standard input and output until it leaves; the exit status."""
    from agent_studio.lsp.features import register

    # Every refused request is told to the client; a log of them would fill its output panel.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = StudioServer()
    register(server)
    # The protocol gets a handle of its own: it is closed at the end, and nothing else that is
    # printed by mistake may come between its messages.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        try:
            server.start_io(sys.stdin.buffer, out)
        finally:
            server.leave()
    return 0 if server.was_shut_down else 1
