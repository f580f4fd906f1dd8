"""Actions of the workplace "Editor"."""

from __future__ import annotations

from agent_studio.ui.actions import Action

ACTIONS: tuple[Action, ...] = ()
