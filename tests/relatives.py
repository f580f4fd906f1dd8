"""Related definitions: one and its edited copies, as people make them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

_TOPICS = ["Testing", "Security", "Review", "Output", "Approach", "Commands"]
_TOOLS = ["Read", "Grep", "Bash", "Edit", "Write", "Glob", "WebFetch"]
_VERBS = ["Check", "Document", "Measure", "Validate", "Profile", "Sketch", "Name", "Explain"]
_THINGS = [
    "public interfaces", "slow queries", "broken links", "input from users", "retry budgets",
    "error messages", "cache keys", "feature flags", "database indexes", "open questions",
    "release notes", "naming rules",
]  # fmt: skip
_ENDS = ["before merging", "with numbers", "in every review", "for newcomers", "twice a week"]


@dataclass(frozen=True)
class Part:
    """A section: its title, a paragraph or none, and its items."""

    title: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A definition as data, so that edits are edits of parts and not of lines."""

    name: str
    description: str
    tools: tuple[str, ...]
    intro: str
    parts: tuple[Part, ...]

    def text(self) -> str:
        """As Markdown with front matter."""
        lines = ["---", f"name: {self.name}", f"description: {self.description}"]
        if self.tools:
            lines.append(f"tools: {', '.join(self.tools)}")
        lines += ["---", "", self.intro, ""]
        for part in self.parts:
            lines += [f"## {part.title}", ""]
            if part.text:
                lines += [part.text, ""]
            if part.items:
                lines += [*(f"- {item}" for item in part.items), ""]
        return "\n".join(lines[:-1]) + "\n"


def statements() -> st.SearchStrategy[str]:
    """One line that a list of instructions could hold."""
    pick = st.sampled_from
    return st.tuples(pick(_VERBS), pick(_THINGS), pick(_ENDS)).map(" ".join)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    """A definition in which no two items are the same."""
    titles = draw(st.lists(st.sampled_from(_TOPICS), min_size=1, max_size=4, unique=True))
    items = draw(st.lists(statements(), min_size=len(titles), max_size=14, unique=True))
    parts = []
    for number, title in enumerate(titles):
        text = draw(st.sampled_from(["", f"How {title.lower()} is done here, in short."]))
        parts.append(Part(title, text, tuple(items[number :: len(titles)])))
    return Person(
        "helper",
        draw(statements()),
        tuple(draw(st.lists(st.sampled_from(_TOOLS), max_size=4, unique=True))),
        f"You are a helper. {draw(statements())}.",
        tuple(parts),
    )


@st.composite
def edited(draw: st.DrawFn, person: Person) -> Person:
    """The definition after one edit of some kind."""
    kind = draw(st.sampled_from(["describe", "tool", "intro", "add", "drop", "move", "new"]))
    parts = list(person.parts)
    at = draw(st.integers(0, len(parts) - 1)) if parts else 0
    if kind == "describe":
        return replace(person, description=draw(statements()))
    if kind == "tool":
        tool = draw(st.sampled_from(_TOOLS))
        kept = tuple(known for known in person.tools if known != tool)
        return replace(person, tools=kept if kept != person.tools else (*kept, tool))
    if kind == "intro":
        return replace(person, intro=f"{person.intro} {draw(statements())}.")
    if kind == "new" or not parts:
        fresh = Part(f"Notes on {draw(st.sampled_from(_THINGS))}", "", (draw(statements()),))
        return replace(person, parts=(*parts[:at], fresh, *parts[at:]))
    if kind == "move":
        parts.append(parts.pop(at))
    elif kind == "add":
        items = (*parts[at].items, draw(statements()))
        parts[at] = replace(parts[at], items=tuple(dict.fromkeys(items)))
    else:
        parts[at] = replace(parts[at], items=parts[at].items[1:])
    return replace(person, parts=tuple(parts))


@st.composite
def relatives(draw: st.DrawFn, least: int = 2, most: int = 4) -> tuple[Person, ...]:
    """A definition, and copies of it that were edited separately; the first is the original."""
    original = draw(persons())
    family = [original]
    for _ in range(draw(st.integers(least, most)) - 1):
        copy = original
        for _ in range(draw(st.integers(0, 4))):
            copy = draw(edited(copy))
        family.append(copy)
    return tuple(family)
