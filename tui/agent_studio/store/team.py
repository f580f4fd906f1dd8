"""Reading the settings that a team keeps in its repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from agent_studio.core.check.groups import BEGINNINGS, EVERY
from agent_studio.core.check.model import Severity
from agent_studio.core.check.registry import all_rules
from agent_studio.core.check.selection import UnknownRule, asking, beginnings
from agent_studio.core.check.team import TYPES, Grades, Team, TeamField
from agent_studio.core.check.words import listed
from agent_studio.core.dialects import DIALECTS
from agent_studio.core.dialects.versions import is_version
from agent_studio.core.text import decode, visible
from agent_studio.store.atomic import read
from agent_studio.store.errors import StoreError, shown

NAME = ".agent-studio.toml"
_OF_RULES = ("ignore", "extend-select", "severity", "no-silence")
_TABLES = ("fields", "models", "tools", "versions", *_OF_RULES, "paths")
_OF_FIELD = ("type", "required", "values", "about")
_OF_PATHS = ("match", *_OF_RULES)


def load_team(path: Path) -> Team:
    """What the settings say.

    Raises:
        StoreError: The file cannot be read, or something in it is wrong: a sentence, with file
            and line, for each thing.
    """
    import tomllib

    text = decode(read(path)[0])
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise StoreError(_not_toml(path, text, error)) from error
    reading = _Reading(path, text)
    team = reading.team(content)
    if reading.problems:
        raise StoreError("\n".join(reading.problems))
    return team


def _not_toml(path: Path, text: str, error: Exception) -> str:
    told = visible(str(error))
    place = re.search(r" \(at line (\d+), column \d+\)$", told)
    line = place[1] if place else str(max(1, len(text.splitlines())))
    return f"{shown(path)}, line {line}: it is not TOML: {told[: place.start()] if place else told}"


class _Reading:
    """One reading of a file, with what was found wrong on the way."""

    def __init__(self, path: Path, text: str) -> None:
        self.name = shown(path)
        self.lines = text.splitlines()
        self.problems: list[str] = []

    def team(self, content: dict[str, object]) -> Team:
        self._known(content, _TABLES)
        fields = self._table(content, "fields")
        paths = content.get("paths", [])
        if not isinstance(paths, list):
            self._wrong("'paths' must be tables: [[paths]]", "paths")
            paths = []
        return Team(
            self.name,
            tuple(self._field(key, each) for key, each in fields.items()),
            self._allowed(content, "models"),
            self._allowed(content, "tools"),
            (
                self._grades(content, ()),
                *(self._paths(number, each) for number, each in enumerate(paths)),
            ),
            tuple(self._versions(self._table(content, "versions"))),
        )

    def _versions(self, table: dict[str, object]) -> Iterator[tuple[str, str]]:
        for name, version in table.items():
            if name not in DIALECTS:
                self._wrong(f"'{visible(name)}' is no harness", "versions", name)
            elif not isinstance(version, str) or not is_version(version):
                what = f"the version of '{name}' must be a text such as \"2.1.0\""
                self._wrong(what, "versions", name)
            else:
                yield name, version

    def _field(self, key: str, content: object) -> TeamField:
        at = ("fields", key)
        if not isinstance(content, dict):
            self._wrong(f"'fields.{visible(key)}' must be a table", *at)
            return TeamField(key)
        self._known(content, _OF_FIELD, *at)
        kind, required = content.get("type", ""), content.get("required", False)
        if kind not in ("", *TYPES) or not isinstance(kind, str):
            self._wrong(f"'type' must be {listed(list(TYPES))}", *at, "type")
            kind = ""
        if not isinstance(required, bool):
            self._wrong("'required' must be true or false", *at, "required")
        if not isinstance(content.get("about", ""), str):
            self._wrong("'about' must be a text", *at, "about")
        return TeamField(key, kind, required is True, self._texts(content, "values", *at))

    def _allowed(self, content: dict[str, object], key: str) -> tuple[str, ...]:
        table = self._table(content, key)
        self._known(table, ("allow",), key)
        return self._texts(table, "allow", key)

    def _paths(self, number: int, content: object) -> Grades:
        if not isinstance(content, dict):
            self._wrong("'paths' must be tables: [[paths]]", "paths")
            return Grades()
        at: tuple[str | int, ...] = ("paths", number)
        self._known(content, _OF_PATHS, *at)
        patterns = self._texts(content, "match", *at)
        if not patterns:
            self._wrong("'match' must name at least one pattern of paths", *at)
        return self._grades(content, patterns, *at)

    def _grades(
        self, content: dict[str, object], patterns: tuple[str, ...], *at: str | int
    ) -> Grades:
        severities, asked = [], self._rules(content, "extend-select", *at)
        for word, level in self._table(content, "severity", *at).items():
            codes = self._codes(word, *at, "severity")
            if level not in tuple(Severity):
                self._wrong(
                    f"the severity of '{visible(word)}' must be {listed(list(Severity))}",
                    *(*at, "severity", word),
                )
                continue
            severities += [(code, Severity(str(level))) for code in codes]
            # To grade them is to ask for them; a grade for all is meant for the usual ones.
            asked += [code for code in asking(codes, all_rules()) if code != BEGINNINGS[EVERY]]
        return Grades(
            patterns,
            tuple(self._rules(content, "ignore", *at)),
            tuple(severities),
            tuple(asked),
            tuple(self._rules(content, "no-silence", *at)),
        )

    def _rules(self, content: dict[str, object], key: str, *at: str | int) -> list[str]:
        words = self._texts(content, key, *at)
        return [code for word in words for code in self._codes(word, *at, key)]

    def _codes(self, word: str, *at: str | int) -> tuple[str, ...]:
        try:
            return beginnings([word], all_rules())
        except UnknownRule as refusal:
            self._wrong(visible(str(refusal)), *at, word)
            return ()

    def _texts(self, content: dict[str, object], key: str, *at: str | int) -> tuple[str, ...]:
        value = content.get(key, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            self._wrong(f"'{key}' must be a text or a list of texts", *at, key)
            return ()
        return tuple(texts)

    def _table(self, content: dict[str, object], key: str, *at: str | int) -> dict[str, object]:
        value = content.get(key, {})
        if isinstance(value, dict):
            return value
        self._wrong(f"'{key}' must be a table", *at, key)
        return {}

    def _known(self, content: dict[str, object], names: tuple[str, ...], *at: str | int) -> None:
        for key in content:
            if key not in names:
                self._wrong(f"'{visible(key)}' is no setting here, but {listed(names)}", *at, key)

    def _wrong(self, what: str, *at: str | int) -> None:
        self.problems.append(f"{self.name}, line {line_of(self.lines, *at)}: {what}")


def line_of(lines: list[str], *at: str | int) -> int:
    """The line, from 1, of what is reached by keys (and, in lists of tables, numbers).

    tomllib does not tell where it found a value, so each key is looked for below the one before.
    """
    here, last = 0, ""
    for part in at:
        if isinstance(part, int):
            headers = [
                number
                for number, line in enumerate(lines)
                if re.match(rf"\s*\[\[\s*{last}\s*\]\]", line)
            ]
            here = headers[part] if part < len(headers) else here
            continue
        last = re.escape(part)
        word = rf"(?<![\w-]){last}(?![\w-])"
        key = re.compile(
            rf"\s*\[[^\]#]*{word}|(?:^|[\s{{,.])[\"']?{word}[\"']?\s*[.=]|[\"']{last}[\"']"
        )
        found = (number for number in range(here, len(lines)) if key.search(lines[number]))
        here = next(found, here)
    return here + 1
