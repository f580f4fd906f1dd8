"""Which findings somebody wants to see: rules by name or code, and how grave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent_studio.core.check.groups import BEGINNINGS, EVERY
from agent_studio.core.check.model import AnyRule, Diagnostic, Severity, is_opt_in
from agent_studio.core.records import dataclass


class UnknownRule(Exception):  # noqa: N818  the word of the house for it
    """No rule is called so; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice among findings. Of two entries that fit a rule the longer counts, else `ignore`."""

    select: tuple[str, ...] = ()
    """Codes and beginnings of codes; empty means all."""
    ignore: tuple[str, ...] = ()
    least: Severity = Severity.HINT
    """The least grave severity that is shown."""
    extend: tuple[str, ...] = ()
    """Opt-in rules that are looked for beside the others."""
    asked: tuple[str, ...] = ()
    """What of `select` asks for opt-in rules: see `asking`."""

    def takes(self, found: Diagnostic) -> bool:
        """Whether a finding is to be shown and counted."""
        return found.severity.rank <= self.least.rank and self.takes_rule(found.code)

    def takes_rule(self, code: str) -> bool:
        """Whether findings of a rule are to be shown."""
        wanted = _fit(code, self.select) if self.select else 0
        return max(wanted, _fit(code, self.extend)) > _fit(code, self.ignore)

    def names(self, code: str) -> bool:
        """Whether the rule was asked for, not only let through."""
        return _fit(code, (*self.select, *self.extend)) >= 0 and self.takes_rule(code)

    def asks(self, code: str) -> bool:
        """Whether an opt-in rule is to be looked for."""
        return _fit(code, (*self.asked, *self.extend)) >= 0 and self.takes_rule(code)

    @property
    def asks_some(self) -> bool:
        """Whether opt-in rules were asked for."""
        return bool(self.asked or self.extend)


def _fit(code: str, beginnings: Iterable[str]) -> int:
    """The length of the longest beginning of ``code``; -1 if there is none."""
    return max((len(each) for each in beginnings if code.startswith(each)), default=-1)


def asking(codes: Iterable[str], rules: Sequence[AnyRule]) -> tuple[str, ...]:
    """Of codes and beginnings of codes, those that ask for opt-in rules by naming them.

    These are the ones that only opt-in rules have, and that of all rules. With any other the
    usual rules are meant.
    """
    return tuple(each for each in codes if each == BEGINNINGS[EVERY] or _are_opt_in(each, rules))


def _are_opt_in(beginning: str, rules: Sequence[AnyRule]) -> bool:
    return all(is_opt_in(each) for each in rules if each.code.startswith(beginning))


def beginnings(words: Iterable[str], rules: Sequence[AnyRule]) -> tuple[str, ...]:
    """Codes and beginnings of codes that ``words`` mean; a word may name several, with commas.

    Raises:
        UnknownRule: A word is no code, no beginning of one and no name of a rule or a group.
    """
    asked = [part.strip() for word in words for part in word.split(",")]
    return tuple(_beginning(word, rules) for word in asked if word)


def _beginning(word: str, rules: Sequence[AnyRule]) -> str:
    if beginning := BEGINNINGS.get(word.lower()):
        return beginning
    code = word.upper()
    for each in rules:
        if each.name == word.lower():
            return each.code
        if each.code.startswith(code):
            return code
    raise UnknownRule(unknown(word, rules))


def unknown(word: str, rules: Sequence[AnyRule]) -> str:
    """What to say of a word that means no rule, with the rule that comes nearest."""
    from difflib import get_close_matches

    names = {name.lower(): each for each in rules for name in (each.code, each.name)}
    close = get_close_matches(word.lower(), [*names, *BEGINNINGS], n=1)
    if close and close[0] in BEGINNINGS:
        return f"no rule is called '{word}'; did you mean the group {close[0]}"
    if not close:
        return f"no rule is called '{word}'; agent-studio rules lists them all"
    near = names[close[0]]
    return f"no rule is called '{word}'; did you mean {near.code} ({near.name})"
