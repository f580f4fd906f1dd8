"""What git and its merge drivers exchange: three files, labels, a status; and git's own merge."""

from __future__ import annotations

import os
import stat

from agent_studio.core.records import dataclass

WORDS = "BASE OURS THEIRS MARKER_SIZE PATH [BASE_LABEL OUR_LABEL THEIR_LABEL]"
"""What a driver is called with: git's ``%O %A %B %L %P %S %X %Y``."""

_USUAL_SIZE = 7


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands behind conflict markers."""

    ours: str
    base: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Call:
    """One merge that git asks for. ``ours`` is read, and replaced by the result."""

    base: str
    ours: str
    theirs: str
    marker_size: int
    path: str
    """The definition's path in the work tree; the three files have names of their own."""
    labels: Labels


def read_call(words: list[str]) -> Call | None:
    """The call that git's words make; ``None`` if they are none."""
    if not 5 <= len(words) <= 8:
        return None
    base, ours, theirs, size, path = words[:5]
    known = (*words[5:], "", "", "")
    number = int(size) if size.isdecimal() else 0
    labels = _labels(ours=known[1], base=known[0], theirs=known[2])
    return Call(base, ours, theirs, number or _USUAL_SIZE, path, labels)


def _labels(ours: str, base: str, theirs: str) -> Labels:
    # Before 2.44 git leaves %S, %X and %Y as they are. What it merges is then told by a variable
    # in the environment, if it was a plain "git merge" of one branch.
    heads = [value for name, value in os.environ.items() if name.startswith("GITHEAD_")]
    merged = heads[0] if len(heads) == 1 else ""
    return Labels(
        _given(ours, "%X") or ("HEAD" if merged else "ours"),
        _given(base, "%S") or "base",
        _given(theirs, "%Y") or merged or "theirs",
    )


def _given(label: str, unknown: str) -> str:
    # A line end in a label would end the marker.
    return "" if label == unknown else " ".join(label.split())


def wants_base() -> bool:
    """Whether git is set to show the base between conflict markers.

    Raises:
        OSError: git cannot be run.
    """
    return _answer(["git", "config", "--get", "merge.conflictStyle"]) in (b"diff3", b"zdiff3")


def _answer(command: list[str]) -> bytes:
    """What a program prints, in small letters."""
    # subprocess takes longer to import than git to answer.
    reading, writing = os.pipe()
    try:
        output = [(os.POSIX_SPAWN_DUP2, writing, 1)]
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=output)
    finally:
        os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told.strip().lower()


def write_result(call: Call, data: bytes) -> None:
    """Replace ours by the result, in one step.

    Raises:
        OSError: It cannot be written; then ours is as it was.
    """
    # Git reads the file back at once and keeps the definition itself: no power cut matters here.
    spare = f"{call.ours}.{os.getpid()}.tmp"
    mode = stat.S_IMODE(os.stat(call.ours).st_mode)  # noqa: PTH116  pathlib is slow
    handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(spare, call.ours)  # noqa: PTH105  as above
    except BaseException:
        os.unlink(spare)  # noqa: PTH108  as above
        raise


def merge_by_git(call: Call) -> bool:
    """Let git's own merge write the result into ours; whether it has no conflicts.

    What git will not merge either, such as files with NUL bytes, is a conflict, and ours
    stays as it is: so it would be without a driver.
    """
    import subprocess

    command = ["git", "merge-file", "--quiet", f"--marker-size={call.marker_size}"]
    for label in (call.labels.ours, call.labels.base, call.labels.theirs):
        command += ["-L", label]
    files = [
        f"./{name}" if name[:1] == "-" else name for name in (call.ours, call.base, call.theirs)
    ]
    try:
        done = subprocess.run([*command, *files], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
