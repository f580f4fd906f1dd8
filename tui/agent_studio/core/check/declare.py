"""How rules are declared: a function that yields findings, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from agent_studio.core.check.model import Diagnostic, Fix, LibraryRule, Rule, Severity
from agent_studio.core.check.subject import LibrarySubject, Subject
from agent_studio.core.check.surroundings import UNSEEN, Surroundings
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span

GOOD = (
    "---\nname: reviewer\ndescription: Reviews changes before they are merged\n---\n\nYou review.\n"
)
"""A definition that no rule has anything to say about."""

# A file with a million of one fault is hostile, or broken by one thing that the first ones show.
_MOST = 100
_MORE = "There are more like those above: they are told once some of these are mended"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the rule's code and severity are added to it."""

    span: Span
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    """Another severity than the rule's."""


Find = Callable[[Subject], Iterable[Finding]]
LibraryFind = Callable[[LibrarySubject], Iterable[tuple[int, Finding]]]


def example(*lines: str, body: str = "You review.\n", fence: str = "---") -> str:
    """A definition for the reference: name, description, and ``lines`` behind them."""
    front = "\n".join(("name: reviewer", "description: Reviews changes", *lines))
    return f"{fence}\n{front}\n---\n\n{body}"


def rule(  # noqa: PLR0913  # a declaration names all its parts
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    *,
    source: str,
    bad: str,
    good: str = GOOD,
    universal: bool = False,
    harness: str = "claude-code",
    opt_in: bool = False,
) -> Callable[[Find], Rule]:
    """Makes a rule of a function; ``universal`` findings concern every reader of the file.

    ``harness`` is the one in whose eyes the examples are meant; an ``opt_in`` rule is looked for
    only where somebody asks for it.
    """

    def declared(find: Find) -> Rule:
        def diagnostics(subject: Subject) -> Iterator[Diagnostic]:
            harnesses = () if universal else (subject.dialect.id,)
            for number, found in enumerate(find(subject)):
                grade = found.severity or severity
                if number == _MOST:
                    yield Diagnostic(code, grade, _MORE, found.span, harnesses)
                    return
                yield Diagnostic(code, grade, found.message, found.span, harnesses, found.fix)

        return Rule(code, name, severity, summary, source, good, bad, diagnostics, harness, opt_in)

    return declared


def library_rule(  # noqa: PLR0913  # as above
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    *,
    source: str,
    bad: tuple[str, ...],
    good: tuple[str, ...] = (GOOD,),
    opt_in: bool = False,
    around: Surroundings = UNSEEN,
) -> Callable[[LibraryFind], LibraryRule]:
    """Makes a library rule of a function; ``around`` is what there is beside its examples."""

    def declared(find: LibraryFind) -> LibraryRule:
        def diagnostics(library: LibrarySubject) -> Iterator[tuple[int, Diagnostic]]:
            for index, found in find(library):
                grade = found.severity or severity
                harness = library.members[index].subject.dialect.id
                yield (
                    index,
                    Diagnostic(code, grade, found.message, found.span, (harness,), found.fix),
                )

        return LibraryRule(
            code, name, severity, summary, source, good, bad, diagnostics, opt_in, around
        )

    return declared
