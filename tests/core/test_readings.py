"""A definition in the eyes of every harness, and rights in words and signs."""

from __future__ import annotations

from agent_studio.core.dialects import CLAUDE_CODE, DIALECTS, rights_change
from agent_studio.core.dialects.model import Right, Rights, RightsChange
from agent_studio.core.dialects.readings import (
    SIGNS,
    alike,
    by_place,
    facts,
    looks_into,
    reading,
    readings,
)
from agent_studio.core.document import parse
from agent_studio.core.told import (
    LETTERS,
    at_a_glance,
    change_lines,
    in_words,
    shortly,
    signs,
    tools_in_words,
)

TEXT = (
    "---\nname: reviewer\ndescription: Use it for: changes\ntools: Read, Bash\n"
    "permissionMode: bypassPermissions\ncolor: teal\n---\nYou review.\n"
)


def test_every_right_has_its_letter():
    assert list(LETTERS) == [right.value for right in Right]
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_signs_keep_their_places():
    assert signs(Rights("x", (), granted=frozenset({Right.READ, Right.RUN}))) == "r-x--- "
    assert signs(Rights("x", None, granted=frozenset(Right), mode_rank=2)) == "rwxndm!"
    assert signs(Rights("x", (), mode_rank=1)) == "------~"
    assert signs(Rights("x", (), mode_rank=-1)) == "-------"
    assert signs(None) == "······ "


def test_a_glance_says_signs_words_and_how_it_is_granted():
    told = at_a_glance(reading(parse(TEXT), CLAUDE_CODE).rights)
    assert told == (
        "rwxn--! may read files, write files, run commands, use the network · "
        "bypassPermissions: nothing is asked: checks are bypassed"
    )
    usual = reading(parse(TEXT.replace("bypassPermissions", "default")), CLAUDE_CODE).rights
    assert at_a_glance(usual) == (
        "rwxn-- may read files; asked first: write files, run commands, use the network"
    )
    edits = reading(parse(TEXT.replace("bypassPermissions", "acceptEdits")), CLAUDE_CODE).rights
    assert "may read files, write files; asked first: run" in at_a_glance(edits)
    assert at_a_glance(Rights("x", ())) == "------ may only answer"
    assert at_a_glance(None) == "······ it is not loaded"


def test_tools_in_words():
    assert tools_in_words(Rights("x", None, ("Bash",))) == "every tool of the session but Bash"
    assert tools_in_words(Rights("x", ())) == "no tools"
    assert tools_in_words(Rights("x", ("Read",))) == "1 tool: Read"
    assert in_words(Rights("x", (), granted=frozenset({Right.MCP}))) == "may use MCP servers"


def test_what_is_gained_is_told_before_what_is_lost():
    change = RightsChange(("may run commands", "tool Bash"), ("tool Read",))
    gains, loses = change_lines(change)
    assert (gains.word, gains.what, gains.wider) == ("gains", "run commands; tool Bash", True)
    assert (loses.word, loses.what, loses.wider) == ("loses", "tool Read", False)
    assert gains.sign != loses.sign
    assert not list(change_lines(RightsChange()))
    freer = rights_change(Rights("x", ()), Rights("x", (), mode="open", mode_rank=2))
    assert shortly(freer.gained) == "permission mode open instead of default"


def test_what_is_allowed_asked_and_denied_is_told_apart_and_compared():
    form = "---\ndescription: x\npermission:\n  bash: {}\n  webfetch: deny\n---\nYou review.\n"
    asks, does = (reading(parse(form.format(each)), DIALECTS["opencode"]).rights
                  for each in ("ask", "allow"))  # fmt: skip
    assert asks.asked == {Right.RUN}
    assert does.asked == frozenset()
    change = rights_change(asks, does)
    assert change.gained == ("may run commands without asking",)
    assert rights_change(does, asks).lost == change.gained


def test_harnesses_that_look_there_come_first():
    there, others = by_place(readings(parse(TEXT)), "/p/.claude/agents/reviewer.md")
    assert there[0].dialect is CLAUDE_CODE
    assert {each.dialect.id for each in there} >= {"claude-code", "copilot", "vscode", "cursor"}
    assert len(there) + len(others) == len(DIALECTS)
    assert by_place(readings(parse(TEXT)), "")[0] == []
    assert by_place(readings(parse(TEXT)), "reviewer.md")[0] == []


def test_a_place_is_a_folder_an_ending_and_a_depth():
    gemini = DIALECTS["gemini-cli"]
    assert looks_into(gemini, "a/.gemini/agents/x.md")
    assert not looks_into(gemini, "a/.gemini/agents/deeper/x.md")
    assert not looks_into(gemini, "a/.gemini/agents/x.txt")
    assert not looks_into(DIALECTS["agent-skills"], ".cursor/skills/x/notes.md")
    assert looks_into(DIALECTS["agent-skills"], ".cursor/skills/x/SKILL.md")
    assert looks_into(DIALECTS["roo"], "project/.roomodes")


def test_what_loads_is_told_with_its_name_tools_and_rights():
    told = reading(parse(TEXT), CLAUDE_CODE, "file")
    assert told.fate.startswith("loads after rescue")
    assert told.sign == SIGNS[told.loaded.outcome]
    found = dict(facts(told))
    assert found["name"] == "reviewer"
    assert found["for"] == "Use it for: changes"
    assert found["model"] == "the session's"
    assert found["tools"] == "Read, Bash"
    assert found["rights"].startswith("rwxn--!")
    assert "color" in found["without"]


def test_of_what_is_dropped_nothing_is_left():
    codex = reading(parse(TEXT), DIALECTS["codex"], "file")
    assert "dropped: " in codex.fate
    assert list(facts(codex)) == []


def test_harnesses_that_make_the_same_of_it_stand_together():
    every = readings(parse(TEXT))
    groups = alike(every)
    assert sorted(title for titles, _ in groups for title in titles) == sorted(
        each.title for each in every
    )
    assert len(groups) < len(every)
