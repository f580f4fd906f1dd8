"""``check``: what is wrong with definitions, each by itself and all together."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from agent_studio.cli.check_run import Run
from agent_studio.cli.checking import Plan
from agent_studio.cli.errors import FINDINGS, INTERRUPTED, OK, CommandError
from agent_studio.cli.fixing import Fixing
from agent_studio.cli.format.places import plural
from agent_studio.cli.format.report import Checked, count, in_json, summary, told
from agent_studio.cli.inputs import Source, collect
from agent_studio.cli.output import Output, complain
from agent_studio.cli.progress import progress
from agent_studio.cli.readers import named
from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.store.roots import root_of

if TYPE_CHECKING:
    from agent_studio.cli.accepting import Baseline
    from agent_studio.core.check.selection import Selection


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check all paths, after mending what can be mended if that is asked for."""
    _read_words(arguments)
    _refuse_nonsense(arguments)
    plan = Plan(
        tuple(map(named, arguments.harnesses)),
        _selection(arguments),
        not arguments.no_silence,
    )
    baseline = _baseline(arguments)
    sources = _sources(arguments)
    report = output
    fixing = Fixing(plan, arguments.unsafe)
    if arguments.diff:
        return fixing.show(sources, output)
    if arguments.fix:
        sources = _mendable(sources)
        if any(not each.path for each in sources):
            # What was piped in is mended by piping it out; the report makes way for it.
            report = Output(output.color, sys.stderr)
    mend_one = (lambda source: fixing.write(source, output)) if arguments.fix else _as_it_is
    tell = _teller(report) if _streams(arguments) else _silent
    checked: list[Checked] = []
    whole = Run(plan, baseline, mend_one, tell, progress(sys.stderr)).through(sources, checked)
    if arguments.staged and not checked and arguments.format == "text":
        # As a hook it runs before every commit, and most have nothing to do with definitions.
        return OK
    if not whole:
        return _interrupted(arguments, checked, report)
    if arguments.write_baseline is not None:
        return _accept(arguments, checked, output)
    _report(checked, arguments.format, report)
    if baseline is not None and not plan.harnesses:
        _tell_gone(baseline, checked, plan)
    return FINDINGS if count(checked)[Severity.ERROR] else OK


def _refuse_nonsense(arguments: argparse.Namespace) -> None:
    if arguments.unsafe and not (arguments.fix or arguments.diff):
        raise CommandError("--unsafe says which fixes are applied: with --fix or --diff")
    if arguments.diff and arguments.format != "text":
        raise CommandError("--diff prints a diff: not with --format")
    if arguments.diff and arguments.write_baseline is not None:
        raise CommandError("--diff writes nothing: not with --write-baseline")


def _streams(arguments: argparse.Namespace) -> bool:
    """Whether findings are shown as they come."""
    return arguments.format == "text" and arguments.write_baseline is None


def _teller(report: Output) -> Callable[[Source, Sequence[Diagnostic]], None]:
    return lambda source, found: report.lines(told(source, found, report.width, report.links))


def _silent(source: Source, found: Sequence[Diagnostic]) -> None:
    del source, found


def _as_it_is(source: Source) -> tuple[Source, int]:
    return source, 0


def _interrupted(arguments: argparse.Namespace, checked: list[Checked], report: Output) -> int:
    """What was found so far; a baseline that accepts but half of it is not written."""
    if arguments.write_baseline is None:
        _report(checked, arguments.format, report, whole=False)
    complain("interrupted; what was not looked at yet is missing")
    return INTERRUPTED


def _mendable(sources: Iterable[Source]) -> list[Source]:
    """All that is to be mended, read before anything is written."""
    every = list(sources)
    if sum(not each.path for each in every) > 1:
        raise CommandError("--fix writes what was piped in to standard output: name one pipe")
    return every


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


def _tell_gone(baseline: Baseline, checked: Sequence[Checked], plan: Plan) -> None:
    """What is accepted and no longer occurs."""
    gone = baseline.gone(checked, plan.looks_for)
    if not gone:
        return
    some = ", ".join(f"{each.code} in {each.path} ('{each.words}')" for each in gone[:3])
    more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
    complain(
        f"{baseline.name()} accepts what no longer occurs: {some}{more};"
        " --write-baseline writes it anew"
    )


def _sources(arguments: argparse.Namespace) -> Iterable[Source]:
    if arguments.staged:
        if arguments.fix and not arguments.diff:
            raise CommandError("--fix mends files, not what is staged of them")
        from agent_studio.cli.staged import staged_sources

        return staged_sources(arguments.paths)
    if not arguments.paths:
        raise CommandError(
            "check wants a PATH (. for this folder), or --staged (see agent-studio check --help)"
        )
    return collect(arguments.paths, stamped=arguments.fix)


def _selection(arguments: argparse.Namespace) -> Selection | None:
    """What is to be shown; ``None`` if that is everything."""
    words = (arguments.select, arguments.ignore, arguments.extend_select)
    if not any(words) and arguments.severity == Severity.HINT:
        return None
    from agent_studio.core.check.registry import all_rules
    from agent_studio.core.check.selection import Selection, UnknownRule, asking, beginnings

    try:
        select, ignore, extend = (beginnings(each, all_rules()) for each in words)
    except UnknownRule as refusal:
        raise CommandError(str(refusal)) from refusal
    if arguments.select and not select:
        raise CommandError("--select names no rule")
    asked = asking(select, all_rules())
    return Selection(select, ignore, Severity(arguments.severity), extend, asked)


def _report(checked: Sequence[Checked], form: str, output: Output, whole: bool = True) -> None:
    """Everything in one of the formats; of the text, only the summary is left to say."""
    if form == "json":
        output.json(in_json(checked, whole))
    elif form == "sarif":
        from agent_studio.cli.format import sarif

        output.json(sarif.report(checked, whole))
    elif form == "github":
        from agent_studio.cli.format import github

        output.text(github.report(checked))
    elif form == "junit":
        from agent_studio.cli.format import junit

        output.text(junit.report(checked))
    else:
        output.lines([summary(checked)])
