"""Blocks in files of others: what is put in comes out again, for every file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.store import git_blocks

LINES = ["# ours", "a b=c", "x é \udcff"]
PIECES = st.sampled_from(
    [b"", b"\n", b"\r\n", b"\r", b"a", b"#!/bin/sh", b"\xef\xbb\xbf", b"\xff", b"# x", b" ", b"\0"]
)
FILES = st.lists(PIECES, max_size=12).map(b"".join)


@given(FILES, st.booleans())
def test_there_and_back(data, at_end):
    once = git_blocks.added(data, LINES, at_end=at_end)
    found = git_blocks.find(once)
    assert found
    assert found.lines == tuple(LINES)
    assert not found.made_file
    assert git_blocks.added(once, LINES, at_end=at_end) == once
    assert git_blocks.removed(once) == data
    other = git_blocks.added(once, ["other"], at_end=at_end)
    assert git_blocks.find(other).lines == ("other",)
    assert git_blocks.removed(other) == data


@given(FILES.filter(lambda data: not data.strip(b"\r\n \0")), st.integers(0, 3))
def test_a_file_that_was_made_for_it_goes_with_it(more, folders):
    made = git_blocks.added(None, LINES, b"#!/bin/sh\n", folders)
    found = git_blocks.find(made)
    assert (found.made_file, found.made_folders) == (True, folders)
    assert git_blocks.removed(made, b"#!/bin/sh\n") is None
    kept = git_blocks.removed(made + b"x" + more, b"#!/bin/sh\n")
    assert kept == b"#!/bin/sh\nx" + more


@pytest.mark.parametrize(
    ("before", "first"),
    [
        (b"#!/bin/sh\nexit 0\n", b"#!/bin/sh\n"),
        (b"#!/bin/sh", b"#!/bin/sh\n"),
        (b"\xef\xbb\xbf* text\n", b"\xef\xbb\xbf#"),
        (b"* text\n", b"# >>>"),
    ],
)
def test_it_stands_at_the_top(before, first):
    assert git_blocks.added(before, LINES).startswith(first)


def test_half_a_block_is_none():
    whole = git_blocks.added(b"x\n", LINES)
    for torn in (whole[:40], whole[20:]):
        assert git_blocks.find(torn) is None
        assert git_blocks.is_torn(torn)
        assert git_blocks.removed(torn) == torn
    assert not git_blocks.is_torn(whole)
    assert not git_blocks.is_torn(b"x")
