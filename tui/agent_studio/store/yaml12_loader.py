"""A PyYAML loader with the scalars of YAML 1.2, for readers that take a loader class.

It shares nothing with the core's own reading: neither the parser (this is PyYAML's in Python,
that one libyaml) nor the scalar rules, so that the two can vouch for each other.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_PREFIX = "tag:yaml.org,2002:"
_SCALARS = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
)
"""YAML 1.2.2, section 10.3.2: tag, pattern, the characters that it may begin with."""


class Yaml12Loader(yaml.SafeLoader):
    """`yaml.SafeLoader` without dates, without ``yes`` and ``on``, without base 60."""

    # A class of its own tables: those of SafeLoader must stay what they are.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are texts, as the keys of fields are."""
        found: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key must be a text", key.start_mark
                )
            found[key.value] = self.construct_object(value, deep=deep)
        return found


def _int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    bases = {"0o": 8, "0x": 16}
    return int(text[2:], bases[text[:2]]) if text[:2] in bases else int(text)


def _float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    # Python writes infinity and not-a-number without the leading dot.
    return float(re.sub(r"\.(?=[iInN])", "", str(loader.construct_scalar(node))))


for _tag, _pattern, _starts in _SCALARS:
    Yaml12Loader.add_implicit_resolver(_PREFIX + _tag, re.compile(rf"(?:{_pattern})\Z"), _starts)
Yaml12Loader.add_constructor(_PREFIX + "int", _int)
Yaml12Loader.add_constructor(_PREFIX + "float", _float)
