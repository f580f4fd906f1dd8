"""What a merge gives its agent, beside its sources."""

from __future__ import annotations

from agent_studio.core.compare import compare
from agent_studio.core.dialects.model import RightsChange
from agent_studio.core.document import parse
from agent_studio.core.merge import Action, Choice, decide, decide_all, propose
from agent_studio.core.merge.weight import source_rights, weigh
from agent_studio.core.told import wider_than

TEXT = "---\nname: a\ndescription: x\ntools: {}\n---\n\nYou look.\n"


def merged(*tools: str):
    return propose(compare([parse(TEXT.format(each)) for each in tools]))


def test_nothing_is_said_of_rights_before_the_fields_are_decided():
    merge = merged("Read", "Read, Bash")
    weight = weigh(merge)
    assert weight.open == ("tools",)
    assert not weight.wider, "without the field it would have every tool, and that is not meant"


def test_a_union_goes_beyond_the_source_that_has_less():
    weight = weigh(decide(merged("Read", "Read, Bash", "Read"), "tools", Choice(Action.UNION)))
    assert weight.wider
    assert [change.wider for change in weight.changes] == [True, False, True]
    (line,) = wider_than(weight.changes)
    assert line.startswith("wider than 1 and 3: ")
    assert line.endswith("tool Bash")


def test_taking_the_source_with_less_widens_nothing():
    weight = weigh(decide_all(merged("Read", "Read, Bash"), Choice(Action.TAKE, (0,))))
    assert not weight.wider
    assert weight.rights == weight.sources[0]


def test_a_source_that_is_not_loaded_has_no_rights():
    comparison = compare([parse("no front matter"), parse(TEXT.format("Read"))])
    nobody, somebody = source_rights(comparison)
    assert nobody is None
    assert somebody is not None


def test_every_tool_is_told_shortly():
    change = RightsChange(("may run commands", "every tool of the session"))
    assert wider_than([change, change]) == ["wider than 1 and 2: every tool of the session"]
    assert wider_than([RightsChange()]) == []
