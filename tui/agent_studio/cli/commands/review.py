"""``review``: what changed in the definitions of a git repository, and who gained rights."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from agent_studio.cli.commands.studio import has_screen
from agent_studio.cli.errors import FINDINGS, OK, CommandError
from agent_studio.cli.format import findings, reviewed
from agent_studio.cli.format.changes import in_text, rights_in_text
from agent_studio.cli.format.places import plural
from agent_studio.cli.format.reviewed import Reviewed
from agent_studio.cli.output import Line, Output, complain
from agent_studio.core.records import dataclass
from agent_studio.store import git, review
from agent_studio.store.agreed import Agreements
from agent_studio.store.errors import StoreError, shown
from agent_studio.store.review import Staging


@dataclass(frozen=True)
class Scope:
    """What is compared with what."""

    repo: git.Repo
    base: str
    target: str
    paths: tuple[Path, ...]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Open the Review, or print it if a format is asked for or there is no terminal."""
    if arguments.merge:
        from agent_studio.cli.commands import review_merge

        return review_merge.run(arguments, output, *_sorted(arguments.targets))
    scope = _scope(arguments.targets, arguments.staged)
    if has_screen() and not arguments.format:
        return _open(scope)
    changed = review.changed_definitions(
        scope.repo, base=scope.base, target=scope.target, paths=scope.paths
    )
    agreements = Agreements()
    found = [reviewed.look_at(change, agreements.of(change.path)) for change in changed]
    for problem in agreements.problems:
        complain(problem)
    if arguments.format == "json":
        output.json(_in_json(scope, found))
    else:
        output.lines(_lines(scope, found))
    return FINDINGS if any(each.rights.wider for each in found) else OK


def _open(scope: Scope) -> int:
    from agent_studio.ui.opening import run as open_studio
    from agent_studio.ui.reviewing.desk import Scope as ScreenScope

    where = ScreenScope(scope.repo.root, scope.base, scope.target, scope.paths)
    return open_studio((), start="review", review=where)


def _scope(words: Sequence[str], staged: bool) -> Scope:
    revision, paths = _sorted(words)
    repo = git.discover(paths[0].absolute() if paths else Path.cwd())
    base, target = "HEAD", git.INDEX if staged else git.WORK_TREE
    if revision:
        base, dots, other = revision.partition("..")
        if other.startswith("."):
            raise CommandError(f"'{revision}': REV..REV is understood, REV...REV is not")
        if dots and staged:
            raise CommandError("--staged looks at the index, REV..REV at two revisions: choose one")
        base, target = base or "HEAD", (other or "HEAD") if dots else target
    for revision in {base, target} - {git.INDEX, git.WORK_TREE, "HEAD"}:
        git.tree_of(repo, revision)
    return Scope(repo, base, target, paths)


def _sorted(words: Sequence[str]) -> tuple[str, tuple[Path, ...]]:
    """Sort a revision from paths as git does: a word that is or was a file is a path."""
    revisions = [] if not words or _is_path(words[0]) else words[:1]
    paths = tuple(Path(word) for word in words[len(revisions) :])
    return (revisions[0] if revisions else "", paths)


def _is_path(word: str) -> bool:
    """Whether a word names a file that is there, or one that HEAD knows and somebody deleted."""
    if os.path.lexists(word):
        return True
    try:
        repo = git.discover(Path.cwd())
        path = Path(os.path.realpath(Path(word).parent)) / Path(word).name
        return repo.root in path.parents and git.content(repo, path, "HEAD") is not None
    except StoreError:
        return False


def _names(scope: Scope) -> tuple[str, str]:
    plain = {git.INDEX: "index", git.WORK_TREE: "work tree"}
    return scope.base, plain.get(scope.target, scope.target)


def _target_in_words(scope: Scope) -> str:
    plain = {git.INDEX: "the index", git.WORK_TREE: "the work tree"}
    return plain.get(scope.target, scope.target)


def _in_json(scope: Scope, found: Sequence[Reviewed]) -> dict[str, object]:
    base, target = _names(scope)
    return {
        "version": 1,
        "base": base,
        "target": target,
        "definitions": [reviewed.in_json(each) for each in found],
        "wider": any(each.rights.wider for each in found),
    }


def _lines(scope: Scope, found: Sequence[Reviewed]) -> Iterator[Line]:
    # Who may do more is what a reviewer has to see first.
    for each in sorted(found, key=lambda each: not each.rights.wider):
        yield from _of_one(each)
        yield [""]
    wider = sum(each.rights.wider for each in found)
    gains = f", {wider} may do more than before" if wider else ""
    count = plural(len(found), "definition")
    yield [(f"{count} changed in {_target_in_words(scope)} against {scope.base}{gains}", "title")]


def _of_one(each: Reviewed) -> Iterator[Line]:
    change = each.change
    notes = [change.kind.value]
    if change.former:
        root = change.path.parents[len(Path(change.label).parts) - 1]
        notes.append(f"was {shown(change.former.relative_to(root))}")
    if change.untracked:
        notes.append("unknown to git")
    elif change.conflicted:
        notes.append("in conflict")
    elif change.staging is not Staging.NO:
        notes.append(change.staging.value)
    yield [(shown(change.label), "title"), (f"  {', '.join(notes)}", "dim")]
    yield from rights_in_text(each.rights)
    for found in each.new:
        if each.after is not None:
            yield findings.in_text(change.label, each.after, found)
    for row in each.rows:
        yield from in_text(row)
