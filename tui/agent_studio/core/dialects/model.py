"""The form of a dialect table: what one harness reads, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass, field


class MergeKind(StrEnum):
    """How two values of a field are put together."""

    SCALAR = "scalar"
    TEXT = "text"
    SET = "set"
    LIST = "list"
    MAP = "map"


class FieldType(StrEnum):
    """What a harness accepts as a field's value."""

    STRING = "string"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRINGS = "comma string or list of strings"
    LIST = "list"
    MAP = "mapping"


class BadKey(StrEnum):
    """What a harness does with a key that it does not know."""

    IGNORED = "ignored"
    WARNED = "warned about"
    REJECTS_FILE = "rejects the file"
    PASSED_ON = "passed to the model provider"


class Loading(StrEnum):
    """How a harness reads the front matter; each is implemented once, in `loading`."""

    STRICT = "strict YAML"
    RESCUE = "strict YAML, else unquoted values are quoted line by line"


class Right(StrEnum):
    """What an agent may do."""

    READ = "read"
    WRITE = "write"
    RUN = "run"
    NETWORK = "network"
    DELEGATE = "delegate"
    MCP = "mcp"

    @property
    def words(self) -> str:
        """What it allows, as it follows "may": ``use the network``."""
        return _RIGHT_WORDS[self]


_RIGHT_WORDS: Final = {
    Right.READ: "read files",
    Right.WRITE: "write files",
    Right.RUN: "run commands",
    Right.NETWORK: "use the network",
    Right.DELEGATE: "start other agents",
    Right.MCP: "use MCP servers",
}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One key of the front matter."""

    key: str
    type: FieldType
    merge: MergeKind
    doc: str
    """One or two sentences: what it means and its trap."""
    source: str
    required: bool = False
    values: tuple[str, ...] = ()
    """The only legal values, if the set is closed; the suggested ones if ``open_values``."""
    open_values: bool = False
    since: str = ""
    """The harness version that brought it, if known."""
    template: str = ""
    """What completion writes behind ``key: ``."""
    mistaken_for: tuple[str, ...] = ()
    """Keys that people write when they mean this one."""
    near_values: tuple[tuple[str, str], ...] = ()
    """Values of other programs, in lower case, with the legal one that comes nearest."""
    numbers_too: bool = False
    """Whether a whole number is accepted for the text."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool name of a harness."""

    name: str
    rights: frozenset[Right] = frozenset()
    in_subagent: bool = True
    """Whether a subagent can have it at all."""
    dead: bool = False
    replacement: str = ""
    """What to write instead, for dead names and aliases."""
    needs: str = ""
    """A tool without which this one is not there either."""
    folded_into: str = ""
    """A tool beside which this one is not handed out, because that one does its work."""
    takes_arguments: bool = False
    """Whether parentheses behind the name mean anything in a definition."""


@dataclass(frozen=True, slots=True)
class ToolGrant:
    """A field that adds tools to a list that does not name them."""

    key: str
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModeNote:
    """What a permission mode means, in words.

    ``rank`` orders modes by how much is done without asking: 0 is the session's own way,
    below it less is possible, 2 means that nothing is asked at all.
    """

    mode: str
    note: str
    rank: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a harness looks for definitions, relative to a project root or the home folder."""

    scope: str
    """``project`` or ``user``."""
    folder: str
    suffixes: tuple[str, ...] = (".md",)
    recursive: bool = True
    moved_by: str = ""
    """The environment variable whose folder stands in for the first part of ``folder``."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One harness's file format. Nothing outside these tables knows a harness by name."""

    id: str
    title: str
    version: str
    """The harness version the table speaks of."""
    dated: str
    source: str
    places: tuple[Place, ...]
    loading: Loading
    unknown_keys: BadKey
    fields: tuple[FieldSpec, ...] = ()
    tools: tuple[Tool, ...] = ()
    tools_field: str = ""
    denied_tools_field: str = ""
    builtin_agents: tuple[str, ...] = ()
    name_is: str = "field"
    """``field`` if the ``name`` field identifies an agent, ``file`` if the file name does."""
    refused_name_starts: tuple[str, ...] = ()
    """A name that begins so drops the file."""
    refused_in_name: tuple[str, ...] = ()
    """A name that contains one of these drops the file."""
    unescaped_fields: tuple[str, ...] = ()
    """Fields in which the loader turns a literal ``\\n`` into a line break."""
    name_pattern: str = ""
    """What a name should look like, as a regular expression for the whole of it."""
    wildcard: str = ""
    """The word that stands for every tool."""
    mcp_prefix: str = ""
    """What the names of MCP tools begin with: ``<prefix>server__tool``."""
    tool_grants: tuple[ToolGrant, ...] = ()
    background_field: str = ""
    """The switch that makes an agent run in the background with fewer tools."""
    background_tools: tuple[str, ...] = ()
    """The tools that are left to it there; MCP tools stay."""
    mode_field: str = ""
    """The field that says how permissions are asked for."""
    mode_notes: tuple[ModeNote, ...] = ()
    model_field: str = ""
    model_pattern: str = ""
    """What a full model id looks like, as a regular expression for the whole of it."""
    knows_all_fields: bool = False
    """Whether ``fields`` is the whole list, so that any other key is unknown."""

    def spec(self, key: str) -> FieldSpec | None:
        """The declaration of ``key``; ``None`` for a key that the harness does not know."""
        return next((spec for spec in self.fields if spec.key == key), None)

    def tool(self, name: str) -> Tool | None:
        """The declaration of the tool ``name`` (names are case-sensitive)."""
        return next((tool for tool in self.tools if tool.name == name), None)

    def mode(self, name: str) -> ModeNote | None:
        """What the permission mode ``name`` means; ``None`` if there is nothing to say."""
        return next((note for note in self.mode_notes if note.mode == name), None)

    def merge_kind(self, key: str) -> MergeKind | None:
        """How values of ``key`` are put together; ``None`` if nothing is declared."""
        spec = self.spec(key)
        return spec.merge if spec else None


class Outcome(StrEnum):
    """What becomes of a file in a harness."""

    LOADS = "loads"
    RESCUED = "loads after rescue"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one harness makes of one definition."""

    harness: str
    outcome: Outcome
    reason: str
    """Why it is dropped or had to be rescued; empty when it simply loads."""
    fields: dict[str, Value] = field(hash=False)
    """The values that the harness works with, after its own rescue and rewriting."""
    prompt: str = ""

    @property
    def loads(self) -> bool:
        """Whether the harness offers the agent at all."""
        return self.outcome is not Outcome.DROPPED


@dataclass(frozen=True, slots=True)
class Rights:
    """What an agent may really do in one harness.

    ``tools`` is ``None`` when it inherits every tool of the session, else the names that
    resolve, in the order written; ``notes`` say how that came about in words for a person
    ("memory adds Write and Edit").
    """

    harness: str
    tools: tuple[str, ...] | None
    denied: tuple[str, ...] = ()
    granted: frozenset[Right] = frozenset()
    mode: str = ""
    """The permission mode, if one is set."""
    mode_rank: int = 0
    """How free that mode is; see `ModeNote`."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RightsChange:
    """How rights differ between a before and an after."""

    gained: tuple[str, ...] = ()
    """What the agent may now do that it could not: rights and tool names, for a person."""
    lost: tuple[str, ...] = ()

    @property
    def wider(self) -> bool:
        """Whether anything was gained."""
        return bool(self.gained)
