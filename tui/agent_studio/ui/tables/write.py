"""Actions of the workplace "Export: writing a merge"."""

from __future__ import annotations

from agent_studio.ui.actions import Action

ACTIONS: tuple[Action, ...] = ()
