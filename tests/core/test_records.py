"""The core's own `dataclass` means what the standard library's means."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import operator
import pickle
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core import records


@pytest.fixture(autouse=True, params=["first values", "compiled"])
def _how_values_are_made(request, monkeypatch):
    """The first values of a class are made in another way than the others."""
    monkeypatch.setattr(records, "_UNCOMPILED", sys.maxsize if request.param[0] == "f" else 0)


def shapes(maker):
    """Some classes, made by one of the two modules."""
    dataclass, field = maker.dataclass, maker.field

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        """With everything that a span has."""

        start: int
        end: int = 3

        def __post_init__(self):
            if self.start < 0:
                raise ValueError("negative")

        def __len__(self):
            return 0

    @dataclass(frozen=True, slots=True)
    class Slotted:
        """With a value that has no hash."""

        key: str
        value: object = field(default=None, hash=False)

    @dataclass(frozen=True)
    class Open:
        """With a value of its own for each instance, and a ``repr`` of its own."""

        name: str = ""
        found: object = field(default_factory=list)

        def __repr__(self):
            return f"<{self.name}>"

    @dataclass
    class Mutable:
        """Without options."""

        name: str
        found: list = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class One:
        """Of a single field, whose value may differ from itself."""

        value: object

    @dataclass(slots=True)
    class Empty:
        """Of no field."""

    return SimpleNamespace(**{name: each for name, each in locals().items() if name[0].isupper()})


OURS, THEIRS = shapes(records), shapes(dataclasses)
NAMES = sorted(vars(OURS))
ARGUMENTS = {
    "Ordered": st.tuples(st.integers(-1, 3)) | st.tuples(st.integers(-1, 3), st.integers(0, 3)),
    "Slotted": st.tuples(st.text(max_size=1), st.integers(0, 1) | st.lists(st.none(), max_size=1)),
    "Open": st.just(()) | st.tuples(st.text(max_size=1), st.integers(0, 1)),
    "Mutable": st.tuples(st.text(max_size=1)) | st.tuples(st.just("a"), st.just([1])),
    "One": st.tuples(st.integers(0, 2) | st.just(float("nan"))),
    "Empty": st.just(()) | st.just((1,)),
}


@st.composite
def pairs(draw):
    """A class's name, and the arguments of two instances of it."""
    name = draw(st.sampled_from(NAMES))
    return name, draw(ARGUMENTS[name]), draw(ARGUMENTS[name])


def outcome(act, *arguments, **options):
    """What an act gives, or which error it raises."""
    try:
        return act(*arguments, **options)
    except (AttributeError, TypeError, ValueError) as error:
        return type(error)


def shown(made):
    """An outcome in a form that two modules share."""
    return repr(made).replace("shapes.<locals>.", "")


def compared(make, first, second):
    """What two instances are, and how they compare."""
    one, other = outcome(make, *first), outcome(make, *second)
    ways = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)
    hashes = outcome(hash, one), outcome(hash, other)
    return [
        shown(one),
        shown(other),
        *(outcome(way, one, other) for way in ways),
        hashes[0] == hashes[1],
    ]


def taken_apart(make, maker, arguments):
    """What can be done with an instance, and what comes of it; nothing if there can be none."""
    one = outcome(make, *arguments)
    if isinstance(one, type):
        return []
    names = [each.name for each in dataclasses.fields(one)]
    first = (names or ["none"])[0]
    changes = {first: 1} if names else {}
    return [
        make.__match_args__,
        [(each.name, each.type, each.hash) for each in dataclasses.fields(make)],
        shown(dataclasses.asdict(one)),
        *(shown(copies(one)) for copies in (copy.copy, copy.deepcopy)),
        copy.copy(one) == one,
        shown(maker.replace(one, **changes)),
        shown(dataclasses.replace(one, **changes)),
        outcome(maker.replace, one, other=1),
        outcome(setattr, one, first, 1),
        outcome(delattr, one, first),
        hasattr(one, "__dict__"),
    ]


@given(pairs())
def test_values_behave_as_dataclasses_do(pair):
    name, first, second = pair
    ours, theirs = (getattr(module, name) for module in (OURS, THEIRS))
    assert compared(ours, first, second) == compared(theirs, first, second)


@given(pairs())
def test_values_are_copied_and_taken_apart_as_dataclasses_are(pair):
    name, arguments, _ = pair
    ours, theirs = (getattr(module, name) for module in (OURS, THEIRS))
    assert taken_apart(ours, records, arguments) == taken_apart(theirs, dataclasses, arguments)


@pytest.mark.parametrize("name", NAMES)
def test_classes_look_alike(name):
    ours, theirs = getattr(OURS, name), getattr(THEIRS, name)
    assert ours.__init__.__annotations__ == theirs.__init__.__annotations__
    assert ours.__qualname__ == theirs.__qualname__
    assert ours.__doc__ == theirs.__doc__
    assert dataclasses.is_dataclass(ours)


def test_a_class_is_finished_with_its_first_value():
    ours, theirs = OURS.Ordered, THEIRS.Ordered
    assert ours(1, end=2) == ours(1, 2)
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)


@records.dataclass(frozen=True, slots=True)
class Kept:
    """One that pickle can find."""

    key: str
    value: list[int] = records.field(default_factory=list, hash=False)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_values_survive_pickling(protocol, monkeypatch):
    monkeypatch.setitem(sys.modules, __name__, SimpleNamespace(Kept=Kept))
    monkeypatch.setattr(Kept, "__module__", __name__)
    assert pickle.loads(pickle.dumps(Kept("a", [1]), protocol)) == Kept("a", [1])


def test_defaults_are_made_anew():
    assert OURS.Open().found is not OURS.Open().found


def test_what_is_not_supported_is_refused():
    class Below(Kept):
        more: int = 1

    assert dataclasses.fields(Below) == dataclasses.fields(Kept)
    with pytest.raises(TypeError, match="inherits from a dataclass"):
        records.dataclass(Below)

    with pytest.raises(TypeError, match="a field takes"):
        records._Field(repr=False)
    with pytest.raises(ValueError, match="default_factory"):

        @records.dataclass
        class Shared:
            found: list = []  # noqa: RUF012  # the very mistake
