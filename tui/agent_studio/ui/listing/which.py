"""Which of several definitions of one name is loaded, and why, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from agent_studio.core.dialects import DIALECTS
from agent_studio.store.library import Entry
from agent_studio.ui.listing.view import NO_KIN, Kin
from agent_studio.ui.widgets.definition_row import CONTESTED, SHADOWED, WINS


def which(path: Path, kin: Mapping[Path, Kin], entries: Mapping[Path, Entry]) -> str:
    """All definitions that share a name with that of ``path``: the loaded ones, then the others."""
    same = [path, *kin.get(path, NO_KIN).same_name]
    known = [entries[each] for each in same if each in entries]
    if not known:
        return "It is being read."
    known.sort(key=lambda each: (_winner(each, kin) is not None, each.precedence, each.label))
    told = [f"{len(known)} definitions are called '{known[0].name}'."]
    told += [_row(entry, kin.get(entry.path, NO_KIN)) for entry in known]
    return "\n\n".join(told)


def _winner(entry: Entry, kin: Mapping[Path, Kin]) -> Path | None:
    return kin.get(entry.path, NO_KIN).winner


def _row(entry: Entry, about: Kin) -> str:
    sign = CONTESTED if about.contested else WINS if about.wins else " "
    first = f"{SHADOWED if about.winner else sign} {entry.label}"
    if not entry.loads:
        return f"{first}\n  not loaded: {entry.reason}"
    fates = [f"  {title}: {words}" for title, words in about.standing]
    alone = f"  the only one of its name in {_library(entry)}"
    return "\n".join([first, *(fates or [alone])])


def _library(entry: Entry) -> str:
    harness = DIALECTS[entry.harness].title if entry.harness in DIALECTS else entry.harness
    return {
        "project": f"its project, for {harness}",
        "user": f"what {harness} looks into",
    }.get(entry.scope, "its folder, where no harness looks")
