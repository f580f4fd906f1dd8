"""The JSON Schemas: as committed, as printed, and true of what loads and what does not."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from agent_studio.core.dialects import DIALECTS, load
from agent_studio.core.dialects.formats import MODES
from agent_studio.core.dialects.model import Loading
from agent_studio.core.dialects.schema import schema
from agent_studio.core.document import parse
from commands import studio
from json_schema import fits

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "dialects"
folders = sorted(path.parent for path in CASES.glob("*/*/in.*"))
by_case = pytest.mark.parametrize(
    "folder", folders, ids=lambda path: f"{path.parent.name}/{path.name}"
)

# What no schema of the fields can say: the Markdown is at fault, or members of one list.
BEYOND = {
    *("factory/empty-body", "qwen-code/short-body"),
    *("roo/slug-twice", "roo/group-twice", "roo/no-regular-expression"),
}
# Letters are not the same in every dialect of regular expressions, so these are left to the check.
LEFT_OUT = {"qwen-code/one-letter", "qwen-code/reserved-name"}


def fields_of(folder: Path) -> tuple[dict[str, object], bool, bool]:
    """What the harness reads of a case, whether it loads, and whether all that it knows counts."""
    table = DIALECTS[folder.parent.name]
    (file,) = folder.glob("in.*")
    loaded = load(parse(file.read_bytes()), table)
    lost = [each for each in loaded.without if each.why.startswith(("must", "cannot", "may"))]
    fields = loaded.fields
    if table.loading is Loading.MODES and fields:
        fields = {MODES: [fields]}
    return fields, loaded.loads, not lost


@by_case
def test_a_schema_accepts_what_loads_as_it_was_meant_and_nothing_that_is_refused(
    folder: Path,
) -> None:
    case = f"{folder.parent.name}/{folder.name}"
    fields, loads, whole = fields_of(folder)
    if case in BEYOND | LEFT_OUT or (not loads and not fields):
        return
    if case == "claude-code/mapping-of-tools":
        # It loads, without the tools that were meant.
        whole = False
    assert fits(fields, schema(DIALECTS[folder.parent.name])) is (loads and whole)


@pytest.mark.parametrize("harness", DIALECTS)
def test_the_schemas_are_made_from_the_tables_and_printed(harness: str) -> None:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    written = (ROOT / "schemas" / f"{harness}.json").read_text(encoding="utf-8")
    assert written == build.schemas()[f"{harness}.json"], "write it again: python docs/build.py"
    assert studio("schema", harness).json == json.loads(written)


def test_there_is_a_schema_for_every_harness_and_no_other() -> None:
    assert {path.stem for path in (ROOT / "schemas").iterdir()} == set(DIALECTS)
    listed = studio("schema").out.splitlines()
    assert [line.split()[0] for line in listed] == list(DIALECTS)
    done = studio("schema", "clippy")
    assert (done.status, done.out) == (2, "")
    assert "no harness is called 'clippy'" in done.err


@pytest.mark.parametrize("harness", DIALECTS)
def test_every_field_is_described_with_its_source(harness: str) -> None:
    made = schema(DIALECTS[harness])
    if MODES in made["properties"]:
        made = made["properties"][MODES]["items"]
    for table in DIALECTS[harness].fields:
        field = made["properties"][table.key]
        assert field["description"] == table.doc
        assert table.source in field["$comment"]


@pytest.mark.parametrize("harness", DIALECTS)
def test_the_schemas_are_schemas_and_say_the_same_elsewhere(harness: str) -> None:
    """With the usual validator, where it is installed; it is no dependency of ours."""
    jsonschema = pytest.importorskip("jsonschema")
    made = schema(DIALECTS[harness])
    jsonschema.Draft202012Validator.check_schema(made)
    validator = jsonschema.Draft202012Validator(made)
    for folder in folders:
        if folder.parent.name == harness:
            fields, _, _ = fields_of(folder)
            assert validator.is_valid(fields) is fits(fields, made), folder.name


def test_a_schema_says_what_an_editor_shows() -> None:
    made = schema(DIALECTS["claude-code"])
    assert made["$schema"].endswith("2020-12/schema")
    assert made["required"] == ["name", "description"]
    assert "additionalProperties" not in made
    assert "sonnet" in made["properties"]["model"]["examples"]
    assert made["properties"]["color"]["enum"][0] == "red"
    assert schema(DIALECTS["gemini-cli"])["additionalProperties"] is False
    assert schema(DIALECTS["opencode"])["properties"]["tools"]["deprecated"] is True


def test_only_markdown_has_front_matter() -> None:
    others = {key for key, table in DIALECTS.items() if not table.loading.is_markdown}
    assert others == {"codex", "roo", "kiro-json", "vibe"}
    assert DIALECTS["codex"].loading is Loading.TOML
