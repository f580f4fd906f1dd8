"""The form of the table of commands."""

from __future__ import annotations

from agent_studio.core.records import dataclass

TEXT_OR_JSON = ("text", "json")
FAILS = ("2", "it could not be done, and why")


@dataclass(frozen=True, slots=True)
class Argument:
    """One option (``flags`` begin with a dash) or positional argument (one flag without)."""

    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    """An option that may be given again, a positional that takes any number."""
    switch: bool = False
    """An option without a value."""
    without_value: str | None = None
    """What an option means that is given without a value; ``None`` if it needs one."""
    optional: bool = False
    """A positional that may be missing."""
    completes: str = ""
    """What a shell offers: ``file``, ``folder``, ``harness``, ``rule``; nothing if empty."""
    default: str | None = None

    @property
    def positional(self) -> bool:
        """Whether the argument has no dash."""
        return not self.flags[0].startswith("-")


PATHS = Argument(
    ("paths",),
    "definitions, and folders of them",
    "PATH",
    many=True,
    optional=True,
    completes="file",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One command. The one without a name is the studio itself."""

    name: str
    summary: str
    about: str
    arguments: tuple[Argument, ...]
    examples: tuple[tuple[str, str], ...]
    """Pairs of a command line and what it does."""
    exits: tuple[tuple[str, str], ...]


def format_option(*choices: str) -> Argument:
    """The option ``--format`` with these values, or text and json."""
    return Argument(
        ("--format",),
        f"how the result is written: {', '.join(choices or TEXT_OR_JSON)}",
        metavar="FORMAT",
        choices=choices or TEXT_OR_JSON,
        default="text",
    )
