"""A client of our own library's making that speaks to the server in a process of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from screens import PATIENCE

CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True
        ),
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown])
    ),
)


class Editor(LanguageClient):
    """What an editor does: it keeps documents, and what the server says of them."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.versions: dict[str, list[int | None]] = {}
        """Of each document the versions that something was said of, one after another."""
        self.registered: list[str] = []
        self.process: asyncio.subprocess.Process | None = None
        self._news = asyncio.Condition()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _published(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.published[params.uri] = params
                self.versions.setdefault(params.uri, []).append(params.version)
                self._news.notify_all()

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        async def _registered(params: types.RegistrationParams) -> None:
            async with self._news:
                self.registered += [each.method for each in params.registrations]
                self._news.notify_all()

    async def server_exit(self, server: asyncio.subprocess.Process) -> None:
        """Keeps how the server ended."""
        self.process = server
        async with self._news:
            self._news.notify_all()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something that a message of the server brings about."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(condition), PATIENCE)

    async def enter(self, folder: Path | None, **capabilities: object) -> types.InitializeResult:
        """Begin to work in a folder."""
        able = CAPABILITIES
        for name, value in capabilities.items():
            able = types.ClientCapabilities(
                workspace=able.workspace, text_document=able.text_document, **{name: value}
            )
        folders = [types.WorkspaceFolder(folder.as_uri(), folder.name)] if folder else None
        begun = await self.initialize_async(
            types.InitializeParams(capabilities=able, workspace_folders=folders)
        )
        self.initialized(types.InitializedParams())
        return begun

    def open(self, uri: str, text: str, *, version: int = 1, language: str = "markdown") -> None:
        """Open a document, whatever is on the disk."""
        item = types.TextDocumentItem(uri, language, version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, text: str, *, version: int) -> None:
        """Give it another text."""
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def findings(self, uri: str, version: int = 1) -> list[types.Diagnostic]:
        """What the server says of that version."""
        await self.until(lambda: uri in self.published and self.published[uri].version == version)
        return list(self.published[uri].diagnostics)

    async def actions(self, uri: str, *only: str) -> list[types.CodeAction]:
        """Code actions for the whole document."""
        whole = types.Range(types.Position(0, 0), types.Position(10_000, 0))
        context = types.CodeActionContext([], only=list(only) or None)
        found = await self.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), whole, context)
        )
        return [each for each in found or [] if isinstance(each, types.CodeAction)]

    async def leave(self) -> int | None:
        """End the server as the protocol has it; its exit status."""
        await self.shutdown_async(None)
        self.exit(None)
        await self.until(lambda: self.process is not None)
        assert self.process is not None
        return self.process.returncode


@pytest_asyncio.fixture
async def editor(tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor with a server that was just started."""
    client = Editor()
    await client.start_io(sys.executable, "-m", "agent_studio", "lsp", cwd=str(tmp_path))
    yield client
    server = client._server
    if server is not None and server.returncode is None:
        server.kill()
    await client.stop()


@pytest.fixture
def agents(tmp_path: Path) -> Path:
    """A project's folder of definitions."""
    folder = tmp_path / ".claude" / "agents"
    folder.mkdir(parents=True)
    return folder
