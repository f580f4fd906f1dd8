"""`dataclasses` for the values of the core: the same meaning, made in a fraction of the time.

A command makes some fifty of these classes before it does anything. The standard library compiles
five to nine functions for each of them, makes classes with slots twice, and imports `inspect`
for it: together a third of what ``agent-studio check`` took. Here only ``__init__`` is compiled,
and only for a class of which many values are made; comparing, hashing and printing are plain
functions over the names of the fields.

Type checkers see the standard library's decorator, and ``tests/core/test_records.py`` holds both
to the same behaviour: ``==``, ``hash``, ``<``, ``repr``, ``match``, frozen instances, copies,
pickles, and what `dataclasses` itself makes of them (``fields``, ``replace``). What the core does
not use is left out: other options, and dataclasses that inherit from one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from typing import Protocol

    class _Record(Protocol):
        __match_args__: tuple[str, ...]


_FIELDS = "__dataclass_fields__"
_MISSING = object()

_UNCOMPILED = 24
"""So many values are made before it pays to compile what makes them; most classes make fewer."""


class _Field:
    """What a field may have beside its name and type."""

    OPTIONS = frozenset({"default", "default_factory", "hash"})

    def __init__(self, **options: object) -> None:
        if not self.OPTIONS.issuperset(options):
            raise TypeError(f"a field takes {', '.join(sorted(self.OPTIONS))} here")
        self.options = options


def _dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False
) -> object:
    """As `dataclasses.dataclass` with these options."""
    if cls is None:
        return lambda cls: _dataclass(cls, frozen=frozen, slots=slots, order=order)
    if hasattr(cls, _FIELDS):
        raise TypeError(f"{cls.__name__} inherits from a dataclass; it cannot be one here")
    fields = {name: _declared(cls, name) for name in cls.__annotations__}
    members: dict[str, object] = {
        "__init__": _init(cls, fields, frozen),
        "__match_args__": tuple(fields),
        "__repr__": _repr,
        "__replace__": _replace,
        **_comparing(fields, frozen, order),
        **(_FROZEN if frozen else {}),
        **(_FROZEN_SLOTS if frozen and slots else {}),
        _FIELDS: _Fields(fields),
    }
    # What the class defines itself stands, as with the standard library.
    members = {name: each for name, each in members.items() if name not in vars(cls)}
    return _with_slots(cls, members, fields) if slots else _with(cls, members, fields)


def _replace(value: _Record, /, **changes: object) -> object:
    """As `dataclasses.replace`: a copy of ``value`` with some fields changed."""
    kept = {name: getattr(value, name) for name in value.__match_args__ if name not in changes}
    return value.__class__(**kept, **changes)


def _declared(cls: type, name: str) -> Mapping[str, object]:
    """The options of the field that one annotation declares."""
    given = vars(cls).get(name, _MISSING)
    if isinstance(given, _Field):
        return given.options
    if given.__class__.__hash__ is None:
        raise ValueError(f"{cls.__name__}.{name} needs a default_factory: all would share it")
    return {} if given is _MISSING else {"default": given}


def _with(
    cls: type, members: Mapping[str, object], fields: Mapping[str, Mapping[str, object]]
) -> type:
    for name, options in fields.items():
        if "default" in options:
            setattr(cls, name, options["default"])
        elif name in vars(cls):
            delattr(cls, name)
    for name, each in members.items():
        setattr(cls, name, each)
    return cls


def _with_slots(
    cls: type, members: Mapping[str, object], fields: Mapping[str, Mapping[str, object]]
) -> type:
    """A new class: Python gives slots only to a class that is being made."""
    dropped = {*fields, "__dict__", "__weakref__"}
    own = {name: each for name, each in vars(cls).items() if name not in dropped}
    own |= {**members, "__slots__": tuple(fields), "__qualname__": cls.__qualname__}
    return type(cls)(cls.__name__, cls.__bases__, own)


def _init(
    cls: type, fields: Mapping[str, Mapping[str, object]], frozen: bool
) -> Callable[..., None]:
    """What makes the first values, and then leaves its place to what makes the others."""
    made = 0

    def init(self: object, /, *given: object, **named: object) -> None:
        nonlocal made
        made += 1
        if made <= _UNCOMPILED and _fill(self, fields, given, named):
            return
        compiled = _named(_compiled(cls, fields, frozen), cls)
        for owner in type(self).__mro__:
            if vars(owner).get("__init__") is init:
                type.__setattr__(owner, "__init__", compiled)
        compiled(self, *given, **named)

    return _named(init, cls)


def _fill(
    self: object,
    fields: Mapping[str, Mapping[str, object]],
    given: tuple[object, ...],
    named: Mapping[str, object],
) -> bool:
    """Set the fields as ``__init__`` would; false, and nothing set, where it would refuse."""
    values = dict(zip(fields, given, strict=False))
    if len(given) > len(fields) or any(key in values or key not in fields for key in named):
        return False
    values |= named
    for name, options in fields.items():
        if name not in values:
            if "default" in options:
                values[name] = options["default"]
            elif "default_factory" in options:
                values[name] = options["default_factory"]()  # type: ignore[operator]  # it is one
            else:
                return False
    for name, value in values.items():
        object.__setattr__(self, name, value)
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    return True


def _named(init: Callable[..., None], cls: type) -> Callable[..., None]:
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**cls.__annotations__, "return": None}
    return init


def _compiled(
    cls: type, fields: Mapping[str, Mapping[str, object]], frozen: bool
) -> Callable[..., None]:
    """Compiled, because it runs for every value."""
    known: dict[str, Any] = {"_missing": _MISSING, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for name, options in fields.items():
        parameter = given = name
        if "default" in options:
            known[f"_default_{name}"] = options["default"]
            parameter = f"{name}=_default_{name}"
        elif "default_factory" in options:
            known[f"_default_{name}"] = options["default_factory"]
            parameter = f"{name}=_missing"
            given = f"_default_{name}() if {name} is _missing else {name}"
        parameters.append(parameter)
        lines.append(f"_set(self, {name!r}, {given})" if frozen else f"self.{name} = {given}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec("\n ".join([f"def __init__({', '.join(parameters)}):", *(lines or ["pass"])]), known)
    init: Callable[..., None] = known["__init__"]
    return init


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of some fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _comparing(
    fields: Mapping[str, Mapping[str, object]], frozen: bool, order: bool
) -> dict[str, object]:
    values = _values(tuple(fields))
    hashed = _values(tuple(name for name in fields if fields[name].get("hash") is not False))

    # Written out, not made as the others below: it is called often.
    def equal(self: object, other: object) -> object:
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    def ordered(by: Callable[[Any, Any], bool]) -> Callable[[object, object], object]:
        def compare(self: object, other: object) -> object:
            if other.__class__ is self.__class__:
                return by(values(self), values(other))
            return NotImplemented

        return compare

    orders = {f"__{by.__name__}__": ordered(by) for by in (lt, le, gt, ge)} if order else {}
    return {"__eq__": equal, "__hash__": hash_of if frozen else None, **orders}


def _repr(self: _Record) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_set(_self: object, name: str, _value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_self: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: _Record) -> list[object]:
    return [getattr(self, name) for name in self.__match_args__]


def _restore(self: _Record, state: list[object]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


_FROZEN = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
_FROZEN_SLOTS = {"__getstate__": _state, "__setstate__": _restore}


class _Fields:
    """What the functions of `dataclasses` look for; made when one of them does."""

    def __init__(self, fields: Mapping[str, Mapping[str, Any]]) -> None:
        self._fields = fields

    def __get__(self, _instance: object, owner: type) -> object:
        from dataclasses import field as real_field
        from dataclasses import make_dataclass

        # A class below, not a dataclass itself, may be asked.
        owner = next(each for each in owner.__mro__ if vars(each).get(_FIELDS) is self)
        types = owner.__annotations__
        declared = [(name, types[name], real_field(**each)) for name, each in self._fields.items()]
        found: object = getattr(make_dataclass(owner.__name__, declared), _FIELDS)
        setattr(owner, _FIELDS, found)
        return found


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace
