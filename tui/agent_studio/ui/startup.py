"""What happens once at the start: the welcome, and the merge that was left unfinished."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_studio.store.sessions import Session
    from agent_studio.ui.app import StudioApp
    from agent_studio.ui.screens.ask import Answer

_LATER, _DISCARD = "later", "discard"
_MOST_OFFERED = 3


async def greet(app: StudioApp) -> None:
    """Welcome somebody new; offer to go on with a merge in progress. Runs in a worker."""
    from agent_studio.ui.screens.welcome import WelcomeScreen

    if not app.memory.welcomed:
        await app.push_screen_wait(WelcomeScreen())
        app.remember(welcomed=True)
    await offer_pending(app)


async def offer_pending(app: StudioApp) -> None:
    """Ask what is to become of merges in progress; nothing is forgotten without an answer."""
    from agent_studio.store import sessions
    from agent_studio.ui.screens.ask import AskScreen

    kept = await asyncio.to_thread(sessions.pending)
    if not kept:
        return
    question = "A merge was not finished:" if len(kept) == 1 else "Merges were not finished:"
    chosen = await app.push_screen_wait(AskScreen("Welcome back", question, answers(kept)))
    if chosen == _DISCARD:
        for session in kept:
            await asyncio.to_thread(sessions.discard, session.id)
        app.say("Forgotten. The sources are as they were.")
    elif chosen and chosen != _LATER:
        await app.resume(chosen)


def answers(kept: tuple[Session, ...]) -> list[Answer]:
    """Go on with one of the latest, keep them for later, or forget them all."""
    from agent_studio.store.world import moment
    from agent_studio.ui.screens.ask import Answer

    going_on = [
        Answer(session.id, f"Go on: {_told(session)}", f"left {moment(session.when)}")
        for session in kept[:_MOST_OFFERED]
    ]
    many = "it" if len(kept) == 1 else f"all {len(kept)}"
    return [
        *going_on,
        Answer(_LATER, "Later", "Keep it; it is offered again at the next start."),
        Answer(_DISCARD, f"Forget {many}", "The sources stay as they are; decisions are lost."),
    ]


def _told(session: Session) -> str:
    labels = [source.label for source in session.sources]
    return ", ".join(labels[:2]) + (f" and {len(labels) - 2} more" if len(labels) > 2 else "")
