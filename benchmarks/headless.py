"""The bars without a screen: whole processes, and reading front matter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.definitions import definition, three_way
from benchmarks.measure import Figure, in_turns, process, seconds

# What the installed command does.
_COMMAND = ("-c", "import sys; from agent_studio.cli import main; sys.exit(main())")


def _driver(folder: Path) -> Callable[[], float]:
    """What git calls for one definition that both sides changed."""
    names = base, ours, theirs = [folder / f"{name}.md" for name in ("base", "ours", "theirs")]
    texts = three_way(1)
    base.write_text(texts[0], encoding="utf-8")
    theirs.write_text(texts[2], encoding="utf-8")
    run = process(*_COMMAND, "git", "driver", *map(str, names), "7", "agents/one.md")

    def merge() -> float:
        # The driver replaces ours by the result.
        ours.write_text(texts[1], encoding="utf-8")
        return run()

    return merge


def processes(folder: Path) -> list[Figure]:
    """``check`` and ``merge`` against a Python that does nothing."""
    one, other = folder / "one.md", folder / "other.md"
    one.write_text(definition(1), encoding="utf-8")
    other.write_text(definition(1).replace("Early", "Late"), encoding="utf-8")
    nothing, check, merge, both, driver = in_turns(
        [
            process("-c", "pass"),
            process(*_COMMAND, "check", str(one)),
            process(*_COMMAND, "merge", str(one)),
            process(*_COMMAND, "merge", str(one), str(other), allowed=(0, 1)),
            _driver(folder),
        ],
        rounds=21,
    )
    peer = "python -c pass"
    return [
        Figure("check one file (process)", peer, check, nothing, 6.0),
        Figure("merge one file (process)", peer, merge, nothing, 6.0),
        Figure("merge two files (process)", peer, both, nothing, 6.0),
        Figure("git's merge driver (process)", peer, driver, nothing, 6.0),
    ]


def reading(paths: list[Path]) -> list[Figure]:
    """Front matter of a whole library against python-frontmatter."""
    import frontmatter
    import yaml

    from agent_studio.core.document import parse

    def ours() -> None:
        for path in paths:
            front = parse(path.read_bytes()).front
            _ = front and (front.value, front.fields)

    def theirs() -> None:
        for path in paths:
            # Definitions that are not YAML raise there; they cost what they cost.
            with suppress(yaml.YAMLError, ValueError):
                frontmatter.load(str(path))

    mine, peer = in_turns([lambda: seconds(ours), lambda: seconds(theirs)], rounds=5)
    name = f"front matter of {len(paths)} files"
    return [Figure(name, "frontmatter.load", mine, peer, 1.2)]
