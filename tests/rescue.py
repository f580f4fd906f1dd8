"""How a harness rescues a block that is not YAML: an emulation for tests, independent of ours."""

from __future__ import annotations

import re

_RESCUED = re.compile(r"^([a-zA-Z_-]+):[ \t]+([^\r\n]+)$", re.MULTILINE)
_TRIGGER = re.compile(r"[{}\[\]*&#!|>%@`]|: ")


def rescue(block: str) -> str:
    """A harness's second attempt: quote every top-level value with a special character."""

    def quote(match: re.Match[str]) -> str:
        key, value = match[1], match[2].strip()
        wrapped = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        if wrapped or not _TRIGGER.search(value):
            return match[0]
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{key}: "{escaped}"'

    return _RESCUED.sub(quote, block)
