"""Which columns the Library's list has at which width, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_studio.ui.listing.view import Sorting


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list; ``width`` in cells, without the blank behind it."""

    key: str
    title: str
    width: int
    right: bool = False
    sorting: Sorting | None = None
    about: str = ""
    """What stands in it, for somebody who points at its title."""


MARK = Column("mark", "", 1)
STANDING = Column("standing", "", 1)
PROBLEMS = Column("problems", "problems", 8, sorting=Sorting.PROBLEMS, about="✖ errors, ▲ warnings")
TOKENS = Column(
    "tokens", "tokens", 6, right=True, sorting=Sorting.SIZE, about="its size, in estimated tokens"
)
TWINS = Column(
    "twins",
    "twins",
    9,
    sorting=Sorting.TWINS,
    about="how many others: ≡ the same content, ≈ nearly the same, = the same name",
)
RIGHTS = Column(
    "rights",
    "rights",
    7,
    about="r read files, w write files, x run commands, n use the network, "
    "d start agents, m use MCP servers; - may not, · is not loaded; "
    "at the end ! nothing is asked, ~ some of it is not, - what would be asked is denied",
)
GIT = Column("git", "git", 3, sorting=Sorting.GIT, about="in git: M modified, A added, ? untracked")
HARNESS = Column("harness", "harness", 14, about="the program whose rules it is read by")

_NARROWEST_NAME = 18
_WIDEST_NAME = 40
_PATH_FROM = 24
"""Cells from which a path column is worth its room."""


def columns(
    width: int, *, longest_name: int, longest_path: int, several_harnesses: bool
) -> tuple[Column, ...]:
    """The columns for a list of ``width`` cells.

    Problems, twins and size always stand; rights, git and harness come as there is room; what
    is left goes to the name and, if it is enough to read one, the path.
    """
    chosen: list[Column] = [PROBLEMS, TWINS, TOKENS]
    need = _NARROWEST_NAME + _total([MARK, STANDING, *chosen]) + 1
    wanted = [RIGHTS, GIT, *([HARNESS] if several_harnesses else [])]
    for column in wanted:
        if need + column.width + 1 + (_PATH_FROM if column is HARNESS else 0) <= width:
            chosen.append(column)
            need += column.width + 1
    room = width - _total([MARK, STANDING, *chosen])
    # Names of a group are indented by two.
    name = min(max(longest_name + 2, 8), _WIDEST_NAME, room - 1)
    path = room - name - 2
    if path >= min(longest_path, _PATH_FROM):
        flexible = [
            Column("name", "name", name, sorting=Sorting.NAME),
            Column("path", "path", path, sorting=Sorting.PATH),
        ]
    else:
        flexible = [Column("name", "name", max(room - 1, 1), sorting=Sorting.NAME)]
    order = [PROBLEMS, TWINS, TOKENS, RIGHTS, HARNESS, GIT]
    return (MARK, STANDING, *flexible, *(each for each in order if each in chosen))


def _total(parts: Sequence[Column]) -> int:
    return sum(column.width + 1 for column in parts)
