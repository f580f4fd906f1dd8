"""What the page on checking says is so."""

from __future__ import annotations

import re
from pathlib import Path

from agent_studio.cli.check_table import CHECK
from agent_studio.core.check.groups import EVERY, GROUPS
from agent_studio.store.team import load_team

PAGE = (Path(__file__).parents[2] / "docs" / "checking.md").read_text(encoding="utf-8")


def test_the_settings_on_the_page_are_settings(tmp_path):
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / ".agent-studio.toml"
    file.write_text(text, encoding="utf-8")
    team = load_team(file)
    assert team.asks("AS821", "experiments/a.md")
    assert team.asks("AS801", "a.md")
    assert not team.heeds("AS501", "a.md")


def test_every_option_is_on_the_page_and_every_option_on_the_page_is_one():
    flags = {flag for each in CHECK.arguments if not each.positional for flag in each.flags}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE))
    assert told - {"--from"} == flags


def test_the_groups_on_the_page_are_the_groups():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (AS\d)\.\. \|", PAGE, re.MULTILINE))
    assert rows == GROUPS
    assert f"`{EVERY}` means every rule" in PAGE
