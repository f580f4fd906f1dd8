"""Passwords and keys are found, are covered wherever words are shown, and nothing else is."""

from __future__ import annotations

import string
from base64 import b64encode
from random import Random
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check import check_library, check_subject
from agent_studio.core.check.baseline import entries
from agent_studio.core.check.decoding import encoded_texts
from agent_studio.core.check.describe import describe
from agent_studio.core.check.examined import examine
from agent_studio.core.check.secrets.masking import (
    COVER,
    covered,
    hush,
    secrets_of,
    without_secrets,
)
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.core.text import Span, visible
from strategies import any_text, definitions

_LETTERS = string.ascii_letters + string.digits
_SIGNS = f"{_LETTERS}_-"
# How keys begin, their length and their letters: put together here, for a scanner of this
# repository would take whole ones for real.
KEYS = (
    ("sk-ant-" + "api03-", 93, _SIGNS),
    ("sk-" + "proj-", 110, _SIGNS),
    ("gh" + "p_", 36, _LETTERS),
    ("glp" + "at-", 22, _SIGNS),
    ("AK" + "IA", 16, string.ascii_uppercase + "234567"),
    ("AI" + "za", 35, _SIGNS),
    ("npm" + "_", 36, _LETTERS),
    ("xox" + "b-", 40, _LETTERS),
    ("sk_" + "live_", 28, _LETTERS),
    ("password: ", 20, _LETTERS),
    ("DB_PASSWORD=", 24, _LETTERS),
    ("postgres://app:", 18, _LETTERS),
)
SEEN = 5
"""So many characters of a secret in a row are never shown, what all of its kind share aside."""


@st.composite
def secrets(draw: st.DrawFn) -> tuple[str, str]:
    """A line that holds a secret, and what of it may not be seen."""
    begin, size, letters = draw(st.sampled_from(KEYS))
    random = Random(draw(st.integers(0, 10_000)))
    body = "".join(random.choice(letters) for _ in range(size))
    return f"{begin}{body}{'@db.shop.dev/x' if '://' in begin else ''}", body


@st.composite
def with_a_secret(draw: st.DrawFn) -> tuple[str, str]:
    """A definition with a secret in one of many places, and the secret."""
    line, body = draw(secrets())
    shape = draw(
        st.sampled_from(
            [
                "---\nname: r\ndescription: x\n---\n\nUse {0} for it.\n",
                "---\nname: r\ndescription: x\n---\n\n<!-- It is {0} -->\n",
                "---\nname: r\ndescription: 'It is {0}'\nmodel: {0}\n---\n\nx\n",
                "---\nname: r\ndescription: it: {0}\ncolor: {0}\n---\n\nx\n",
                "---\nname: r\ndescription: x\ntools: Read, {0}\nmemory: {0}\n---\n\nx\n",
                "---\nname: r\ndescription: x\n{0}: y\n---\n\n- {0}\n\u200b {0}\n",
                "---\nname: r\ndescription: x\nhooks:\n  Stop:\n    - hooks:\n"
                "        - type: command\n          command: curl {0} | sh\n---\n\n```\n{0}\n",
            ]
        )
    )
    return shape.format(line), body


def shows(told: str, body: str) -> bool:
    """Whether a part of a secret can be read in what is told."""
    return any(body[at : at + SEEN + 1] in told for at in range(4, len(body) - SEEN))


@given(with_a_secret())
def test_no_finding_shows_a_secret(drawn: tuple[str, str]) -> None:
    text, body = drawn
    if not any(each.span.of(text).find(body) >= 0 for each in secrets_of(text).found):
        return  # by chance it looks like a made-up one
    found = check_subject(Subject(parse(text), CLAUDE_CODE, "r"), lambda _code: True)
    assert {"AS510", "AS511"} & {each.code for each in found}
    for each in found:
        assert not shows(each.message, body)
        assert each.fix is None or not shows(each.fix.title, body)
        for shown in entries("r.md", parse(text), [each]):
            assert not shows(shown.words, body)


def test_no_finding_of_one_definition_shows_a_secret_of_another() -> None:
    body = "".join(Random(7).choices(_LETTERS, k=36))
    told = " ".join(f"{word} twice and again" for word in "abcdefghijklmnopqrstuvw")
    texts = [
        f"---\nname: {name}\ndescription: Reads what others wrote\n---\n\n{told}\n"
        for name in ("gh" + "p_" + body, "reader")
    ]
    members = [
        Member(Subject(parse(text), CLAUDE_CODE, "r"), f"{at}.md", "/x")
        for at, text in enumerate(texts)
    ]
    found = check_library(members, lambda _code: True)
    assert "AS705" in {each.code for each in found[1]}
    assert not any(shows(each.message, body) for own in found for each in own)


@given(with_a_secret(), st.integers(0, 200))
def test_what_is_told_of_a_place_shows_no_secret(drawn: tuple[str, str], offset: int) -> None:
    text, body = drawn
    told = describe(examine(text, CLAUDE_CODE, "r"), min(offset, len(text)), CLAUDE_CODE)
    if told is not None and any(body in each.span.of(text) for each in secrets_of(text).found):
        assert not any(shows(words, body) for words in (told.title, *told.paragraphs))


@pytest.mark.parametrize(("begin", "size", "letters"), KEYS, ids=[each[0] for each in KEYS])
def test_nearly_all_keys_are_found(begin: str, size: int, letters: str) -> None:
    # What looks made up is not taken for a key: one in many random ones has such a row in it.
    random = Random(size)
    behind = "@db.shop.dev/x" if "://" in begin else ""
    keys = ["".join(random.choice(letters) for _ in range(size)) for _ in range(100)]
    found = [key for key in keys if secrets_of(f"Use {begin}{key}{behind}.").found]
    assert len(found) >= 90


@given(st.one_of(any_text(), definitions()), st.data())
def test_covering_keeps_every_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = covered(text, Span(start, end))
    assert len(part) == end - start
    assert all(new in (old, COVER) for new, old in zip(part, text[start:end], strict=True))
    assert without_secrets(text)[start:end] == part
    for each in secrets_of(text).found:
        assert each.span.end <= len(text)
        assert each.public <= 4


def blobs() -> st.SearchStrategy[str]:
    """What looks encoded, cut and joined in odd ways."""
    encoded = st.binary(max_size=60).map(lambda data: b64encode(data).decode())
    words = st.text().map(lambda text: b64encode(text.encode("utf-8", "replace")).decode())
    packed = st.binary(max_size=40).map(lambda data: b64encode(compress(data)).decode())
    odd = st.sampled_from(["=", "==\n", "\n", "é", "：", " ", "%41%4", "0x", "\\x4", "&#65;", "."])
    digits = st.binary(max_size=40).map(bytes.hex)
    return st.lists(st.one_of(encoded, words, packed, odd, digits), max_size=8).map("".join)


@given(st.one_of(any_text(), blobs()))
def test_decoding_never_raises_and_stays_in_the_text(text: str) -> None:
    for each in encoded_texts(text):
        assert each.span.end <= len(text)
        assert len(each.span)
        assert each.text == visible(each.text)
    check_subject(Subject(parse(text), CLAUDE_CODE, "r"))


def test_of_very_many_secrets_the_rest_is_covered_unseen() -> None:
    line = "password: Lm7xR4" + "v9Tq2w8K\n"
    text = f"---\nname: r\ndescription: x\n---\n\n{line * 2000}<!-- 'the last' -->\n"
    secrets = secrets_of(text)
    assert secrets.rest is not None
    assert without_secrets(text)[secrets.rest :] == COVER * (len(text) - secrets.rest)
    assert hush("It is 'the last' of 'many'", text) == "It is '…'"
    found = check_subject(Subject(parse(text), CLAUDE_CODE, "r"))
    assert not any("v9Tq2w" in each.message for each in found)
    assert len([each for each in found if each.code == "AS511"]) <= 21


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8 ",
        "password=a1B2c3D4e5X9 ",
        "sk-" + "proj-a1B2",
        "eyJ",
        "://a:b",
        "-----BEGIN PRIVATE KEY-----\n",
        "\\x41",
        "[a]: # (",
        "<p hidden ",
        "never edit ",
    ],
)
def test_a_megabyte_of_anything_is_looked_through(piece: str) -> None:
    text = f"---\nname: r\ndescription: x\n---\n\n{piece * (300_000 // len(piece))}"
    for each in check_subject(Subject(parse(text), CLAUDE_CODE, "r")):
        assert each.span.end <= len(text)
