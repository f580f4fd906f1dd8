"""The tools that an agent has, as the table of its harness tells of them."""

from __future__ import annotations

from agent_studio.core.dialects.model import Dialect, Rights, Tool
from agent_studio.core.dialects.rights import is_denied
from agent_studio.core.dialects.tools import bare_name


def granted_tools(granted: Rights, dialect: Dialect) -> list[Tool]:
    """The tools of the table that an agent has, those that it inherits included.

    Names that the table does not hold, such as those of MCP tools, are left out.
    """
    if granted.tools is not None:
        found = (dialect.tool(bare_name(name)) for name in granted.tools)
        return [tool for tool in found if tool is not None]
    return [
        tool
        for tool in dialect.tools
        if tool.in_subagent
        and not (tool.dead or tool.replacement or tool.stands_for)
        and not is_denied(tool.name, granted.denied, dialect)
    ]
