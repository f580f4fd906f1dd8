"""The reference page of all keys, written from the action table.

``python -m agent_studio.ui.keys_page`` prints it; ``docs/keys.md`` is that text.
"""

from __future__ import annotations

import sys

from agent_studio.ui.actions import Action, actions_of, all_actions, key_name
from agent_studio.ui.workplaces import BY_SCOPE

_TITLES = {"app": "Everywhere", "list": "In lists", "scroll": "In scrolled texts"}

_HEAD = """# Keys

Every key can be changed in the settings file, under `[keys]`, by the name in the last column:

```toml
[keys]
"library.merge" = ["m"]
"app.jump" = ["ctrl+j"]
```

A key that would do two things in the same place is refused when the studio starts, and both
actions are named. What has no key is in the command palette. A key that does not apply just now
is greyed in the footer, and pressing it says why.
"""


def page() -> str:
    """The whole page as Markdown."""
    scopes = list(dict.fromkeys(each.scope for each in all_actions().values()))
    shown = [scope for scope in scopes if not scope.startswith("dialog")]
    asked = [scope for scope in scopes if scope.startswith("dialog")]
    parts = [_HEAD, *(_table(_title(scope), [scope]) for scope in shown)]
    parts.append(_table("In questions and overlays", asked))
    return "\n".join(parts)


def _title(scope: str) -> str:
    place = BY_SCOPE.get(scope)
    return place.title if place else _TITLES.get(scope, scope.replace("-", " ").capitalize())


def _table(title: str, scopes: list[str]) -> str:
    rows = [_row(each) for each in actions_of(scopes)]
    return "\n".join([f"## {title}\n", "| key | action | | name |", "|---|---|---|---|", *rows, ""])


def _row(each: Action) -> str:
    keys = " ".join(f"`{_safe(key_name(key))}`" for key in each.keys) or "palette"
    return f"| {keys} | {_safe(each.title)} | {_safe(each.tooltip)} | `{each.id}` |"


def _safe(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
