"""YAML as this project means it: 1.2 core scalars, on PyYAML's C parser, in bounded time.

PyYAML reads YAML 1.1 (``yes`` is true, ``12:30`` is 750, ``2025-08-10`` a date); the harnesses
read 1.2. Only the parser is PyYAML's, therefore; tags are resolved and values are built here.
Nothing but null, booleans, numbers, strings, lists and mappings can come out.
"""

from __future__ import annotations

import re
from typing import Final

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from agent_studio.core.document.model import Value, YamlRefused
from agent_studio.core.document.plain_scalars import plain_value
from agent_studio.core.document.yaml_words import in_words
from agent_studio.core.text import BOM

MAX_LENGTH: Final = 262_144
"""Longest text, in code points, that is read as YAML. The longest front matter known has 26,399."""

MAX_DEPTH: Final = 100
"""Deepest nesting that is read: PyYAML composes recursively, without a limit of its own."""

MAX_NODES: Final = 100_000
"""Largest value, counted with every alias written out: what comparing or printing it costs."""

_PREFIX = "tag:yaml.org,2002:"
_PLAIN = "plain"
_QUOTED = "quoted"

# What may nest: brackets, and the indentation of a line together with its indicators.
_DEEP_LINE = re.compile(rf"^[ \t?:-]{{{MAX_DEPTH}}}", re.MULTILINE)


class _Composer(CParser):
    """PyYAML's C parser; a scalar's tag only says whether it is plain."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)

    def resolve(self, kind: type[Node], _value: str, implicit: tuple[bool, bool] | bool) -> str:
        """The tag of a node without one; ``implicit`` tells plain scalars from quoted ones."""
        if kind is ScalarNode:
            return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED
        return ""

    def descend_resolver(self, node: Node, index: object) -> None:
        """Paths decide nothing here."""

    def ascend_resolver(self) -> None:
        """Paths decide nothing here."""


def read_yaml(text: str) -> Value:
    """The value of ``text``, a single YAML document.

    Raises:
        YamlRefused: ``text`` is not YAML, uses tags beyond the core schema, has a key that
            is no scalar, or is larger or deeper than the limits above.
    """
    node = compose(text)
    return None if node is None else build(node)


def compose(text: str) -> Node | None:
    """The node graph of ``text``; ``None`` if there is nothing but comments.

    Scalars carry the tag ``plain`` or ``quoted`` unless the text gives one. Marks count
    code points of ``text``; an alias is the very node that it stands for.

    Raises:
        YamlRefused: as for `read_yaml`.
    """
    if len(text) > MAX_LENGTH:
        raise YamlRefused(f"longer than {MAX_LENGTH:,} characters: not read as YAML", 0)
    # The parser drops a byte order mark at the start and does not count it.
    if text.startswith(BOM):
        raise YamlRefused("a byte order mark stands before the first key", 0)
    try:
        if text.count("[") + text.count("{") >= MAX_DEPTH or _DEEP_LINE.search(text):
            _refuse_depth(text)
        node: Node | None = _Composer(text).get_single_node()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise YamlRefused(*in_words(error, text)) from None
    return node


def _refuse_depth(text: str) -> None:
    """Raises `YamlRefused` if ``text`` nests deeper than `MAX_DEPTH`; reads events only."""
    depth = 0
    parser = _Composer(text)
    while parser.check_event():
        event = parser.get_event()
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                message = f"nested deeper than {MAX_DEPTH} levels: not read"
                raise YamlRefused(message, event.start_mark.index if event.start_mark else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def build(node: Node, *, loose: bool = False) -> Value:
    """The value of a composed ``node``.

    With ``loose``, tags beyond the core schema say nothing, ``<<`` merges mappings into the one
    that it stands in, and a key may be a list or mapping: some harnesses' parsers are like that.

    Raises:
        YamlRefused: as for `read_yaml`.
    """
    return (_LooseBuilder() if loose else _Builder()).value(node)


def build_pairs(root: MappingNode) -> list[tuple[str, Value]]:
    """The keys and values of a composed mapping, doubles included, in the order of the text.

    Raises:
        YamlRefused: as for `read_yaml`.
    """
    builder = _Builder()
    builder.check_tag(root, "map")
    return [(builder.key(key), builder.value(value)) for key, value in root.value]


class _Builder:
    """Builds one value; counts nodes as if every alias were written out."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._done: dict[int, Value] = {}
        self._size = 0

    def value(self, node: Node) -> Value:
        """The value of ``node``; raises `YamlRefused` when it grows beyond `MAX_NODES`."""
        if isinstance(node, ScalarNode):
            self._count(1, node)
            return self.scalar(node)
        known = id(node)
        if known in self._sizes:
            self._count(self._sizes[known], node)
            return self._done[known]
        before = self._size
        # Until it is built, a node that holds itself counts as endless.
        self._sizes[known] = MAX_NODES
        self._done[known] = None
        self._count(1, node)
        self._done[known] = value = self._collection(node)
        self._sizes[known] = self._size - before
        return value

    def _count(self, size: int, node: Node) -> None:
        self._size += size
        if self._size > MAX_NODES:
            raise YamlRefused(
                "aliases stand for too much, or for themselves: not expanded",
                node.start_mark.index,
            )

    def _collection(self, node: Node) -> Value:
        if isinstance(node, SequenceNode):
            self.check_tag(node, "seq")
            return [self.value(child) for child in node.value]
        assert isinstance(node, MappingNode)
        self.check_tag(node, "map")
        return self.mapping([(self.key(key), self.value(child)) for key, child in node.value])

    @staticmethod
    def mapping(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        """The mapping of keys to values; of a key that is there twice the last counts."""
        return dict(pairs)

    @staticmethod
    def scalar(node: ScalarNode) -> Value:
        """The value of a scalar; raises `YamlRefused` for a tag that is not known."""
        return _scalar(node)

    @staticmethod
    def check_tag(node: Node, expected: str) -> None:
        """Raises `YamlRefused` if a collection has another tag than its own."""
        if node.tag and node.tag not in ("!", _PREFIX + expected):
            raise _unknown_tag(node)

    @staticmethod
    def key(node: Node) -> str:
        """The text of a key; raises `YamlRefused` for lists and mappings."""
        if not isinstance(node, ScalarNode):
            raise YamlRefused("a key must be a single word or text", node.start_mark.index)
        return str(node.value)


class _LooseBuilder(_Builder):
    """Builds what `build` calls loose."""

    @staticmethod
    def mapping(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        """As above, with what ``<<`` brings behind what the mapping says itself."""
        own = dict(pairs)
        merged: dict[str, Value] = {}
        for key, value in pairs:
            several = value if isinstance(value, list) else [value]
            if key == _MERGE and several and all(isinstance(each, dict) for each in several):
                own.pop(_MERGE, None)
                for each in several:
                    merged |= each if isinstance(each, dict) else {}
        return {**{key: value for key, value in merged.items() if key not in own}, **own}

    @staticmethod
    def scalar(node: ScalarNode) -> Value:
        """As above; with a tag that says nothing or does not fit, the text."""
        try:
            return _scalar(node)
        except YamlRefused:
            return str(node.value)

    @staticmethod
    def check_tag(node: Node, expected: str) -> None:
        """No tag is refused."""

    @staticmethod
    def key(node: Node) -> str:
        """The text of a key; of a list, its texts between commas."""
        if isinstance(node, ScalarNode):
            return str(node.value)
        texts = [each.value for each in node.value if isinstance(each, ScalarNode)]
        return ",".join(texts) if isinstance(node, SequenceNode) else "[object Object]"


_MERGE: Final = "<<"


def _unknown_tag(node: Node) -> YamlRefused:
    tag = str(node.tag).replace(_PREFIX, "!!")
    return YamlRefused(f"the tag {tag} is not known here", node.start_mark.index)


def _scalar(node: ScalarNode) -> Value:
    text: str = node.value
    if node.tag == _PLAIN:
        return plain_value(text)
    if node.tag == _QUOTED:
        return text
    read = _TAGGED.get(node.tag)
    if read is None:
        raise _unknown_tag(node)
    value = plain_value(text) if read is not str else text
    if not isinstance(value, read):
        message = f"the tag {node.tag.replace(_PREFIX, '!!')} does not fit its value"
        raise YamlRefused(message, node.start_mark.index)
    return float(value) if read == (int, float) and isinstance(value, int) else value


_TAGGED: Final[dict[str, type | tuple[type, ...]]] = {
    "!": str,
    _PREFIX + "str": str,
    _PREFIX + "int": int,
    _PREFIX + "float": (int, float),
    _PREFIX + "bool": bool,
    _PREFIX + "null": type(None),
}
