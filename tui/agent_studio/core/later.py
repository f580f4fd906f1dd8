"""Names of a package that are looked up when somebody asks for them (PEP 562).

A package that gathers what its modules offer would otherwise load all of them for the smallest:
a list of definitions wants the sign of an error, not every rule, and a command line that is asked
for its version wants neither. Only packages whose modules cost a noticeable part of a start do so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def later(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of ``package``: for each name, the module of it that defines it.

    No name may be that of a module of the package, which Python would find in its stead.
    """

    def get(name: str) -> object:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home}"), name)

    return get
