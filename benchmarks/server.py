"""How soon the language server answers; run by `benchmarks.interactive` as a process of its own.

``python -m benchmarks.server PATH`` prints the seconds from the last of several edits of that
definition to what the server finds in it, the median of many.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

BURSTS = 15
BETWEEN_EDITS = 0.08
PATIENCE = 60.0


class Editor(LanguageClient):
    """As much of an editor as types, and waits for what is found."""

    def __init__(self, uri: str) -> None:
        super().__init__("benchmark", "1")
        self._uri = uri
        self._version = 0
        self._told: asyncio.Queue[int | None] = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self._told.put_nowait(params.version)

    def open(self, text: str) -> None:
        """Open the definition."""
        self._version = 1
        item = types.TextDocumentItem(self._uri, "markdown", self._version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, text: str) -> None:
        """Make another text of it."""
        self._version += 1
        document = types.VersionedTextDocumentIdentifier(self._version, self._uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    async def told(self) -> None:
        """Wait for what is found in the text as it is now."""
        while await asyncio.wait_for(self._told.get(), PATIENCE) != self._version:
            pass


async def findings(path: Path) -> float:
    """Seconds from the last of a few edits to the findings, the median."""
    text = path.read_text(encoding="utf-8")
    editor = Editor(path.as_uri())
    await editor.start_io(sys.executable, "-m", "agent_studio", "lsp")
    await editor.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    editor.initialized(types.InitializedParams())
    editor.open(text)
    await editor.told()
    taken = []
    for _ in range(BURSTS):
        start = 0.0
        for letter in "abcd":
            await asyncio.sleep(BETWEEN_EDITS)
            middle = len(text) // 2
            text = f"{text[:middle]}{letter}{text[middle:]}"
            start = time.perf_counter()
            editor.change(text)
        await editor.told()
        taken.append(time.perf_counter() - start)
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()
    return statistics.median(taken)


if __name__ == "__main__":
    print(asyncio.run(findings(Path(sys.argv[1]))))
