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
        return _open(base, local, remote, merged)
    return _settle(base, local, remote, merged)


def _open(base: Path, local: Path, remote: Path, merged: Path) -> int:
    from agent_studio.ui import app

    open_screen = getattr(app, "run_mergetool", None)
    if open_screen is None:
        raise CommandError("this version has no screen for git mergetool")
    return int(open_screen(base, local, remote, merged))


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
    dialect = dialect_at(merged.absolute().as_posix())
    done = merge_texts(ours, theirs, ancestor, dialect)
    text = done.text() if done.clean else ""
    fault = fault_of(text, ours, theirs, dialect) if done.clean else ""
    if done.undecided or fault:
        rows = ", ".join(done.undecided[:5])
        complain(f"{merged} is left as it is: {fault or f'a person has to decide {rows}'}")
        return FINDINGS
    write(merged, encode(text), stamp)
    return OK
