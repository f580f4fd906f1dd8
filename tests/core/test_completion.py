"""What is offered where: the bar stands for the cursor."""

from __future__ import annotations

import pytest

from agent_studio.core.check.completion import Completion, complete
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.document import parse


def _offers(marked: str) -> tuple[str, tuple[Completion, ...]]:
    offset = marked.index("|")
    text = marked.replace("|", "", 1)
    return text, complete(parse(text), offset, CLAUDE_CODE)


def _accepted(marked: str) -> str:
    """The text after the first offer is taken."""
    text, offers = _offers(marked)
    first = offers[0]
    return text[: first.span.start] + first.insert + text[first.span.end :]


@pytest.mark.parametrize(
    ("marked", "accepted"),
    [
        ("---\nna|\n---\n", "---\nname: \n---\n"),
        ("---\nname: a\n|\n---\n", "---\nname: a\ndescription: \n---\n"),
        ("---\nco|l: red\n---\n", "---\ncolor: red\n---\n"),
        ("---\ncolor: pu|\n---\n", "---\ncolor: purple\n---\n"),
        ("---\ncolor:|\n---\n", "---\ncolor: red\n---\n"),
        ("---\npermissionMode: pl|x\n---\n", "---\npermissionMode: plan\n---\n"),
        ("---\nmodel: son|\n---\n", "---\nmodel: sonnet\n---\n"),
        ("---\nbackground: |\n---\n", "---\nbackground: true\n---\n"),
        ("---\ntools: Read, Gr|\n---\n", "---\ntools: Read, Grep\n---\n"),
        ("---\ntools: Read,|\n---\n", "---\ntools: Read, Grep\n---\n"),
        ("---\ntools: [Read, W|]\n---\n", "---\ntools: [Read, Write]\n---\n"),
        ('---\ntools: ["Re|"]\n---\n', '---\ntools: ["Read"]\n---\n'),
        ("---\ntools:\n  - Read\n  - |\n---\n", "---\ntools:\n  - Read\n  - Grep\n---\n"),
        ("---\ndisallowedTools: Ba|\n---\n", "---\ndisallowedTools: Bash\n---\n"),
        ("---\nname: a\neff|", "---\nname: a\neffort: "),
        ("---\r\nna|\r\n---\r\n", "---\r\nname: \r\n---\r\n"),
    ],
)
def test_the_first_offer_is_what_was_meant(marked: str, accepted: str) -> None:
    assert _accepted(marked) == accepted


@pytest.mark.parametrize(
    "marked",
    [
        "na|",
        "---\nname: a\n---\n\nco|",
        "---\nname: re|\n---\n",
        "---\nunknown: r|\n---\n",
        "---\ndescription: Use when |\n---\n",
        "|---\nname: a\n---\n",
    ],
)
def test_nothing_is_offered_where_nothing_fits(marked: str) -> None:
    assert _offers(marked)[1] == ()


def test_what_is_there_is_not_offered_again() -> None:
    _, fields = _offers("---\nname: a\n|\ndescription: b\n---\n")
    assert not {"name", "description"} & {offer.label for offer in fields}
    _, tools = _offers("---\ntools: Read, |, Bash\n---\n")
    assert not {"Read", "Bash"} & {offer.label for offer in tools}


def test_dead_tools_are_never_offered_and_the_others_say_what_they_may_do() -> None:
    _, tools = _offers("---\ntools: |\n---\n")
    details = {offer.label: offer.detail for offer in tools}
    assert "MultiEdit" not in details
    assert "AskUserQuestion" not in details
    assert details["WebFetch"] == "may use the network"
    assert details["Read"] == "may read files"


def test_names_that_begin_with_the_word_come_first() -> None:
    _, tools = _offers("---\ntools: edit|\n---\n")
    assert [offer.label for offer in tools] == ["Edit", "NotebookEdit"]


def test_a_name_with_a_slash_is_one_name() -> None:
    text = "---\ntools: [read/readFile, read/probl]\n---\n"
    offers = complete(parse(text), text.index("probl"), dialect("vscode"))
    names = [offer.label for offer in offers]
    assert "read/problems" in names
    assert "read/readFile" not in names
    assert {offer.span.of(text) for offer in offers} == {"read/probl"}
