"""Keys as the settings have them: which are refused, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent_studio.ui.actions import Action, all_actions, as_sent, key_name
from agent_studio.ui.workplaces import BY_SCOPE


@dataclass(frozen=True)
class Keymap:
    """The keys that differ from the table, and what the settings asked for in vain."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """One sentence for each refusal."""

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """The keys that do the action."""
        return self.changed.get(action.id, action.keys)

    def for_textual(self) -> dict[str, str]:
        """As `App.set_keymap` takes it."""
        return {action_id: as_sent(keys) for action_id, keys in self.changed.items()}


def together(one: str, other: str) -> bool:
    """Whether keys of two scopes can be waited for at the same time."""
    if one == other:
        return True
    if "dialog" in (one.partition("-")[0], other.partition("-")[0]):
        return False
    if "app" in (one, other):
        return True
    for scope, widget in ((one, other), (other, one)):
        place = BY_SCOPE.get(scope)
        if place and widget in place.widgets:
            return True
    return False


def collisions(keys: Mapping[str, tuple[str, ...]]) -> list[tuple[str, Action, Action]]:
    """Keys that would do two things: the key and the two actions.

    ``keys`` replaces the table's keys for the actions it names.
    """
    holders: dict[str, list[Action]] = {}
    for action in all_actions().values():
        for key in keys.get(action.id, action.keys):
            holders.setdefault(key, []).append(action)
    return [
        (key, one, other)
        for key, actions in holders.items()
        for index, one in enumerate(actions)
        for other in actions[index + 1 :]
        if together(one.scope, other.scope)
    ]


def make_keymap(wanted: Mapping[str, Sequence[str]]) -> Keymap:
    """The keymap for what the settings ask; a remap that collides is refused, both are named.

    Remaps are judged together, so two actions may swap their keys.
    """
    problems: list[str] = []
    accepted: dict[str, tuple[str, ...]] = {}
    for action_id, keys in wanted.items():
        if action_id not in all_actions():
            problems.append(f"keys: there is no action '{action_id}'{_nearest(action_id)}.")
        elif any(not key.strip() for key in keys):
            problems.append(f"keys: '{action_id}' has an empty key.")
        else:
            accepted[action_id] = tuple(key.strip() for key in keys)
    while found := [hit for hit in collisions(accepted) if _is_new(hit, accepted)]:
        for key, one, other in found:
            loser = other if other.id in accepted else one
            winner = one if loser is other else other
            if accepted.pop(loser.id, None) is not None:
                problems.append(
                    f"keys: '{key_name(key)}' cannot be '{loser.title}' ({loser.id}), "
                    f"it is already '{winner.title}' ({winner.id})."
                )
    return Keymap(accepted, tuple(problems))


def _is_new(hit: tuple[str, Action, Action], accepted: Mapping[str, tuple[str, ...]]) -> bool:
    _, one, other = hit
    return one.id in accepted or other.id in accepted


def _nearest(action_id: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(action_id, all_actions(), n=1)
    return f", did you mean '{close[0]}'?" if close else ""
