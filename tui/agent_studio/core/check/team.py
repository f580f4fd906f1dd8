"""What a team has agreed on for its definitions, and what that does to the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.dialects.model import BadKey, Dialect
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass, replace

UNKNOWN_KEY = "AS404"
"""The rule that tells of fields which a harness does not know."""


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES: dict[str, tuple[str, Callable[[Value], bool]]] = {
    "string": ("a text", lambda value: isinstance(value, str)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "integer": ("a whole number", lambda value: _is_number(value) and isinstance(value, int)),
    "number": ("a number", _is_number),
    "strings": (
        "a text or a list of texts",
        lambda value: all(isinstance(each, str) for each in _listed(value)),
    ),
    "list": ("a list", lambda value: isinstance(value, list)),
    "mapping": ("a mapping", lambda value: isinstance(value, dict)),
}
"""The types of a team's fields: how a message calls each, and what fits it."""


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True, slots=True)
class TeamField:
    """A field of a team's own, or what it asks of one that harnesses know."""

    key: str
    type: str = ""
    """One of `TYPES`; empty for any."""
    required: bool = False
    values: tuple[str, ...] = ()
    """The only texts it may be; empty for any."""


@dataclass(frozen=True, slots=True)
class Grades:
    """Which rules are left out or added, and how grave the others are, for some files."""

    patterns: tuple[str, ...] = ()
    """Of the paths it is about; empty means all."""
    ignore: tuple[str, ...] = ()
    """Codes and beginnings of codes."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """For codes and beginnings of codes."""
    extend: tuple[str, ...] = ()
    """The opt-in rules that are looked for: codes and beginnings of codes."""
    unsilenced: tuple[str, ...] = ()
    """The rules that no comment may silence: codes and beginnings of codes."""

    def fits(self, path: str) -> bool:
        """Whether it is about the file."""
        return not self.patterns or any(matches(each, path) for each in self.patterns)


@dataclass(frozen=True, slots=True)
class Team:
    """The settings of a repository."""

    name: str
    """The file, as messages call it."""
    fields: tuple[TeamField, ...] = ()
    models: tuple[str, ...] = ()
    """The models that are allowed, ``*`` and ``?`` standing for any characters; empty: all."""
    tools: tuple[str, ...] = ()
    """The same for tools."""
    grades: tuple[Grades, ...] = ()
    """Of several that fit a file the last counts."""
    versions: tuple[tuple[str, str], ...] = ()
    """Harnesses by their ids, with the version that the team uses."""

    @property
    def asks_some(self) -> bool:
        """Whether it asks for opt-in rules anywhere."""
        return any(each.extend for each in self.grades)

    def asks(self, code: str, path: str) -> bool:
        """Whether it asks for an opt-in rule in a file."""
        fitting = [each for each in self.grades if each.fits(path)]
        asked = any(_longest(code, each.extend) >= 0 for each in fitting)
        return asked and not _is_ignored(code, fitting)

    def heeds(self, code: str, path: str) -> bool:
        """Whether a comment in a file may silence a rule."""
        return not any(
            _longest(code, each.unsilenced) >= 0 for each in self.grades if each.fits(path)
        )

    def reader(self, dialect: Dialect) -> Dialect:
        """A harness's table as of the version that the team uses."""
        version = dict(self.versions).get(dialect.id)
        if version is None or dialect.as_of:
            return dialect
        from agent_studio.core.dialects.versions import at_version

        return at_version(dialect, version)

    def applied(
        self,
        subject: Subject,
        found: Sequence[Diagnostic],
        path: str,
        keeps: Callable[[str], bool],
        heeded: Callable[[str], bool],
    ) -> list[Diagnostic]:
        """The findings of one definition, with the team's own and as grave as it says.

        Args:
            subject: The definition.
            found: What the rules found.
            path: Of its file, from the folder of the settings.
            keeps: Whether a rule is shown although the team leaves it out.
            heeded: Whether a comment may silence a rule.
        """
        from agent_studio.core.check.rules.team import TEAM_RULES
        from agent_studio.core.check.secrets.masking import hushed
        from agent_studio.core.check.silences import unsilenced

        own = [each for rule in TEAM_RULES for each in rule.find(subject, self)]
        known = [each for each in found if not self._is_known_key(subject, each)]
        told = hushed(unsilenced(subject, own, heeded), subject.text)
        return self.graded([*known, *told], path, keeps)

    def graded(
        self, found: Iterable[Diagnostic], path: str, keeps: Callable[[str], bool]
    ) -> list[Diagnostic]:
        """The findings that are not left out, as grave as the team says."""
        fitting = [each for each in self.grades if each.fits(path)]
        kept = []
        for each in found:
            if not keeps(each.code) and _is_ignored(each.code, fitting):
                continue
            severity = _severity(each, fitting)
            kept.append(each if severity is each.severity else replace(each, severity=severity))
        return kept

    def _is_known_key(self, subject: Subject, found: Diagnostic) -> bool:
        """Whether a finding is about a key of the team's own that does the harness no harm."""
        if found.code != UNKNOWN_KEY or subject.dialect.unknown_keys is BadKey.REJECTS_FILE:
            return False
        keys = {each.key for each in self.fields}
        return any(
            field.key in keys and field.key_span.start == found.span.start
            for field in subject.document.fields
        )


def _is_ignored(code: str, fitting: Sequence[Grades]) -> bool:
    """The last that speaks of the rule decides; a severity, or asking for it, takes it back in."""
    for each in reversed(fitting):
        graded = _longest(code, [*(beginning for beginning, _ in each.severities), *each.extend])
        ignored = _longest(code, each.ignore)
        if max(graded, ignored) >= 0:
            return ignored >= graded
    return False


def _severity(found: Diagnostic, fitting: Sequence[Grades]) -> Severity:
    for each in reversed(fitting):
        best = _longest(found.code, [beginning for beginning, _ in each.severities])
        if best >= 0:
            return next(
                severity
                for beginning, severity in each.severities
                if len(beginning) == best and found.code.startswith(beginning)
            )
    return found.severity


def _longest(code: str, beginnings: Iterable[str]) -> int:
    return max((len(each) for each in beginnings if code.startswith(each)), default=-1)


def matches(pattern: str, path: str) -> bool:
    """Whether a path fits a pattern, both with ``/``.

    ``*`` and ``?`` stay in one folder, ``**`` goes through any number; a pattern without ``/``
    is about names in any folder, one with ``/`` at its end about all below a folder.
    """
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    if "/" not in pattern.rstrip("/"):
        pattern = f"**/{pattern}"
    pattern = pattern.removeprefix("/")
    pattern += "**" if pattern.endswith("/") else ""
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.compile("".join(known.get(each) or re.escape(each) for each in parts), re.DOTALL)


def allows(patterns: Iterable[str], name: str) -> bool:
    """Whether one of the patterns fits the whole name."""
    plain = {"*": ".*", "?": "."}
    return any(
        re.fullmatch("".join(plain.get(each) or re.escape(each) for each in pattern), name, re.S)
        for pattern in patterns
    )
