"""Where harnesses look for definitions, and which of several of one name they use: as data."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a harness looks for definitions, relative to a project root or the home folder."""

    scope: str
    """``project`` or ``user``."""
    folder: str
    """Empty where the name of a file alone makes it a definition, wherever it lies."""
    suffixes: tuple[str, ...] = (".md",)
    recursive: bool = True
    moved_by: str = ""
    """The environment variable whose folder stands in for the first part of ``folder``."""
    rank: int = 0
    """Among places of one level lower wins; between equal ones nothing decides."""
    foremost: bool = False
    """Whether it goes before all others, those of the other scope, too."""
    skipped_start: str = ""
    """Files whose names begin so are left out."""
    common: bool = False
    """Whether it is nobody's own, so that several harnesses read it in their own ways."""

    def takes(self, name: str) -> bool:
        """Whether a file of this name in it is read."""
        if not self.folder:
            # A whole name (`SKILL.md`) is no other name's ending, and an ending (`.mdc`) is.
            endings = tuple(each for each in self.suffixes if each[0] == ".")
            return name in self.suffixes or name.endswith(endings)
        skipped = self.skipped_start and name.startswith(self.skipped_start)
        return name.endswith(self.suffixes) and not skipped


class Levels(StrEnum):
    """What a harness makes of project places on the way up from the working folder."""

    ONE = "those of one folder only"
    """Also where nobody says that it looks further up."""
    NEAREST_FIRST = "the nearest folder first"
    OUTERMOST_FIRST = "the outermost folder first"


class Scopes(StrEnum):
    """How a project's definitions stand to the user's."""

    PROJECT_FIRST = "the project's before the user's"
    USER_FIRST = "the user's before the project's"
    UNDEFINED = "no order between the project's and the user's is documented"


class Ties(StrEnum):
    """What becomes of namesakes between which no place decides."""

    ANY = "any, which one is not defined"
    FIRST_PATH = "the first by path"
    ALL = "all of them together"


class OverBuiltins(StrEnum):
    """What a definition does to an agent of the harness's own that has its name."""

    REPLACES = "takes its place"
    CHANGES = "changes it; what this one does not say stays"
    UNKNOWN = "which of the two is used is not documented"


@dataclass(frozen=True, slots=True)
class Order:
    """Who wins in one harness, as far as it is not a matter of `Place.rank`."""

    source: str = ""
    """Who says so; empty where nothing is documented."""
    levels: Levels = Levels.ONE
    scopes: Scopes = Scopes.UNDEFINED
    ties: Ties = Ties.ANY
    over_builtins: OverBuiltins = OverBuiltins.UNKNOWN
    merged: bool = False
    """Whether what the winner does not say is taken from those behind it."""
    apart: bool = False
    """Whether no program reads all of the places, so that each is a library by itself."""
    any_case: bool = False
    """Whether upper and lower case are the same in names."""
    folders_in_name: bool = False
    """Whether folders inside of a place are a part of the names that files give."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one definition stands in the eyes of one harness, by its place alone."""

    library: str
    """Those with the same are seen together."""
    order: tuple[int, ...]
    """Lower wins; between equal ones no place decides."""
    league: str = ""
    """Those of different leagues are in no order."""
    file_name: str = ""
    """The name that the file gives to its agent; empty if nobody asked."""
    read: bool = True
    """Whether the harness looks there; else the library is what it would see together."""
    foreign: bool = False
    """Whether it would read no file of that name anywhere: ``SKILL.md`` is nobody's agent."""


def name_by_file(path: str, endings: Iterable[str]) -> str:
    """The name that a file gives its agent: without its ending; empty if it has another one.

    Where all files are called alike, their folders are not: these give the name. ``path`` has
    slashes, and what stands in it before the last part stays.
    """
    ending = max((each for each in endings if path.endswith(each)), key=len, default="")
    name = path.removesuffix(ending) if ending else ""
    return name.rstrip("/").rpartition("/")[2] if name.endswith("/") else name
