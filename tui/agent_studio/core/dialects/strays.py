"""Definitions in folders that their harness does not look into: which of them belong together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from agent_studio.core.dialects.harnesses import HARNESSES
from agent_studio.core.dialects.order import Place, Seat, name_by_file

_ENDS: Final = frozenset(
    place.folder.rpartition("/")[2] for each in HARNESSES for place in each.read if place.folder
)
_WHOLE_NAMES: Final = frozenset(
    end for each in HARNESSES for place in each.read for end in place.suffixes if end[0] != "."
)


def stray(tree: str, path: str = "", read_as: Iterable[Place] = ()) -> Seat:
    """The seat of a definition in a folder that its harness does not look into.

    ``read_as``, the places of that harness, say what the file's name would be there. Those of
    one collection are seen together: a folder that is called as places are (``agents``), or else
    all of ``tree``. Where all files are called alike (``SKILL.md``) it is the folder around theirs.
    """
    *folders, name = path.split("/")
    last = max((at for at, each in enumerate(folders, 1) if each in _ENDS), default=0)
    last = len(folders) - 1 if name in _WHOLE_NAMES else last
    endings = tuple(end for place in read_as for end in place.suffixes)
    named = name_by_file("/".join((*folders[-1:], name)), endings)
    return Seat(
        "/" + ("/".join(folders[:last]) or tree),
        (0,),
        file_name=named.rpartition("/")[2],
        read=False,
        foreign=name in _WHOLE_NAMES and name not in endings,
    )
