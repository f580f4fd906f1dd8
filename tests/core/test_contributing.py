"""What CONTRIBUTING.md shows can be run, and what it names is there."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from agent_studio.core.dialects import declare, harnesses, model, order
from agent_studio.core.dialects.model import Dialect, FieldSpec, Tool
from agent_studio.core.records import replace
from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HARNESS = PAGE[PAGE.index("## Add a harness") : PAGE.index("## Add a merge case")]


def test_the_harness_that_it_shows_is_one():
    entry, module = (
        textwrap.dedent(each) for each in re.findall(r"```python\n(.*?)```", HARNESS, re.DOTALL)
    )
    names = {**vars(declare), **vars(model), **vars(order), **vars(harnesses)}
    names |= {"replace": replace, "Final": Final}
    (harness,) = eval(entry, names)
    exec(module, names)
    (table,) = names["TABLES"]
    assert harness.id == table.id
    assert table.tool("paint").rights


def test_the_columns_that_it_names_are_there():
    rows = HARNESS[HARNESS.index("| question | columns |") : HARNESS.index("If not every field")]
    named = {word for row in rows.splitlines()[2:] for word in re.findall(r"`(\w+)`", row)}
    known = {name for each in (Dialect, FieldSpec, Tool) for name in each.__dataclass_fields__}
    assert len(named) > 40
    assert named <= known
