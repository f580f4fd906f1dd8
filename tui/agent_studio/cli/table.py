"""The commands as data: parser, help, completion and their tests all read this one table."""

from __future__ import annotations

from agent_studio.cli.check_table import CHECK
from agent_studio.cli.declare import FAILS, PATHS, TEXT_OR_JSON, Argument, Verb, format_option

COLOR = Argument(
    ("--color",),
    "colour and signs for a terminal: auto (the default; obeys NO_COLOR), always, never",
    metavar="WHEN",
    choices=("auto", "always", "never"),
    default="auto",
)


_FILE = Argument(("file",), "a definition; - is standard input", "FILE", completes="file")
_OUT = Argument(
    ("-o", "--output"), "write to this file instead of standard output", "OUT", completes="file"
)

_LEXICAL = Argument(
    ("--lexical",),
    "align by words alone, also where the extra agent-studio-tui[meaning] is installed: with it,"
    " statements that say the same in other words share a row",
    switch=True,
)

STUDIO = Verb(
    "",
    "open the Library on these files and folders",
    "A terminal studio to compose, compare, merge, check and review AI agent definitions.\n"
    "Without PATH it opens the definitions of this project and this user, or, if there are none,\n"
    "the starters that come with it. Without a terminal the same list is printed as text.",
    (
        PATHS,
        Argument(
            ("--format",),
            "print the list instead of opening the Library",
            metavar="FORMAT",
            choices=TEXT_OR_JSON,
        ),
    ),
    (
        ("agent-studio", "the agents of this project and of you"),
        ("agent-studio ~/collected", "everything in a folder"),
        ("agent-studio merge a.md b.md > c.md", "merge two definitions"),
        ("agent-studio check .claude/agents", "find their problems"),
        ("agent-studio ./check", "a folder that is named like a command"),
    ),
    (("0", "done"), FAILS),
)

SHOW = Verb(
    "show",
    "what a definition holds, and what each harness makes of it",
    "Shows the fields with their places, the sections, how each harness loads the definition and\n"
    "what the agent may do there.",
    (
        _FILE,
        Argument(
            ("--for",),
            "only what this harness makes of it, as of a version behind an @ if there is one; may"
            " be given again",
            "HARNESS",
            many=True,
            completes="harness",
        ),
        format_option(),
    ),
    (
        ("agent-studio show agent.md", "for people"),
        ("agent-studio show agent.md --for claude-code@2.1.0", "as an older version loads it"),
        ("agent-studio show agent.md --format json | jq .harnesses", "for programs"),
    ),
    (("0", "shown"), FAILS),
)

DIFF = Verb(
    "diff",
    "what differs between two definitions, by field and section",
    "Compares two definitions field by field, section by section and item by item. Order of keys,\n"
    "quoting and line ends are no differences; what the agent may do before and after is shown.",
    (
        Argument(("a",), "the definition before; - is standard input", "A", completes="file"),
        Argument(("b",), "the definition after; - is standard input", "B", completes="file"),
        _LEXICAL,
        format_option("text", "json", "html"),
    ),
    (
        ("agent-studio diff old.md new.md", "for people"),
        ("agent-studio diff old.md new.md --format html > diff.html", "for a browser"),
        ("git show HEAD:agent.md | agent-studio diff - agent.md", "against the last commit"),
    ),
    (("0", "they say the same"), ("1", "they differ"), FAILS),
)

MERGE = Verb(
    "merge",
    "make one definition of several",
    "Merges up to nine definitions by field, section and item. What all agree on, and with --base\n"
    "what only one side changed, is decided by itself; the rest needs --take or --decisions, or\n"
    "stands in the result between conflict markers.\n"
    "\n"
    "An ADDRESS is a field (description), a member of one (tools/Bash), a section by its titles\n"
    "(body/Core Expertise), one of its rows (body/Core Expertise/2) or a sentence or line of one\n"
    "(body/Core Expertise/2/~1); '*' means everything that is still undecided. A CHOICE is the\n"
    "number of a definition (1 is the first), several in order (2+1), union, all, none, or text:…",
    (
        Argument(
            ("files",),
            "the definitions; - is standard input",
            "FILE",
            many=True,
            completes="file",
        ),
        Argument(("--base",), "their common ancestor", "BASE", completes="file"),
        Argument(
            ("--take",),
            "decide one row, or a section with all below it; may be given again",
            "ADDRESS=CHOICE",
            many=True,
        ),
        Argument(
            ("--decisions",),
            "decisions as the studio saves them (JSON), for rows aligned as they were then; --take"
            " comes after them",
            "FILE",
            completes="file",
        ),
        Argument(
            ("--policy",),
            "with --base: careful (the default) settles what needs nobody; with ask, what git would"
            " have called a conflict is left between markers",
            "POLICY",
            choices=("careful", "ask"),
            default="careful",
        ),
        Argument(("--accept",), "say yes to everything that is only proposed", switch=True),
        Argument(
            ("--explain",),
            "print what was settled and why instead of the merged text; that goes to -o only",
            switch=True,
        ),
        Argument(
            ("--conflict-style",),
            "as git's: diff3 (the default) shows the base between markers, merge does not",
            "STYLE",
            choices=("merge", "diff3"),
            default="diff3",
        ),
        Argument(("--marker-size",), "length of conflict markers, as git's (default: 7)", "N"),
        _LEXICAL,
        _OUT,
        format_option(),
    ),
    (
        ("agent-studio merge a.md b.md --take '*=union' -o c.md", "the richest of both"),
        ("agent-studio merge ours.md theirs.md --base base.md", "three ways"),
        ("agent-studio merge ours.md theirs.md --base base.md --explain", "what, and why"),
        ("agent-studio merge a.md b.md --take description=2 --take body/Tone=none", "by row"),
        ("agent-studio merge a.md b.md --format json | jq .rows", "what there is to decide"),
    ),
    (("0", "merged"), ("1", "conflicts are left, between markers"), FAILS),
)

REVIEW = Verb(
    "review",
    "what changed in the definitions of a git repository",
    "Opens the Review screen on the definitions that differ from HEAD, or prints what it shows:\n"
    "changes by field and section, and above all what an agent may now do that it could not.\n"
    "With --merge it looks at a merge commit (HEAD, if none is named) or at the merge that is in\n"
    "progress: what was settled by itself and why, what people decided, what is still open, and\n"
    "which rights came out of it.",
    (
        Argument(
            ("targets",),
            "a revision or two (REV, REV..REV; with --merge a commit), then paths to look at",
            "REV[..REV] PATH",
            many=True,
            optional=True,
            completes="file",
        ),
        Argument(("--staged",), "the index instead of the work tree", switch=True),
        Argument(("--merge",), "report on a merge; it is printed, not opened", switch=True),
        Argument(
            ("--format",),
            "print instead of opening the screen",
            metavar="FORMAT",
            choices=TEXT_OR_JSON,
        ),
    ),
    (
        ("agent-studio review", "the work tree"),
        ("agent-studio review --staged --format text", "before a commit, in a hook"),
        ("agent-studio review main..HEAD --format json", "a branch, in CI"),
        ("agent-studio review --merge", "after git merge"),
    ),
    (
        ("0", "no agent gained rights"),
        ("1", "an agent gained rights; with --merge, rights that no side had"),
        FAILS,
    ),
)

RESTORE = Verb(
    "restore",
    "bring back files that a merge replaced or removed",
    "Without ID lists the backups, newest first; with it, puts that one's files back where they\n"
    "were. What stands there now is backed up before, so restoring can be undone, too.",
    (
        Argument(("id",), "a backup's ID, or its number in the list", "ID", optional=True),
        Argument(("--force",), "also over files that were changed since", switch=True),
        format_option(),
    ),
    (
        ("agent-studio restore", "the list"),
        ("agent-studio restore 3", "the third of the list"),
    ),
    (("0", "listed or restored"), FAILS),
)

RULES = Verb(
    "rules",
    "list the rules of check",
    "Lists every rule with its code, its severity and what it is about. Rules marked with + are\n"
    "looked for only where somebody asks for them.",
    (
        Argument(
            ("rules",),
            "only these: codes, beginnings of codes (AS1), names, groups (security)",
            "RULE",
            many=True,
            optional=True,
            completes="rule",
        ),
        format_option(),
    ),
    (
        ("agent-studio rules", "all of them"),
        ("agent-studio rules quality", "those of a group"),
    ),
    (("0", "listed"), FAILS),
)

EXPLAIN = Verb(
    "explain",
    "explain a rule of check",
    "Prints what a rule finds, who says so, and an example of good and bad; of a group, its rules.",
    (
        Argument(("code",), "a rule's code or name, or a group", "CODE", completes="rule"),
        format_option(),
    ),
    (("agent-studio explain AS101", "one rule"),),
    (("0", "explained"), FAILS),
)

SCHEMA = Verb(
    "schema",
    "print the JSON Schema of a harness's front matter",
    "Prints what the fields of a definition may be, as JSON Schema (draft 2020-12), so that any\n"
    "editor can check and complete them. Without HARNESS it lists the harnesses.",
    (
        Argument(
            ("harness",),
            "whose front matter, such as claude-code",
            "HARNESS",
            optional=True,
            completes="harness",
        ),
    ),
    (
        ("agent-studio schema", "the harnesses"),
        ("agent-studio schema copilot > copilot.json", "one schema"),
    ),
    (("0", "printed"), FAILS),
)

LSP = Verb(
    "lsp",
    "serve an editor: problems, fixes, completion and hover as you type",
    "A language server over standard input and output. An editor starts it; docs/editors.md says\n"
    "how in VS Code, Neovim, Helix and Zed.",
    (
        Argument(
            ("--stdio",),
            "over standard input and output, as always; for editors that insist on saying so",
            switch=True,
        ),
    ),
    (("agent-studio lsp", "what an editor runs"),),
    (("0", "the editor left"), ("1", "the editor went away without a word"), FAILS),
)

COMPLETION = Verb(
    "completion",
    "print a completion script for a shell",
    "Prints a script that teaches a shell the commands, options and values.",
    (Argument(("shell",), "bash, zsh or fish", "SHELL", choices=("bash", "zsh", "fish")),),
    (
        ('eval "$(agent-studio completion bash)"', "in ~/.bashrc"),
        ('eval "$(agent-studio completion zsh)"', "in ~/.zshrc, behind compinit"),
        ("agent-studio completion fish | source", "in config.fish"),
    ),
    (("0", "printed"), FAILS),
)

GIT = Verb(
    "git",
    "have git merge, show and check definitions with agent-studio",
    "install sets four things up for this repository, or with --global for all of yours:\n"
    "  merge driver   git merge, rebase, cherry-pick and stash merge definitions by field,\n"
    "                 section and item; if that fails for any reason, git's own merge steps in\n"
    "  mergetool      git mergetool -t agent-studio opens the merge screen on what is left\n"
    "  difftool       git difftool -t agent-studio shows what differs by field and section\n"
    "  pre-commit     a commit is stopped when a staged definition has errors\n"
    "What somebody else has set is never replaced. status shows what is set, where and by whom;\n"
    "uninstall removes what install wrote and nothing else.",
    (
        Argument(
            ("action",),
            "install, uninstall or status",
            "ACTION",
            choices=("install", "uninstall", "status"),
        ),
        Argument(("--global",), "for all your repositories instead of this one", switch=True),
        format_option(),
    ),
    (
        ("agent-studio git install", "in this repository"),
        ("agent-studio git install --global", "in all of them"),
        ("agent-studio git status", "what is set, and by whom"),
        ("agent-studio git uninstall", "as it was before"),
    ),
    (("0", "done, or nothing to do"), ("2", "nothing could be done, and why")),
)

VERBS = {
    verb.name: verb
    for verb in (
        *(SHOW, CHECK, DIFF, MERGE, REVIEW, GIT, RESTORE, RULES, EXPLAIN, SCHEMA, LSP),
        COMPLETION,
    )
}

PROMISED = ("duplicates", "export")
"""Commands of the design that are not built yet; they say so and are listed nowhere."""
