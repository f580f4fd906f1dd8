"""A definition and two histories of edits that it went through separately.

Every statement, sentence and title is there once, and an edit of one puts a word into it that
no other edit uses: what is in a result, and from whom, can be told by looking for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

_VERBS = ["Check", "Measure", "Sketch", "Name", "Explain", "Profile", "Draw", "Weigh", "Sort"]
_THINGS = [
    "public interfaces", "slow queries", "broken links", "retry budgets", "error messages",
    "cache keys", "feature flags", "database indexes", "open questions", "release notes",
]  # fmt: skip
_ENDS = ["before merging", "with numbers", "in every review", "for newcomers", "twice a week"]
STATEMENTS = [f"{verb} {thing} {end}." for verb in _VERBS for thing in _THINGS for end in _ENDS]
_TITLES = [
    "Testing", "Security", "Review", "Output Format", "Approach", "Commands", "Working Method",
    "Limits", "Handing Over", "Sources",
]  # fmt: skip
_MARKS = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "joule"]
_TOOLS = ["Read", "Grep", "Bash", "Edit", "Write", "Glob", "WebFetch", "mcp__files__*"]
_KEYS = ["model", "color", "version", "owner"]
LINE_ENDS = ["\n", "\r\n", "\r"]


@dataclass(frozen=True)
class Entry:
    """A field: one text, or several names."""

    key: str
    text: str = ""
    names: tuple[str, ...] = ()
    style: str = "plain"
    """``plain``, ``double``, ``single``; of names ``comma``, ``flow``, ``block``."""
    comment: str = ""

    def lines(self) -> list[str]:
        """As YAML."""
        above = [f"# {self.comment}"] if self.comment else []
        if self.names and self.style == "block":
            return [*above, f"{self.key}:", *(f"  - {name}" for name in self.names)]
        value = ", ".join(self.names) if self.names else self.text
        signs = {"double": '""', "single": "''", "flow": "[]"}.get(self.style, ("", ""))
        return [*above, f"{self.key}: {signs[0]}{value}{signs[1]}"]


@dataclass(frozen=True)
class Part:
    """A section: title, a paragraph of sentences, items, each possibly none."""

    title: str
    level: int = 2
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    marker: str = "-"
    indent: str = ""
    code: bool = False
    loose: bool = False
    """Whether a blank line stands between the items."""

    def lines(self) -> list[str]:
        """As Markdown, with a blank line behind everything."""
        found = [f"{'#' * self.level} {self.title}", ""]
        if self.sentences:
            found += [" ".join(self.sentences), ""]
        if self.items:
            between = [""] if self.loose else []
            for at, item in enumerate(self.items):
                found += [f"{self.indent}{self._marker(at)} {item}", *between]
            found += [] if self.loose else [""]
        if self.code:
            found += ["```sh", f"run {self.title.split()[0].lower()}", "```", ""]
        return found

    def _marker(self, at: int) -> str:
        return f"{at + 1}." if self.marker == "1." else self.marker


@dataclass(frozen=True)
class Sheet:
    """A whole definition as data."""

    fields: tuple[Entry, ...]
    intro: tuple[str, ...]
    parts: tuple[Part, ...]
    line_end: str = "\n"
    bom: bool = False
    ending: int = 1
    """How many line ends the text ends with."""
    title: str = ""
    """A heading of level 1 over everything, or none."""
    tight: bool = False
    """Whether no blank line stands behind the front matter."""
    blank: str = ""
    """What stands behind the last word, as an editor leaves it."""

    def text(self) -> str:
        """As it stands in a file."""
        lines = ["---", *(line for entry in self.fields for line in entry.lines()), "---"]
        lines += [] if self.tight else [""]
        lines += [f"# {self.title}", ""] if self.title else []
        lines += [" ".join(self.intro), ""] if self.intro else []
        for part in self.parts:
            lines += part.lines()
        whole = self.line_end.join(lines).rstrip("\r\n")
        return ("\ufeff" if self.bom else "") + whole + self.blank + self.line_end * self.ending

    def atoms(self) -> set[str]:
        """Everything said: values, names, titles, sentences, items."""
        found = {entry.text for entry in self.fields if entry.text} | set(self.intro)
        found |= {name for entry in self.fields for name in entry.names}
        for part in self.parts:
            found |= {f"# {part.title}", *part.sentences, *part.items}
        return found


Edit = Callable[[st.DrawFn, Sheet, str], Sheet]
"""Draws one edit of a sheet; the word is one that no other edit uses."""


def _one_of(sheet: Sheet, draw: st.DrawFn, wanted: Callable[[Part], object]) -> int | None:
    found = [at for at, part in enumerate(sheet.parts) if wanted(part)]
    return draw(st.sampled_from(found)) if found else None


def _with_part(sheet: Sheet, at: int, part: Part) -> Sheet:
    return replace(sheet, parts=(*sheet.parts[:at], part, *sheet.parts[at + 1 :]))


def _marked(text: str, word: str) -> str:
    """The text with the word behind its first one."""
    first, _, rest = text.partition(" ")
    return f"{first} {word} {rest}"


def _without(values: tuple[str, ...], at: int) -> tuple[str, ...]:
    return values[:at] + values[at + 1 :]


def _inserted(values: tuple[str, ...], at: int, value: str) -> tuple[str, ...]:
    return (*values[:at], value, *values[at:])


def _new(sheet: Sheet, draw: st.DrawFn, word: str) -> str:
    fresh = [text for text in STATEMENTS if text not in sheet.atoms()]
    return _marked(draw(st.sampled_from(fresh or list(STATEMENTS))), word)


def add_item(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: part.items)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.items)))
    items = _inserted(part.items, place, _new(sheet, draw, word))
    return _with_part(sheet, at, replace(part, items=items))


def edit_item(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: part.items)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.items) - 1))
    items = list(part.items)
    items[place] = _marked(items[place], word)
    return _with_part(sheet, at, replace(part, items=tuple(items)))


def drop_item(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: len(part.items) > 1)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.items) - 1))
    return _with_part(sheet, at, replace(part, items=_without(part.items, place)))


def sort_items(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: len(part.items) > 1)
    if at is None:
        return sheet
    return _with_part(
        sheet, at, replace(sheet.parts[at], items=tuple(sorted(sheet.parts[at].items)))
    )


def edit_sentence(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: part.sentences)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.sentences) - 1))
    texts = list(part.sentences)
    texts[place] = _marked(texts[place], word)
    return _with_part(sheet, at, replace(part, sentences=tuple(texts)))


def add_sentence(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: part.sentences)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.sentences)))
    texts = _inserted(part.sentences, place, _new(sheet, draw, word))
    return _with_part(sheet, at, replace(part, sentences=texts))


def drop_sentence(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: len(part.sentences) > 1)
    if at is None:
        return sheet
    part = sheet.parts[at]
    place = draw(st.integers(0, len(part.sentences) - 1))
    return _with_part(sheet, at, replace(part, sentences=_without(part.sentences, place)))


def add_part(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    known = {part.title for part in sheet.parts}
    title = draw(st.sampled_from([title for title in _TITLES if title not in known]))
    part = Part(f"{title} {word.title()}", items=(_new(sheet, draw, word),))
    at = draw(st.integers(0, len(sheet.parts)))
    return replace(sheet, parts=(*sheet.parts[:at], part, *sheet.parts[at:]))


def drop_part(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    if len(sheet.parts) < 2:
        return sheet
    at = draw(st.integers(0, len(sheet.parts) - 1))
    return replace(sheet, parts=sheet.parts[:at] + sheet.parts[at + 1 :])


def move_part(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    if len(sheet.parts) < 2:
        return sheet
    parts = list(sheet.parts)
    part = parts.pop(draw(st.integers(0, len(parts) - 1)))
    parts.insert(draw(st.integers(0, len(parts))), part)
    return replace(sheet, parts=tuple(parts))


def rename_part(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = _one_of(sheet, draw, lambda part: True)
    if at is None:
        return sheet
    part = sheet.parts[at]
    return _with_part(sheet, at, replace(part, title=f"{part.title} {word}"))


def change_value(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    places = [at for at, entry in enumerate(sheet.fields) if entry.text and entry.key != "name"]
    if not places:
        return sheet
    at = draw(st.sampled_from(places))
    entry = sheet.fields[at]
    changed = replace(entry, text=f"{entry.text.rstrip('.')} {word}")
    return replace(sheet, fields=(*sheet.fields[:at], changed, *sheet.fields[at + 1 :]))


def restyle_value(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = draw(st.integers(0, len(sheet.fields) - 1))
    entry = sheet.fields[at]
    styles = ["comma", "flow", "block"] if entry.names else ["plain", "double", "single"]
    changed = replace(entry, style=draw(st.sampled_from(styles)))
    return replace(sheet, fields=(*sheet.fields[:at], changed, *sheet.fields[at + 1 :]))


def add_field(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    known = {entry.key for entry in sheet.fields}
    fresh = [key for key in _KEYS if key not in known]
    if not fresh:
        return sheet
    entry = Entry(draw(st.sampled_from(fresh)), word)
    at = draw(st.integers(1, len(sheet.fields)))
    return replace(sheet, fields=(*sheet.fields[:at], entry, *sheet.fields[at:]))


def drop_field(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    if len(sheet.fields) < 3:
        return sheet
    at = draw(st.integers(2, len(sheet.fields) - 1))
    return replace(sheet, fields=sheet.fields[:at] + sheet.fields[at + 1 :])


def reorder_fields(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    return replace(sheet, fields=tuple(draw(st.permutations(sheet.fields))))


def change_names(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    at = next((at for at, entry in enumerate(sheet.fields) if entry.names), None)
    if at is None:
        return sheet
    entry = sheet.fields[at]
    if draw(st.booleans()) and len(entry.names) > 1:
        names = _without(entry.names, draw(st.integers(0, len(entry.names) - 1)))
    else:
        fresh = [name for name in _TOOLS if name not in entry.names]
        name = draw(st.sampled_from(fresh)) if fresh else word.title()
        names = _inserted(entry.names, draw(st.integers(0, len(entry.names))), name)
    changed = replace(entry, names=names)
    return replace(sheet, fields=(*sheet.fields[:at], changed, *sheet.fields[at + 1 :]))


def relay_list(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    """Another marker, or another indentation, for a whole list."""
    at = _one_of(sheet, draw, lambda part: part.items)
    if at is None:
        return sheet
    marker = draw(st.sampled_from(["-", "*", "1."]))
    indent = draw(st.sampled_from(["", "  "]))
    return _with_part(sheet, at, replace(sheet.parts[at], marker=marker, indent=indent))


def change_frame(draw: st.DrawFn, sheet: Sheet, word: str) -> Sheet:
    """Line ends, byte order mark or final line end."""
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return replace(sheet, line_end=draw(st.sampled_from(LINE_ENDS[:2])))
    if kind == 1:
        return replace(sheet, bom=not sheet.bom)
    return replace(sheet, ending=draw(st.integers(0, 2)))


EDITS: tuple[Edit, ...] = (
    add_item, add_item, edit_item, drop_item, sort_items, edit_sentence, add_sentence,
    drop_sentence, add_part, drop_part, move_part, rename_part, change_value, restyle_value,
    add_field, drop_field, reorder_fields, change_names, relay_list, change_frame,
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A definition in which nothing is said twice."""
    titles = draw(st.lists(st.sampled_from(_TITLES), min_size=0, max_size=5, unique=True))
    texts = draw(st.lists(st.sampled_from(STATEMENTS), min_size=6, max_size=18, unique=True))
    description, *rest = texts
    fields = [Entry("name", "helper"), Entry("description", description.rstrip("."))]
    names = tuple(draw(st.lists(st.sampled_from(_TOOLS), max_size=4, unique=True)))
    if names:
        style = draw(st.sampled_from(["comma", "flow", "block"]))
        fields.append(Entry("tools", names=names, style=style))
    for key in draw(st.lists(st.sampled_from(_KEYS), max_size=2, unique=True)):
        fields.append(Entry(key, f"some {key}"))
    intro = tuple(rest[: draw(st.integers(0, 2))])
    rest = rest[len(intro) :]
    parts = []
    for number, title in enumerate(titles):
        own = rest[number :: len(titles)]
        cut = draw(st.integers(0, len(own)))
        marker = draw(st.sampled_from(["-", "-", "*", "1."]))
        code = draw(st.booleans())
        level = draw(st.sampled_from([2, 2, 2, 3])) if number else 2
        loose = draw(st.booleans()) and number == 0
        parts.append(
            Part(title, level, tuple(own[:cut]), tuple(own[cut:]), marker, code=code, loose=loose)
        )
    line_end = draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))
    return Sheet(
        tuple(fields),
        intro,
        tuple(parts),
        line_end,
        ending=draw(st.integers(0, 1)),
        title=draw(st.sampled_from(["", "Helper"])),
        tight=draw(st.booleans()),
        blank=draw(st.sampled_from(["", "", "", "", " "])),
    )


@st.composite
def histories(draw: st.DrawFn, most: int = 3) -> tuple[Sheet, Sheet, Sheet]:
    """A base, and two sheets that came of it by one to ``most`` edits each."""
    base = draw(sheets())
    words = iter(_MARKS)
    sides = []
    for _ in range(2):
        side = base
        for _ in range(draw(st.integers(1, most))):
            word = next(words)
            edited = draw(st.sampled_from(EDITS))(draw, side, word)
            # Some edits have nothing to work on, others leave things as they were.
            side = edited if edited != side else change_value(draw, side, word)
        sides.append(side)
    return base, sides[0], sides[1]
