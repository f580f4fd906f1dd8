"""``check`` under the settings of a repository."""

from __future__ import annotations

import pytest

from commands import studio

TEXT = (
    "---\nname: reviewer\ndescription: Reads changes.\nowner: nobody\nmodel: opus\n"
    "tools: Read, Bash(git:*), mcp__tracker__list\n---\n\n<!-- aside -->\nYou read.\n"
)
NAME = ".agent-studio.toml"


@pytest.fixture
def folder(in_folder):
    (in_folder / ".git").mkdir()
    (in_folder / "team" / "agents").mkdir(parents=True)
    (in_folder / "team" / "agents" / "reviewer.md").write_text(TEXT, encoding="utf-8")
    return in_folder


def found(*options, text=None):
    words = ["-"] if text else ["team"]
    done = studio("check", *words, "--format", "json", *options, stdin=text or "")
    assert done.status in (0, 1), done.err
    return {
        each["code"]: each["severity"]
        for file in done.json["files"]
        for each in file["diagnostics"]
        if each["code"] != "AS310"  # the arguments of a tool, a matter of other tests
    }


def settings(folder, text):
    (folder / NAME).write_text(text, encoding="utf-8")


def test_without_settings(folder):
    assert set(found()) == {"AS404", "AS603"}


def test_fields_of_our_own(folder):
    settings(folder, '[fields.owner]\ntype = "string"\n')
    assert set(found()) == {"AS603"}
    settings(folder, '[fields.owner]\nvalues = ["platform"]\n')
    assert set(found()) == {"AS011", "AS603"}
    settings(folder, '[fields.owner]\ntype = "integer"\n')
    assert found()["AS011"] == "error"
    settings(folder, "[fields.team]\nrequired = true\n[fields.name]\nrequired = true\n")
    done = studio("check", "team")
    assert done.status == 1
    assert f"AS011 {NAME} requires the field 'team'" in done.out


def test_a_field_of_our_own_that_makes_a_harness_reject_the_file(folder):
    settings(folder, '[fields.owner]\ntype = "string"\n')
    assert "AS404" in found("--for", "gemini-cli")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('models.allow = ["sonnet", "op*"]\n', False),
        ('[models]\nallow = ["sonnet"]\n', True),
        ('models.allow = "op"\n', True),
    ],
)
def test_models(folder, text, told):
    settings(folder, text)
    assert ("AS012" in found()) is told


def test_tools(folder):
    settings(folder, '[tools]\nallow = ["Read", "Bash", "mcp__tracker__*"]\n')
    assert "AS013" not in found()
    settings(folder, '[tools]\nallow = ["Read"]\n')
    done = studio("check", "team", "--select", "AS013")
    assert "does not allow 'Bash(git:*)'" in done.out
    assert "does not allow 'mcp__tracker__list'" in done.out
    everything = TEXT.replace("tools: Read, Bash(git:*), mcp__tracker__list\n", "")
    assert "AS013" in found(text=everything)


def test_severities_and_ignored_rules(folder):
    settings(folder, 'ignore = ["html-comment"]\n[severity]\nAS4 = "error"\n')
    assert found() == {"AS404": "error"}
    assert found("--select", "AS603") == {"AS603": "hint"}
    assert found("--ignore", "AS404") == {}


def test_paths(folder):
    text = (
        'ignore = ["AS4"]\n[[paths]]\nmatch = "/agents/"\nignore = ["AS6"]\n'
        '[[paths]]\nmatch = "team/**/*.md"\nseverity = { AS404 = "info" }\n'
    )
    settings(folder, text)
    assert found() == {"AS404": "info", "AS603": "hint"}
    settings(folder, text.replace('"/agents/"', '"reviewer.*"'))
    assert found() == {"AS404": "info"}


def test_the_nearest_settings_count(folder):
    settings(folder, 'ignore = ["AS"]\n')
    assert found() == {}
    (folder / "team" / NAME).write_text('ignore = ["AS404"]\n', encoding="utf-8")
    assert set(found()) == {"AS603"}


def test_a_silence_works_for_the_teams_rules_too(folder):
    settings(folder, '[models]\nallow = ["sonnet"]\n')
    silent = TEXT.replace("model: opus", "model: opus # agent-studio: ignore team-model")
    assert "AS012" not in found(text=silent)
    assert "AS001" not in found(text=silent)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("ignore = [", 1, "it is not TOML"),
        ('\nignroe = ["AS1"]\n', 2, "'ignroe' is no setting here"),
        ('ignore = [\n "AS1",\n "AS999",\n]\n', 3, "no rule is called 'AS999'"),
        ('[severity]\nAS401 = "error"\nAS402 = "fatal"\n', 3, "the severity of 'AS402'"),
        ('[fields.a]\ntype = "string"\n[fields.b]\ntype = "text"\n', 4, "'type' must be string"),
        ("[fields.a]\nrequired = 1\n", 2, "'required'"),
        ("[models]\nallow = 3\n", 2, "'allow' must be"),
        ('[[paths]]\nmatch = "a"\n[[paths]]\nignore = []\n', 3, "'match' must name"),
        ('fields = "x"\n', 1, "'fields' must be a table"),
        ('paths = "x"\n', 1, "[[paths]]"),
    ],
    ids=lambda value: value if isinstance(value, int) else value[:12].strip(),
)
def test_wrong_settings_are_told_with_their_line(folder, text, line, why):
    settings(folder, text)
    done = studio("check", "team")
    assert (done.status, done.out) == (2, "")
    assert f"{NAME}, line {line}: " in done.err
    assert why in done.err


def test_everything_that_is_wrong_is_told_at_once(folder):
    settings(folder, "a = 1\nb = 2\n")
    assert studio("check", "team").err.count(NAME) == 2


def test_the_version_that_a_team_uses_counts(folder):
    settings(folder, '[versions]\nclaude-code = "2.0.20"\n')
    file = folder / "team" / "agents" / "reviewer.md"
    file.write_text(TEXT.replace("owner: nobody", "memory: user"), encoding="utf-8")
    assert found()["AS431"] == "warning"
    assert "AS431" not in found("--for", "claude-code@2.1.100")
    done = studio("show", str(file), "--for", "claude-code", "--format", "json")
    assert done.json["harnesses"][0]["title"] == "Claude Code 2.0.20"
    assert [each["key"] for each in done.json["harnesses"][0]["without"]] == ["memory"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('clade-code = "2.0.20"', "'clade-code' is no harness"),
        ("claude-code = 2.0", "must be a text such as"),
        ('claude-code = "new"', "must be a text such as"),
    ],
)
def test_a_version_that_is_none_is_refused(folder, line, why):
    settings(folder, f"[versions]\n{line}\n")
    done = studio("check", "team")
    assert done.status == 2
    assert f"line 2: {why}" in done.err or f"line 2: the version of 'claude-code' {why}" in done.err
