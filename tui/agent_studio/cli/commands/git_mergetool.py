"""``git mergetool``: what ``git mergetool -t agent-studio`` calls for one file in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent_studio.cli.commands.studio import has_screen
from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.output import complain


def run(words: Sequence[str]) -> int:
    """Merge BASE, LOCAL and REMOTE into MERGED; 0 only if MERGED is written and settled.

    On a terminal it is the merge screen that answers; without one, what can be settled without
    asking is, and anything else leaves MERGED as git made it.
    """
    names = words[words[:1] == ["--"] :]
    if len(names) != 4:
        raise CommandError("git mergetool is for git to call, with BASE LOCAL REMOTE MERGED")
    base, local, remote, merged = (Path(name) for name in names)
    if has_screen():
        from agent_studio.ui.app import run_mergetool

        return run_mergetool(base, local, remote, merged)
    return _settle(base, local, remote, merged)


def _settle(base: Path, local: Path, remote: Path, merged: Path) -> int:
    from agent_studio.cli.three_way import fault_of, merge_texts, why_not
    from agent_studio.core.dialects.paths import dialect_at
    from agent_studio.core.document import parse
    from agent_studio.core.text import encode
    from agent_studio.store.atomic import look, read, write

    stamp = look(merged)
    ours, theirs, ancestor = (parse(read(path)[0]) for path in (local, remote, base))
    why = why_not(ours, theirs, ancestor)
    if why:
        complain(f"{merged} is left as it is: {why}")
        return FINDINGS
    done = merge_texts(ours, theirs, ancestor, dialect_at(merged.absolute().as_posix()))
    text = done.text()
    why = f"a person has to decide {', '.join(done.undecided[:5])}" if done.undecided else ""
    why = why or fault_of(done, text)
    if why:
        complain(f"{merged} is left as it is: {why}")
        return FINDINGS
    write(merged, encode(text), stamp)
    return OK
