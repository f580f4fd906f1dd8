"""What happens once at the start: the welcome, and the work that was left unfinished."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from agent_studio.store.drafts import Draft
    from agent_studio.store.sessions import Session
    from agent_studio.ui.app import StudioApp
    from agent_studio.ui.base import StudioScreen
    from agent_studio.ui.screens.ask import Answer

_LATER, _DISCARD = "later", "discard"
_TEXT = "text:"
"""Begins the answer for an unsaved text; its file's path follows."""
_MOST_OFFERED = 3


async def greet(app: StudioApp) -> None:
    """Welcome somebody new; offer to go on with unfinished work. Runs in a worker."""
    from agent_studio.ui.screens.welcome import WelcomeScreen

    if not app.memory.welcomed:
        await app.push_screen_wait(WelcomeScreen())
        app.remember(welcomed=True)
    await offer_pending(app)


async def offer_pending(app: StudioApp) -> None:
    """Ask what is to become of unfinished work; nothing is forgotten without an answer."""
    from agent_studio.store import drafts, sessions
    from agent_studio.ui.screens.ask import AskScreen

    merges = await asyncio.to_thread(sessions.pending)
    texts = await asyncio.to_thread(unsaved_texts)
    if not merges and not texts:
        return
    ask = AskScreen("Welcome back", question(merges, texts), answers(merges, texts))
    chosen = await app.push_screen_wait(ask)
    if chosen == _DISCARD:
        for session in merges:
            await asyncio.to_thread(sessions.discard, session.id)
        for draft in texts:
            await asyncio.to_thread(drafts.discard, draft.path)
        app.say("Forgotten. The files are as they were.")
    elif chosen and chosen.startswith(_TEXT):
        await app.open_workplace("editor")
        editor = cast("StudioScreen", app.screen_stack[0])
        editor.call_after_refresh(editor.resume, chosen.removeprefix(_TEXT))
    elif chosen and chosen != _LATER:
        await app.resume(chosen)


def unsaved_texts() -> tuple[Draft, ...]:
    """The kept texts that are not what their files hold, the newest first."""
    from agent_studio.core.text import encode
    from agent_studio.store import drafts
    from agent_studio.store.atomic import read
    from agent_studio.store.errors import StoreError

    def saved(draft: Draft) -> bool:
        try:
            return read(draft.path)[0] == encode(draft.text)
        except (StoreError, UnicodeEncodeError):
            return False

    return tuple(draft for draft in drafts.all_drafts() if not saved(draft))


def question(merges: Sequence[Session], texts: Sequence[Draft]) -> str:
    """What is unfinished, in a few words."""
    if merges and texts:
        return "This was not finished:"
    if texts:
        return "A text was not saved:" if len(texts) == 1 else "Texts were not saved:"
    return "A merge was not finished:" if len(merges) == 1 else "Merges were not finished:"


def answers(merges: Sequence[Session], texts: Sequence[Draft] = ()) -> list[Answer]:
    """Go on with one of the latest, keep them for later, or forget them all."""
    from agent_studio.store.errors import shown
    from agent_studio.store.world import moment
    from agent_studio.ui.screens.ask import Answer

    going_on = [
        Answer(session.id, f"Go on: {_told(session)}", f"left {moment(session.when)}")
        for session in merges[:_MOST_OFFERED]
    ]
    restoring = [
        Answer(
            f"{_TEXT}{draft.path}",
            f"Restore unsaved text: {shown(draft.path)}",
            f"left {moment(draft.when)}",
        )
        for draft in texts[:_MOST_OFFERED]
    ]
    number = len(merges) + len(texts)
    many = "it" if number == 1 else f"all {number}"
    lost = [word for word, some in (("decisions", merges), ("unsaved text", texts)) if some]
    return [
        *going_on,
        *restoring,
        Answer(_LATER, "Later", "Keep it; it is offered again at the next start."),
        Answer(
            _DISCARD,
            f"Forget {many}",
            f"The files stay as they are; what is lost: {' and '.join(lost)}.",
        ),
    ]


def _told(session: Session) -> str:
    labels = [source.label for source in session.sources]
    return ", ".join(labels[:2]) + (f" and {len(labels) - 2} more" if len(labels) > 2 else "")
