"""A difference as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from agent_studio.core.text import visible
from agent_studio.core.told import shortly

if TYPE_CHECKING:
    from agent_studio.cli.format.changes import Change
    from agent_studio.core.compare.model import Words
    from agent_studio.core.dialects.model import RightsChange

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { border: 1px solid #8886; padding: .5rem .7rem; text-align: left; vertical-align: top; }
th[scope=row] { font-weight: 600; overflow-wrap: anywhere; }
col:first-child { width: 18%; }
td { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
del { background: #d8433b33; }
ins { background: #2a9d5c33; }
th p { font-weight: 400; margin: .4rem 0 0; }
.missing { color: #888; font-style: italic; }
"""


def _cell(text: str | None, runs: Words, mark: str) -> str:
    if text is None:
        return '<td class="missing">not there</td>'
    parts = [
        f"<{mark}>{escape(visible(run.text))}</{mark}>"
        if run.changed
        else escape(visible(run.text))
        for run in runs
    ]
    return f"<td>{''.join(parts)}</td>"


def _row(change: Change) -> str:
    before, after = change.words
    caution = f"<p>\u26a0 {escape(visible(change.caution))}</p>" if change.caution else ""
    return (
        f'<tr><th scope="row">{escape(visible(change.address))}{caution}</th>'
        f"{_cell(change.before, before, 'del')}{_cell(change.after, after, 'ins')}</tr>\n"
    )


def _rights(change: RightsChange) -> str:
    lines = [f"<li>gains {escape(visible(shortly((each,))))}</li>" for each in change.gained]
    lines += [f"<li>loses {escape(visible(shortly((each,))))}</li>" for each in change.lost]
    return f"<h2>Rights</h2>\n<ul>{''.join(lines)}</ul>\n" if lines else ""


def page(a: str, b: str, changes: list[Change], rights: RightsChange) -> str:
    """The page; every text of the definitions is escaped and has no hidden character left."""
    a, b = escape(visible(a)), escape(visible(b))
    rows = "".join(_row(change) for change in changes)
    table = (
        f"<table><colgroup><col><col><col></colgroup>\n<thead><tr><th>Where</th><th>{a}</th>"
        f"<th>{b}</th></tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{a} and {b}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{a} and {b}</h1>\n{_rights(rights)}"
        f"{table if changes else '<p>They say the same.</p>'}\n</body>\n</html>\n"
    )
