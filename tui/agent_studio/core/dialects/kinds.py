"""The closed sets of words that dialect tables are written with."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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


class BadValue(StrEnum):
    """What a harness does with a value that it cannot use."""

    IGNORED = "taken for absent"
    REJECTS_FILE = "rejects the file"
    LATER = "noticed only when the agent is started"
    NOTHING = "taken for an empty list"


class Loading(StrEnum):
    """How a harness reads the fields; each is done once, in `front_reading` or `formats`."""

    STRICT = "strict YAML"
    RESCUE = "strict YAML, else unquoted values are quoted line by line"
    BLOCKS = "strict YAML, else values with a colon become blocks"
    LINES = "strict YAML, else line by line"
    ONWARD = "YAML by a reader of its own, which goes on behind a mistake"
    FLAT = "line by line, every value a text"
    TOML = "TOML, the whole file"
    JSON = "JSON, the whole file"
    MODES = "YAML or JSON, the whole file: a list of modes"

    @property
    def is_markdown(self) -> bool:
        """Whether the file is Markdown with front matter."""
        return self not in (Loading.TOML, Loading.JSON, Loading.MODES)


class Reader(StrEnum):
    """Whose YAML parser reads the front matter."""

    CORE = "YAML 1.2, as the specification has it"
    BUN = "YAML 1.2, as Bun reads it"


class Fence(StrEnum):
    """What ends the front matter."""

    DASHES = "the next three dashes, wherever they stand"
    LINE = "the next line that begins with three dashes"


class Named(StrEnum):
    """What the words of a field's value are names of."""

    AGENTS = "agents"
    SKILLS = "skills"
    SERVERS = "MCP servers"


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

ASKED: Final = frozenset({Right.WRITE, Right.RUN, Right.NETWORK, Right.MCP})
"""What harnesses ask about that ask at all: reading and handing on are free."""
EDITS: Final = frozenset({Right.WRITE})
"""What modes leave unasked that accept edits."""
