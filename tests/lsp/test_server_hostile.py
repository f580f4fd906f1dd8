"""Whatever is opened, sent or cut short: the server answers or refuses, and goes on."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled

from agent_studio.lsp.opened import LARGEST, is_served

GOOD = "---\nname: reviewer\ndescription: Reviews changes\n---\n\nYou review.\n"
BOMB = "---\na0: &a0 [x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)
HOSTILE = {
    "ten megabytes": "---\nname: x\n" + "key: value\n" * 950_000,
    "a bomb of aliases": f"{BOMB}---\n",
    "half characters": "---\nname: \ud83d\ndescription: \udcff: \udc80\n---\n\ud800\n",
    "deep nesting": f"---\ntools: {'[' * 50_000}\n---\n{'> ' * 5_000}x\n",
    "many headings": GOOD + "## x\n" * 3_000,
    "odd line ends": GOOD.replace("\n", "\r") + "a\u2028b\x0bc\x85d\x00\x1b[31m\u202e",
    "nothing": "---",
}


async def ask_everything(editor, uri):
    """Every request at the first, an inner and a far place; all must be answered."""
    document = types.TextDocumentIdentifier(uri)
    places = [types.Position(0, 0), types.Position(1, 6), types.Position(2**31 - 1, 2**31 - 1)]
    for place in places:
        whole = types.Range(place, places[-1])
        context = types.CodeActionContext([])
        await asyncio.gather(
            editor.text_document_hover_async(types.HoverParams(document, place)),
            editor.text_document_completion_async(types.CompletionParams(document, place)),
            editor.text_document_definition_async(types.DefinitionParams(document, place)),
            editor.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
            editor.text_document_code_action_async(
                types.CodeActionParams(document, whole, context)
            ),
        )


async def test_no_document_ends_the_server(editor, agents):
    await editor.enter(agents.parents[1])
    for number, (what, text) in enumerate(HOSTILE.items()):
        uri = (agents / f"{number}.md").as_uri()
        editor.open(uri, text)
        found = await editor.findings(uri)
        if len(text) > LARGEST:
            assert [each.message[:11] for each in found] == ["Not checked"]
        else:
            assert found, what
        await ask_everything(editor, uri)
    assert await editor.leave() == 0


async def test_what_is_no_definition_is_left_alone(editor, tmp_path):
    await editor.enter(tmp_path)
    notes = {
        "README.md": GOOD.replace("name", "nome"),
        "notes.md": "# Notes\n\n---\n\nname: x\n",
        "compose.yaml": "---\nname: x\n",
    }
    for name, text in notes.items():
        language = "yaml" if name.endswith("yaml") else "markdown"
        editor.open((tmp_path / name).as_uri(), text, language=language)
        await ask_everything(editor, (tmp_path / name).as_uri())
    editor.open("untitled:Untitled-1", "---\nname: x\n---\n")
    assert await editor.findings("untitled:Untitled-1")
    editor.change("untitled:Untitled-1", "# It became a note\n", version=2)
    await editor.until(lambda: not editor.published["untitled:Untitled-1"].diagnostics)
    assert list(editor.published) == ["untitled:Untitled-1"]
    await ask_everything(editor, "file:///nowhere/at%00all.md")


async def test_a_request_that_is_given_up_is_answered_as_such_and_hurts_no_other(editor, agents):
    await editor.enter(agents.parents[1])
    uri = (agents / "reviewer.md").as_uri()
    # Some seconds of work, so that the request is still being answered when it is given up.
    editor.open(uri, GOOD + "a\u200b" * 100_000)
    place = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 1))
    asked = editor.protocol.send_request(types.TEXT_DOCUMENT_HOVER, place, msg_id="given-up")
    other = editor.text_document_hover_async(place)
    editor.protocol.notify(types.CANCEL_REQUEST, types.CancelParams("given-up"))
    editor.protocol.notify(types.CANCEL_REQUEST, types.CancelParams("never-asked"))
    with pytest.raises(JsonRpcRequestCancelled):
        await asyncio.wrap_future(asked)
    assert (await other).contents.value.startswith("**name")
    assert await editor.findings(uri)


def talk(*messages, cwd):
    """A server that gets these bytes and then nothing more; its exit status and its answers."""
    framed = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(each), each) for each in messages)
    command = [sys.executable, "-m", "agent_studio", "lsp", "--stdio"]
    done = subprocess.run(
        command, input=framed, capture_output=True, timeout=60, check=False, cwd=cwd
    )
    answers = [json.loads(each[each.index(b"{") :]) for each in split(done.stdout)]
    return done.returncode, answers


def split(data):
    """The messages in what a server wrote; nothing but messages may be there."""
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        yield rest[:length]
        data = rest[length:]


def message(method, **more):
    return json.dumps({"jsonrpc": "2.0", "method": method, **more}).encode()


BEGIN = message("initialize", id=1, params={"capabilities": {}, "processId": None})


def test_bytes_that_are_no_message_are_passed_over(tmp_path):
    status, answers = talk(
        b"{not JSON",
        message("textDocument/hover", id=7, params={}),
        BEGIN,
        message("no/such/request", id=2, params={}),
        message("textDocument/hover", id=3, params={"textDocument": 5}),
        message("shutdown", id=4),
        message("exit"),
        cwd=tmp_path,
    )
    by_id = {each["id"]: each for each in answers if "id" in each}
    assert by_id[1]["result"]["serverInfo"]["name"] == "agent-studio"
    assert by_id[2]["error"]["code"] == -32601
    assert by_id[4]["result"] is None
    assert status == 0


@pytest.mark.parametrize("last", [(), (message("exit"),)], ids=["goes away", "exits at once"])
def test_an_editor_that_leaves_without_a_word_is_told_by_the_status(last, tmp_path):
    assert talk(BEGIN, *last, cwd=tmp_path)[0] == 1


@pytest.mark.parametrize(
    ("path", "language", "text", "served"),
    [
        ("/p/.claude/agents/x.md", "markdown", "# no front matter", True),
        ("/p/collected/x.md", "markdown", "\ufeff---\r\nname: x", True),
        ("/p/collected/x.md", "markdown", "# Notes\n---\n", False),
        ("/p/collected/x.md", "markdown", "--- x", False),
        ("/p/docs/ReadMe.md", "markdown", "---\ntitle: x\n---\n", False),
        ("/p/k8s/x.yaml", "yaml", "---\nname: x\n", False),
        ("", "markdown", "---\n", True),
        ("", "plaintext", "---\n", False),
    ],
)
def test_which_documents_are_served(path, language, text, served):
    assert is_served(path, language, text) is served
