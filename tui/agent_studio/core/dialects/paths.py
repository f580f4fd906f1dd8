"""Which paths are definitions by their place alone, as text: nothing is looked up on a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agent_studio.core.dialects.claude_code import CLAUDE_CODE
from agent_studio.core.dialects.harnesses import HARNESSES, MERGED
from agent_studio.core.dialects.model import Dialect, Place
from agent_studio.core.dialects.tables import DIALECTS
from agent_studio.core.records import replace


def dialect_at(path: str) -> Dialect:
    """The dialect in whose place ``path`` lies; that of Claude Code if it lies in none.

    The path has slashes and may be relative; places count wherever in it they stand. What lies
    deeper in a place than its harness looks was still written for that harness.
    """
    parts = tuple(path.split("/"))
    held = [
        (not place.folder, number, harness.id)
        for number, harness in enumerate(HARNESSES)
        for place in harness.places
        if holds(place, parts)
    ]
    # A place that is a folder goes before one that is only a name.
    return DIALECTS[min(held)[2] if held else _deep_in(parts) or CLAUDE_CODE.id]


def _deep_in(parts: tuple[str, ...]) -> str:
    """The harness that takes only files right in a folder which these parts lead through."""
    for harness in HARNESSES:
        flat = (each for each in harness.places if each.folder and not each.recursive)
        if any(holds(replace(place, recursive=True), parts) for place in flat):
            return harness.id
    return ""


def dialect_of_all(paths: Iterable[str]) -> Dialect:
    """The dialect of the place that all of these lie in; Claude Code's if they lie in several."""
    found = {dialect_at(path).id for path in paths}
    return DIALECTS[found.pop()] if len(found) == 1 else CLAUDE_CODE


def is_in_place(path: str) -> bool:
    """Whether some harness takes ``path`` for a definition wherever its project root is."""
    parts = tuple(path.split("/"))
    return any(holds(place, parts) for harness in HARNESSES for place in harness.places)


def is_known_by_name(path: str) -> bool:
    """Whether ``path`` is a definition by its name, and lies in no folder of a harness."""
    parts = tuple(path.split("/"))
    every = [place for harness in HARNESSES for place in harness.places]
    if not any(place.takes(parts[-1]) for place in every if not place.folder):
        return False
    return not any(holds(place, parts) for place in every if place.folder)


def globs(root: str = "") -> tuple[str, ...]:
    """The places of Markdown as patterns that git understands, each once, in the tables' order.

    ``**`` stands for any number of folders. ``root`` is the absolute path that the patterns
    are relative to: where it ends on the way to a place (``~/.claude``), the rest of that place
    is a pattern, too; where it lies inside of one, every file is.
    """
    found: dict[str, None] = {}
    above = tuple(part for part in root.split("/") if part)
    for place in _places():
        middle = "/**/" if place.recursive else "/"
        folders = [f"**/{place.folder}", *_rests(place, above)]
        for folder in folders:
            found |= dict.fromkeys(f"{folder}{middle}*{end}" for end in _shortest(place.suffixes))
    return tuple(found)


def expression() -> str:
    """The places of Markdown as one regular expression, to be searched for in relative paths."""
    found: dict[str, None] = {}
    for place in _places():
        suffixes = "|".join(_escaped(name) for name in _shortest(place.suffixes))
        between = ".*" if place.recursive else "[^/]*"
        found[f"{_escaped(place.folder)}/{between}({suffixes})"] = None
    return f"(^|/)({'|'.join(found)})$"


def _places() -> Iterator[Place]:
    for harness in MERGED:
        yield from (place for place in harness.places if place.folder)


def holds(place: Place, parts: tuple[str, ...]) -> bool:
    """Whether a path in these parts lies in the place, wherever that stands in it."""
    if not place.takes(parts[-1]):
        return False
    if not place.folder:
        return True
    folder = tuple(place.folder.split("/"))
    if not place.recursive:
        return parts[:-1][-len(folder) :] == folder
    ends = range(len(folder), len(parts))
    return any(parts[end - len(folder) : end] == folder for end in ends)


def _rests(place: Place, above: tuple[str, ...]) -> Iterator[str]:
    """What is left of the place below a root whose path is ``above``, each with its slash."""
    folder = tuple(place.folder.split("/"))
    for length in range(1, len(folder) + 1):
        if above[-length:] == folder[:length]:
            yield "".join(f"/{part}" for part in folder[length:])
    if place.recursive and any(above[at:][: len(folder)] == folder for at in range(len(above))):
        yield ""


def _shortest(suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that a shorter one covers: ``.agent.md`` beside ``.md``."""
    return tuple(
        suffix
        for suffix in suffixes
        if not any(suffix != other and suffix.endswith(other) for other in suffixes)
    )


def _escaped(text: str) -> str:
    return text.replace(".", r"\.")
