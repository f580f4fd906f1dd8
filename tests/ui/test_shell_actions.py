"""The one action table: what bindings, palette, footer, help and docs are read from."""

from __future__ import annotations

from importlib import import_module

import pytest
from textual._xterm_parser import XTermParser
from textual.binding import Binding

from agent_studio.ui.actions import Action, all_actions, bindings_for, key_name
from agent_studio.ui.app import StudioApp
from agent_studio.ui.keymap import collisions, make_keymap, together
from agent_studio.ui.keys_page import page
from agent_studio.ui.widgets.definition_list import DefinitionList
from agent_studio.ui.widgets.preview import Preview
from agent_studio.ui.workplaces import WORKPLACES
from conftest import ROOT


def _owners(action: Action) -> list[type]:
    owners: list[type] = [StudioApp]
    if action.scope == "list":
        owners.append(DefinitionList)
    if action.scope == "scroll":
        owners.append(Preview)
    for place in WORKPLACES:
        if place.scope == action.scope:
            owners.append(getattr(import_module(place.module), place.screen))
    return owners


@pytest.mark.parametrize("action", all_actions().values(), ids=lambda action: action.id)
def test_every_action_is_explained_and_can_be_done(action):
    assert action.tooltip.endswith((".", "?", "…")), "a tooltip is a sentence"
    assert action.title
    if action.scope in {"app", "list", "scroll", *(place.scope for place in WORKPLACES)}:
        assert any(hasattr(owner, action.method) for owner in _owners(action))


def test_no_key_does_two_things_in_one_place():
    found = [(key, one.id, other.id) for key, one, other in collisions({})]
    assert found == []


def test_every_binding_can_be_remapped_and_has_a_tooltip():
    for scope in {action.scope for action in all_actions().values()}:
        for binding in bindings_for(scope):
            assert isinstance(binding, Binding)
            assert binding.id in all_actions()
            assert binding.tooltip


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("ctrl+p", "^p"),
        ("f2", "F2"),
        ("enter", "⏎"),
        ("question_mark", "?"),
        ("G", "G"),
        ("shift+tab", "shift+tab"),
        ("ctrl+shift+a", "ctrl+shift+a"),
        ("f", "f"),
    ],
)
def test_keys_are_shown_as_people_write_them(key, shown):
    assert key_name(key) == shown


def test_a_remap_takes_the_place_of_all_keys_of_the_action():
    keymap = make_keymap({"library.merge": ["ctrl+g"]})
    assert keymap.problems == ()
    assert keymap.keys_of(all_actions()["library.merge"]) == ("ctrl+g",)
    assert keymap.for_textual() == {"library.merge": "ctrl+g"}


def test_a_remap_that_collides_is_refused_and_names_both():
    keymap = make_keymap({"library.merge": ["space"], "library.sort": ["ctrl+g"]})
    assert keymap.keys_of(all_actions()["library.merge"]) == all_actions()["library.merge"].keys
    assert keymap.keys_of(all_actions()["library.sort"]) == ("ctrl+g",)
    (problem,) = keymap.problems
    assert "library.merge" in problem
    assert "library.mark" in problem
    assert "'space'" in problem


def test_a_remap_may_not_take_a_key_of_the_whole_studio_or_of_the_list():
    assert make_keymap({"library.merge": ["f1"]}).changed == {}
    assert make_keymap({"library.merge": ["j"]}).changed == {}
    assert make_keymap({"app.jump": ["m"]}).changed == {}


def test_two_actions_may_swap_their_keys():
    keymap = make_keymap({"library.group": ["s"], "library.sort": ["o"]})
    assert keymap.problems == ()
    assert set(keymap.changed) == {"library.group", "library.sort"}


def test_a_remap_of_nothing_known_says_what_was_meant():
    (problem,) = make_keymap({"library.merg": ["x"]}).problems
    assert "library.merg'" in problem
    assert "did you mean 'library.merge'" in problem
    assert make_keymap({"library.merge": [""]}).problems


def test_keys_of_different_workplaces_and_of_dialogs_never_meet():
    assert not together("library", "merge")
    assert not together("dialog-confirm", "app")
    assert not together("list", "scroll")
    assert together("library", "list")
    assert together("app", "review")


def test_the_reference_page_is_the_table():
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == page(), "write it again: python -m agent_studio.ui.keys_page > docs/keys.md"


def test_a_key_answers_to_what_plain_terminals_send_for_it():
    # What a terminal without the newer protocols sends for control and space is a NUL byte.
    [pressed] = XTermParser().feed("\x00")
    bound = {each.id: each.key for each in bindings_for("editor") if isinstance(each, Binding)}
    assert pressed.key in bound["editor.complete"].split(",")
    remapped = make_keymap({"editor.find": ["ctrl+space"], "editor.complete": ["f7"]})
    assert remapped.for_textual()["editor.find"] == f"ctrl+space,{pressed.key}"
    assert key_name("ctrl+space") in page()
