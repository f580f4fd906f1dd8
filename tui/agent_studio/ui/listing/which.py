"""Which of several definitions of one name is loaded, and why, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from agent_studio.core.dialects import DIALECTS
from agent_studio.store.library import Entry
from agent_studio.ui.listing.view import NO_KIN, Kin
from agent_studio.ui.widgets.definition_row import SHADOWED, WINS


def which(path: Path, kin: Mapping[Path, Kin], entries: Mapping[Path, Entry]) -> str:
    """All definitions that share a name with that of ``path``: the loaded ones, then the others."""
    same = [path, *kin.get(path, NO_KIN).same_name]
    known = [entries[each] for each in same if each in entries]
    if not known:
        return "It is being read."
    known.sort(key=lambda each: (_winner(each, kin) is not None, each.precedence, each.label))
    told = [f"{len(known)} definitions are called '{known[0].name}'."]
    told += [_row(entry, kin) for entry in known]
    # Most of them have the same reason; it is given once.
    told += dict.fromkeys(reason for entry in known if (reason := _reason(entry, kin, entries)))
    return "\n\n".join(told)


def _winner(entry: Entry, kin: Mapping[Path, Kin]) -> Path | None:
    return kin.get(entry.path, NO_KIN).winner


def _row(entry: Entry, kin: Mapping[Path, Kin]) -> str:
    about = kin.get(entry.path, NO_KIN)
    if not entry.loads:
        return f"  {entry.label}\n  not loaded: {entry.reason}"
    if about.winner is not None:
        return f"{SHADOWED} {entry.label}\n  shadowed, {_place(entry)}"
    return f"{WINS if about.wins else ' '} {entry.label}\n  loaded, {_place(entry)}"


def _place(entry: Entry) -> str:
    harness = DIALECTS[entry.harness].title if entry.harness in DIALECTS else entry.harness
    return {
        "project": f"a project's, by {harness}",
        "user": f"this user's, by {harness}",
    }.get(entry.scope, f"if {harness} looked into this folder")


def _reason(entry: Entry, kin: Mapping[Path, Kin], entries: Mapping[Path, Entry]) -> str:
    about = kin.get(entry.path, NO_KIN)
    if about.winner is None:
        alone = entry.loads and not about.wins
        return "Those without a sign are in a library or harness of their own." if alone else ""
    winner = entries.get(about.winner)
    if winner is None or winner.precedence == entry.precedence:
        return (
            "Of several in one place any may be loaded, the order is not defined; "
            "the first path stands for it here."
        )
    return "A place nearer to the working folder goes before one further up, and before the user's."
