"""The tables of all harnesses by their ids, each imported when it is asked for.

One command speaks of one or two harnesses, and reading twenty tables would take as long as
everything else that it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import Final

from agent_studio.core.dialects.model import Dialect

_PACKAGE: Final = __name__.rpartition(".")[0]


class _Tables(Mapping[str, Dialect]):
    """A mapping whose values are read when they are looked at."""

    def __init__(self) -> None:
        self._read: dict[str, Dialect] = {}

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        # Most merges ask for no other table than the first.
        from agent_studio.core.dialects.harnesses import HARNESSES

        return {each.id: each.module or each.id.replace("-", "_") for each in HARNESSES}

    def __getitem__(self, key: str) -> Dialect:
        table = self._read.get(key)
        if table is None:
            module = import_module(f"{_PACKAGE}.{self._homes[key]}")
            self._read |= {each.id: each for each in module.TABLES}
            table = self._read[key]
        return table

    def __contains__(self, key: object) -> bool:
        return key in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


DIALECTS: Final[Mapping[str, Dialect]] = _Tables()
"""Every table by its id; the one that the studio is made for first."""
