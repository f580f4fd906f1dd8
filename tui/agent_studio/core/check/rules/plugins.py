"""What a plugin's definitions may not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import GOOD, Finding, example, library_rule
from agent_studio.core.check.model import LibraryRule, Severity
from agent_studio.core.check.subject import LibrarySubject
from agent_studio.core.check.surroundings import Surroundings
from agent_studio.core.check.words import quoted

_DOCS: Final = "code.claude.com/docs/en/plugins-reference"


@library_rule(
    "AS441",
    "ignored-in-plugin",
    Severity.WARNING,
    "Hooks, servers and permission modes of a plugin's definitions are ignored.",
    source=_DOCS,
    bad=(example("permissionMode: plan"),),
    good=(GOOD,),
    around=Surroundings(in_plugin=True),
)
def ignored_in_plugin(library: LibrarySubject) -> Iterator[tuple[int, Finding]]:
    """A field that the harness takes from nobody but the user and the project."""
    for index, member in enumerate(library.members):
        if not member.around.in_plugin:
            continue
        dialect = member.subject.dialect
        for key in dialect.ignored_in_plugins:
            field = member.subject.field(key)
            if field is not None:
                yield (
                    index,
                    Finding(
                        field.key_span,
                        f"This definition belongs to a plugin, and {dialect.title} ignores "
                        f"{quoted(key)} there: who installs it must set that up",
                    ),
                )


RULES: Final[tuple[LibraryRule, ...]] = (ignored_in_plugin,)
