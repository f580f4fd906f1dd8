"""The command ``check`` as data."""

from __future__ import annotations

from agent_studio.cli.declare import FAILS, PATHS, Argument, Verb, format_option

CHECK = Verb(
    "check",
    "find what is wrong with definitions, and mend it",
    "Checks every definition by itself and all of them together (names that collide, files that\n"
    "are shadowed). A folder is searched through; a file is checked whatever its ending.",
    (
        PATHS,
        Argument(
            ("--for",),
            "only as this harness sees it, as of a version behind an @ (claude-code@2.1.0); may be"
            " given again (default: that of the folder it lies in, else claude-code)",
            "HARNESS",
            many=True,
            completes="harness",
        ),
        Argument(
            ("--select",),
            "only these rules: codes, beginnings of codes (AS1), names, groups (security), all;"
            " commas between them",
            "RULE[,…]",
            many=True,
            completes="rule",
        ),
        Argument(
            ("--extend-select",),
            "these opt-in rules, too (agent-studio rules marks them with +)",
            "RULE[,…]",
            many=True,
            completes="rule",
        ),
        Argument(
            ("--ignore",),
            "not these rules; where both fit, the longer beginning counts",
            "RULE[,…]",
            many=True,
            completes="rule",
        ),
        Argument(
            ("--severity",),
            "show and count nothing that is less grave: error, warning, info, hint (the default)",
            metavar="LEVEL",
            choices=("error", "warning", "info", "hint"),
            default="hint",
        ),
        Argument(
            ("--baseline",),
            "accept what this file lists (default: .agent-studio-baseline.json at the root of the"
            " repository, if it is there)",
            "FILE",
            completes="file",
        ),
        Argument(("--no-baseline",), "accept nothing", switch=True),
        Argument(
            ("--write-baseline",),
            "accept all that is found now, in FILE (….json) or where --baseline looks; without PATH"
            " in the working folder",
            "FILE",
            without_value="",
            completes="file",
        ),
        Argument(
            ("--no-silence",),
            "do not heed comments that silence rules: for definitions of strangers",
            switch=True,
        ),
        Argument(("--fix",), "apply the safe fixes, then report what is left", switch=True),
        Argument(
            ("--unsafe",),
            "with --fix or --diff: the fixes that change what is loaded, too; look at them",
            switch=True,
        ),
        Argument(
            ("--diff",),
            "print what --fix would change as a diff, and write nothing (1 if it would change"
            " something)",
            switch=True,
        ),
        Argument(
            ("--staged",), "what is staged in git, as it is staged, not the files", switch=True
        ),
        format_option("text", "json", "sarif", "github", "junit"),
    ),
    (
        ("agent-studio check .claude/agents", "a folder"),
        ("agent-studio check --fix agent.md", "mend what can safely be mended"),
        ("agent-studio check --diff --unsafe .", "see what could be mended, if not safely"),
        ("agent-studio check . --select security", "some rules only"),
        ("agent-studio check . --extend-select quality", "advice on good writing, too"),
        ("agent-studio check . --format github", "annotations in a pull request"),
        ("agent-studio check --write-baseline", "accept what is there today"),
        ("agent-studio check --staged", "before a commit; without PATH, in harnesses' places"),
        ("agent-studio check - < agent.md", "standard input"),
    ),
    (
        ("0", "no errors (there may be warnings)"),
        ("1", "errors; with --diff: something would change"),
        FAILS,
        ("130", "Ctrl-C; what was found so far is printed"),
    ),
)
