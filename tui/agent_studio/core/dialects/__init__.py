"""One declarative table per harness, and what follows from it: loading and rights."""

from typing import TYPE_CHECKING

from agent_studio.core.dialects.claude_code import CLAUDE_CODE
from agent_studio.core.dialects.model import Dialect
from agent_studio.core.dialects.rights import rights, rights_change
from agent_studio.core.dialects.tables import DIALECTS
from agent_studio.core.dialects.tools import tool_names
from agent_studio.core.later import later

if TYPE_CHECKING:
    from agent_studio.core.dialects.loading import load
else:
    # Loading reads YAML; whoever looks for definitions only wants the tables.
    __getattr__ = later(__name__, {"load": "loading"})

__all__ = [
    "CLAUDE_CODE",
    "DIALECTS",
    "UnknownHarness",
    "dialect",
    "load",
    "rights",
    "rights_change",
    "tool_names",
]


class UnknownHarness(Exception):  # noqa: N818  # the word of the house for it
    """No table has the id that was asked for; the message is a sentence for a person."""


def dialect(harness: str) -> Dialect:
    """The table of the harness with this id, in any case; raises `UnknownHarness`.

    Behind an ``@`` may stand a version: ``claude-code@2.1.0`` is the table as of then.
    """
    name, at, version = harness.partition("@")
    table = DIALECTS.get(name.lower())
    if table is None:
        raise UnknownHarness(f"no harness is called '{name}' here; known are {', '.join(DIALECTS)}")
    if not at:
        return table
    from agent_studio.core.dialects.versions import NoVersion, at_version

    try:
        return at_version(table, version)
    except NoVersion as refused:
        raise UnknownHarness(str(refused)) from None
