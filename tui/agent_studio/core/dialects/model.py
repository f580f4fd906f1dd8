"""The form of a dialect table: what one harness reads, as data.

The words and the smaller parts that tables are written with, and what comes of a definition, have
modules of their own. Who writes or reads a table finds all of them here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from agent_studio.core.dialects.hook_forms import HookForm
from agent_studio.core.dialects.kinds import BadKey as BadKey
from agent_studio.core.dialects.kinds import BadValue as BadValue
from agent_studio.core.dialects.kinds import Fence as Fence
from agent_studio.core.dialects.kinds import FieldType as FieldType
from agent_studio.core.dialects.kinds import Loading as Loading
from agent_studio.core.dialects.kinds import MergeKind as MergeKind
from agent_studio.core.dialects.kinds import Named as Named
from agent_studio.core.dialects.kinds import Reader as Reader
from agent_studio.core.dialects.kinds import Right as Right
from agent_studio.core.dialects.order import Order
from agent_studio.core.dialects.order import Place as Place
from agent_studio.core.dialects.outcomes import Loaded as Loaded
from agent_studio.core.dialects.outcomes import Outcome as Outcome
from agent_studio.core.dialects.outcomes import Rights as Rights
from agent_studio.core.dialects.outcomes import RightsChange as RightsChange
from agent_studio.core.dialects.outcomes import Without as Without
from agent_studio.core.dialects.parts import Limit as Limit
from agent_studio.core.dialects.parts import ModeAlias as ModeAlias
from agent_studio.core.dialects.parts import ModeNote as ModeNote
from agent_studio.core.dialects.parts import ServerFile as ServerFile
from agent_studio.core.dialects.parts import ToolGrant as ToolGrant
from agent_studio.core.dialects.parts import Variant as Variant
from agent_studio.core.dialects.server_forms import ServerForm
from agent_studio.core.dialects.versions import Earlier
from agent_studio.core.document.model import Value
from agent_studio.core.records import dataclass

if TYPE_CHECKING:
    from agent_studio.core.dialects.harnesses import Harness


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
    also: tuple[FieldType, ...] = ()
    """Other types that are accepted as well."""
    members: FieldType | None = None
    """What the members of a list or mapping must be, if the harness looks."""
    pattern: str = ""
    """What a text must look like, as a regular expression for the whole of it."""
    member_pattern: str = ""
    """What each text of a list must look like, in the same way."""
    member_needs: tuple[str, ...] = ()
    """The keys that each mapping in a list must have."""
    unique: bool = False
    """Whether a list may name nothing twice."""
    filled: bool = False
    """Whether a list must have a member."""
    most: int | None = None
    """How many characters a text may have; more are told and load all the same."""
    nullable: bool = False
    """Whether a key without a value is accepted, also where that is as bad as another value."""
    needs_tool: str = ""
    """The tool without which it does nothing."""
    bad: BadValue | None = None
    """What becomes of another value; ``None``: what `Dialect.bad_values` says."""
    instead: str = ""
    """The field to write in its place, for one that is going away."""
    unless: tuple[str, str] | None = None
    """The field and its value with which this one need not be there."""
    inert: bool = False
    """Whether the harness reads it and does nothing with it."""
    for_show: bool = False
    """Whether it is only looked at: the agent works as well without it."""
    inert_with: tuple[str, str] | None = None
    """The field and its value beside which it does nothing."""
    main_only: bool = False
    """Whether it counts only where the agent is the session itself."""
    any_case: bool = False
    """Whether its values are taken in upper case as well."""
    values_since: tuple[tuple[str, str], ...] = ()
    """Values that came later than the field, with the version that brought each."""
    names: Named | None = None
    """What the words of its value are names of; ``None`` if they name nothing."""
    named_by: str = ""
    """The key that holds the name, where the value is a list of mappings."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool name of a harness."""

    name: str
    rights: frozenset[Right] = frozenset()
    in_subagent: bool = True
    """Whether a subagent can have it at all."""
    since: str = ""
    """The harness version that brought it, if known."""
    until: str = ""
    """The version in which it went, or became another's old name, if known."""
    dead: bool = False
    replacement: str = ""
    """What to write instead, for dead names and aliases."""
    needs: str = ""
    """A tool without which this one is not there either."""
    folded_into: str = ""
    """A tool beside which this one is not handed out, because that one does its work."""
    takes_arguments: bool = False
    """Whether parentheses behind the name mean anything in a definition."""
    stands_for: tuple[str, ...] = ()
    """The tools of a bundle, if the name is that of one."""
    borrowed: bool = False
    """Whether it is another program's name for ``replacement``, taken on purpose."""
    brings: str = ""
    """What people may not expect of it, as a clause."""
    only_listed: bool = False
    """Whether only an agent that lists it has it: no list does not mean it."""


@dataclass(frozen=True)
class Dialect:
    """One harness's file format. Nothing outside these tables knows a harness by name."""

    id: str
    version: str
    dated: str
    source: str
    """Who says how the file is read: every statement here that names no source of its own."""
    loading: Loading
    unknown_keys: BadKey
    bad_values: BadValue = BadValue.IGNORED
    """What becomes of a value that a field cannot use, unless the field says otherwise."""
    quoted_values: bool = False
    """Whether ``"true"`` and ``"20"`` in quotes count as what they say."""
    null_is_absent: bool = True
    """Whether a key without a value is as good as no key."""
    fence: Fence = Fence.DASHES
    needs_front_matter: bool = True
    """Whether a file without front matter is dropped."""
    alone: bool = False
    """Whether no other program reads files of its kind."""
    extended_by: tuple[str, ...] = ()
    """The harnesses that read the same files and know more keys."""
    precedence: str = ""
    """What else decides which of several of one name wins, in words."""
    body: str = "the agent's whole instructions"
    """What the Markdown behind the front matter means."""
    body_field: str = ""
    """The field that holds the instructions where there is no Markdown."""
    least_body: int = 0
    """With fewer characters of instructions the file is rejected."""
    most_body: int = 0
    """More characters of instructions than this are too many; 0: no limit is known."""
    fields: tuple[FieldSpec, ...] = ()
    variant_field: str = ""
    """The field that tells kinds of definition apart."""
    variants: tuple[Variant, ...] = ()
    """Those kinds, the usual one first."""
    tools: tuple[Tool, ...] = ()
    tools_source: str = ""
    """Who says which tools there are; `source` if empty."""
    tools_field: str = ""
    denied_tools_field: str = ""
    builtin_agents: tuple[str, ...] = ()
    name_is: str = "field"
    """``field`` if the ``name`` field identifies an agent, ``file`` if the file name does."""
    file_pattern: str = ""
    """What a file may be called, without its ending, as a regular expression for all of it."""
    named_as_folder: bool = False
    """Whether the name has to be that of the folder in which the file lies."""
    name_field: str = "name"
    refused_name_starts: tuple[str, ...] = ()
    """A name that begins so drops the file."""
    refused_in_name: tuple[str, ...] = ()
    """A name that contains one of these drops the file."""
    unescaped_fields: tuple[str, ...] = ()
    """Fields in which the loader turns a literal ``\\n`` into a line break."""
    longest_name: int = 0
    """Characters that a name should have at most, though longer ones load; 0: nobody says."""
    name_pattern: str = ""
    """What a name should look like, as a regular expression for the whole of it."""
    wildcard: str = ""
    """The word that stands for every tool."""
    mcp_prefix: str = ""
    """What the names of MCP tools begin with: ``<prefix>server__tool``."""
    mcp_pattern: str = ""
    """The form of an MCP tool's name, where a prefix does not tell it."""
    blanks_between_tools: bool = False
    """Whether a blank parts names of tools as a comma does."""
    any_case_tools: bool = False
    """Whether upper and lower case are the same in names of tools."""
    unknown_tools: BadValue = BadValue.IGNORED
    """What becomes of a name that is no tool."""
    others_tools: bool = False
    """Whether names of other products' tools may stand in its lists on purpose."""
    reader: Reader = Reader.CORE
    """The YAML parser, where two read the same text otherwise."""
    rescues_colons: bool = True
    """Whether the rescue quotes values that hold a colon and a blank."""
    rescues_tabs: bool = False
    """Whether the rescue writes blanks for tabs that lines begin with."""
    reads_bom: bool = True
    """Whether it sees the front matter behind a byte order mark."""
    refuses_doubles: bool = False
    """Whether a key that is written twice makes front matter no YAML."""
    refuses_nul: bool = False
    """Whether a NUL byte in front matter drops the file; otherwise the fields end there."""
    hooks: HookForm | None = None
    """What its hooks look like."""
    servers: ServerForm | None = None
    """What its MCP servers look like."""
    plugin_file: str = ""
    """What lies in the folder of a plugin."""
    ignored_in_plugins: tuple[str, ...] = ()
    """Fields that do nothing in a plugin's definitions."""
    history: tuple[Earlier, ...] = ()
    """What was otherwise in earlier versions."""
    as_of: str = ""
    """The version that somebody asked for; empty for that of the table."""
    newer: tuple[FieldSpec, ...] = ()
    """Fields that came later than that."""
    newer_tools: tuple[Tool, ...] = ()
    """The same for tools."""
    empty_is_all: bool = False
    """Whether an empty tool list means every tool."""
    none_without_list: bool = False
    """Whether an agent without a tool list has no tool."""
    always_tools: tuple[str, ...] = ()
    """The tools that it has whatever the list says."""
    always_unless: str = ""
    """The switch that takes these away."""
    refuses_without_tools: bool = False
    """Whether an agent whose tool list names no tool is refused when it is started."""
    permission_field: str = ""
    """A mapping of tools to ``allow``, ``ask`` and ``deny``, the last that fits counting."""
    switches_field: str = ""
    """A mapping of tools to true and false, read before the permissions."""
    limits: tuple[Limit, ...] = ()
    lost_limits: tuple[str, ...] = ()
    """Fields without effect that people write to limit an agent."""
    rights_note: str = ""
    """What has to be known of every agent's rights there."""
    tool_grants: tuple[ToolGrant, ...] = ()
    background_field: str = ""
    """The switch that makes an agent run in the background with fewer tools."""
    background_tools: tuple[str, ...] = ()
    """The tools that are left to it there; MCP tools stay."""
    asks: frozenset[Right] = frozenset()
    """What a session asks about before it is done, if nothing else is said; empty: not known."""
    mode_field: str = ""
    """The field that says how permissions are asked for."""
    mode_notes: tuple[ModeNote, ...] = ()
    mode_aliases: tuple[ModeAlias, ...] = ()
    stronger_modes: tuple[str, ...] = ()
    """Modes of a session that go before the agent's own."""
    model_field: str = ""
    retired_models: tuple[tuple[str, str], ...] = ()
    """Beginnings of the ids of models that are gone, with what comes nearest today."""
    model_pattern: str = ""
    """What a full model id looks like, as a regular expression for the whole of it."""
    knows_all_fields: bool = False
    """Whether any key beside ``fields`` and ``other_keys`` is unknown."""
    other_keys: tuple[str, ...] = ()
    """Keys that may stand there, too, and of which nothing more is said."""
    renamed: str = ""
    """What it is called, where that is not what the list of harnesses says."""
    knows_all_tools: bool = True
    """Whether a name that is not among ``tools`` is none."""
    knows_rights: bool = True
    """Whether what limits an agent's rights is known; if not, every right is assumed."""
    agents_of: str | None = ""
    """The harness whose agents its skills or rules name; ``None``: not known, empty: its own."""
    agent_parameter: str = ""
    """The parameter of the tool that starts agents by which it is told which one."""
    agent_mention: str = ""
    """What a person writes before an agent's name to call it: ``@agent-``."""
    delegation_depth: int = 0
    """How many agents can be started by one another, one inside the other; 0: no limit is known."""
    depth_source: str = ""
    """Who says so, and what moves the limit."""
    skill_places: tuple[Place, ...] = ()
    """Where it looks for skills, a folder each; empty if that is not known."""
    command_places: tuple[Place, ...] = ()
    """Where it looks for commands, which may be named as skills are."""
    builtin_skills: tuple[str, ...] = ()
    server_files: tuple[ServerFile, ...] = ()
    """Where MCP servers are set up; empty if that is not known."""
    foreign_servers: tuple[str, ...] = ()
    """Beginnings of the names of servers that come from elsewhere: plugins, accounts, itself."""
    runs_in_body: str = ""
    """What in the body is run before the model reads it: a pattern with a group ``command``."""
    reads_in_body: str = ""
    """What in the body stands for a file that is read with it: a pattern with a group ``file``."""

    @cached_property
    def _listed(self) -> Harness:
        """Its line in the list of all harnesses."""
        from agent_studio.core.dialects.harnesses import of

        return of(self.id)

    @property
    def title(self) -> str:
        """What the harness is called."""
        return self.renamed or self._listed.title

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it looks for definitions of its own."""
        return self._listed.places

    @property
    def borrowed(self) -> tuple[Place, ...]:
        """The places of other harnesses that it reads as well."""
        return self._listed.borrowed

    @property
    def order(self) -> Order:
        """Which of several definitions of one name it uses."""
        return self._listed.order

    @property
    def release(self) -> str:
        """The harness and its version, which the title of an earlier table holds already."""
        return self.title if self.as_of else f"{self.title} {self.version}".strip()

    def needed(self, fields: dict[str, Value]) -> Iterator[FieldSpec]:
        """The declarations of the fields that a file with these must have."""
        kind = self.variant(fields)
        for spec in self.fields:
            key, value = spec.unless or ("", "")
            said = kind.value if kind and key == self.variant_field else fields.get(key)
            if spec.required and not (key and said == value):
                yield spec

    def spec(self, key: str) -> FieldSpec | None:
        """The declaration of ``key``; ``None`` for a key that the harness does not know."""
        return self._specs.get(key)

    @cached_property
    def _specs(self) -> Mapping[str, FieldSpec]:
        return {spec.key: spec for spec in reversed(self.fields)}

    def knows(self, key: str) -> bool:
        """Whether ``key`` means anything to the harness."""
        return key in self.other_keys or self.spec(key) is not None

    def tool(self, name: str) -> Tool | None:
        """The declaration of the tool ``name`` (names are case-sensitive)."""
        return self._tools.get(name)

    @cached_property
    def _tools(self) -> Mapping[str, Tool]:
        return {tool.name: tool for tool in reversed(self.tools)}

    def mode(self, name: str) -> ModeNote | None:
        """What the permission mode ``name`` means; ``None`` if there is nothing to say."""
        return next((note for note in self.mode_notes if note.mode == name), None)

    def variant(self, fields: Mapping[str, Value]) -> Variant | None:
        """Which kind of definition one with these fields is; ``None`` if there are no kinds."""
        said = fields.get(self.variant_field)
        named = [each for each in self.variants if each.value == said]
        shown = [each for each in self.variants if any(key in fields for key in each.one_of)]
        return next(iter((*named, *shown, *self.variants)), None)

    def merge_kind(self, key: str) -> MergeKind | None:
        """How values of ``key`` are put together; ``None`` if nothing is declared."""
        return spec.merge if (spec := self.spec(key)) else None
