"""Checking: every rule on a definition, every library rule on all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeAlias

from agent_studio.core.check.model import Diagnostic, Rule, is_opt_in
from agent_studio.core.check.registry import LIBRARY_RULES, RULES, quality_rules, rule_named
from agent_studio.core.check.rules.conflicts import settled_first
from agent_studio.core.check.rules.silences import MARK, UNUSED
from agent_studio.core.check.secrets.masking import LONG, hushed, secrets_of
from agent_studio.core.check.subject import LibrarySubject, Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import Document

Asked: TypeAlias = "Callable[[str], bool]"
"""Whether somebody asked for an opt-in rule, by its code."""


Heeded: TypeAlias = "Callable[[str], bool]"
"""Whether a comment may silence a rule, by its code."""


def nobody(_code: str) -> bool:
    """Nobody asked."""
    return False


def anything(_code: str) -> bool:
    """Comments may silence every rule."""
    return True


def check(
    document: Document, dialect: Dialect = CLAUDE_CODE, *, stem: str = ""
) -> tuple[Diagnostic, ...]:
    """What is wrong with a definition in the eyes of one harness, in the order of the text.

    Never raises. Every span lies within the text.

    Args:
        document: The definition.
        dialect: The harness.
        stem: The name of its file without the ending; empty if it has none.
    """
    return check_subject(Subject(document, dialect, stem))


def check_subject(
    subject: Subject, asked: Asked = nobody, heeded: Heeded = anything
) -> tuple[Diagnostic, ...]:
    """Like `check`, for a subject that library rules will look at, too."""
    every = _with_behind(subject, partial(_found, asked=asked))
    found = _unsilenced(subject, settled_first(subject, every), heeded)
    if MARK in subject.text:
        found = [each for each in found if not _is_about_unasked(subject, each, asked)]
    found.sort(key=_place)
    return tuple(hushed(found, subject.text))


def _found(subject: Subject, asked: Asked) -> list[Diagnostic]:
    return [diagnostic for rule in _wanted(asked) for diagnostic in rule.find(subject)]


def _with_behind(subject: Subject, find: Callable[[Subject], list[Diagnostic]]) -> list[Diagnostic]:
    """What is found, and what is wrong with fields that are not read yet."""
    every = find(subject)
    if every and not subject.is_read:
        from agent_studio.core.check.behind import found_behind

        every += found_behind(subject, every, find)
    return every


_USUAL: Final = tuple(rule for rule in RULES if not rule.opt_in)


def _wanted(asked: Asked) -> Iterable[Rule]:
    if asked is nobody:
        return _USUAL
    every = (*RULES, *quality_rules())
    return [rule for rule in every if not rule.opt_in or asked(rule.code)]


def found_by_others(subject: Subject, one: Rule, quality: bool = False) -> list[Diagnostic]:
    """What all rules but ``one`` find, silenced or not; those on quality only if asked for."""
    rules = (*RULES, *quality_rules()) if quality else RULES

    def find(subject: Subject) -> list[Diagnostic]:
        return [found for rule in rules if rule is not one for found in rule.find(subject)]

    return settled_first(subject, _with_behind(subject, find))


def _is_about_unasked(subject: Subject, found: Diagnostic, asked: Asked) -> bool:
    """Whether a comment is called left over because of a rule that nobody asked for."""
    if found.code != UNUSED:
        return False
    rule = rule_named(found.span.of(subject.text))
    return rule is not None and is_opt_in(rule) and not asked(rule.code)


def _unsilenced(
    subject: Subject, found: Sequence[Diagnostic], heeded: Heeded = anything
) -> list[Diagnostic]:
    if not found or MARK not in subject.text:
        return list(found)
    from agent_studio.core.check.silences import unsilenced

    return unsilenced(subject, found, heeded)


def check_library(
    members: Sequence[Member],
    asked: Asked = nobody,
    heeded: Callable[[int, str], bool] | None = None,
) -> list[tuple[Diagnostic, ...]]:
    """What is wrong with definitions that one harness sees together: a tuple for each.

    ``heeded`` is told, with the rule's code, the index of the member whose comment it is.
    """
    library = LibrarySubject(tuple(members))
    found: list[list[Diagnostic]] = [[] for _ in members]
    for rule in LIBRARY_RULES:
        if rule.opt_in and not asked(rule.code):
            continue
        for index, diagnostic in rule.find(library):
            found[index].append(diagnostic)
    told = (
        _unsilenced(member.subject, own, _of_member(heeded, index))
        for index, (member, own) in enumerate(zip(members, found, strict=True))
    )
    shown = [
        hushed(sorted(own, key=_place), member.subject.text)
        for member, own in zip(members, told, strict=True)
    ]
    # A message may name another definition, and that name may be a secret of the other's.
    for name in {member.name for member in members} if any(shown) else ():
        if len(name) >= LONG and secrets_of(name):
            shown = [hushed(own, name) for own in shown]
    return [tuple(own) for own in shown]


def _of_member(heeded: Callable[[int, str], bool] | None, index: int) -> Heeded:
    return partial(heeded, index) if heeded else anything


def winners(members: Sequence[Member]) -> dict[int, int]:
    """For every member that another of its name keeps out, that other's index.

    Where the program's choice is not defined (one name twice in a place) the first by label
    stands for it.
    """
    library = LibrarySubject(tuple(members))
    return {
        index: standing.first[0]
        for index, standing in enumerate(library.standings)
        if standing.first and standing.first[0] != index
    }


def _place(diagnostic: Diagnostic) -> tuple[int, int, int, str]:
    span = diagnostic.span
    return span.start, diagnostic.severity.rank, span.end, diagnostic.code
