"""Nothing grows beyond what a reader can hold in mind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for folder in ("tui", "benchmarks", "docs", ".ci")
    for path in (ROOT / folder).rglob("*.py")
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 40
MOST_LINES_OF_CLASS = 250
BLOCKS = (ast.stmt, ast.ExceptHandler, ast.match_case)
"""What other statements stand in."""


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Every statement of a module, nested ones too; what they say is not looked into."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        inner = [each for each in ast.iter_child_nodes(waiting.pop()) if isinstance(each, BLOCKS)]
        yield from inner
        waiting += inner


def too_large(path: Path) -> Iterator[str]:
    """What is too large in a file, each with its size; decorators count, comments too."""
    text = path.read_text(encoding="utf-8")
    if (lines := len(text.splitlines())) > MOST_LINES:
        yield f"{path.name}: {lines} lines"
    for node in statements(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            most = MOST_LINES_OF_FUNCTION
        elif isinstance(node, ast.ClassDef):
            most = MOST_LINES_OF_CLASS
        else:
            continue
        assert node.end_lineno is not None
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        if (lines := node.end_lineno - first + 1) > most:
            yield f"{path.name}: {node.name} has {lines} lines, at most {most}"


def test_files_functions_and_classes_stay_small():
    assert [each for path in FILES for each in too_large(path)] == []


def test_no_file_of_tests_is_too_long():
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in TESTS}
    assert [path.name for path, number in lines.items() if number > MOST_LINES] == []


def test_there_is_something_to_measure():
    assert len(FILES) > 50
