"""Running the ``git`` program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from agent_studio.core.text import visible
from agent_studio.store.errors import StoreError, cause

_PATIENCE = 60.0
"""Seconds for what only reads or stages."""
_PATIENCE_WITH_HOOKS = 900.0
"""Seconds for a commit: hooks run whole test suites."""


class GitRefused(StoreError):  # noqa: N818  git refuses; nothing is wrong with the program
    """Git said no; ``output`` is everything it and its hooks said."""

    def __init__(self, sentence: str, output: str) -> None:
        super().__init__(sentence)
        self.output = output


def ask(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What git prints; takes no locks and runs nothing that the repository brings along.

    ``environment`` is given to git beside what it always gets.

    Raises:
        GitRefused: git answers with an error.
        StoreError: git is not installed or does not come to an end.
    """
    quiet = ("-c", "core.fsmonitor=false", "-c", "diff.autoRefreshIndex=false")
    calm = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **(environment or {})}
    return _run(folder, [*quiet, *arguments], calm, b"", _PATIENCE).stdout


def do(
    folder: Path, *arguments: str, stdin: bytes = b"", hooks: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Let git change something.

    Hooks are the person's own programs and get their language; git alone is asked for English.

    Raises:
        GitRefused: git or a hook says no.
        StoreError: git is not installed or does not come to an end.
    """
    environment = {} if hooks else {"LC_ALL": "C"}
    return _run(
        folder, list(arguments), environment, stdin, _PATIENCE_WITH_HOOKS if hooks else _PATIENCE
    )


def text_of(output: bytes) -> str:
    """Git's words as text; stray bytes become lone surrogates."""
    return output.decode("utf-8", "surrogateescape")


def _run(
    folder: Path, arguments: list[str], environment: dict[str, str], stdin: bytes, patience: float
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--no-pager", "--literal-pathspecs", *arguments]
    # Nobody could answer a question that git puts to the terminal behind the studio's screen.
    everywhere = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "GIT_ASKPASS": "true"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **everywhere, **environment},
            input=stdin,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise StoreError(f"cannot look into {visible(str(folder))}: it is not there") from error
        raise StoreError("git is not installed, or not to be found in $PATH") from error
    except subprocess.TimeoutExpired as error:
        raise StoreError(f"git did not come to an end within {patience:.0f} seconds") from error
    except OSError as error:
        raise StoreError(f"cannot run git: {cause(error)}") from error
    if done.returncode != 0:
        raise _refusal(arguments, done)
    return done


def _refusal(arguments: list[str], done: subprocess.CompletedProcess[bytes]) -> GitRefused:
    output = text_of(done.stderr + done.stdout).strip()
    told = [line for line in output.splitlines() if line.strip()]
    words = ("fatal: ", "error: ")
    telling = next((line for line in told if line.startswith(words)), told[-1] if told else "")
    for word in words:
        telling = telling.removeprefix(word)
    verb = next((word for word in arguments if not word.startswith("-") and "=" not in word), "git")
    reason = visible(telling.strip()) or f"it ended with {done.returncode}"
    return GitRefused(f"git {verb} refused: {reason}", visible(output))
