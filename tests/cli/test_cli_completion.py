"""Completion scripts offer what the parser knows, and shells accept them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from agent_studio.cli.table import VERBS
from agent_studio.core.dialects import DIALECTS
from commands import studio


def offered(line: str) -> set[str]:
    """What bash offers at the end of ``line``."""
    words = line.split(" ")
    script = studio("completion", "bash").out
    quoted = " ".join(f"'{word}'" for word in words)
    program = (
        f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _agent_studio\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", program], check=True, capture_output=True, text=True
    )
    assert not done.stderr
    return set(done.stdout.split())


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_offers_commands_options_and_values(in_folder):
    (in_folder / "some-agent.md").touch()
    assert set(VERBS) <= offered("agent-studio ")
    assert {"merge"} == offered("agent-studio mer")
    assert {"--base", "--take", "--decisions"} <= offered("agent-studio merge --")
    assert {"text", "json", "html"} == offered("agent-studio diff --format ")
    assert {"text", "json", "sarif", "github", "junit"} == offered("agent-studio check --format ")
    assert set(DIALECTS) == offered("agent-studio check --for ")
    assert {"bash", "zsh", "fish"} <= offered("agent-studio completion ")
    assert {"some-agent.md"} == offered("agent-studio show some")
    assert {"auto", "always", "never"} == offered("agent-studio show --color ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_accepts_its_script(shell):
    script = studio("completion", shell).out
    assert all(name in script for name in VERBS)
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    subprocess.run([shell, "-n"], input=script, text=True, check=True)
