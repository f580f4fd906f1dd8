"""A definition as lines: enough to edit one as a person does, read apart from the studio.

Only what is plain to see is taken: what a careful reader could doubt (nested items, items of
several lines, lists right behind other text without a blank line) is left alone, so that the
right answer of a double edit is beyond doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6}) +(\S.*?)\s*$")
_ITEM = re.compile(r"([-*+] +)(\S.*)$")
_NUMBERED = re.compile(r"(\d{1,3})([.)] +)(\S.*)$")
_KEY = re.compile(r"([A-Za-z_][\w-]*):(?: |$)")
_RULE = re.compile(r"[-=*_ ]{3,}$")
_DASHES = "---"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines: ``start`` is the heading's, ``end`` behind the last one's."""

    title: str
    level: int
    start: int
    end: int
    parent: int
    """The number of the section it stands in, -1 at the top."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines ``start`` to ``end``: the items of a list."""

    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the front matter and its lines."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Anatomy:
    """Where what is, in ``lines``, which have no line ends."""

    lines: tuple[str, ...]
    line_end: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    lists: tuple[Run, ...]
    paragraphs: tuple[int, ...]
    """Lines that are a paragraph each."""
    numbered: tuple[Run, ...] = ()
    """Lists numbered one by one."""

    def text(self, lines: list[str] | tuple[str, ...]) -> str:
        """The definition with these lines."""
        return self.line_end.join(lines)

    def own(self, section: Section) -> list[int]:
        """Numbers of the non-blank lines that stand right under the section's heading."""
        end = min(
            (other.start for other in self.sections if section.start < other.start < section.end),
            default=section.end,
        )
        return [at for at in range(section.start + 1, end) if self.lines[at].strip()]

    def siblings(self, section: Section) -> list[Section]:
        """The sections beside it and itself, of its level."""
        return [
            other
            for other in self.sections
            if (other.parent, other.level) == (section.parent, section.level)
        ]

    def is_unique(self, section: Section) -> bool:
        """Whether no other section has its title."""
        return sum(other.title == section.title for other in self.sections) == 1


def read(text: str) -> Anatomy | None:
    """The anatomy of ``text``; ``None`` if it has no front matter or mixes line ends."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(line_end)
    if any("\r" in line or "\n" in line for line in lines) or lines[0] != _DASHES:
        return None
    closing = next((at for at in range(1, len(lines)) if lines[at].rstrip() == _DASHES), 0)
    fields = _fields(lines, closing)
    if not closing or fields is None:
        return None
    coded = _coded(lines, closing)
    sections = _sections(lines, closing + 1, coded)
    return Anatomy(
        tuple(lines),
        line_end,
        fields,
        sections,
        _lists(lines, closing + 1, coded, sections, _ITEM),
        _paragraphs(lines, closing + 1, coded),
        tuple(
            run
            for run in _lists(lines, closing + 1, coded, sections, _NUMBERED)
            if _counts_up(lines[run.start : run.end])
        ),
    )


def _fields(lines: list[str], closing: int) -> tuple[Field, ...] | None:
    """``None`` where there is anything but keys with what is indented under them."""
    starts = []
    for at in range(1, closing):
        match = _KEY.match(lines[at])
        if match:
            starts.append((at, match[1]))
        elif not starts or not lines[at].startswith((" ", "- ")) or " #" in lines[at]:
            return None
    if not starts or len({key for _, key in starts}) < len(starts):
        return None
    ends = [*(at for at, _ in starts[1:]), closing]
    return tuple(Field(key, at, end) for (at, key), end in zip(starts, ends, strict=True))


def _coded(lines: list[str], closing: int) -> set[int]:
    """The lines inside code fences, HTML and tags, whose meaning no line tells alone."""
    found, fence = set(), ""
    for at in range(closing + 1, len(lines)):
        match = _FENCE.match(lines[at])
        if match or fence or "<" in lines[at]:
            found.add(at)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
    return found


def _sections(lines: list[str], start: int, coded: set[int]) -> tuple[Section, ...]:
    heads = [
        (at, len(match[1]), match[2])
        for at in range(start, len(lines))
        if at not in coded and (match := _HEADING.match(lines[at]))
    ]
    found: list[Section] = []
    for number, (at, level, title) in enumerate(heads):
        end = next((later for later, deep, _ in heads[number + 1 :] if deep <= level), len(lines))
        parent = next(
            (index for index in range(number - 1, -1, -1) if found[index].level < level), -1
        )
        found.append(Section(title, level, at, end, parent))
    return tuple(found)


def _counts_up(lines: list[str]) -> bool:
    numbers = [int(match[1]) for line in lines if (match := _NUMBERED.match(line))]
    return numbers == list(range(numbers[0], numbers[0] + len(lines)))


def _lists(
    lines: list[str],
    start: int,
    coded: set[int],
    sections: tuple[Section, ...],
    form: re.Pattern[str],
) -> tuple[Run, ...]:
    found = []
    at = start
    while at < len(lines):
        end = at
        while end < len(lines) and end not in coded and form.match(lines[end]):
            end += 1
        before = lines[at - 1].strip() == "" or _HEADING.match(lines[at - 1])
        after = end == len(lines) or lines[end].strip() == ""
        # Behind a blank line the list may go on.
        further = next((line for line in lines[end:] if line.strip()), "")
        goes_on = further.startswith((" ", "\t")) or form.match(further)
        own = lines[at:end]
        one_sign = form is _NUMBERED or len({line[0] for line in own}) == 1
        alike = one_sign and len(set(own)) == len(own)
        if end - at >= 2 and before and after and not goes_on and alike:
            within = [number for number, one in enumerate(sections) if one.start < at < one.end]
            found.append(Run(at, end, within[-1] if within else -1))
        at = max(end, at + 1)
    return tuple(found)


def _paragraphs(lines: list[str], start: int, coded: set[int]) -> tuple[int, ...]:
    found = []
    for at in range(start, len(lines)):
        line = lines[at]
        around = [lines[at - 1], lines[at + 1] if at + 1 < len(lines) else ""]
        alone = not any(near.strip() for near in around) and at not in coded
        plain = line[:1].isalpha() and not _RULE.match(line) and "|" not in line
        if alone and plain:
            found.append(at)
    return tuple(found)


def item_parts(line: str) -> tuple[str, str]:
    """An item's marker and its text."""
    match = _ITEM.match(line)
    return (match[1], match[2]) if match else ("", line)


def next_number(line: str, by: int) -> str:
    """The marker of the item that stands ``by`` items behind the numbered ``line``."""
    match = _NUMBERED.match(line)
    return f"{int(match[1]) + by}{match[2]}" if match else ""
