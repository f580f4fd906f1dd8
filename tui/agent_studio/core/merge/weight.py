"""What a merge gives its agent, beside what each source gives."""

from __future__ import annotations

from agent_studio.core.compare.model import Comparison
from agent_studio.core.dialects.loading import load
from agent_studio.core.dialects.model import Dialect, Rights, RightsChange
from agent_studio.core.dialects.rights import rights, rights_change
from agent_studio.core.document import Document, parse
from agent_studio.core.merge.model import Merge
from agent_studio.core.merge.render import render
from agent_studio.core.merge.rows import undecided
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """The rights of a result and of its sources."""

    rights: Rights | None
    """``None`` if it is not loaded."""
    sources: tuple[Rights | None, ...]
    changes: tuple[RightsChange, ...]
    """What the result gains and loses over each source."""
    open: tuple[str, ...] = ()
    """The fields on which rights depend and of which something is undecided: until then a
    result lacks them, and nothing can be said of its rights."""

    @property
    def wider(self) -> bool:
        """Whether it is known that it may do something that one of the sources may not."""
        return not self.open and any(change.wider for change in self.changes)


def weigh(merge: Merge, text: str | None = None) -> Weight:
    """The rights of a merge's result; ``text`` spares rendering it again."""
    comparison = merge.comparison
    document = parse(render(merge).text if text is None else text)
    may, sources = _rights(document, comparison.dialect), source_rights(comparison)
    changes = tuple(rights_change(each, may) for each in sources)
    return Weight(may, sources, changes, _open(merge))


def source_rights(comparison: Comparison) -> tuple[Rights | None, ...]:
    """What each source gives its agent; ``None`` for one that is not loaded."""
    return tuple(_rights(each, comparison.dialect) for each in comparison.documents)


def _rights(document: Document, dialect: Dialect) -> Rights | None:
    loaded = load(document, dialect)
    return rights(loaded, dialect) if loaded.loads else None


def _open(merge: Merge) -> tuple[str, ...]:
    dialect = merge.comparison.dialect
    keys = {
        dialect.tools_field,
        dialect.denied_tools_field,
        dialect.permission_field,
        dialect.switches_field,
        dialect.mode_field,
        dialect.background_field,
        dialect.always_unless,
        *(each.key for each in dialect.limits),
        *(each.key for each in dialect.tool_grants),
        *(each.key for each in dialect.mode_aliases),
    }
    waiting = (address.partition("/")[0] for address in undecided(merge))
    return tuple(dict.fromkeys(key for key in waiting if key in keys))
