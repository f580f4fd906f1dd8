"""Front matter as nobody should write it: pieces of YAML in a row, at random."""

from __future__ import annotations

from random import Random

_PIECES = (
    *("a", "b c", "a: b", ": x", "# c", " # c", '"q"', "'s'", '"open', "it's", "[a, b]", "[a] b"),
    *("{a: b}", "{x", "* b", "*al", "&an", "!t x", "!!str y", "| z", ">-", "|", "> x", "%p", "@at"),
    *("`t`", "a:b", "http://x.y:80/z", "-", "- i", "---", "yes", "true", "null", "~", "1", "1.5"),
    *("0x1f", "1:30", "2024-01-01", "<ex>", "\\n", "\\", '"a\\nb"', "\t", "a\tb", "é", "\u00a0"),
    *("\u2028", "\x07", "😀", ",", "]", "}", "&", "!", "x #y", '"a" b', '"a: b"', '""', "=", "a:"),
)
_KEYS = ("tools", "model", "x", "k2", "a.b", "a-b", "a_b", '"qk"', "k k", "skills", "hooks", "foo")
_MARKS = ("|", ">", "|-", ">-", ">+")


def nasty(random: Random, word: str) -> str:
    """A definition; its name, if it loads, holds ``word``."""
    name = f"{word}{random.choice(('', '', '', ' ' + _value(random), _value(random)))}"
    quote = random.choice(("", "", "", '"', "'"))
    described = random.choice(("x", "a: b", _value(random)))
    lines = [f"name: {quote}{name}{quote}", f"description: {described}"]
    for _ in range(random.choice((0, 1, 1, 2))):
        lines += _extra(random)
    end = "\r\n" if random.random() < 0.1 else "\n"
    text = "\n".join(["---", *lines, "---", "", "You review.", ""])
    return text.replace("\n", end)


def _value(random: Random) -> str:
    count = random.choice((1, 1, 2, 3))
    return random.choice((" ", " ", "")).join(random.choice(_PIECES) for _ in range(count))


def _extra(random: Random) -> list[str]:
    key, value, other = random.choice(_KEYS), _value(random), _value(random)
    return random.choice(
        (
            [f"{key}: {value}"],
            [f"{key}: {value}"],
            [f"{key}:"],
            [f"{key}:", f"  - {value}", f"  - {other}"],
            [f"{key}:", f"  k: {value}", f"  l: {other}"],
            [f"{key}: {random.choice(_MARKS)}", f"  {value}", "", f"  {other}"],
            [f"# {value}"],
            [value],
            [f"  {value}"],
            [f"\t{value}"],
            [f'{key}: "{value}', f'{random.choice(("  ", ""))}{other}"'],
            [f"{key}: [{value},", f"  {other}]"],
        )
    )
