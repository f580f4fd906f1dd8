"""The set-ups on the page about editors are well formed and start the command that there is."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from agent_studio.cli.table import VERBS
from agent_studio.lsp.features import FIX_ALL
from agent_studio.lsp.opened import LARGEST

PAGE = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
READ = {"json": json.loads, "toml": tomllib.loads}


def snippets(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_what_has_a_parser_parses():
    parsed = [READ[language](text) for language in READ for text in snippets(language)]
    assert len(parsed) == 8


def test_every_editor_starts_the_command():
    assert "lsp" in VERBS
    settings = json.loads(snippets("json")[0])
    assert settings["glspc.server.command"] == "agent-studio"
    assert settings["glspc.server.commandArguments"] == ["lsp"]
    helix = tomllib.loads(snippets("toml")[0])["language-server"]["agent-studio"]
    assert (helix["command"], helix["args"]) == ("agent-studio", ["lsp"])
    assert "cmd = { 'agent-studio', 'lsp' }" in snippets("lua")[0]
    assert 'vec!["lsp".into()]' in snippets("rust")[0]


def test_what_the_page_says_of_the_server_is_so():
    assert FIX_ALL in json.dumps(json.loads(snippets("json")[1]))
    assert FIX_ALL in snippets("lua")[1]
    assert "more than a\nmillion characters" in PAGE
    assert LARGEST // 100_000 == 10
