"""What a person has of it in an editor: problems, fixes, completion, hover, symbols."""

from __future__ import annotations

from lsprotocol import types

from agent_studio.core.check import check
from agent_studio.core.check.mending import mend
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.core.text import Span
from agent_studio.lsp.positions import UTF8, Positions

FRONT = "---\nname: reviewer\ndescription: Reviews changes\n---\n"
BODY = "\n# Look for\n\n## Lost data\n\n- x\n"
GOOD = FRONT + BODY
BROKEN = (
    "---\r\n"
    "name: reviewer\r\n"
    "description: Reviews: changes 🧪 'Raed'\r\n"
    "tools: Raed, Bash, Bash # 🧪\r\n"
    "color: mint\r\n"
    "---\r\n\r\nYou review.\r\n"
)


def words_of(found, text, encoding="utf-16"):
    """The words that a range covers, as the client that sent ``text`` counts."""
    positions = Positions(text, encoding)
    start = positions.offset(found.start.line, found.start.character)
    return Span(start, positions.offset(found.end.line, found.end.character)).of(text)


def applied(text, action):
    """The text after a code action, made by a client that knows versions."""
    [change] = action.edit.document_changes
    positions = Positions(text)
    for each in sorted(change.edits, key=lambda edit: edit.range.start, reverse=True):
        start = positions.offset(each.range.start.line, each.range.start.character)
        end = positions.offset(each.range.end.line, each.range.end.character)
        text = text[:start] + each.new_text + text[end:]
    return text


def at(uri, text, words, *, behind=0):
    """Where some words begin, or a few characters further on, as parameters of a request."""
    place = Positions(text).place(text.index(words) + behind)
    return {
        "text_document": types.TextDocumentIdentifier(uri),
        "position": types.Position(*place),
    }


async def test_problems_come_with_the_text_and_go_with_it(editor, agents):
    begun = await editor.enter(agents.parents[1])
    assert begun.capabilities.position_encoding == types.PositionEncodingKind.Utf16
    uri = (agents / "reviewer.md").as_uri()
    editor.open(uri, BROKEN)
    found = {each.code: each for each in await editor.findings(uri)}
    expected = {each.code: each for each in check(parse(BROKEN), stem="reviewer")}
    assert found.keys() == expected.keys()
    assert found["AS303"].message == expected["AS303"].message
    assert words_of(found["AS303"].range, BROKEN) == "Raed"
    assert found["AS303"].range.start == types.Position(3, 7)
    for code, each in found.items():
        assert words_of(each.range, BROKEN) == expected[code].span.of(BROKEN)
    for version in range(2, 30):
        editor.change(uri, f"{GOOD}{'x' * version}", version=version)
    editor.change(uri, GOOD, version=30)
    assert await editor.findings(uri, 30) == []
    # Keys that follow one another are not looked at one by one.
    assert len(editor.versions[uri]) < 10
    assert editor.versions[uri] == sorted(editor.versions[uri])
    editor.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    await editor.until(lambda: editor.published[uri].version is None)
    assert await editor.leave() == 0


async def test_fixes_one_by_one_and_all_safe_ones_at_once(editor, agents):
    await editor.enter(agents.parents[1])
    uri = (agents / "reviewer.md").as_uri()
    editor.open(uri, BROKEN)
    actions = await editor.actions(uri)
    quick = [each for each in actions if each.kind == types.CodeActionKind.QuickFix]
    found = [each for each in check(parse(BROKEN), stem="reviewer") if each.fix]
    assert len(quick) == len(found)
    for action, each in zip(quick, found, strict=True):
        assert action.title.startswith(each.fix.title)
        assert action.is_preferred is each.fix.safe
        assert ("unsafe" in action.title) is not each.fix.safe
        assert action.diagnostics[0].code == each.code
        assert action.edit.document_changes[0].text_document.version == 1
    raed = next(each for each in quick if each.diagnostics[0].code == "AS303")
    assert applied(BROKEN, raed) == BROKEN.replace("tools: Raed", "tools: Read")
    [every] = [each for each in actions if each.kind != types.CodeActionKind.QuickFix]
    assert await editor.actions(uri, types.CodeActionKind.SourceFixAll) == [every]
    assert await editor.actions(uri, types.CodeActionKind.RefactorExtract) == []
    mended = applied(BROKEN, every)
    assert mended == mend(parse(BROKEN), lambda each: check(each, stem="reviewer"))[0].text
    assert mended != BROKEN
    editor.change(uri, mended, version=2)
    left = await editor.findings(uri, 2)
    assert not {each.code for each in left} & {each.code for each in found if each.fix.safe}
    assert await editor.actions(uri, types.CodeActionKind.SourceFixAll) == []


async def test_all_of_a_kind_are_fixed_at_once(editor, agents):
    await editor.enter(agents.parents[1])
    uri = (agents / "reviewer.md").as_uri()
    text = FRONT.replace("Reviews", "Re\u200bviews") + "\nYou re\u200bview.\n\n```\nno end\n"
    editor.open(uri, text)
    many = [each for each in await editor.actions(uri) if each.title.startswith("Fix all")]
    assert [each.title for each in many] == [
        "Fix all 2 of AS503 (invisible-character) in this file"
    ]
    assert applied(text, many[0]) == text.replace("\u200b", "")
    assert [each.code for each in many[0].diagnostics] == ["AS503", "AS503"]
    editor.change(uri, FRONT + "\nYou re\u200bview.\n", version=2)
    alone = [each.title for each in await editor.actions(uri)]
    assert alone
    assert not any(title.startswith("Fix all") for title in alone)


async def test_completion_hover_and_symbols(editor, agents):
    await editor.enter(agents.parents[1])
    uri = (agents / "reviewer.md").as_uri()
    text = (
        f"---\nname: reviewer\ndescription: '🧪'\ntools: Read, Bash, WebF\ncolor: \nmo\n---\n{BODY}"
    )
    editor.open(uri, text)

    async def offered(words):
        parameters = at(uri, text, words, behind=len(words))
        found = await editor.text_document_completion_async(types.CompletionParams(**parameters))
        return {each.label: each for each in found.items}

    tools = await offered("WebF")
    assert list(tools) == ["WebFetch"]
    assert tools["WebFetch"].kind == types.CompletionItemKind.Function
    assert words_of(tools["WebFetch"].text_edit.range, text) == "WebF"
    assert {"red", "blue"} <= (await offered("color: ")).keys()
    fields = await offered("\nmo")
    assert fields["model"].text_edit.new_text.startswith("model: ")
    assert fields["model"].kind == types.CompletionItemKind.Property
    assert fields["model"].documentation == CLAUDE_CODE.spec("model").doc
    assert await offered("Lost") == {}

    async def told(words, behind=1):
        parameters = at(uri, text, words, behind=behind)
        found = await editor.text_document_hover_async(types.HoverParams(**parameters))
        return (found.contents.value, words_of(found.range, text)) if found else ("", "")

    tool, words = await told("Bash")
    assert words == "Bash"
    assert "run commands" in tool
    field, words = await told("tools")
    assert words == "tools"
    assert "Source: " in field
    assert "may read files" in (await told("Read,"))[0]
    problem, words = await told("mo\n")
    assert words == "mo"
    assert "Good:" in problem
    assert await told("Lost data") == ("", "")

    found = await editor.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    assert [each.name for each in found] == ["name", "description", "tools", "color", "Look for"]
    assert [each.name for each in found[-1].children] == ["Lost data"]
    assert words_of(found[-1].selection_range, text) == "# Look for"
    assert found[2].detail == "Read, Bash, WebF"


async def test_what_the_other_definitions_mean(editor, agents):
    own, other = agents / "reviewer.md", agents / "other.md"
    own.write_text(GOOD, encoding="utf-8")
    other.write_text(GOOD, encoding="utf-8")
    (agents / "api-designer.md").write_text(
        GOOD.replace("reviewer", "api-designer"), encoding="utf-8"
    )
    await editor.enter(agents.parents[1])
    uri = own.as_uri()
    text = f"{GOOD}- ask api-designer\n"
    editor.open(uri, text)
    await editor.until(lambda: editor.published.get(uri) and editor.published[uri].diagnostics)
    [found] = editor.published[uri].diagnostics
    assert "other.md" in found.message
    parameters = at(uri, text, "api-designer", behind=3)
    [place] = await editor.text_document_definition_async(types.DefinitionParams(**parameters))
    assert place.uri == (agents / "api-designer.md").as_uri()
    await editor.until(lambda: types.WORKSPACE_DID_CHANGE_WATCHED_FILES in editor.registered)
    other.unlink()
    gone = types.FileEvent(other.as_uri(), types.FileChangeType.Deleted)
    editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([gone]))
    await editor.until(lambda: not editor.published[uri].diagnostics)
    other.write_text(GOOD, encoding="utf-8")
    editor.text_document_did_save(
        types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(other.as_uri()))
    )
    await editor.until(lambda: editor.published[uri].diagnostics)


async def test_the_settings_of_the_repository_count_as_soon_as_they_are_there(editor, agents):
    root = agents.parents[1]
    (root / ".git").mkdir()
    await editor.enter(root)
    uri, settings = (agents / "reviewer.md").as_uri(), root / ".agent-studio.toml"
    text = GOOD.replace("\n---\n\n", "\ntools: Raed\nowner: me\n---\n\n")
    editor.open(uri, text)
    before = {each.code: each for each in await editor.findings(uri)}
    assert before["AS303"].severity is types.DiagnosticSeverity.Warning
    assert "AS404" in before

    async def said(content, condition):
        settings.write_text(content, encoding="utf-8")
        there = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([there]))
        await editor.until(lambda: condition({each.code for each in published()}))

    def published():
        return editor.published[uri].diagnostics

    own = '[fields.owner]\nvalues = ["platform"]\n[severity]\nAS303 = "error"\n'
    await said(own, lambda codes: "AS011" in codes and "AS404" not in codes)
    [tool] = [each for each in published() if each.code == "AS303"]
    assert tool.severity is types.DiagnosticSeverity.Error
    parameters = at(uri, text, "me\n---", behind=1)
    told = await editor.text_document_hover_async(types.HoverParams(**parameters))
    assert "AS011" in told.contents.value
    await said("[severity]\nAS303 = 5\n", lambda codes: None in codes)
    assert published()[0].message.startswith("The settings of the repository do not count.")
    assert {each.code for each in published()[1:]} == before.keys()


async def test_columns_are_counted_as_the_client_wants_them(editor, agents):
    wanted = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    begun = await editor.enter(agents.parents[1], general=wanted)
    assert begun.capabilities.position_encoding == types.PositionEncodingKind.Utf8
    uri = (agents / "reviewer.md").as_uri()
    text = "---\nname: reviewer\ndescription: x\ntools: Nä🧪, Bash, Raed\n---\n"
    editor.open(uri, text)
    [found] = [each for each in await editor.findings(uri) if "'Raed'" in each.message]
    assert words_of(found.range, text, UTF8) == "Raed"
    assert found.range.start.character == len("tools: Nä🧪, Bash, ".encode())


async def test_the_dialect_is_that_of_the_place(editor, tmp_path):
    await editor.enter(tmp_path)
    uri = (tmp_path / ".opencode" / "agents" / "reviewer.md").as_uri()
    editor.open(uri, "---\ndescription: Reviews changes\nmode: \n---\n\nYou review.\n")
    parameters = at(uri, "---\ndescription: Reviews changes\nmode: \n", "mode: ", behind=6)
    offers = await editor.text_document_completion_async(types.CompletionParams(**parameters))
    assert "subagent" in {each.label for each in offers.items}
    assert "AS201" not in {each.code for each in await editor.findings(uri)}


async def test_what_is_no_markdown_is_told_and_listed_by_its_keys(editor, tmp_path):
    await editor.enter(tmp_path)
    uri = (tmp_path / ".codex" / "agents" / "writer.toml").as_uri()
    text = 'name = "writer"\n# Title\ndescription = """\n# Look\nmodel = 1"""\nfoo = 1\n'
    editor.open(uri, text, language="toml")
    [found] = await editor.findings(uri)
    assert words_of(found.range, text) == "foo"
    symbols = await editor.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    assert [each.name for each in symbols] == ["name", "description", "foo"]
    assert symbols[0].detail == "writer"
    told = await editor.text_document_hover_async(types.HoverParams(**at(uri, text, "desc")))
    assert "Source: " in told.contents.value
    assert words_of(told.range, text) == "description"
    begun = types.CompletionParams(**at(uri, text, "name", behind=1))
    offers = await editor.text_document_completion_async(begun)
    assert "nickname_candidates" in {each.label for each in offers.items}
