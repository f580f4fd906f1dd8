"""``check``: what is wrong with definitions, each by itself and all together."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.format.report import Checked, count, in_json, in_text
from agent_studio.cli.inputs import Source, collect
from agent_studio.cli.output import Output
from agent_studio.core.check import check, check_library
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.check.rules.silences import UNUSED
from agent_studio.core.check.subject import Member, Subject
from agent_studio.core.dialects import CLAUDE_CODE, UnknownHarness, dialect
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.records import replace

if TYPE_CHECKING:
    from agent_studio.core.check.selection import Selection
    from agent_studio.store.atomic import Stamp


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check all paths, after mending what can safely be mended if that is asked for."""
    asked = [_dialect(name) for name in arguments.harnesses]
    selection = _selection(arguments)
    sources = _sources(arguments)
    if arguments.staged and not sources and arguments.format == "text":
        # As a hook it runs before every commit, and most have nothing to do with definitions.
        return OK
    piped = [index for index, source in enumerate(sources) if not source.path]
    fixed = [0] * len(sources)
    if arguments.fix:
        if len(piped) > 1:
            raise CommandError("--fix writes what was piped in to standard output: name one pipe")
        for index, source in enumerate(sources):
            sources[index], fixed[index] = _mended(source, asked, selection)
    findings = _findings(sources, asked, selection)
    checked = [Checked(*each) for each in zip(sources, findings, fixed, strict=True)]
    if arguments.fix and piped:
        # What was piped in is mended by piping it out; the report makes way for it.
        output.definition(sources[piped[0]].document.text)
        output = Output(output.color, sys.stderr)
    _report(checked, arguments.format, output)
    return FINDINGS if count(checked)[Severity.ERROR] else OK


def _sources(arguments: argparse.Namespace) -> list[Source]:
    if arguments.staged:
        if arguments.fix:
            raise CommandError("--fix mends files, not what is staged of them")
        from agent_studio.cli.staged import staged_sources

        return staged_sources(arguments.paths)
    if not arguments.paths:
        raise CommandError("check wants a PATH, or --staged (see agent-studio check --help)")
    return collect(arguments.paths, stamped=arguments.fix)


def _selection(arguments: argparse.Namespace) -> Selection | None:
    """What is to be shown; ``None`` if that is everything."""
    if not (arguments.select or arguments.ignore or arguments.severity != Severity.HINT):
        return None
    from agent_studio.core.check.registry import all_rules
    from agent_studio.core.check.selection import Selection, UnknownRule, beginnings

    try:
        select, ignore = (
            beginnings(words, all_rules()) for words in (arguments.select, arguments.ignore)
        )
    except UnknownRule as refusal:
        raise CommandError(str(refusal)) from refusal
    if arguments.select and not select:
        raise CommandError("--select names no rule")
    return Selection(select, ignore, Severity(arguments.severity))


def _dialect(name: str) -> Dialect:
    try:
        return dialect(name)
    except UnknownHarness as refusal:
        raise CommandError(str(refusal)) from refusal


def _readers(source: Source, asked: Sequence[Dialect]) -> Sequence[Dialect]:
    """Those that were asked for, else the harness whose place the file lies in."""
    return asked or [dialect(source.harness) if source.harness else CLAUDE_CODE]


def _of_one(
    source: Source, asked: Sequence[Dialect], selection: Selection | None
) -> list[Diagnostic]:
    """What is wrong with one definition; what several harnesses say alike is told once."""
    readers = _readers(source, asked)
    found = [
        each
        for reader in readers
        for each in check(source.document, reader, stem=source.stem)
        if selection is None or selection.takes(each)
    ]
    told = {(each.code, each.span, each.message): each for each in found}
    if len(readers) > 1:
        # A comment is left over only if it silences nothing for any of them.
        times = Counter((each.code, each.span) for each in found)
        for key in [key for key in told if key[0] == UNUSED and times[key[:2]] < len(readers)]:
            del told[key]
    return list(told.values())


def _findings(
    sources: Sequence[Source], asked: Sequence[Dialect], selection: Selection | None
) -> list[tuple[Diagnostic, ...]]:
    found = [_of_one(source, asked, selection) for source in sources]
    for reader in {each.id: each for one in sources for each in _readers(one, asked)}.values():
        seen = [index for index, one in enumerate(sources) if reader in _readers(one, asked)]
        members = [_member(sources[index], reader) for index in seen]
        for index, shared in zip(seen, check_library(members), strict=True):
            found[index] += [each for each in shared if selection is None or selection.takes(each)]
    return [tuple(sorted(own, key=lambda each: (each.span, each.severity.rank))) for own in found]


def _member(source: Source, reader: Dialect) -> Member:
    subject = Subject(source.document, reader, source.stem)
    return Member(subject, source.label, source.tree, source.precedence)


def _mended(
    source: Source, asked: Sequence[Dialect], selection: Selection | None
) -> tuple[Source, int]:
    """The definition after all safe fixes, written back if it came from a file."""
    document, mended = mend(
        source.document,
        lambda document: _of_one(replace(source, document=document), asked, selection),
    )
    if mended and source.path:
        _write(source.path, bytes(document), source.stamp)
    return replace(source, document=document), mended


def _write(name: str, data: bytes, stamp: Stamp | None) -> None:
    """Write a mended definition; what it was can be had back with ``restore``."""
    from pathlib import Path

    from agent_studio.store import backups
    from agent_studio.store.atomic import write

    path = Path(name).absolute()
    backups.make(f"before check --fix of {name}", [backups.Change(path, data)])
    write(path, data, stamp)


def _report(checked: Sequence[Checked], form: str, output: Output) -> None:
    if form == "json":
        output.json(in_json(checked))
    elif form == "sarif":
        from agent_studio.cli.format import sarif

        output.json(sarif.report(checked))
    elif form == "github":
        from agent_studio.cli.format import github

        output.text(github.report(checked))
    else:
        output.lines(in_text(checked))
