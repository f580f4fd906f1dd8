"""In whose eyes several definitions are looked at together."""

from __future__ import annotations

from collections.abc import Sequence

from agent_studio.cli.errors import CommandError
from agent_studio.cli.inputs import Source, at_its_place
from agent_studio.core.dialects import CLAUDE_CODE, dialect
from agent_studio.core.dialects.model import Dialect


def shared_reader(sources: Sequence[Source]) -> Dialect:
    """The dialect of the place that all of them lie in; Claude Code's if they lie in several."""
    found = {at_its_place(each).harness if each.path else "" for each in sources}
    harness = found.pop() if len(found) == 1 else ""
    return dialect(harness) if harness else CLAUDE_CODE


def only_markdown(sources: Sequence[Source]) -> None:
    """See to it that all can be merged.

    Raises:
        CommandError: One of them is read as something else where it lies.
    """
    for each in sources:
        harness = at_its_place(each).harness if each.path else ""
        table = dialect(harness) if harness else CLAUDE_CODE
        if not table.loading.is_markdown:
            form = table.loading.value.split(",")[0]
            raise CommandError(f"only Markdown can be merged, and {each.label} is {form}")
