"""Double edits of the body."""

from __future__ import annotations

import random
import re

from benchmarks.double_edits.anatomy import Anatomy, Run, Section, item_parts, next_number
from benchmarks.double_edits.cases import Edit
from benchmarks.double_edits.words import STATEMENTS, TITLES, reworded

_SENTENCES = re.compile(r"(?<=[a-z]{2}[.!?]) (?=[A-Z])")
_LEAST_WORDS = 4
_OFTEN = 0.25
"""How often a kind takes one of its other forms."""


def _edit(anatomy: Anatomy, first: list[str], second: list[str], *answers: list[str]) -> Edit:
    text = anatomy.text
    right = frozenset(text(answer) for answer in answers)
    return Edit(text(anatomy.lines), text(first), text(second), right)


def _item(anatomy: Anatomy, run: Run, statement: str) -> str:
    """The statement as an item of the list, with a full stop if the others have one."""
    marker, text = item_parts(anatomy.lines[run.start])
    return f"{marker}{statement}{'.' if text.endswith('.') else ''}"


def appended(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """Both put another item at the end of one list; items that are numbered go on counting."""
    if anatomy.numbered and dice.random() < _OFTEN:
        return _appended_with_number(anatomy, dice)
    if not anatomy.lists:
        return None
    run = dice.choice(anatomy.lists)
    one, other = (_item(anatomy, run, statement) for statement in dice.sample(STATEMENTS, 2))
    lines = list(anatomy.lines)
    head, tail = lines[: run.end], lines[run.end :]
    return _edit(
        anatomy,
        [*head, one, *tail],
        [*head, other, *tail],
        [*head, one, other, *tail],
        [*head, other, one, *tail],
    )


def _appended_with_number(anatomy: Anatomy, dice: random.Random) -> Edit:
    run = dice.choice(anatomy.numbered)
    last = anatomy.lines[run.end - 1]
    stop = "." if last.endswith(".") else ""
    one, other = dice.sample(STATEMENTS, 2)

    def with_items(*statements: str) -> list[str]:
        items = [
            f"{next_number(last, number)}{statement}{stop}"
            for number, statement in enumerate(statements, 1)
        ]
        return [*anatomy.lines[: run.end], *items, *anatomy.lines[run.end :]]

    both = with_items(one, other), with_items(other, one)
    return _edit(anatomy, with_items(one), with_items(other), *both)


def _movable(anatomy: Anatomy) -> list[Section]:
    """Sections with sections of their level before and behind them that end with a blank line."""
    return [
        section
        for section in anatomy.sections
        if len(anatomy.siblings(section)) > 2
        and anatomy.is_unique(section)
        and section.level > 1
        and not anatomy.lines[section.end - 1].strip()
        and section.end < len(anatomy.lines)
    ]


def _edited_line(anatomy: Anatomy, numbers: list[int], dice: random.Random) -> tuple[int, str]:
    """A line of prose among ``numbers``, and it reworded; ``(-1, "")`` if there is none."""
    plain = {at for run in anatomy.lists for at in range(run.start, run.end)}
    plain |= set(anatomy.paragraphs)
    for at in dice.sample(numbers, len(numbers)):
        if at in plain and anatomy.lines.count(anatomy.lines[at]) == 1:
            marker, text = item_parts(anatomy.lines[at])
            new = reworded(text, dice)
            if new is not None:
                return at, marker + new
    return -1, ""


def moved(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One moves a section to another place, the other edits a line of it."""
    places = _movable(anatomy)
    if not places:
        return None
    section = dice.choice(places)
    beside = [
        other
        for other in anatomy.siblings(section)
        if other.start != section.start
        and other.end < len(anatomy.lines)
        # Before the next one it stands already.
        and other.start != section.end
        and not anatomy.lines[other.start - 1].strip()
    ]
    at, line = _edited_line(anatomy, anatomy.own(section), dice)
    if at < 0 or not beside:
        return None
    target = dice.choice(beside).start
    lines = list(anatomy.lines)
    second = lines[:]
    second[at] = line

    def with_move(of: list[str]) -> list[str]:
        part = of[section.start : section.end]
        if target < section.start:
            return [*of[:target], *part, *of[target : section.start], *of[section.end :]]
        return [*of[: section.start], *of[section.end : target], *part, *of[target:]]

    return _edit(anatomy, with_move(lines), second, with_move(second))


def sentences(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """Each edits another sentence of one paragraph, or of an item or a description."""
    places = list(anatomy.paragraphs)
    if dice.random() < _OFTEN:
        places += [at for run in anatomy.lists for at in range(run.start, run.end)]
        places += [field.start for field in anatomy.fields if field.key == "description"]
    for at in dice.sample(places, len(places)):
        parts = _SENTENCES.split(anatomy.lines[at])
        if len(parts) < 2 or any(len(part.split()) < _LEAST_WORDS for part in parts):
            continue
        one, other = dice.sample(range(len(parts)), 2)
        new, beside = reworded(parts[one], dice), reworded(parts[other], dice)
        if new is None or beside is None:
            continue
        first, second, both = parts[:], parts[:], parts[:]
        first[one] = both[one] = new
        second[other] = both[other] = beside
        lines = list(anatomy.lines)
        texts = [[*lines[:at], " ".join(text), *lines[at + 1 :]] for text in (first, second, both)]
        return _edit(anatomy, *texts)
    return None


def deleted(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One edits a line, the other deletes it, or the section that it stands in."""
    places = _movable(anatomy)
    lines = list(anatomy.lines)
    if places and dice.random() < 0.5:
        section = dice.choice(places)
        at, line = _edited_line(anatomy, anatomy.own(section), dice)
        rest = [*lines[: section.start], *lines[section.end :]]
    elif anatomy.paragraphs and dice.random() < 2 * _OFTEN:
        at, line = _edited_line(anatomy, list(anatomy.paragraphs), dice)
        rest = [*lines[:at], *lines[at + 2 :]]
    else:
        runs = [run for run in anatomy.lists if run.end - run.start > 2]
        if not runs:
            return None
        run = dice.choice(runs)
        at, line = _edited_line(anatomy, list(range(run.start, run.end)), dice)
        rest = [*lines[:at], *lines[at + 1 :]]
    if at < 0:
        return None
    text = anatomy.text
    edited = text([*lines[:at], line, *lines[at + 1 :]])
    return Edit(text(lines), edited, text(rest), frozenset(), kept=line)


def same_section(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """Both add the same section, each in another place."""
    heads = [section for section in _movable(anatomy) if not anatomy.lines[section.start - 1]]
    groups = [[other for other in heads if other in anatomy.siblings(section)] for section in heads]
    groups = [group for group in groups if len(group) > 1]
    if not groups:
        return None
    one, other = dice.sample(dice.choice(groups), 2)
    title = dice.choice(TITLES)
    items = [f"- {statement}" for statement in dice.sample(STATEMENTS, 3)]
    part = [f"{'#' * one.level} {title}", "", *items, ""]
    lines = list(anatomy.lines)
    first = [*lines[: one.start], *part, *lines[one.start :]]
    second = [*lines[: other.start], *part, *lines[other.start :]]
    return _edit(anatomy, first, second, first, second)


def renamed(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One gives a section another title, the other adds an item to its list."""
    runs = [
        run
        for run in anatomy.lists
        if run.section >= 0 and anatomy.is_unique(anatomy.sections[run.section])
    ]
    if not runs:
        return None
    run = dice.choice(runs)
    section = anatomy.sections[run.section]
    lines = list(anatomy.lines)
    new = _new_title(section, dice)
    at = dice.choice((run.start, run.end))
    item = _item(anatomy, run, dice.choice(STATEMENTS))

    def with_title(of: list[str]) -> list[str]:
        return [*of[: section.start], f"{'#' * section.level} {new}", *of[section.start + 1 :]]

    second = [*lines[:at], item, *lines[at:]]
    return _edit(anatomy, with_title(lines), second, with_title(second))


def _new_title(section: Section, dice: random.Random) -> str:
    """Another title: the old one with a word more or less, or a different one."""
    words = section.title.split()
    shape = dice.random()
    if shape < 0.3 and len(words) > 2:
        return " ".join(words[:-1])
    if shape < 0.7:
        return f"{section.title} in Short"
    return dice.choice(TITLES)


def item_sorted(anatomy: Anatomy, dice: random.Random) -> Edit | None:
    """One sorts a list, the other edits an item of it."""
    runs = [
        run
        for run in anatomy.lists
        if run.end - run.start > 2 and _sorted(anatomy, run) != list(range(run.start, run.end))
    ]
    if not runs:
        return None
    run = dice.choice(runs)
    at, line = _edited_line(anatomy, list(range(run.start, run.end)), dice)
    if at < 0:
        return None
    order = _sorted(anatomy, run)
    lines = list(anatomy.lines)
    second = lines[:]
    second[at] = line

    def with_order(of: list[str]) -> list[str]:
        return [*of[: run.start], *(of[number] for number in order), *of[run.end :]]

    return _edit(anatomy, with_order(lines), second, with_order(second))


def _sorted(anatomy: Anatomy, run: Run) -> list[int]:
    return sorted(range(run.start, run.end), key=lambda at: anatomy.lines[at].casefold())
