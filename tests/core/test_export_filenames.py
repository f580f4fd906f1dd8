"""File names from agents' names: safe on every system, never outside the folder."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.export.filenames import safe_file_name
from agent_studio.core.text import is_hidden
from strategies import any_text

SUFFIXES = st.sampled_from([".md", ".agent.md", ".toml", ""])
NASTY = st.text(st.sampled_from(list("./\\:~- \0\n\t\x1b\u202e\u200bnulCON1é日🧪")), max_size=12)


@given(st.one_of(NASTY, any_text(), st.text(max_size=300)), SUFFIXES)
def test_every_name_becomes_one_plain_file_name(name, suffix):
    made = safe_file_name(name, suffix)
    assert PurePosixPath(made.text).name == made.text
    assert PureWindowsPath(made.text).name == made.text
    assert made.text not in ("", ".", "..")
    assert made.text[0] not in ".-~ "
    assert made.text[-1] not in ". "
    assert len(made.text.encode("utf-8", "surrogateescape")) <= 200
    assert not any(is_hidden(each) for each in made.text if each != "\ufe0f")
    assert made.text.endswith(suffix)
    assert made.changed == (made.text != name + suffix) == bool(made.why)
    stem = made.text.removesuffix(suffix)
    assert safe_file_name(stem, suffix).text == made.text


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("backend-engineer", "backend-engineer.md", ""),
        ("Größe 日本", "Größe 日本.md", ""),
        ("../../x", "x.md", "no file name"),
        ("/etc/passwd", "etc-passwd.md", "no file name"),
        ("a/b\\c:d", "a-b-c-d.md", "no file name"),
        ("CON", "CON-agent.md", "device"),
        ("nul.txt", "nul-agent.txt.md", "device"),
        ("COM1", "COM1-agent.md", "device"),
        ("console", "console.md", ""),
        ("..", "agent.md", "nothing of it"),
        ("", "agent.md", "there is no name"),
        (" \t\n", "agent.md", "nothing of it"),
        (".hidden", "hidden.md", "dots"),
        ("-rf", "rf.md", "dashes"),
        ("end. . ", "end.md", "blanks"),
        ("a\x00b\x1b[2Jc", "ab[2Jc.md", "control and invisible"),
        ("a\u202eb\u200bc", "abc.md", "control and invisible"),
        ("e\u0301", "é.md", "accents"),
        ("x" * 500, "x" * 197 + ".md", "too long"),
        ("é" * 300, "é" * 98 + ".md", "too long"),
    ],
)
def test_what_was_changed_is_said(name, text, why):
    made = safe_file_name(name)
    assert made.text == text
    assert why in made.why
    assert bool(made.why) == bool(why)
