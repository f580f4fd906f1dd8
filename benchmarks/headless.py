"""The bars without a screen: whole processes, and reading front matter."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from benchmarks.definitions import definition
from benchmarks.measure import Figure, in_turns, process, seconds


def processes(folder: Path) -> list[Figure]:
    """``check`` and ``merge`` against a Python that does nothing."""
    one, other = folder / "one.md", folder / "other.md"
    one.write_text(definition(1), encoding="utf-8")
    other.write_text(definition(1).replace("Early", "Late"), encoding="utf-8")
    # What the installed command does.
    command = ("-c", "import sys; from agent_studio.cli import main; sys.exit(main())")
    nothing, check, merge, both = in_turns(
        [
            process("-c", "pass"),
            process(*command, "check", str(one)),
            process(*command, "merge", str(one)),
            process(*command, "merge", str(one), str(other), allowed=(0, 1)),
        ],
        rounds=21,
    )
    peer = "python -c pass"
    return [
        Figure("check one file (process)", peer, check, nothing, 6.0),
        Figure("merge one file (process)", peer, merge, nothing, 6.0),
        Figure("merge two files (process)", peer, both, nothing, 6.0),
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
