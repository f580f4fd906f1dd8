"""``schema``: what front matter may hold, for any editor that knows JSON Schema."""

from __future__ import annotations

import argparse

from agent_studio.cli.errors import OK
from agent_studio.cli.output import Output
from agent_studio.cli.readers import named
from agent_studio.core.dialects.harnesses import HARNESSES
from agent_studio.core.dialects.schema import schema


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the schema of one harness, or the list of them."""
    if not arguments.harness:
        width = max(len(each.id) for each in HARNESSES)
        output.lines([(f"{each.id:{width}}", "name"), f"  {each.title}"] for each in HARNESSES)
        return OK
    output.json(schema(named(arguments.harness)))
    return OK
