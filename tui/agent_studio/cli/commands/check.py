"""``check``: what is wrong with definitions, each by itself and all together."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.checking import Plan
from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.format.places import plural
from agent_studio.cli.format.report import Checked, count, in_json, in_text
from agent_studio.cli.inputs import Source, collect
from agent_studio.cli.output import Output, complain
from agent_studio.core.check.mending import mend
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.dialects import UnknownHarness, dialect
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.records import replace
from agent_studio.store.roots import root_of

if TYPE_CHECKING:
    from agent_studio.cli.accepting import Baseline
    from agent_studio.core.check.baseline import Entry
    from agent_studio.core.check.selection import Selection
    from agent_studio.store.atomic import Stamp


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check all paths, after mending what can safely be mended if that is asked for."""
    _read_words(arguments)
    plan = Plan(tuple(_dialect(name) for name in arguments.harnesses), _selection(arguments))
    baseline = _baseline(arguments)
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
            sources[index], fixed[index] = _mended(source, plan)
    checked = [
        Checked(*each) for each in zip(sources, _findings(sources, plan), fixed, strict=True)
    ]
    if arguments.write_baseline is not None:
        return _accept(arguments, checked, output)
    if arguments.fix and piped:
        # What was piped in is mended by piping it out; the report makes way for it.
        output.definition(sources[piped[0]].document.text)
        output = Output(output.color, sys.stderr)
    gone = []
    if baseline is not None:
        checked = [_sifted(each, baseline) for each in checked]
        gone = [] if plan.harnesses else baseline.gone(checked, plan.looks_for)
    _report(checked, arguments.format, output)
    if baseline is not None and gone:
        complain(_gone_in_words(baseline, gone))
    return FINDINGS if count(checked)[Severity.ERROR] else OK


def _read_words(arguments: argparse.Namespace) -> None:
    """Tell the file of ``--write-baseline`` from the path that may stand behind it."""
    word = arguments.write_baseline
    if word is None:
        return
    if arguments.staged or arguments.fix:
        raise CommandError("--write-baseline accepts files as they are: not with --staged or --fix")
    if word and not word.endswith(".json"):
        arguments.paths = [word, *arguments.paths]
        arguments.write_baseline = ""
    arguments.paths = arguments.paths or ["."]


def _baseline(arguments: argparse.Namespace) -> Baseline | None:
    """The baseline that counts; ``None`` if there is none."""
    if arguments.no_baseline or arguments.write_baseline is not None:
        if arguments.no_baseline and arguments.baseline:
            raise CommandError("--baseline and --no-baseline exclude one another")
        return None
    path = arguments.baseline or _usual_baseline()
    if not arguments.baseline and not os.path.isfile(path):
        return None
    from agent_studio.cli.accepting import open_baseline

    return open_baseline(path)


def _usual_baseline() -> str:
    return os.path.join(root_of(os.getcwd()), ".agent-studio-baseline.json")


def _accept(arguments: argparse.Namespace, checked: Sequence[Checked], output: Output) -> int:
    from agent_studio.cli.accepting import write_baseline

    target = arguments.write_baseline or arguments.baseline or _usual_baseline()
    name, number = write_baseline(target, checked)
    if arguments.format == "json":
        output.json({"version": 1, "baseline": {"file": name, "accepted": number}})
    else:
        output.lines([[(f"{plural(number, 'finding')} accepted in {name}", "title")]])
    return OK


def _sifted(checked: Checked, baseline: Baseline) -> Checked:
    new, old = baseline.sifted(checked.source, checked.diagnostics)
    return replace(checked, diagnostics=new, accepted=old)


def _gone_in_words(baseline: Baseline, gone: Sequence[Entry]) -> str:
    some = ", ".join(f"{each.code} in {each.path} ('{each.words}')" for each in gone[:3])
    more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
    return (
        f"{baseline.name()} accepts what no longer occurs: {some}{more};"
        " --write-baseline writes it anew"
    )


def _findings(sources: Sequence[Source], plan: Plan) -> list[tuple[Diagnostic, ...]]:
    own = [plan.of_one(source) for source in sources]
    return [
        tuple(sorted((*one, *shared), key=lambda each: (each.span, each.severity.rank)))
        for one, shared in zip(own, plan.of_all(sources), strict=True)
    ]


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


def _mended(source: Source, plan: Plan) -> tuple[Source, int]:
    """The definition after all safe fixes, written back if it came from a file."""
    document, mended = mend(
        source.document, lambda document: plan.of_one(replace(source, document=document))
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
    elif form == "junit":
        from agent_studio.cli.format import junit

        output.text(junit.report(checked))
    else:
        output.lines(in_text(checked, output.width, output.links))
