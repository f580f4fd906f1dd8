"""Fields that do nothing, or something else than they seem to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agent_studio.core.check.declare import Finding, example, rule
from agent_studio.core.check.fixes import set_value
from agent_studio.core.check.model import Rule, Severity
from agent_studio.core.check.subject import Subject
from agent_studio.core.check.words import quoted

_DOCS: Final = "code.claude.com/docs/en/sub-agents"
_DENIES: Final = -1


@rule(
    "AS436",
    "idle-in-subagent",
    Severity.INFO,
    "Some fields count only where the agent is the main session, never where it is a subagent.",
    source=_DOCS,
    bad=example("initialPrompt: Begin with the newest change"),
)
def idle_in_subagent(subject: Subject) -> Iterator[Finding]:
    """A field that a subagent does not see."""
    for spec in subject.dialect.fields:
        field = subject.field(spec.key) if spec.main_only else None
        if field is not None and subject.values.get(spec.key) is not None:
            yield Finding(
                field.key_span,
                f"{quoted(spec.key)} does nothing where {subject.dialect.title} starts this as a "
                "subagent; it counts only if the agent is the session itself",
            )


@rule(
    "AS437",
    "denies-unasked",
    Severity.INFO,
    "A permission mode in which whatever would be asked is denied.",
    source=_DOCS,
    bad=example("permissionMode: dontAsk"),
)
def denies_unasked(subject: Subject) -> Iterator[Finding]:
    """The mode that sounds like fewer questions and means fewer rights."""
    key = subject.dialect.mode_field
    field, value = subject.field(key) if key else None, subject.values.get(key)
    mode = subject.dialect.mode(value) if isinstance(value, str) else None
    if field is None or mode is None or mode.rank != _DENIES or not mode.surprising:
        return
    yield Finding(
        subject.spot(field),
        f"With {quoted(mode.mode)} {mode.note}, not allowed: the agent may do only what permission "
        "rules already allow",
    )


@rule(
    "AS438",
    "mode-of-the-session",
    Severity.HINT,
    "The session's own permission mode may go before the agent's.",
    source=_DOCS,
    bad=example("permissionMode: plan"),
    opt_in=True,
)
def mode_of_session(subject: Subject) -> Iterator[Finding]:
    """A mode that is narrower than one that the session may have."""
    key = subject.dialect.mode_field
    field, value = subject.field(key) if key else None, subject.values.get(key)
    stronger = subject.dialect.stronger_modes
    if field is None or not stronger or not isinstance(value, str) or value in stronger:
        return
    if subject.dialect.mode(value) is None:
        return
    yield Finding(
        subject.spot(field),
        f"{quoted(value)} does not count in a session that is in {', '.join(stronger[:-1])} or "
        f"{stronger[-1]} mode: then that mode is the agent's, too",
    )


@rule(
    "AS439",
    "retired-model",
    Severity.WARNING,
    "A model that its vendor has switched off.",
    source="platform.claude.com/docs/en/about-claude/model-deprecations",
    bad=example("model: claude-3-5-sonnet-20241022"),
)
def retired_model(subject: Subject) -> Iterator[Finding]:
    """The full id of a model that is gone."""
    key = subject.dialect.model_field
    field, value = subject.field(key) if key else None, subject.values.get(key)
    if field is None or not isinstance(value, str):
        return
    for start, nearest in subject.dialect.retired_models:
        if value.startswith(start):
            yield Finding(
                subject.spot(field),
                f"The model {quoted(value)} is retired: with the vendor's own service the agent "
                f"fails when it is started. Its successor is known as {nearest}",
                set_value(f"Write '{nearest}'", subject.document, key, nearest, safe=False),
            )
            return


RULES: Final[tuple[Rule, ...]] = (
    idle_in_subagent,
    denies_unasked,
    mode_of_session,
    retired_model,
)
