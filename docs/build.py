"""Writes what follows from tables: rules.md, dialects.md and the JSON Schemas in schemas/.

Run ``python docs/build.py`` after changing a rule or a dialect; tests hold the files equal
to what is built here. ``python docs/build.py PATH ...`` prints instead what each harness makes
of these definitions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agent_studio.core.check.declare import GOOD
from agent_studio.core.check.model import AnyRule, TeamRule, is_opt_in
from agent_studio.core.check.registry import all_rules
from agent_studio.core.check.words import example_lines
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.model import Dialect, FieldSpec, Place, Right
from agent_studio.core.dialects.order import Levels, Ties
from agent_studio.core.dialects.readings import Reading, readings
from agent_studio.core.dialects.schema import schema
from agent_studio.core.document import parse
from agent_studio.core.text import visible
from agent_studio.core.told import signs

FOLDER = Path(__file__).parent
SCHEMAS = FOLDER.parent / "schemas"
TOUR = FOLDER.parent / "agents" / "tour"

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

For all files at once there are `--ignore`, the settings of the repository and the baseline;
`--no-silence` heeds no comment ([checking.md](checking.md)).

## All rules

**Opt-in** rules are looked for only where somebody asks for them ([how](checking.md#which-rules)).
This page is made from the rules themselves (`python docs/build.py`).
"""

_DIALECTS_HEAD = """\
# Harnesses

Where each harness looks for definitions and how it reads them. Claude Code, OpenCode, Kilo, Qwen
Code and VS Code load a file that strict YAML refuses all the same, each in its own way.

What is told here is what `check`, `show` and the Editor go by. Each harness has a JSON Schema of
its front matter in [schemas/](../schemas), which `agent-studio schema HARNESS` prints, too;
[In your editor](editors.md#schemas) says how an editor uses it. What gets lost on the way from one
harness to another is on a page of its own, [Portability](portability.md). How the next table is
written is told in [Contributing](../CONTRIBUTING.md#add-a-harness).

This page is made from the tables themselves (`python docs/build.py`).
"""

_SURVEY_HEAD = """\
## The five tour engineers in each harness

What loads of the definitions in `agents/tour`, and what the agent may do then: **r**ead files,
**w**rite files, run commands (**x**), use the **n**etwork, start other agents (**d**), use
**M**CP servers (**m**); `-` where it may not. *Why* a file is dropped, and which fields have no
effect, `agent-studio show` tells. `python docs/build.py PATH ...` prints this for other files.
"""


def rules_page() -> str:
    """The text of rules.md."""
    rules = all_rules()
    head = _RULES_HEAD.format(good=GOOD)
    lines = [head, "| code | name | severity | about |", "|---|---|---|---|"]
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {_grade(rule)} "
        f"| {_cell(rule.summary)} |"
        for rule in rules
    ]
    for rule in rules:
        lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _grade(rule: AnyRule) -> str:
    return f"{rule.severity}, opt-in" if is_opt_in(rule) else str(rule.severity)


def _rule(rule: AnyRule) -> Iterator[str]:
    yield f"## {rule.code} {rule.name}"
    yield ""
    yield f"{_grade(rule).capitalize()}. {rule.summary}"
    yield ""
    yield f"Source: {rule.source}"
    if isinstance(rule, TeamRule):
        yield from ("", "With these settings:", "", "~~~toml", rule.settings.rstrip(), "~~~")
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        if examples in (GOOD, (GOOD,)):
            continue
        yield ""
        yield f"{title}:"
        for example in (examples,) if isinstance(examples, str) else examples:
            yield ""
            yield "~~~markdown"
            text = visible(example).rstrip("\n").replace("\r", "␍")
            yield from (line for each in text.split("\n") for line in example_lines(each) or [""])
            yield "~~~"


def dialects_page() -> str:
    """The text of dialects.md."""
    lines = [
        _DIALECTS_HEAD,
        "| id | harness | project folders | user folders | reads | unknown keys | bad values |",
        "|---|---|---|---|---|---|---|",
        *(_dialect(table) for table in DIALECTS.values()),
        "",
        _SURVEY_HEAD,
        *survey(sorted(TOUR.glob("*.md"))),
    ]
    for table in DIALECTS.values():
        lines += ["", *_details(table)]
    return "\n".join(lines) + "\n"


def _dialect(table: Dialect) -> str:
    def folders(scope: str) -> str:
        root = "~/" if scope == "user" else ""
        found = [_place(root, each) for each in table.places if each.scope == scope]
        return ", ".join(found) or "none"

    return (
        f"| [`{table.id}`](#{_anchor(table)}) | {table.title} {table.version} "
        f"| {folders('project')} "
        f"| {folders('user')} | {table.loading.value.split(',')[0]} | {table.unknown_keys} "
        f"| {table.bad_values} |"
    ).replace("  |", " |")


def _place(root: str, place: Place) -> str:
    if not place.folder:
        return f"`{root}{place.suffixes[0]}`"
    usual = place.suffixes[-1] == ".md"
    return f"`{root}{place.folder}`" + ("" if usual else f" ({', '.join(place.suffixes)})")


def _heading(table: Dialect) -> str:
    return f"{table.title} {table.version}".rstrip()


def _anchor(table: Dialect) -> str:
    """What a link to the table's section is called, as GitHub makes it of the heading."""
    kept = (each for each in _heading(table).lower() if each.isalnum() or each in " -")
    return "".join(kept).replace(" ", "-")


def _sources(table: Dialect) -> list[str]:
    """Everything that the table is from, each once; the number of a field's is its place."""
    every = (table.source, table.tools_source, table.order.source)
    parts = [part for source in every for part in source.split("; ") if part]
    return list(dict.fromkeys([*parts, *(spec.source for spec in table.fields)]))


def _details(table: Dialect) -> Iterator[str]:
    sources = _sources(table)
    yield f"## {_heading(table)}"
    yield ""
    what = "" if table.version else ", by what was published then"
    yield f"As of {table.dated}{what}. Sources:"
    yield ""
    yield from (f"{number}. {source}" for number, source in enumerate(sources, 1))
    yield ""
    end = f"; the front matter ends at {table.fence.value}" if table.loading.is_markdown else ""
    yield f"- **Read as** {table.loading.value}{end}."
    if not table.needs_front_matter and table.loading.is_markdown:
        yield "- **Without front matter** a file loads all the same."
    if table.borrowed:
        folders = [f"{'~/' * (each.scope == 'user')}{each.folder}" for each in table.borrowed]
        yield f"- **Reads as well** {_listed(folders)}."
    yield f"- **Who wins**: {'; '.join(_order(table))}."
    if table.builtin_agents:
        own, over = _listed(table.builtin_agents), table.order.over_builtins
        yield f"- **Its own agents**: {own}; one of the same name: {over}."
    yield f"- **Known by** its {'file' if table.name_is == 'file' else table.name_field}."
    yield f"- **The body**: {table.body}.{_body_limits(table)}"
    if table.variants:
        yield f"- **Kinds**, by `{table.variant_field}`: {'; '.join(_kinds(table))}."
    yield f"- **Unknown keys**: {table.unknown_keys}. **Bad values**: {table.bad_values}."
    if not table.knows_all_fields:
        yield "- **Not all keys are known**, so nothing is said about those that are not here."
    if table.other_keys:
        yield f"- **Settings that may stand there, too**: {_listed(table.other_keys)}."
    yield from _tools(table)
    yield ""
    yield "| field | type | values and limits | merged as | since | about | source |"
    yield "|---|---|---|---|---|---|---|"
    for spec in table.fields:
        yield _field(spec, sources.index(spec.source) + 1)


def _kinds(table: Dialect) -> Iterator[str]:
    """The kinds of definition, with the keys that only one of them may have."""
    for kind in table.variants:
        needs = f", exactly one of {_listed(kind.one_of)}" if kind.one_of else ""
        more = ", several in a list" if kind.listed else ""
        yield f"{kind.value}, alone with {_listed(kind.only)}{needs}{more}"


def _order(table: Dialect) -> Iterator[str]:
    """Which of several definitions of one name is used, by the order that the table holds."""
    order = table.order
    foremost = [_place("~/", each) for each in table.places if each.foremost]
    if foremost:
        yield f"{', '.join(foremost)} before all"
    if order.apart:
        yield "no program reads all of the folders"
    elif order.ties is not Ties.ALL:
        yield str(order.scopes)
        if order.levels is not Levels.ONE:
            yield str(order.levels)
    yield from _ranks(table)
    yield "all of one name" if order.ties is Ties.ALL else f"of the rest {order.ties}"
    if order.merged:
        yield "what the winner does not say is taken from those behind it"
    if table.precedence:
        yield table.precedence


def _ranks(table: Dialect) -> Iterator[str]:
    """The folders of one level, the foremost first, where one of them goes before another."""
    for scope in ("project", "user"):
        ranks: dict[int, list[str]] = {}
        for each in sorted((*table.places, *table.borrowed), key=lambda place: place.rank):
            if each.folder and each.scope == scope and not each.foremost:
                place = _place("~/" * (scope == "user"), each)
                ranks.setdefault(each.rank, []).append(place)
        if len(ranks) > 1:
            yield " before ".join(" or ".join(names) for names in ranks.values())


def _body_limits(table: Dialect) -> str:
    parts = []
    if table.least_body:
        parts.append(
            "must not be empty" if table.least_body == 1 else f"{table.least_body} or more"
        )
    if table.most_body:
        parts.append(f"{table.most_body:,} characters at most")
    return f" Its length: {', '.join(parts)}." if parts else ""


def _tools(table: Dialect) -> Iterator[str]:
    if table.rights_note:
        yield f"- **Rights**: {table.rights_note}."
    groups: dict[str, list[str]] = {}
    for tool in table.tools:
        if not (tool.dead or tool.replacement) and tool.in_subagent:
            words = ", ".join(right.words for right in Right if right in tool.rights)
            groups.setdefault(words or "nothing that is counted here", []).append(tool.name)
    if not groups:
        return
    more = "" if table.knows_all_tools else "; there may be more"
    yield f"- **Tools**, and what they allow; {_unknown_tools(table)}{more}:"
    for words, names in groups.items():
        yield f"  - {words}: {_listed(names)}"
    borrowed = [tool.name for tool in table.tools if tool.borrowed]
    if borrowed:
        yield f"  - taken for one of these: {_listed(borrowed)}"


def _unknown_tools(table: Dialect) -> str:
    empty = "every tool" if table.empty_is_all else "none"
    what = f"an unknown name is {table.unknown_tools}" if table.tools_field else ""
    if table.permission_field:
        return f"`{table.permission_field}` takes them away"
    what = what.replace("is rejects", "rejects").replace("is taken for absent", "is ignored")
    return f"{what}; an empty list means {empty}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _field(spec: FieldSpec, source: int) -> str:
    values = ", ".join(f"`{value}`" for value in spec.values)
    if spec.open_values:
        values += ", others"
    parts = [values] if values else []
    parts += [f"`{spec.pattern}`"] if spec.pattern else []
    parts += [f"up to {spec.most:,} characters"] if spec.most else []
    name = f"**{spec.key}**" if spec.required else spec.key
    kinds = " or ".join((spec.type, *spec.also))
    doc = f"{spec.doc} Use `{spec.instead}`." if spec.instead else spec.doc
    doc = f"{doc} It is read and not acted on." if spec.inert else doc
    if spec.bad is not None:
        doc = f"{doc} A bad value: {spec.bad}."
    return (
        f"| {name} | {kinds} | {_cell('; '.join(parts))} | {spec.merge} | {spec.since} "
        f"| {_cell(doc)} | {source} |"
    ).replace("  |", " |")


def _cell(text: str) -> str:
    return visible(text).replace("|", "\\|").replace("\n", " ")


def survey(paths: Sequence[Path]) -> Iterator[str]:
    """A table of what each harness makes of some definitions: a column for each of them."""
    columns = [readings(parse(path.read_bytes()), path.stem) for path in paths]
    yield f"| harness | {' | '.join(f'`{path.stem}`' for path in paths)} |"
    yield "|---" * (len(paths) + 1) + "|"
    for row in zip(*columns, strict=True):
        yield f"| {row[0].dialect.title} | {' | '.join(map(_outcome, row))} |"


def _outcome(of: Reading) -> str:
    if not of.loaded.loads:
        return f"dropped: {_cell(_shortened(of.loaded.reason))}"
    lost = len(of.loaded.without)
    without = f", without {lost} field{'s' if lost > 1 else ''}" if lost else ""
    return f"{of.loaded.outcome.value}{without} `{signs(of.rights).strip()}`"


def _shortened(reason: str) -> str:
    """The part of a reason before its details."""
    return reason.split(" (", 1)[0].split("; known", 1)[0]


def schemas() -> dict[str, str]:
    """The text of every file in schemas/ by its name."""
    return {
        f"{table.id}.json": json.dumps(schema(table), indent=2, ensure_ascii=False) + "\n"
        for table in DIALECTS.values()
    }


def main() -> None:
    """Write both pages and the schemas."""
    for name, text in (("rules.md", rules_page()), ("dialects.md", dialects_page())):
        (FOLDER / name).write_text(text, encoding="utf-8")
    SCHEMAS.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (SCHEMAS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:]:
        print("\n".join(survey([Path(each) for each in sys.argv[1:]])))
    else:
        main()
