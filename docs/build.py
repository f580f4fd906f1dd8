"""Writes the reference pages that follow from tables: rules.md and dialects.md.

Run ``python docs/build.py`` after changing a rule or a dialect; a test holds the pages equal
to what is built here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent_studio.core.check import LIBRARY_RULES, RULES
from agent_studio.core.check.declare import GOOD
from agent_studio.core.check.model import LibraryRule, Rule
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.model import Dialect, FieldSpec
from agent_studio.core.text import visible

FOLDER = Path(__file__).parent

_RULES_HEAD = """\
# Rules

What `agent-studio check` and the Editor look for. An **error** means that the harness will not
load the definition as it was meant; a **warning** that something is lost, ignored or dangerous;
**info** and **hint** are worth knowing. Hidden characters in the examples are shown by name.
Where no good example is given, it is this one:

~~~markdown
{good}~~~

## Silence one finding

A comment takes one rule back at one place; several codes stand with commas, and a reason may
follow:

~~~markdown
---
name: reviewer
description: Reviews changes
# agent-studio: ignore AS401 our own front end knows this colour
color: teal
tools:
  - Read
  - Deploy # agent-studio: ignore AS303
---

<!-- agent-studio: ignore AS603 -->
<!-- For maintainers: keep it short. -->
~~~

Behind other words on a line it speaks of that line, or of the field whose key stands there. Alone
on its line it speaks of what follows: in the front matter of a field with its whole value, in the
body of a paragraph, or of a code fence with what it holds. Directly below the opening `---` or
above the closing one it speaks of that fence, too: findings about what is missing are told there.
In files that are TOML or YAML from the first line, `#` works everywhere. A comment in the body is
read by the agent as everything else is. One that silences nothing is told (AS001).

For all files at once there are `--ignore`, the settings of the repository and the baseline
([guide](guide.md#check-in-ci)).

## All rules

This page is made from the rules themselves (`python docs/build.py`).
"""

_DIALECTS_HEAD = """\
# Harnesses

Where each harness looks for definitions and how it reads them. "Rescue" means that a file that
strict YAML refuses is read a second time with its unquoted values in quotes.

This page is made from the tables themselves (`python docs/build.py`).
"""


def rules_page() -> str:
    """The text of rules.md."""
    rules: list[Rule | LibraryRule] = [*RULES, *LIBRARY_RULES]
    head = _RULES_HEAD.format(good=GOOD)
    lines = [head, "| code | name | severity | about |", "|---|---|---|---|"]
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} "
        f"| {_cell(rule.summary)} |"
        for rule in rules
    ]
    for rule in rules:
        lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule | LibraryRule) -> Iterator[str]:
    yield f"## {rule.code} {rule.name}"
    yield ""
    yield f"{rule.severity.capitalize()}. {rule.summary}"
    yield ""
    yield f"Source: {rule.source}"
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        if examples in (GOOD, (GOOD,)):
            continue
        yield ""
        yield f"{title}:"
        for example in (examples,) if isinstance(examples, str) else examples:
            yield ""
            yield "~~~markdown"
            yield from visible(example).rstrip("\n").replace("\r", "␍").split("\n")
            yield "~~~"


def dialects_page() -> str:
    """The text of dialects.md."""
    lines = [
        _DIALECTS_HEAD,
        "| id | harness | project folders | user folders | reads | unknown keys |",
        "|---|---|---|---|---|---|",
        *(_dialect(table) for table in DIALECTS.values()),
    ]
    for table in DIALECTS.values():
        if table.knows_all_fields:
            lines += ["", *_fields(table)]
    return "\n".join(lines) + "\n"


def _dialect(table: Dialect) -> str:
    def folders(scope: str) -> str:
        root = "~/" if scope == "user" else ""
        found = [f"`{root}{each.folder}`" for each in table.places if each.scope == scope]
        return ", ".join(found) or "none"

    return (
        f"| `{table.id}` | {table.title} {table.version} | {folders('project')} "
        f"| {folders('user')} | {table.loading.name.lower()} | {table.unknown_keys} |"
    ).replace("  |", " |")


def _fields(table: Dialect) -> Iterator[str]:
    yield f"## {table.title} {table.version}".rstrip()
    yield ""
    yield f"Source: {table.source} ({table.dated})"
    yield ""
    yield "| field | type | values | since | about |"
    yield "|---|---|---|---|---|"
    for spec in table.fields:
        yield _field(spec)


def _field(spec: FieldSpec) -> str:
    values = ", ".join(f"`{value}`" for value in spec.values)
    if spec.open_values:
        values += ", others"
    name = f"**{spec.key}**" if spec.required else spec.key
    return f"| {name} | {spec.type} | {values} | {spec.since} | {_cell(spec.doc)} |"


def _cell(text: str) -> str:
    return visible(text).replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write both pages."""
    for name, text in (("rules.md", rules_page()), ("dialects.md", dialects_page())):
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
