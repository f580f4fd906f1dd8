"""Help that teaches, and refusals that say why."""

from __future__ import annotations

import re

import pytest

import agent_studio
from agent_studio.cli.parser import find_verb, parser_of
from agent_studio.cli.table import PROMISED, STUDIO, VERBS
from commands import studio


def test_the_version():
    done = studio("--version")
    assert (done.status, done.out, done.err) == (
        0,
        f"agent-studio {agent_studio.__version__}\n",
        "",
    )


def test_the_help_names_every_command_with_what_it_does():
    done = studio("--help")
    assert done.status == 0
    for verb in VERBS.values():
        assert re.search(rf"^  {verb.name} +{re.escape(verb.summary)}$", done.out, re.MULTILINE)


@pytest.mark.parametrize("name", ["", *VERBS])
def test_the_help_of_a_command_teaches(name):
    verb = VERBS.get(name, STUDIO)
    done = studio(*[name] if name else [], "--help")
    assert (done.status, done.err) == (0, "")
    for example, meaning in verb.examples:
        assert example in done.out
        assert meaning in done.out
    for status, meaning in verb.exits:
        assert re.search(rf"^  {status} +{re.escape(meaning)}$", done.out, re.MULTILINE)
    assert not [line for line in done.out.splitlines() if len(line) > 100]


@pytest.mark.parametrize("name", ["", *VERBS])
def test_every_example_is_a_command_line_that_is_understood(name):
    for line, _ in VERBS.get(name, STUDIO).examples:
        call = re.search(r"agent-studio\b(?P<words>[^|>)\"]*)", line)
        assert call
        words = [word.strip("'") for word in call["words"].split(" < ")[0].split()]
        verb, rest = find_verb(words)
        assert verb.name == (words[0] if words and words[0] in VERBS else "")
        parser_of(verb).parse_intermixed_args(rest)


@pytest.mark.parametrize("verb", PROMISED)
def test_what_is_not_there_yet_says_so_and_is_not_listed(verb):
    done = studio(verb, "x")
    assert (done.status, done.out) == (2, "")
    assert done.err == f"agent-studio: '{verb}' is not there yet; it comes with a later version\n"
    listed = studio("--help").out
    assert not re.search(rf"^  {verb}\b", listed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "PATH"),
        (["check", "--nonsense", "x"], "--nonsense"),
        (["merge"], "FILE"),
        (["diff", "a.md"], "B"),
        (["show", "x.md", "--format", "yaml"], "yaml"),
        (["--color", "pink"], "pink"),
        (["explain", "NO999"], "NO999"),
    ],
    ids=["no path", "no such option", "nothing", "only one", "format", "colour", "rule"],
)
def test_a_command_line_that_makes_no_sense_is_refused_in_one_sentence(arguments, words):
    done = studio(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("agent-studio: ")
    assert done.err.count("\n") == 1
    assert words in done.err


def test_a_command_is_known_by_its_exact_word_only():
    assert find_verb(["check", "x"])[0] is VERBS["check"]
    assert find_verb(["--color", "never", "check", "x"])[0] is VERBS["check"]
    assert find_verb(["--color=never", "check", "x"]) == (VERBS["check"], ["--color=never", "x"])
    assert find_verb(["./check", "x"])[0] is STUDIO
    assert find_verb(["folder", "check"])[0] is STUDIO
    assert find_verb([])[0] is STUDIO
