"""Settings are validated and never prevent starting; what is remembered survives damage."""

from __future__ import annotations

import re

import pytest

from agent_studio.store import settings
from agent_studio.store.settings import State


def write_settings(text):
    path = settings.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def test_without_a_file_everything_has_its_default():
    assert settings.load_settings() == settings.Settings()
    assert settings.load_state() == State()


def test_keys_are_texts_lists_or_nothing_and_ids_may_have_dots():
    write_settings(
        '[keys]\nlibrary.filter = "slash, ctrl+f"\n"merge.union" = ["u", "U"]\nquit = ""\n'
        "[keys.editor]\nsave = 'ctrl+s'\n"
    )
    loaded = settings.load_settings()
    assert loaded.problems == ()
    assert loaded.keys == {
        "library.filter": ("slash", "ctrl+f"),
        "merge.union": ("u", "U"),
        "quit": (),
        "editor.save": ("ctrl+s",),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[keys\n", "because it is not TOML: .* in line 1"),
        ("x = 1\ny = \n", "not TOML: .* in line 2"),
        ("a = 1\n", "settings.toml, line 1: 'a' is no setting"),
        ("\n\n[colours]\nx = 1\n", "line 3: 'colours' is no setting"),
        ("keys = 3\n", "line 1: 'keys' must be a table"),
        ("[keys]\nquit = 'q'\nopen = 4\n", "line 3: the keys of 'open' must be"),
        ("[keys]\nopen = ['a', 4]\n", "line 2: the keys of 'open' must be"),
        ("\udcff = 1\n", "settings.toml"),
        ("merge = 3\n", "line 1: 'merge' must be a table"),
        ("[merge]\nrules = 'ask'\n", "line 2: 'merge.rules' is no setting"),
        ("[merge]\npolicy = 'bold'\n", 'line 2: \'policy\' must be "careful" or "ask"'),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text, words):
    write_settings(text)
    (problem,) = settings.load_settings().problems
    assert re.search(words, problem)
    assert "\n" not in problem


def test_how_much_rules_settle_can_be_set():
    assert settings.load_settings().policy == "careful"
    write_settings("[merge]\npolicy = 'ask'\n")
    assert settings.load_settings() == settings.Settings(policy="ask")


def test_a_settings_file_that_is_a_folder_prevents_nothing():
    settings.settings_file().mkdir(parents=True)
    (problem,) = settings.load_settings().problems
    assert "it is a folder" in problem


def test_the_state_comes_back_and_damage_is_forgotten():
    state = State(theme="dark", sorting="size", welcomed=True, last_paths=("a", "b"))
    settings.save_state(state)
    assert settings.load_state() == state
    settings.state_file().write_text('{"version": 1, "theme": 3, "sorting": "name", "odd": 1}')
    assert settings.load_state() == State(sorting="name")
    settings.state_file().write_text("{")
    assert settings.load_state() == State()
    settings.save_state(state)
    assert settings.load_state() == state
