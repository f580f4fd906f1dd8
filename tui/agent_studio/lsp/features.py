"""What the server answers to each request and notification of the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from lsprotocol import types

from agent_studio.core.check.completion import complete
from agent_studio.core.check.describe import describe, explain, findings_at
from agent_studio.core.check.fixes import apply_fixes, together
from agent_studio.core.check.model import Diagnostic
from agent_studio.core.check.narrowed import narrowed
from agent_studio.core.check.registry import rule
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.export.references import find_references
from agent_studio.lsp.convert import (
    to_change,
    to_completions,
    to_diagnostic,
    to_edits,
    to_hover,
    to_offset,
    to_symbols,
)
from agent_studio.lsp.opened import Opened
from agent_studio.lsp.server import Seen, StudioServer
from agent_studio.store.agreed import Agreements
from agent_studio.store.team import NAME

FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.agent-studio"
"""Editors that apply ``source.fixAll`` when they save apply this one, too."""
_MOST_TOLD: Final = 3
"""Findings that are explained at one place."""


async def did_open(ls: StudioServer, params: types.DidOpenTextDocumentParams) -> None:
    """Look at it at once."""
    ls.changed(params.text_document.uri, after=0)


async def did_change(ls: StudioServer, params: types.DidChangeTextDocumentParams) -> None:
    """Look at it once the keys rest."""
    ls.changed(params.text_document.uri)


async def did_save(ls: StudioServer, params: types.DidSaveTextDocumentParams) -> None:
    """Others may be shadowed by it now."""
    ls.refresh([params.text_document.uri])


async def did_close(ls: StudioServer, params: types.DidCloseTextDocumentParams) -> None:
    """Nothing more to say of it."""
    ls.closed(params.text_document.uri)


async def initialized(ls: StudioServer, params: types.InitializedParams) -> None:
    """Read what lies in the client's folders, and ask to be told when files there change."""
    del params
    ls.enter()
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching is not None and watching.dynamic_registration:
        ls.client_register_capability(types.RegistrationParams([_watched()]))


def _watched() -> types.Registration:
    endings = {
        suffix for each in DIALECTS.values() for place in each.places for suffix in place.suffixes
    }
    patterns = [*(f"**/*{suffix}" for suffix in sorted(endings)), f"**/{NAME}"]
    watchers = [types.FileSystemWatcher(pattern) for pattern in patterns]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    return types.Registration("definitions", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)


async def did_change_folders(
    ls: StudioServer, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    """Other folders, other neighbours."""
    del params
    ls.enter()


async def did_change_files(ls: StudioServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Files came, went or were changed by somebody else."""
    ls.refresh([each.uri for each in params.changes])


async def shut_down(ls: StudioServer, params: None) -> None:
    """Get ready to end."""
    del params
    ls.was_shut_down = True
    ls.leave()


async def completion(ls: StudioServer, params: types.CompletionParams) -> types.CompletionList:
    """Field names, values and tools that fit."""
    opened = ls.opened(params.text_document.uri)
    if opened is None:
        return types.CompletionList(is_incomplete=False, items=[])
    return await asyncio.to_thread(_complete, opened, params.position)


def _complete(opened: Opened, position: types.Position) -> types.CompletionList:
    offset = to_offset(position, opened.positions)
    agreed = Agreements().of(Path(opened.path).absolute()) if opened.path else None
    dialect = narrowed(opened.dialect, agreed.team) if agreed else opened.dialect
    offers = complete(opened.document, offset, dialect)
    return to_completions(offers, opened.positions, opened.dialect)


async def hover(ls: StudioServer, params: types.HoverParams) -> types.Hover | None:
    """What a field, a value, a tool or a problem is about."""
    seen = await ls.seen(params.text_document.uri)
    if seen is None:
        return None
    capabilities = ls.client_capabilities.text_document
    formats = capabilities.hover.content_format if capabilities and capabilities.hover else None
    markdown = types.MarkupKind.Markdown in (formats or ())
    return await asyncio.to_thread(_hover, seen, params.position, markdown)


def _hover(seen: Seen, position: types.Position, markdown: bool) -> types.Hover | None:
    opened, examined = seen.opened, seen.examined
    offset = to_offset(position, opened.positions)
    told = [explain(each) for each in findings_at(examined.diagnostics, offset)[:_MOST_TOLD]]
    meaning = describe(examined, offset, opened.dialect)
    told += [meaning] if meaning is not None else []
    return to_hover(told, opened.positions, markdown=markdown) if told else None


async def symbols(
    ls: StudioServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    """Fields and sections."""
    opened = ls.opened(params.text_document.uri)
    if opened is None:
        return []
    return await asyncio.to_thread(
        lambda: to_symbols(opened.document, opened.positions, opened.dialect)
    )


async def definition(ls: StudioServer, params: types.DefinitionParams) -> list[types.Location]:
    """The files of the agent whose name stands there."""
    opened = ls.opened(params.text_document.uri)
    if opened is None:
        return []
    offset = to_offset(params.position, opened.positions)
    named = ls.neighbours.named()
    found = await asyncio.to_thread(find_references, opened.document, named)
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    return [
        types.Location(path.as_uri(), start)
        for each in found
        if each.span.start <= offset <= each.span.end
        for path in named[each.name]
    ]


async def code_actions(ls: StudioServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Fixes of what is wrong in a range, and all safe fixes at once."""
    seen = await ls.seen(params.text_document.uri)
    if seen is None:
        return []
    return await asyncio.to_thread(lambda: list(_actions(ls, seen, params)))


def _actions(
    ls: StudioServer, seen: Seen, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    only = params.context.only
    opened, found = seen.opened, seen.examined.diagnostics
    if _is_wanted(types.CodeActionKind.QuickFix.value, only):
        start = to_offset(params.range.start, opened.positions)
        end = to_offset(params.range.end, opened.positions)
        there = [
            each for each in found if each.fix and each.span.start <= end and start <= each.span.end
        ]
        yield from (_quick_fix(ls, opened, each) for each in there)
        yield from _of_a_kind(ls, opened, there, found)
    if _is_wanted(FIX_ALL, only) and any(each.fix and each.fix.safe for each in found):
        edits = to_change(opened.text, seen.mended, opened.positions)
        if edits:
            title = "Apply every safe fix of agent-studio"
            yield types.CodeAction(title, kind=FIX_ALL, edit=_workspace_edit(ls, opened, edits))


def _is_wanted(kind: str, only: object) -> bool:
    """Whether ``kind`` is one of ``only``, or below one of them; without ``only`` all are."""
    if not isinstance(only, list | tuple) or not only:
        return True
    wanted = [str(getattr(each, "value", each)) for each in only]
    return any(each in {"", kind} or kind.startswith(f"{each}.") for each in wanted)


def _quick_fix(ls: StudioServer, opened: Opened, found: Diagnostic) -> types.CodeAction:
    fix = found.fix
    assert fix is not None
    return types.CodeAction(
        title=fix.title if fix.safe else f"{fix.title} (unsafe: look at what it changes)",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[to_diagnostic(found, opened.positions)],
        is_preferred=fix.safe,
        edit=_workspace_edit(ls, opened, to_edits(fix, opened.positions)),
    )


def _of_a_kind(
    ls: StudioServer, opened: Opened, there: Sequence[Diagnostic], found: Sequence[Diagnostic]
) -> Iterator[types.CodeAction]:
    """For each rule that something ``there`` is of: all its safe fixes, where there are several."""
    for code in dict.fromkeys(each.code for each in there):
        same = [each for each in found if each.code == code and each.fix and each.fix.safe]
        # One that touches another is mended the next time.
        fixes = together(each.fix for each in same if each.fix)
        if len(fixes) < 2:
            continue
        mended = apply_fixes(opened.text, fixes)
        edits = to_change(opened.text, mended, opened.positions)
        yield types.CodeAction(
            title=f"Fix all {len(fixes)} of {code} ({rule(code).name}) in this file",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[to_diagnostic(each, opened.positions) for each in same],
            edit=_workspace_edit(ls, opened, edits),
        )


def _workspace_edit(
    ls: StudioServer, opened: Opened, edits: list[types.TextEdit]
) -> types.WorkspaceEdit:
    """For this version of the document only, if the client can tell versions apart."""
    workspace = ls.client_capabilities.workspace
    able = workspace.workspace_edit if workspace else None
    if able is None or not able.document_changes:
        return types.WorkspaceEdit(changes={opened.uri: edits})
    document = types.OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])


def register(server: StudioServer) -> None:
    """Teach the server everything above; what it can is told to clients from this."""
    server.feature(types.INITIALIZED)(initialized)
    server.feature(types.SHUTDOWN)(shut_down)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(did_open)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(did_save)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(did_close)
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(did_change_folders)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_files)
    server.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(symbols)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(definition)
    offers = types.CompletionOptions(trigger_characters=[*":= ,[-\"'"])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, offers)(completion)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(code_actions)
