"""``python -m benchmarks.merge_quality [TRIPLES]``: how good the merges are, beside git's.

TRIPLES is a folder of real merges (see `benchmarks.quality.triples`); without it the one of
``$AGENT_STUDIO_CORPUS``; without either the bars that need real merges are left out, and the
others are measured on definitions made for the purpose. Exit 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.quality import doubles, laws, reach, runs, speed
from benchmarks.quality.report import Bar, Measure, as_json, as_text
from benchmarks.quality.triples import CORPUS, corpus, read_triples

_OF_TRIPLES = (Bar.CLEAN, Bar.BROKEN, Bar.CONFLICTS, Bar.REACH)


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merge_quality")
    parser.add_argument("triples", nargs="?", type=Path, help=f"default: ${CORPUS}/triples")
    parser.add_argument("--limit", type=int, default=0, help="so many triples, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is drawn")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[*Bar],
        type=Bar,
        default=[bar for bar in Bar if bar is not Bar.LAWS],
        help="these bars; default: all but the laws, which take minutes",
    )
    parser.add_argument("--cases", type=int, default=120, help="definitions for each double edit")
    parser.add_argument("--keep", type=Path, help="write double edits that came out wrong here")
    parser.add_argument("--verbose", action="store_true", help="name the files behind the figures")
    return parser.parse_args(given)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _of_triples(arguments: argparse.Namespace) -> list[Measure]:
    wanted = [bar for bar in _OF_TRIPLES if bar in arguments.only]
    folder = arguments.triples or corpus("triples")
    if not wanted:
        return []
    if folder is None:
        _say(f"no folder of triples given and no ${CORPUS}: bars 1 to 4 are left out")
        return []
    triples = read_triples(folder, arguments.limit, arguments.seed)
    done = runs.run_all(triples, _say)
    found: list[Measure] = []
    for bar, measure in (
        (Bar.CLEAN, runs.clean),
        (Bar.BROKEN, runs.broken),
        (Bar.CONFLICTS, runs.conflicts),
    ):
        found += measure(done) if bar in wanted else []
    if Bar.REACH in wanted:
        found += reach.measure(done, _say)
    return found


def _of_doubles(arguments: argparse.Namespace) -> list[Measure]:
    if Bar.DOUBLES not in arguments.only:
        return []
    measures, failures = doubles.measure(arguments.cases, arguments.seed, _say)
    if arguments.keep:
        doubles.keep(failures, arguments.keep)
    return measures


def main(given: list[str]) -> int:
    """Measure what is wanted and print it."""
    arguments = _arguments(given)
    measures = [*_of_triples(arguments), *_of_doubles(arguments)]
    measures += laws.measure(_say) if Bar.LAWS in arguments.only else []
    measures += speed.measure(_say) if Bar.SPEED in arguments.only else []
    if arguments.format == "json":
        print(json.dumps(as_json(measures), indent=1))
    else:
        print(as_text(measures, verbose=arguments.verbose))
    return 1 if any(measure.kept is False for measure in measures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
