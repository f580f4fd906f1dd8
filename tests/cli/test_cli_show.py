"""``show``, the list, ``restore``, ``rules`` and ``explain``."""

from __future__ import annotations

import pytest

from agent_studio.core.check import RULES
from agent_studio.core.check.registry import all_rules
from agent_studio.core.dialects import DIALECTS
from agent_studio.store import backups
from agent_studio.store.starters import starters
from commands import studio

TEXT = """\
---
# who it is
name: reviewer
description: Use for: changes.
tools:
  allowed: [Read]
---

You read.

## Look for

- wrong results
"""


@pytest.fixture
def file(in_folder):
    (in_folder / "reviewer.md").write_text(TEXT, encoding="utf-8")
    return in_folder / "reviewer.md"


def test_every_span_that_is_told_is_true(file):
    told = studio("show", file, "--format", "json").json
    assert told["bytes"] == len(TEXT)
    assert told["lineEnd"] == "lf"
    assert told["frontMatter"]["error"]
    fields = {field["key"]: field for field in told["fields"]}
    assert list(fields) == ["name", "description", "tools"]
    for field in fields.values():
        span = field["valueSpan"]
        assert TEXT[span["start"] : span["end"]] == field["raw"]
        lines = TEXT.split("\n")
        assert lines[span["line"] - 1][span["column"] - 1 :].startswith(field["raw"].split("\n")[0])
    assert TEXT[fields["name"]["span"]["start"] :].startswith("# who it is")
    assert fields["description"]["raw"] == "Use for: changes."


def test_sections_are_a_tree_that_covers_the_body(file):
    (root,) = studio("show", file, "--format", "json").json["sections"]
    assert root["kind"] == "root"
    assert root["span"]["end"] == len(TEXT)
    (section,) = root["sections"]
    assert section["title"] == "Look for"
    assert [(block["kind"], block["items"]) for block in section["blocks"]] == [("list", 1)]


def test_what_each_harness_makes_of_it(file):
    told = studio("show", file, "--format", "json").json["harnesses"]
    assert [each["id"] for each in told] == list(DIALECTS)
    claude = told[0]
    assert claude["outcome"] == "rescued"
    assert claude["fields"]["description"] == "Use for: changes."
    assert claude["rights"]["tools"] == []
    gemini = next(each for each in told if each["id"] == "gemini-cli")
    assert gemini["outcome"] == "dropped"
    assert gemini["reason"]
    assert gemini["rights"] is None


def test_people_see_the_same(file):
    out = studio("show", file).out
    assert "reviewer.md" in out
    assert "not valid YAML: " in out
    assert "  3:1  name         reviewer\n" in out
    assert "Look for  1 list\n" in out
    assert "Claude Code" in out
    assert "loads after rescue" in out
    assert "tools   none" in out


ROLE = """\
name = "reviewer"
description = "Looks at what was changed"
sandbox_mode = "read-only"
developer_instructions = "You look at changes."
"""


def test_problems_are_told_in_the_eyes_of_the_harness_whose_file_it_is(in_folder):
    folder = in_folder / ".codex" / "agents"
    folder.mkdir(parents=True)
    (folder / "reviewer.toml").write_text(ROLE, encoding="utf-8")
    told = studio("show", ".codex/agents/reviewer.toml", "--format", "json").json
    assert [each["code"] for each in told["diagnostics"]] == ["AS415"]
    codex = next(each for each in told["harnesses"] if each["id"] == "codex")
    assert (codex["outcome"], codex["name"]) == ("loads", "reviewer")
    assert [each["key"] for each in codex["without"]] == ["sandbox_mode"]
    assert studio("check", ".codex/agents/reviewer.toml").status == 0
    (folder / "reviewer.toml").write_text("name = 7\n", encoding="utf-8")
    checked = studio("check", ".codex/agents/reviewer.toml", "--format", "json")
    assert [each["code"] for each in checked.json["files"][0]["diagnostics"]] == ["AS414"]
    assert "✖ 7" in studio(".").out


def test_problems_are_told_as_the_settings_of_the_repository_have_them(in_folder):
    text = "---\nname: reviewer\ndescription: Looks\nowner: us\nmodel: nonet\n---\n\nYou look.\n"
    (in_folder / "reviewer.md").write_text(text, encoding="utf-8")

    def told():
        found = studio("show", "reviewer.md", "--format", "json").json["diagnostics"]
        return {each["code"]: each["severity"] for each in found}

    assert {"AS402": "warning", "AS404": "hint"}.items() <= told().items()
    settings = '[fields.owner]\ntype = "string"\n[severity]\nAS402 = "error"\n'
    (in_folder / ".agent-studio.toml").write_text(settings, encoding="utf-8")
    assert told()["AS402"] == "error"
    assert "AS404" not in told()
    checked = studio("check", "reviewer.md", "--format", "json").json["files"][0]["diagnostics"]
    assert {each["code"]: each["severity"] for each in checked} == told()
    assert "AS404" not in studio("show", "reviewer.md").out
    (in_folder / ".agent-studio.toml").write_text("odd = 1\n", encoding="utf-8")
    assert studio("show", "reviewer.md").status == 2


def test_a_harness_loads_it_without_what_it_cannot_use(in_folder):
    text = "---\nname: reviewer\ndescription: Looks\ncolor: teal\nowner: us\n---\n\nYou look.\n"
    (in_folder / "a.md").write_text(text, encoding="utf-8")
    told = studio("show", "a.md", "--format", "json").json["harnesses"][0]
    assert told["outcome"] == "loads"
    assert [each["key"] for each in told["without"]] == ["color", "owner"]
    assert (told["name"], told["description"], told["model"]) == ("reviewer", "Looks", None)
    out = studio("show", "a.md").out
    assert "loads, without some fields" in out
    assert "without owner (is not known)" in out


def test_a_file_without_anything(in_folder):
    (in_folder / "empty.md").touch()
    done = studio("show", "empty.md")
    assert done.status == 0
    assert "no front matter" in done.out
    told = studio("show", "empty.md", "--format", "json").json
    assert told["frontMatter"] is None
    assert told["fields"] == []


def test_without_a_terminal_the_library_is_a_list(file):
    done = studio(".")
    assert (done.status, done.err) == (0, "")
    first, last = done.out.splitlines()
    assert first.split()[:3] == ["✖", "reviewer", "claude-code"]
    assert first.endswith("reviewer.md")
    assert last == "1 definition, 1 with errors, 0 more with warnings"
    assert "  ------ " in first
    (told,) = studio(".", "--format", "json").json["definitions"]
    assert (told["name"], told["outcome"], told["errors"]) == ("reviewer", "rescued", 1)


def test_an_empty_folder_has_no_definitions(tmp_path):
    done = studio(str(tmp_path))
    assert (done.status, done.out, done.err) == (0, "no definitions\n", "")


def test_with_nothing_to_open_the_starters_are_listed(in_folder):
    names = {each["name"] for each in studio("--format", "json").json["definitions"]}
    assert {path.stem for path in starters().glob("*.md")} <= names


def test_what_cannot_be_listed_is_said_after_the_rest(file):
    done = studio(".", "gone", "--format", "json")
    assert done.status == 2
    assert len(done.json["definitions"]) == 1
    assert "gone" in done.err


def test_restoring_puts_files_back_and_can_be_undone(file):
    assert studio("restore").out.startswith("There are no backups")
    backups.make("before a test", [backups.Change(file, b"new")])
    file.write_bytes(b"new")
    (listed,) = studio("restore", "--format", "json").json["backups"]
    assert listed["why"] == "before a test"
    done = studio("restore", listed["id"], "--format", "json")
    assert (done.status, done.json["restored"]) == (0, [str(file)])
    assert file.read_text(encoding="utf-8") == TEXT
    assert studio("restore", done.json["undo"]).status == 0
    assert file.read_bytes() == b"new"


def test_restoring_does_not_overwrite_what_somebody_changed_since(file):
    backups.make("before a test", [backups.Change(file, b"new")])
    file.write_bytes(b"changed by hand")
    done = studio("restore", "1")
    assert (done.status, done.out) == (2, "")
    assert "reviewer.md" in done.err
    assert file.read_bytes() == b"changed by hand"
    assert studio("restore", "1", "--force").status == 0
    assert file.read_text(encoding="utf-8") == TEXT


def test_all_rules_are_listed_and_explained():
    rules = all_rules()
    told = studio("rules", "--format", "json").json["rules"]
    assert [rule["code"] for rule in told] == sorted(rule.code for rule in rules)
    assert studio("rules").out.count(" AS") == len(rules)
    for rule in rules:
        page = studio("explain", rule.code).out
        assert rule.summary in page
        assert rule.source in page


def test_a_rule_is_found_by_its_name_and_a_near_miss_is_helped():
    rule = RULES[0]
    assert studio("explain", rule.name.upper()).out == studio("explain", rule.code).out
    done = studio("explain", rule.code.replace("AS", "SA"))
    assert done.status == 2
    assert "did you mean" in done.err


def test_what_becomes_of_it_among_its_namesakes_is_told_for_each_harness(in_folder, home):
    text = "---\nname: Explore\ndescription: Looks around.\n---\n\nYou look.\n"
    for path in (in_folder / ".claude/agents/a.md", home / ".claude/agents/b.md"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    told = studio("show", ".claude/agents/a.md", "--format", "json").json
    standing = {each["id"]: each["standing"] for each in told["harnesses"]}
    assert standing["claude-code"] == {
        "state": "wins",
        "first": [".claude/agents/a.md"],
        "behind": ["~/.claude/agents/b.md"],
        "builtIn": "Explore",
    }
    assert standing["gemini-cli"]["state"] == "not read"
    assert standing["goose"]["builtIn"] is None
    shown = studio("show", home / ".claude/agents/b.md").out
    assert "not used: .claude/agents/a.md is called the same and comes first" in shown
    assert (
        "GitHub Copilot" not in shown.partition("Among those of its name")[2].partition("\n\n")[0]
    )
    assert "Among those" not in studio("show", "-", stdin=text).out
