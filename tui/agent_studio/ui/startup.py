"""What happens once at the start: the welcome, and the work that was left unfinished."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from agent_studio.store import world
from agent_studio.store.errors import shown

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
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))
"""Units of time and their seconds."""


async def greet(app: StudioApp) -> None:
    """Welcome somebody new; offer to go on with unfinished work. Runs in a worker."""
    await app.room.wait()
    if not app.memory.welcomed:
        from agent_studio.ui.screens.welcome import WelcomeScreen

        await app.push_screen_wait(WelcomeScreen())
        app.remember(welcomed=True)
    await offer_pending(app)


async def offer_pending(app: StudioApp) -> bool:
    """Ask what is to become of unfinished work; nothing is forgotten without an answer.

    Returns whether there was any.
    """
    from agent_studio.store import drafts, sessions
    from agent_studio.ui.screens.ask import AskScreen

    merges = await asyncio.to_thread(sessions.pending)
    texts = await asyncio.to_thread(unsaved_texts)
    if not merges and not texts:
        return False
    offered = answers(merges, texts, now=world.now())
    ask = AskScreen("Unfinished work", question(merges, texts), offered)
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
    return True


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
        told = "This was not finished:"
    elif texts:
        told = "A text was not saved:" if len(texts) == 1 else f"{len(texts)} texts were not saved:"
    elif len(merges) == 1:
        told = "A merge was not finished:"
    else:
        told = f"{len(merges)} merges were not finished:"
    most = max(len(merges), len(texts))
    return told if most <= _MOST_OFFERED else f"{told} the latest {_MOST_OFFERED} of each kind"


def answers(merges: Sequence[Session], texts: Sequence[Draft] = (), *, now: float) -> list[Answer]:
    """Go on with one of the latest, keep them for later, or forget them all.

    ``now`` is in seconds since 1970.
    """
    from agent_studio.ui.screens.ask import Answer

    going_on = [
        Answer(session.id, f"Go on: {_told(session)}", _left(session, now))
        for session in merges[:_MOST_OFFERED]
    ]
    restoring = [
        Answer(
            f"{_TEXT}{draft.path}",
            f"Restore unsaved text: {shown(draft.path)}",
            f"left {ago(now - draft.when)}",
        )
        for draft in texts[:_MOST_OFFERED]
    ]
    number = len(merges) + len(texts)
    many = "it" if number == 1 else f"all {number}"
    kept = "It is" if number == 1 else "They are"
    lost = [word for word, some in (("decisions", merges), ("unsaved text", texts)) if some]
    return [
        *going_on,
        *restoring,
        Answer(_LATER, "Later", f"{kept} kept, and offered again at the next start."),
        Answer(
            _DISCARD,
            f"Forget {many}",
            f"The files stay as they are; what is lost: {' and '.join(lost)}.",
        ),
    ]


def _left(session: Session, now: float) -> str:
    """When it was left and where its sources lie: ``left 3 hours ago, in ~/agents``."""
    folders = list(dict.fromkeys(each.path.parent for each in session.sources if each.path))
    more = f" and {len(folders) - 1} more" if len(folders) > 1 else ""
    where = f", in {shown(folders[0])}{more}" if folders else ""
    return f"left {ago(now - session.when)}{where}"


def ago(seconds: float) -> str:
    """A time that has gone by, in its largest whole unit: ``3 hours ago``."""
    for unit, length in _UNITS:
        if seconds >= length:
            number = int(seconds // length)
            return f"{number} {unit}{'' if number == 1 else 's'} ago"
    return "just now"


def _told(session: Session) -> str:
    labels = [source.label for source in session.sources]
    return ", ".join(labels[:2]) + (f" and {len(labels) - 2} more" if len(labels) > 2 else "")
