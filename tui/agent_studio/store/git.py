"""Git by its own program: what is changed, what was, staging, committing.

Only formats that git promises to keep are read (``--porcelain=v2 -z``, ``--raw -z``). Paths
are always literal, never patterns. Reading takes no locks, so that it is never in the way of
the person's own git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from agent_studio.store.errors import StoreError, shown
from agent_studio.store.git_model import (
    INDEX,
    OURS,
    WORK_TREE,
    Commit,
    Delta,
    FileStatus,
    IndexEntry,
    Repo,
    State,
)
from agent_studio.store.git_program import GitRefused, ask, do, text_of

__all__ = [
    "INDEX", "OURS", "WORK_TREE", "Commit", "Delta", "FileStatus", "GitRefused", "IndexEntry",
    "Repo", "State", "commit", "content", "deltas", "discover", "has_commits", "index_entry",
    "read_deltas", "set_index_entry", "stage", "stage_content", "states", "status", "tree_of",
    "unstage",
]  # fmt: skip

_STAGES = {INDEX: ":0", OURS: ":2"}
_LINK, _SUBMODULE = "120000", "160000"


def discover(folder: Path) -> Repo:
    """The work tree that ``folder`` (or file) lies in.

    Raises:
        StoreError: There is none, it is bare, git is missing or refuses.
    """
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        top = ask(folder, "rev-parse", "--show-toplevel")
    except GitRefused as refusal:
        raise _no_work_tree(folder, refusal) from refusal
    return Repo(Path(os.fsdecode(top.removesuffix(b"\n"))))


def _no_work_tree(folder: Path, refusal: GitRefused) -> StoreError:
    if "not a git repository" in refusal.output:
        return StoreError(f"{shown(folder)} is not in a git repository")
    if "must be run in a work tree" in refusal.output:
        return StoreError(_without_files(folder))
    if "dubious ownership" in refusal.output:
        return StoreError(
            f"git does not trust the repository of {shown(folder)}, because somebody else owns it"
        )
    return refusal


def _without_files(folder: Path) -> str:
    """Why git says that ``folder`` is in no work tree, although it is in a repository."""
    if ask(folder, "rev-parse", "--is-bare-repository").strip() == b"true":
        return f"{shown(folder)} is in a git repository without files (a bare one)"
    own = Path(os.fsdecode(ask(folder, "rev-parse", "--absolute-git-dir").removesuffix(b"\n")))
    files = f"; its files are in {shown(own.parent)}" if own.name == ".git" else ""
    return f"{shown(folder)} is where git keeps a repository's own data{files}"


def has_commits(repo: Repo) -> bool:
    """Whether there is a HEAD to compare with."""
    return _commit_id(repo, "HEAD") is not None


def _commit_id(repo: Repo, revision: str) -> str | None:
    try:
        out = ask(repo.root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    except GitRefused:
        return None
    return text_of(out).strip()


def tree_of(repo: Repo, revision: str) -> str:
    """The id of what a revision holds; that of nothing for HEAD before the first commit.

    Raises:
        StoreError: There is no such revision.
    """
    found = _commit_id(repo, f"{revision}^{{tree}}")
    if found:
        return found
    if revision == "HEAD" and not has_commits(repo):
        return _empty_tree(repo)
    raise StoreError(f"there is no revision '{revision}' in {shown(repo.root)}")


def _empty_tree(repo: Repo) -> str:
    # Asked for rather than known: its id depends on the repository's hash algorithm.
    return text_of(ask(repo.root, "hash-object", "-t", "tree", os.devnull)).strip()


def status(repo: Repo, *, ignored: bool = False) -> dict[Path, FileStatus]:
    """Every file that is not clean, by its absolute path; ignored ones only if wanted.

    An ignored folder is one entry.
    """
    wanted = ["--ignored=matching"] if ignored else []
    out = ask(
        repo.root, "status", "--porcelain=v2", "-z", "--untracked-files=all", "--find-renames",
        "--ignore-submodules=all", *wanted,
    )  # fmt: skip
    records = iter(os.fsdecode(out).split("\0"))
    found = {}
    for record in records:
        if not record or record[0] == "#":
            continue
        former = next(records) if record[0] == "2" else None
        entry = _status_entry(repo, record, former)
        found[entry.path] = entry
    return found


def _status_entry(repo: Repo, record: str, former: str | None) -> FileStatus:
    kind = record[0]
    if kind in "?!":
        state = State.UNTRACKED if kind == "?" else State.IGNORED
        return FileStatus(repo.root / record[2:].rstrip("/"), state, staged=False, unstaged=True)
    # Numbers of blanks before the path: see git-status(1), porcelain format version 2.
    name = record.split(" ", {"1": 8, "2": 9, "u": 10}[kind])[-1]
    path = repo.root / name
    if kind == "u":
        return FileStatus(path, State.CONFLICTED, staged=True, unstaged=True)
    index, work = record[2], record[3]
    staged, unstaged = index != ".", work != "."
    if "D" in (index, work):
        state = State.DELETED
    elif staged and unstaged:
        state = State.PARTLY
    else:
        state = State.STAGED if staged else State.MODIFIED
    return FileStatus(path, state, staged, unstaged, repo.root / former if former else None)


def states(paths: Iterable[Path]) -> dict[Path, State]:
    """What git says of each of these files; those in no work tree are absent.

    Never raises: where git cannot answer, there is no answer.
    """
    by_root: dict[Path, list[Path]] = {}
    roots: dict[Path, Path | None] = {}
    for path in paths:
        folder = path.parent
        if folder not in roots:
            roots[folder] = _root_above(Path(os.path.realpath(folder)))
        root = roots[folder]
        if root is not None:
            by_root.setdefault(root, []).append(path)
    found: dict[Path, State] = {}
    for root, members in by_root.items():
        try:
            known = status(discover(root), ignored=True)
        except StoreError:
            continue
        found.update(_states_in(members, known))
    return found


def _states_in(members: Sequence[Path], known: Mapping[Path, FileStatus]) -> dict[Path, State]:
    found = {}
    folders: dict[Path, Path] = {}
    for path in members:
        folder = path.parent
        real = folders.setdefault(folder, Path(os.path.realpath(folder))) / path.name
        entry = known.get(real)
        if entry is None:
            above = (known.get(each) for each in real.parents)
            entry = next((each for each in above if each), None)
        found[path] = entry.state if entry else State.CLEAN
    return found


def _root_above(folder: Path) -> Path | None:
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return each
    return None


def deltas(repo: Repo, base: str, target: str = WORK_TREE) -> tuple[Delta, ...]:
    """The files that may differ between two states, renames found; no submodules, no links.

    A file that was only touched can be among those of the work tree: to know better, git
    would have to write its index.

    ``base`` is a revision or `INDEX`; ``target`` a revision, `INDEX` or `WORK_TREE`, with
    which untracked files count as well.

    Raises:
        StoreError: There is no such revision.
    """
    between = [tree_of(repo, base)] if base != INDEX else []
    if target == INDEX:
        between.insert(0, "--cached")
    elif target != WORK_TREE:
        between.append(tree_of(repo, target))
    out = ask(
        repo.root, "diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv",
        "--no-color", "--no-relative", "--ignore-submodules=all", *between, "--",
    )  # fmt: skip
    found = list(read_deltas(repo, os.fsdecode(out)))
    if target == WORK_TREE:
        others = ask(repo.root, "ls-files", "-z", "--others", "--exclude-standard")
        names = os.fsdecode(others).split("\0")
        found += [Delta(repo.root / name, "?") for name in names if name and name[-1] != "/"]
    return tuple(found)


def read_deltas(repo: Repo, out: str) -> Iterable[Delta]:
    """What ``git diff --raw -z`` printed; no submodules, no links."""
    parts = iter(out.split("\0"))
    for head in parts:
        if not head:
            continue
        before, after, _, _, letter = head.lstrip(":").split(" ")
        name = next(parts)
        former = name if letter[0] in "RC" else None
        if former is not None:
            name = next(parts)
        if {before, after} & {_LINK, _SUBMODULE}:
            continue
        known = {"R": "R", "C": "A", "T": "M"}.get(letter[0], letter[0])
        was = repo.root / former if former and known == "R" else None
        yield Delta(repo.root / name, known, was)


def content(repo: Repo, path: Path, revision: str) -> bytes | None:
    """What ``path`` held in a revision or holds in `INDEX` or `OURS`, as it would be checked out.

    ``None`` if it is not in there. Line-end and other filters are applied, so that it can be
    compared with the file on disk, byte by byte.
    """
    name = repo.relative(path)
    where = f"{_STAGES.get(revision, revision)}:{name}"
    found = _commit_id(repo, where)
    if found is None:
        return None
    return ask(repo.root, "cat-file", "--filters", f"--path={name}", found)


def index_entry(repo: Repo, path: Path) -> IndexEntry:
    """What the index holds for a path."""
    out = os.fsdecode(ask(repo.root, "ls-files", "-s", "-z", "--", repo.relative(path)))
    for record in out.split("\0"):
        head, _, _ = record.partition("\t")
        if head:
            mode, number, stage = head.split(" ")
            if stage == "0":
                return IndexEntry(path, mode, number)
    return IndexEntry(path, "", "")


def set_index_entry(repo: Repo, entry: IndexEntry) -> None:
    """Make the index hold this for the entry's path, or nothing.

    Raises:
        StoreError: git refuses, because another git holds the index, say.
    """
    name = os.fsencode(repo.relative(entry.path))
    mode, number = entry.mode or "0", entry.object or "0" * len(_empty_tree(repo))
    record = f"{mode} {number}\t".encode() + name + b"\0"
    do(repo.root, "update-index", "-z", "--index-info", stdin=record)


def stage(repo: Repo, paths: Sequence[Path]) -> None:
    """Stage the files as they are on disk, deletions too.

    Raises:
        StoreError: git refuses.
    """
    do(repo.root, "add", "-A", "--", *_names(repo, paths))


def unstage(repo: Repo, paths: Sequence[Path]) -> None:
    """Make the index hold for these files what HEAD holds; the files stay as they are.

    Raises:
        StoreError: git refuses.
    """
    do(repo.root, "reset", "-q", "--", *_names(repo, paths))


def stage_content(repo: Repo, path: Path, data: bytes) -> None:
    """Stage ``data`` for ``path`` whatever is on disk: parts of a file are staged so.

    The file's mode is kept, and the filters that ``git add`` applies are applied.

    Raises:
        StoreError: git refuses.
    """
    name = repo.relative(path)
    out = do(repo.root, "hash-object", "-w", "--stdin", f"--path={name}", stdin=data)
    mode = index_entry(repo, path).mode
    if not mode:
        mode = "100755" if os.access(path, os.X_OK) else "100644"
    set_index_entry(repo, IndexEntry(path, mode, text_of(out.stdout).strip()))


def commit(repo: Repo, message: str) -> Commit:
    """Commit what is staged; hooks run.

    Raises:
        GitRefused: Nothing is staged, there is no message, or a hook refuses; what git and
            the hooks said is its ``output``.
    """
    if not message.strip():
        raise StoreError("a commit needs a message")
    done = do(
        repo.root, "commit", "--file=-", "--cleanup=whitespace",
        stdin=message.encode("utf-8", "surrogateescape"), hooks=True,
    )  # fmt: skip
    head = text_of(ask(repo.root, "log", "-1", "--format=%H%x00%s")).strip("\n")
    number, _, subject = head.partition("\0")
    return Commit(number, subject, text_of(done.stderr).strip())


def _names(repo: Repo, paths: Sequence[Path]) -> list[str]:
    return [repo.relative(path) for path in paths]
