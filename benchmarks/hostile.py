"""``python -m benchmarks.hostile [COUNT [SEED]]``: texts that nobody writes in good faith.

Each is made of hostile pieces, or is a definition with some of them in it, and is read, loaded,
checked and mended as several harnesses would. Nothing may raise, every finding has to lie within
its text, and none may take longer than its size allows. Prints what it did and 1 on any failure.
"""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from agent_studio.core.check import apply_fixes, check_subject
from agent_studio.core.check.registry import quality_rules
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects import dialect, rights
from agent_studio.core.dialects.tables import DIALECTS
from agent_studio.core.document import parse
from benchmarks.definitions import definition

_PIECES = (
    *("---\n", "---", "----\n", "--- \n", "\ufeff---\n", "...\n", "%YAML 1.1\n", "--- !!map\n"),
    *("name: ", "description: ", "tools: ", "model: ", "hooks:\n", "mcpServers:\n", "memory: "),
    *("tools: [", "tools:\n  - ", "tools: {a: b}\n", "skills: [x, y]\n", "permission:\n  bash:\n"),
    *("&a [*a, *a]\n", "*a", "&a ", "!!python/object:os.system ", "!!binary ", "<<: *a\n", "? k\n"),
    *("'", '"', "''", '"""', "|\n", ">-\n", "|9\n", ": ", ":", " #", "#", ",", "]", "}", "[", "{"),
    *("\t", "\r", "\r\n", "\n\n", "\0", "\x1b[2J", "\x1b]52;c;aGk=\x07", "\\n", '"\\e]0;x\\a"\n'),
    *("\u2028", "\u2029", "\x85", "\u200b", "\u202e", "\U000e0041", "\ufe0f\ufe0f", "\u0430"),
    *(
        "<!-- ",
        "-->",
        "```",
        "~~~~",
        "`",
        "<example>\n",
        "</example>",
        "[//]: # (x)\n",
        "![](",
        "](x",
    ),
    *(
        "<!-- agent-studio: ignore AS603 -->",
        "# agent-studio: ignore all\n",
        "<<<<<<< a\n=======\n",
    ),
    *(
        "Never write files. ",
        "Use the Bash tool. ",
        "Task(x)",
        "mcp__a__b",
        "Bash(rm *)",
        "@x/y.md",
    ),
    *("AKIA" + "A" * 16, "password = hunter2-hunter2\n", "QWxsIHlvdXIgYmFzZQ==" * 4, "%41" * 30),
    *(
        "- " * 40,
        "> " * 60,
        "[" * 300,
        "{a: " * 200,
        "# " * 9,
        "* " * 30,
        "a: " * 50,
        "k: v\n" * 90,
    ),
)
_AT_MOST = 0.5
_PER_CHARACTER = 400e-6
"""Seconds: a hundred times what a usual text takes, so that a busy machine is no failure."""


@lru_cache(maxsize=1)
def _by_category() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in range(sys.maxunicode + 1):
        found.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return found


def _any_character(dice: random.Random) -> str:
    """One of every class of Unicode, each class as likely as another."""
    classes = _by_category()
    return dice.choice(classes[dice.choice(sorted(classes))])


def _insert(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(_PIECES) * dice.choice((1, 1, 1, 2, 30)) + text[at:]


def _letter(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + _any_character(dice) * dice.choice((1, 1, 3)) + text[at + 1 :]


def _cut(dice: random.Random, text: str) -> str:
    start, end = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    return text[:start] + text[end:]


def _again(dice: random.Random, text: str) -> str:
    start = dice.randint(0, len(text))
    part = text[start : start + dice.randint(0, 200)]
    at = dice.randint(0, len(text))
    return text[:at] + part * dice.choice((1, 2, 20)) + text[at:]


def _mix_ends(dice: random.Random, text: str) -> str:
    return "".join(line + dice.choice(("\n", "\r\n", "\r")) for line in text.split("\n"))


_CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    *(_insert, _insert, _insert, _letter, _letter, _letter, _cut, _again, _mix_ends),
)


def hostile_text(dice: random.Random) -> str:
    """One text of up to some ten thousand characters."""
    if dice.random() < 0.4:
        text = "".join(dice.choice(_PIECES) for _ in range(dice.randint(1, 60)))
    else:
        text = definition(dice.randint(0, 500), dice.choice((100, 400, 3000)))
    for _ in range(dice.randint(1, 12)):
        text = dice.choice(_CHANGES)(dice, text)
    return text[:50_000]


def try_text(text: str, harness: str) -> str:
    """What is wrong with how we answer to a text, as one harness; empty if nothing is."""
    asked = {rule.code for rule in quality_rules()}
    start = time.perf_counter()
    document = parse(text)
    if str(document.text) != text:
        return "it does not come back as it was"
    subject = Subject(document, dialect(harness), "reviewer")
    found = check_subject(subject, lambda code: code in asked)
    if subject.loaded.loads:
        rights(subject.loaded, subject.dialect)
    for each in found:
        if not 0 <= each.span.start <= each.span.end <= len(text):
            return f"{each.code} lies outside of the text"
        if any(ord(sign) < 32 and sign != "\n" for sign in each.message):
            return f"{each.code} says a control character"
    safe = [each.fix for each in found if each.fix and each.fix.safe]
    parse(apply_fixes(text, safe)).front  # noqa: B018  reading it must not raise
    taken = time.perf_counter() - start
    return f"it took {taken:.1f} s" if taken > _AT_MOST + len(text) * _PER_CHARACTER else ""


def main(arguments: list[str]) -> int:
    """Try as many texts as are asked for, each as three harnesses."""
    count = int(arguments[0]) if arguments else 2_000
    seed = int(arguments[1]) if len(arguments) > 1 else 0
    harnesses = sorted(DIALECTS)
    failures = characters = 0
    start = time.perf_counter()
    for number in range(seed, seed + count):
        dice = random.Random(number)
        text = hostile_text(dice)
        characters += len(text)
        for harness in ("claude-code", *dice.sample(harnesses, 2)):
            try:
                wrong = try_text(text, harness)
            except Exception as error:  # whatever it is, it is what is looked for
                wrong = f"{type(error).__name__}: {error}"
            if wrong:
                failures += 1
                print(f"text {number}, {harness}: {wrong}")
    taken = time.perf_counter() - start
    print(f"{count} texts, {characters / 1e6:.1f} MB, {failures} failures, {taken:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
