"""What the sides of a git merge have in common: one base, none, or several made into one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from agent_studio.store.git_model import Repo
from agent_studio.store.git_program import GitRefused, ask, text_of

_TREE = re.compile(r"[0-9a-f]{40,64}")


class Kind(StrEnum):
    """Where the base comes from."""

    ONE = "one"
    """The only merge base."""
    NONE = "none"
    """Histories that have nothing in common: an empty base."""
    VIRTUAL = "virtual"
    """The merge of several merge bases, as git makes it for itself."""
    FIRST = "first"
    """The first of several merge bases, because git does not tell what it makes of them."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The base of a merge."""

    kind: Kind
    commits: tuple[str, ...]
    """The merge bases."""
    tree: str
    """The id of what the base holds."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What git needs in order to see ``tree``."""


@contextmanager
def ground(repo: Repo, parents: Sequence[str]) -> Iterator[Ground]:
    """The base of a merge of these commits; its tree may be gone afterwards.

    Where there are several merge bases, git merges them first and so does this, in a place
    for objects of its own: nothing is added to the repository.

    Raises:
        StoreError: git does not answer.
    """
    bases = _bases(repo, parents)
    if not bases:
        out = ask(repo.root, "hash-object", "-t", "tree", os.devnull)
        yield Ground(Kind.NONE, (), text_of(out).strip())
    elif len(bases) == 1:
        yield Ground(Kind.ONE, bases, f"{bases[0]}^{{tree}}")
    else:
        with tempfile.TemporaryDirectory(prefix="agent-studio-") as folder:
            yield (
                _virtual(repo, bases, _aside(repo, folder)) if len(parents) == 2 else _first(bases)
            )


def _bases(repo: Repo, parents: Sequence[str]) -> tuple[str, ...]:
    many = ["--octopus"] if len(parents) > 2 else []
    try:
        out = ask(repo.root, "merge-base", "--all", *many, *parents)
    except GitRefused as refusal:
        # Without a word: there is none. Anything else is a reason.
        if refusal.output:
            raise
        return ()
    return tuple(text_of(out).split())


def _first(bases: tuple[str, ...]) -> Ground:
    return Ground(Kind.FIRST, bases, f"{bases[0]}^{{tree}}")


def _aside(repo: Repo, folder: str) -> dict[str, str]:
    """An environment in which new objects go into ``folder``, and all others are found."""
    out = ask(repo.root, "rev-parse", "--git-path", "objects")
    objects = os.path.join(repo.root, os.fsdecode(out.removesuffix(b"\n")))  # noqa: PTH118  may be absolute
    known = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    who = {
        f"GIT_{role}_{what}": "-" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return {
        "GIT_OBJECT_DIRECTORY": folder,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": f"{_quoted(objects)}{os.pathsep}{known}".rstrip(
            os.pathsep
        ),
        **who,
    }


def _quoted(path: str) -> str:
    """A path as git reads it in a list of paths."""
    if os.pathsep not in path and not path.startswith('"'):
        return path
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _virtual(repo: Repo, bases: tuple[str, ...], aside: Mapping[str, str]) -> Ground:
    made = bases[0]
    tree = ""
    try:
        for other in bases[1:]:
            tree = _merged(repo, made, other, aside)
            out = ask(
                repo.root,
                "commit-tree",
                tree,
                "-p",
                made,
                "-p",
                other,
                "-m",
                "-",
                environment=aside,
            )
            made = text_of(out).strip()
    except GitRefused:
        # Before 2.38 git merges only where there is a work tree.
        return _first(bases)
    return Ground(Kind.VIRTUAL, bases, tree, aside)


def _merged(repo: Repo, ours: str, theirs: str, aside: Mapping[str, str]) -> str:
    """The tree of a merge; where it has conflicts, with git's markers in the files."""
    try:
        out = ask(
            repo.root, "merge-tree", "--write-tree", "--no-messages", ours, theirs,
            environment=aside,
        )  # fmt: skip
    except GitRefused as refusal:
        first = refusal.output.partition("\n")[0].strip()
        if not _TREE.fullmatch(first):
            raise
        return first
    return text_of(out).partition("\n")[0].strip()
