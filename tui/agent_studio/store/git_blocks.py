"""A delimited block in a file that is somebody else's: put in, found again, taken out.

Pure functions over bytes. What they take out leaves the file as it was before, byte by byte;
the first line of the block remembers what that needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BOM = b"\xef\xbb\xbf"
_BEGIN = b"# >>> agent-studio git install"
_END = b"# <<< agent-studio git install <<<"
_MADE = re.compile(rb" \(this file(?: and (\d+) folders?)? made by it\)")
_BLOCK = re.compile(
    rb"(?:^|(?<=\xef\xbb\xbf))"
    + re.escape(_BEGIN)
    + rb"([^\r\n]*)>>>[^\r\n]*\r?\n(.*?)^"
    + re.escape(_END)
    + rb"(\r?\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was found."""

    start: int
    end: int
    lines: tuple[str, ...]
    """Without their ends, and without the delimiters."""
    made_file: bool
    """Whether the file was made for the block."""
    made_folders: int
    """How many folders above the file were, too."""


def find(data: bytes) -> Block | None:
    """The block in ``data``; ``None`` if there is none, or none that is whole."""
    found = _BLOCK.search(data)
    if found is None:
        return None
    lines = found[2].decode("utf-8", "surrogateescape").splitlines()
    made = _MADE.search(found[1])
    folders = int(made[1] or 0) if made else 0
    return Block(found.start(), found.end(), tuple(lines), made is not None, folders)


def is_torn(data: bytes) -> bool:
    """Whether only a part of a block is left, which nobody can take out safely."""
    return find(data) is None and (_BEGIN in data or _END in data)


def added(
    data: bytes | None,
    lines: Sequence[str],
    head: bytes = b"",
    folders: int = 0,
    *,
    at_end: bool = False,
) -> bytes:
    """``data`` with a block of these lines; of a block that is there, the lines are replaced.

    The block stands at the top, behind a first line that begins with ``#!``: in attributes,
    what comes later wins, and a script may end anywhere. Or it stands ``at_end``. ``data`` is
    ``None`` for a file that is made now: with ``head`` on top, ``folders`` made above it.
    """
    there = find(data) if data is not None else None
    if data is not None and there is not None:
        made = (there.made_file, there.made_folders)
        block = _block(lines, _line_end(data), *made)
        # The end of the last line is the block's only if the file goes on, or ended so before.
        if not data[: there.end].endswith(b"\n"):
            block = block.rstrip(b"\r\n")
        return data[: there.start] + block + data[there.end :]
    if data is None:
        return head + _block(lines, b"\n", made_file=True, made_folders=folders)
    at = len(data) if at_end else _place(data)
    block = _block(lines, _line_end(data), made_file=False, made_folders=0)
    if at > len(_bom(data)) and data[at - 1 : at] != b"\n":
        end = _line_end(data)
        block = end + block[: -len(end)]
    return data[:at] + block + data[at:]


def removed(data: bytes, head: bytes = b"") -> bytes | None:
    """``data`` without its block; ``None`` if the file was made for it and holds nothing else."""
    there = find(data)
    if there is None:
        return data
    before, behind = data[: there.start], data[there.end :]
    if not behind and not data.endswith(b"\n"):
        first = data[there.start : data.index(b"\n", there.start)]
        before = before.removesuffix(b"\r\n" if first.endswith(b"\r") else b"\n")
    rest = before + behind
    return None if there.made_file and rest in (b"", head) else rest


def unwrapped(data: bytes, lines: Sequence[str]) -> bytes:
    """``data`` with these lines in the place of its block, and no delimiters."""
    there = find(data)
    if there is None:
        return data
    end = _line_end(data)
    inside = b"".join(line.encode("utf-8", "surrogateescape") + end for line in lines)
    return data[: there.start] + inside + data[there.end :]


def _block(lines: Sequence[str], end: bytes, made_file: bool, made_folders: int) -> bytes:
    made = ""
    if made_file:
        plural = "s" if made_folders > 1 else ""
        more = f" and {made_folders} folder{plural}" if made_folders else ""
        made = f" (this file{more} made by it)"
    first = _BEGIN + made.encode() + b" >>>"
    whole = [first, *(line.encode("utf-8", "surrogateescape") for line in lines), _END]
    return b"".join(line + end for line in whole)


def _place(data: bytes) -> int:
    if data.startswith(b"#!"):
        return data.find(b"\n") + 1 or len(data)
    return len(_bom(data))


def _bom(data: bytes) -> bytes:
    return _BOM if data.startswith(_BOM) else b""


def _line_end(data: bytes) -> bytes:
    first = data.partition(b"\n")[0]
    return b"\r\n" if first.endswith(b"\r") and not data.startswith(b"#!") else b"\n"
