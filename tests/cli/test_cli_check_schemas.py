"""What programs read: SARIF and JUnit by their schemas, annotations as the runner reads them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from agent_studio.core.check.registry import all_rules
from commands import studio

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"
NASTY = (
    '---\nname: "a]({0})\\e[1m%0A::error::x, y:z"\ndescription: [1, {a: b}]\n'
    "model: '[click](http://x.example)'\ntools: Read, read, {x}\ncolor: \"\\u202e,:%\"\n---\n\n"
    "<!-- a -->\n<!-- \u200b -->\n```\n"
)


@pytest.fixture(scope="module")
def validator():
    """Of the schema in the tests, or of the one that AGENT_STUDIO_SARIF_SCHEMA names."""
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(os.environ.get("AGENT_STUDIO_SARIF_SCHEMA", SCHEMA))
    schema = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def library(folder):
    """A definition for each rule's bad examples, and one that is nasty."""
    for rule in all_rules():
        bad = (rule.bad,) if isinstance(rule.bad, str) else rule.bad
        for number, text in enumerate(bad):
            file = folder / rule.code / f"{number} ü%.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    (folder / "nasty.md").write_text(NASTY, encoding="utf-8")


def test_sarif_fits_its_schema_whatever_is_found(validator, in_folder):
    library(in_folder)
    log = studio("check", ".", "nasty.md", "--select", "all", "--format", "sarif").json
    wrong = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]
    assert wrong == []
    results = log["runs"][0]["results"]
    found = {result["ruleId"] for result in results}
    assert len(found) > len(all_rules()) * 0.7
    assert any("fixes" in result for result in results)


def test_sarif_fits_its_schema_when_nothing_is_found(validator):
    good = "---\nname: reviewer\ndescription: Reads\n---\n\nYou read.\n"
    log = studio("check", "-", "--format", "sarif", stdin=good).json
    assert list(validator.iter_errors(log)) == []
    assert log["runs"][0]["results"] == []


def test_sarif_messages_hold_no_placeholders_and_no_links():
    log = studio("check", "-", "--format", "sarif", stdin=NASTY).json
    texts = [each["message"]["text"] for each in log["runs"][0]["results"]]
    assert any("click" in text for text in texts)
    for text in texts:
        assert not re.search(r"(?<!\{)\{(?!\{)[^{}]*\}", text)
        assert not re.search(r"(?<!\\)\]\(", text)


def test_sarif_tells_opt_in_rules_and_groups():
    log = studio("check", "-", "--format", "sarif", stdin=NASTY).json
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["AS801"]["defaultConfiguration"]["enabled"] is False
    assert rules["AS402"]["defaultConfiguration"]["enabled"] is True
    assert rules["AS501"]["properties"]["tags"] == ["security"]


def as_the_runner_reads(line):
    """A workflow command as GitHub's runner takes it apart: properties, then the message."""
    command, _, message = line.removeprefix("::").partition("::")
    name, _, words = command.partition(" ")

    def plain(text, *more):
        for code, sign in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
            text = text.replace(code, sign)
        return text

    pairs = (word.partition("=") for word in words.split(","))
    return (
        name,
        {key: plain(text, ("%3A", ":"), ("%2C", ",")) for key, _, text in pairs},
        plain(message),
    )


def test_annotations_survive_the_runner(in_folder):
    name = "a,b:c%0A=::d.md"
    (in_folder / name).write_text(NASTY, encoding="utf-8")
    lines = studio("check", name, "--format", "github").out.splitlines()
    diagnostics = studio("check", name, "--format", "json").json["files"][0]["diagnostics"]
    assert len(lines) == len(diagnostics) > 3
    for line, found in zip(lines, diagnostics, strict=True):
        command, properties, message = as_the_runner_reads(line)
        assert command == {"error": "error", "warning": "warning"}.get(found["severity"], "notice")
        assert properties["file"] == name
        assert properties["title"] == found["code"]
        assert int(properties["line"]) == found["span"]["line"]
        assert message == found["message"]


# What readers of JUnit's XML agree on: the elements, their order, and what each must have.
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "system-out"},
    "failure": set(),
    "system-out": set(),
}
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "system-out": set(),
}


def test_junit_is_what_its_readers_expect(in_folder):
    library(in_folder)
    done = studio("check", ".", "nasty.md", "--select", "all", "--format", "junit")
    root = ElementTree.fromstring(done.out.encode("utf-8"))
    assert root.tag == "testsuites"
    for element in root.iter():
        assert {child.tag for child in element} <= INSIDE[element.tag]
        assert set(element.attrib) >= ATTRIBUTES[element.tag]
    names = [suite.get("name") for suite in root]
    assert len(set(names)) == len(names)
    for suite in root:
        cases = list(suite)
        assert int(suite.get("tests")) == len(cases) > 0
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert all(len(case) <= 1 for case in cases)
    for key in ("tests", "failures"):
        assert int(root.get(key)) == sum(int(suite.get(key)) for suite in root)


def test_every_format_that_is_json_says_its_version():
    good = "---\nname: reviewer\ndescription: Reads\n---\n\nYou read.\n"
    assert studio("check", "-", "--format", "json", stdin=good).json["version"] == 1
    for command in (["rules"], ["explain", "AS101"], ["explain", "quality"]):
        assert studio(*command, "--format", "json").json["version"] == 1
