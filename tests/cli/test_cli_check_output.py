"""What ``check`` writes: the line with carets, links, JUnit's XML and SARIF."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.cli.format.excerpt import columns, excerpt
from agent_studio.cli.links import file_link, has_links
from agent_studio.cli.output import Output
from agent_studio.core.document import parse
from agent_studio.core.text import Span, is_hidden
from commands import studio

MANY = (
    "---\nname: reviewer\ndescription: Use for: changes\nmodel: gpt-9\ncolour: red\n---\n\n"
    "<!-- <aside> & more -->\nYou read.\n"
)
NAMELESS = MANY.replace("name: reviewer\n", "")


def shown(text, start, end, width=60):
    """The excerpt as plain lines."""
    lines = excerpt(parse(text), Span(start, end), "error", width)
    return ["".join(run if isinstance(run, str) else run[0] for run in line) for line in lines]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("a\nbad word\n", "word", ["  2 │ bad word", "    │     ^^^^"]),
        ("\tx word", "word", ["  1 │     x word", "    │       ^^^^"]),
        ("日本 word", "word", ["  1 │ 日本 word", "    │      ^^^^"]),
        ("x 日本 y", "日本", ["  1 │ x 日本 y", "    │   ^^^^"]),
        ("e\u0301 word", "word", ["  1 │ e\u0301 word", "    │   ^^^^"]),
        ("a\u202eb word", "word", ["  1 │ a⟨U+202E⟩b word", "    │            ^^^^"]),
        ("a \u202e b", "\u202e", ["  1 │ a ⟨U+202E⟩ b", "    │   ^^^^^^^^"]),
        ("one\ntwo three\nfour", "three\nfour", ["  2 │ two three", "    │     ^^^^^"]),
        ("one\r\ntwo\r\n", "one\r\n", ["  1 │ one", "    │ ^^^"]),
        ("one\n", "", ["  1 │ one", "    │ ^"]),
    ],
    ids=["plain", "tab", "wide before", "wide", "accent", "hidden before", "hidden", "lines",
         "windows", "nothing"],
)  # fmt: skip
def test_the_line_and_the_carets(text, words, expected):
    start = text.index(words)
    assert shown(text, start, start + len(words)) == expected


def test_a_long_line_is_cut_around_the_words():
    text = "x" * 500_000 + " word " + "y" * 500_000
    line, carets = shown(text, 500_001, 500_005)
    assert len(line) <= 60
    assert line[carets.index("^") : carets.rindex("^") + 1] == "word"
    assert line.startswith("  1 │ …")
    assert line.endswith("…")
    line, carets = shown("z" * 900, 0, 900)
    assert len(line) <= 60
    assert columns(carets) == columns(line)


@given(st.text(alphabet="ab \t日\u0301\u202e\x1b\r\n\ud800é👍", max_size=60), st.data())
def test_carets_stand_under_the_words_and_nothing_acts_on_a_terminal(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, carets = shown(text, start, end, 40)
    assert not any(map(is_hidden, line + carets))
    assert "\n" not in line + carets
    assert columns(line) <= 41
    assert "^" in carets


def test_text_has_them_under_each_finding(in_folder):
    done = studio("check", "-", "--select", "AS402", stdin=MANY)
    assert done.out.splitlines()[1:] == [
        "  4 │ model: gpt-9",
        "    │        ^^^^^",
        "1 definition: 1 warning",
    ]


@pytest.mark.parametrize(
    ("environment", "links"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "6003"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4000"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "dumb", "VTE_VERSION": "6003"}, False),
        ({"TERM": "xterm", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_terminals_with_links(environment, links):
    assert has_links(environment) is links


def test_a_link_leads_to_the_file_and_nowhere_else(in_folder, tmp_path):
    import io

    name = "a b\x1b\\]8;;x\x07%.md"
    address = file_link(name)
    assert re.fullmatch(r"file://[\w.-]+/[\w./%~-]+", address)
    assert unquote(address).endswith(f"/{name}")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    output = Output("always", stream)
    output.links = True
    output.lines([[(f"{name}:1:1", f"dim link {address}"), " plain"]])
    written = stream.buffer.getvalue().decode()
    assert written.count("\x1b]8;") == 2
    assert "\x07" not in written
    assert address in written


def test_junit():
    done = studio("check", "-", "--format", "junit", stdin=NAMELESS)
    assert done.status == 1
    root = ElementTree.fromstring(done.out)
    assert root.tag == "testsuites"
    (suite,) = root
    assert suite.get("name") == "<stdin>"
    cases = list(suite)
    assert int(suite.get("tests")) == int(root.get("tests")) == len(cases) > 2
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(failed) == int(suite.get("failures")) == int(root.get("failures")) == 1
    assert failed[0].find("failure").get("type") == "AS201"
    told = [case.findtext("system-out") for case in cases if case not in failed]
    assert any("<aside> & more" in each for each in told)


def test_junit_of_a_good_definition_is_one_test():
    good = "---\nname: reviewer\ndescription: Reads\n---\n\nYou read.\n"
    root = ElementTree.fromstring(studio("check", "-", "--format", "junit", stdin=good).out)
    assert [(case.get("name"), len(case)) for case in root[0]] == [("check", 0)]


def required(value, *names):
    assert isinstance(value, dict)
    assert set(names) <= set(value), names
    return value


def is_region(region):
    """SARIF 2.1.0, 3.30: numbers from 1, offsets from 0, the end not before the start."""
    names = ("startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength")
    required(region, *names)
    assert all(isinstance(region[name], int) for name in names)
    assert min(region["startLine"], region["startColumn"], region["endColumn"]) >= 1
    assert region["charOffset"] >= 0 <= region["charLength"]
    start, end = ((region[f"{side}Line"], region[f"{side}Column"]) for side in ("start", "end"))
    assert start <= end
    return True


def test_sarif_has_what_its_schema_requires(in_folder):
    (in_folder / "ü 1.md").write_text(NAMELESS, encoding="utf-8")
    log = required(
        studio("check", "ü 1.md", "--format", "sarif").json, "version", "runs", "$schema"
    )
    assert (log["version"], log["$schema"].endswith("sarif-2.1.0.json")) == ("2.1.0", True)
    run = required(log["runs"][0], "tool", "results")
    driver = required(required(run["tool"], "driver")["driver"], "name", "version", "rules")
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    levels = {"none", "note", "warning", "error"}
    for rule in driver["rules"]:
        required(rule, "id", "shortDescription", "help", "defaultConfiguration")
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in levels
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    for result in run["results"]:
        required(result, "ruleId", "ruleIndex", "level", "message", "locations")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = required(location["physicalLocation"], "artifactLocation", "region")
        assert physical["artifactLocation"]["uri"] == "%C3%BC%201.md"
        assert is_region(physical["region"])
        for fix in result.get("fixes", []):
            for change in required(fix, "artifactChanges")["artifactChanges"]:
                required(change, "artifactLocation", "replacements")
                assert change["replacements"]
                assert all(is_region(each["deletedRegion"]) for each in change["replacements"])


def test_sarif_follows_a_finding_when_lines_move():
    def prints(text):
        done = studio("check", "-", "--format", "sarif", "--select", "AS402,AS6", stdin=text)
        return [each["partialFingerprints"] for each in done.json["runs"][0]["results"]]

    before, after = prints(MANY), prints(MANY.replace("model:", "# a line\nmodel:"))
    assert before == after
    assert len({str(each) for each in before}) == len(before) == 2
    assert prints(MANY.replace("gpt-9", "gpt-8"))[0] != before[0]


def test_sarif_names_files_elsewhere_by_their_whole_address(in_folder, tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "a.md"
    file.write_text(MANY, encoding="utf-8")
    results = studio("check", file, "--format", "sarif").json["runs"][0]["results"]
    place = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == file.as_uri()


def test_hints_of_one_rule_are_told_as_one(in_folder):
    keys = "".join(f"mood{number}: grumpy\n" for number in range(15))
    text = f"---\nname: r\ndescription: Reads.\n{keys}---\n\nYou read.\n"
    (in_folder / "r.md").write_text(text, encoding="utf-8")
    done = studio("check", "r.md")
    assert done.out.count("AS404") == 1
    more = ", ".join(f"mood{number} ({4 + number})" for number in range(1, 13))
    assert f"  14 more like it: {more}, … 2 others\n" in done.out
    assert done.out.endswith("1 definition: 15 hints\n")
