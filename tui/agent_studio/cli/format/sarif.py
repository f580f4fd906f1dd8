"""SARIF 2.1.0, which code scanning services read (OASIS, sections 3.13 to 3.57)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote_from_bytes

from agent_studio import __version__
from agent_studio.cli.format.findings import shown_edits
from agent_studio.cli.format.places import place
from agent_studio.cli.format.report import Checked
from agent_studio.cli.inputs import Source
from agent_studio.core.check.baseline import fingerprints
from agent_studio.core.check.groups import group_of
from agent_studio.core.check.model import AnyRule, Diagnostic, Severity, is_opt_in
from agent_studio.core.check.registry import all_rules
from agent_studio.core.document import Document
from agent_studio.core.text import Span, encode, visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "agentStudioFinding/v1"
"""Services follow a finding from one version of a file to the next by it."""
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.HINT: "note",
}


def _message(text: str) -> dict[str, str]:
    """A message (3.11): braces would be placeholders, and words of a file must make no link."""
    plain = visible(text).replace("{", "{{").replace("}", "}}")
    return {"text": plain.replace("](", "\\](")}


def _rule(rule: AnyRule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.summary),
        "help": _message(f"Source: {rule.source}"),
        "defaultConfiguration": {"enabled": not is_opt_in(rule), "level": _LEVELS[rule.severity]},
        "properties": {"tags": [group_of(rule.code)]},
    }


def _region(document: Document, span: Span) -> dict[str, object]:
    where = place(document, span)
    return {
        "startLine": where["line"],
        "startColumn": where["column"],
        "endLine": where["endLine"],
        "endColumn": where["endColumn"],
        "charOffset": where["start"],
        "charLength": where["end"] - where["start"],
    }


def _artifact(source: Source) -> dict[str, object]:
    """A file by its path from the working folder; what lies elsewhere by its whole address."""
    path = quote_from_bytes(encode(source.label))
    return {"uri": f"file://{path}" if path.startswith("/") else path}


def _result(
    checked: Checked, found: Diagnostic, fingerprint: str, indices: dict[str, int]
) -> dict[str, object]:
    artifact = _artifact(checked.source)
    document = checked.source.document
    result: dict[str, object] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": _message(found.message),
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": _region(document, found.span),
                }
            }
        ],
    }
    if found.code in indices:
        result["ruleIndex"] = indices[found.code]
    if found.fix and (edits := shown_edits(document, found.fix)):
        replacements = [
            {
                "deletedRegion": _region(document, edit.span),
                "insertedContent": {"text": edit.text},
            }
            for edit in edits
        ]
        change = {"artifactLocation": artifact, "replacements": replacements}
        description = _message(found.fix.title)
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def report(checked: Sequence[Checked], whole: bool = True) -> dict[str, object]:
    """One run with all rules and all findings; columns and offsets count code points."""
    rules = all_rules()
    indices = {rule.code: index for index, rule in enumerate(rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "agent-studio",
                        "version": __version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "invocations": [{"executionSuccessful": whole}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(each, found, fingerprint, indices)
                    for each in checked
                    for found, fingerprint in zip(
                        each.diagnostics,
                        fingerprints(each.source.document, each.diagnostics),
                        strict=True,
                    )
                ],
            }
        ],
    }
