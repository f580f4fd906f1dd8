"""Alignment of N definitions, and their differences down to words."""

from agent_studio.core.compare.compare import compare
from agent_studio.core.compare.model import (
    Address,
    Cell,
    Comparison,
    Row,
    RowKind,
    State,
    Word,
    Words,
)
from agent_studio.core.compare.nested import NestedChange, nested_changes
from agent_studio.core.compare.words import likeness, word_marks, words

__all__ = [
    "Address",
    "Cell",
    "Comparison",
    "NestedChange",
    "Row",
    "RowKind",
    "State",
    "Word",
    "Words",
    "compare",
    "likeness",
    "nested_changes",
    "word_marks",
    "words",
]
