"""Cases of library rules as folders: definitions at their places, and what is found in them.

``tests/cases/library/<rule-name>/<case>/`` holds

- ``project/``: the working folder, with the files at their places (``.claude/agents/a.md``); what
  lies in no place (``agents/a.md``) belongs to one tree, its first folder;
- ``home/``: the user's home folder, if the case needs one;
- ``harness.txt``: the ids of the harnesses in whose eyes it is checked, one a line; without it each
  file is seen by the harness of its place, and by Claude Code where it lies in none;
- ``expected.txt``: for each file with findings its path, then its findings, two lines each.

An opt-in rule is asked for in its own cases, and in these only.
"""

from __future__ import annotations

from pathlib import Path

from agent_studio.cli.checking import members_of
from agent_studio.cli.inputs import Places, Source
from agent_studio.core.check import check_library
from agent_studio.core.check.run import Asked
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.document import parse
from agent_studio.core.text import visible
from agent_studio.store.labels import label_of


def told(case: Path, folder: Path, asked: Asked) -> str:
    """What library rules find in the case that was copied to ``folder``, the place of its home."""
    project = folder / "project"
    sources = [_source(path, project) for path in sorted(folder.rglob("*")) if path.is_file()]
    sources = [each for each in sources if Path(each.path).suffix in {".md", ".mdc", ".toml"}]
    found: dict[str, list[str]] = {}
    for reader in _readers(case, sources):
        seen = [each for each in sources if reader in _eyes(case, each)]
        members = members_of(seen, reader)
        for member, own in zip(members, check_library(members, asked), strict=True):
            for each in own:
                words = " ".join(visible(each.span.of(member.subject.text)).split())
                lines = f"  {each.code} {each.severity} [{words}]\n    {each.message}\n"
                if lines not in found.setdefault(member.label, []):
                    found[member.label].append(lines)
    return "".join(f"{label}\n{''.join(found[label])}" for label in sorted(found))


def _source(path: Path, project: Path) -> Source:
    source = Source(label_of(path, project), parse(path.read_bytes()), str(path))
    inside = path.relative_to(project).parts[0] if path.is_relative_to(project) else ""
    return Places().placed(source, str(path), str(project / inside))


def _eyes(case: Path, source: Source) -> list[Dialect]:
    """The harnesses in whose eyes a file of the case is checked."""
    chosen = case / "harness.txt"
    if chosen.exists():
        return [dialect(each) for each in chosen.read_text().split()]
    return [dialect(source.harness) if source.harness else CLAUDE_CODE]


def _readers(case: Path, sources: list[Source]) -> list[Dialect]:
    return list({each.id: each for one in sources for each in _eyes(case, one)}.values())
