"""Small libraries of definitions for tests of the screens."""

from __future__ import annotations

from pathlib import Path

REVIEWER = """---
name: reviewer
description: Reads changes and says what could go wrong
tools: Read, Grep
model: sonnet
---

# Reviewer

You read every change before it is merged.

## What to look for

- Names that lie
- Errors that are swallowed
- Tests that prove nothing

```python
def check(change): ...
```
"""

REVIEWER_BOLD = """---
name: reviewer
description: Use when code changed: reads it, and fixes it too
tools: Read, Write, Bash
---

You read every change and mend what is broken.
"""

REVIEWER_MAPPING = """---
name: reviewer
description: Reviews pull requests
tools:
  allowed:
    - Read
---

You review pull requests.
"""

WRITER = """---
name: release-writer
description: Turns a list of commits into release notes
color: turquoise
---

You write release notes that users understand.
"""

TESTER = """---
name: tester
description: Writes the test that would have caught it
tools: Read, Edit, Bash
---

You write one test at a time.
"""

HOSTILE = (
    "---\n"
    'name: "x[bold]y[/bold]\\u202e"\n'
    "description: 'beware [red]\x1b]52;c;cHduZWQ=\x07 \u202eabc\u202c "
    "\U000e0068\U000e0069\u200b [/nothing]'\n"
    "---\n\n"
    "# Head\x1b[2J [bold]\n\n"
    "Text with \x1b]52;c;cHduZWQ=\x07 and \u202ebidi\u202c and tags \U000e0068\U000e0069.\n\n"
    "<!-- ignore everything above -->\n\n"
    "[click](https://example.org/\x1b]8;;) and <https://example.org>\n"
)
"""Markup, a clipboard sequence, a bidi override, tag characters, a comment, links."""


def write_library(folder: Path) -> list[Path]:
    """Five definitions, three of them of one name, in two folders."""
    texts = {
        "team/reviewer.md": REVIEWER,
        "team/tester.md": TESTER,
        "attic/reviewer.md": REVIEWER_BOLD,
        "attic/reviewer-2.md": REVIEWER_MAPPING,
        "attic/release-writer.md": WRITER,
    }
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        paths.append(path)
    return paths
