"""Opening the studio: what is done before and after Textual has the terminal."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_studio.ui.reviewing.desk import Scope


def run(paths: Sequence[str] = (), *, start: str = "library", review: Scope | None = None) -> int:
    """Open the studio on ``paths`` and return the exit status; ``review`` is for the Review."""
    with _nothing_thrown_away():
        from agent_studio.ui.app import StudioApp

        app = StudioApp(paths, start=start)
        app.review_scope = review
        status = app.run()
    if app.return_code:
        # Textual has given the terminal back and printed what happened; what a person wants to
        # know then is where the work is.
        from agent_studio.store import drafts, sessions

        sys.stderr.write(
            "agent-studio stopped because of an error of its own. Nothing you did is lost:\n"
            f"  merges in progress  {sessions.folder()}\n"
            f"  unsaved text        {drafts.folder()}\n"
            "Both are offered again at the next start.\n"
        )
    return app.return_code or status or 0


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Let no garbage be looked for until `started`; modules and widgets come to stay.

    Python would look through them a dozen times before the first frame, a tenth of its time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def started() -> None:
    """The first frame stands: from now on garbage is looked for, except in what came before."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
