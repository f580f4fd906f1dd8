"""``check`` shows no password and no key, in whatever format."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import studio

# In parts, for a scanner of this repository would take whole ones for real.
KEY = "Zr4Xt9Lq2Wv7Nb3Kd8Ms5Pj6Hf1Gy0Ca7Be2"
PASSWORD = "q7Zr41mKxW9t"
LINES = (
    "---",
    "name: Reviewer",
    f"description: use password: {PASSWORD}",
    "tools: Read, gh" + f"p_{KEY}",
    "memory: 5" + PASSWORD,
    f"max-turns: Use DB_PASSWORD={PASSWORD} here",
    "---",
    "",
    "<!-- sign in with gh" + f"p_{KEY} -->",
    f"Then\u200b use postgres://app:{PASSWORD}@db.shop.dev/orders \x1b and gh" + f"p_{KEY}\u200b.",
    "",
)
FORMATS = ("text", "json", "sarif", "github", "junit")


@pytest.fixture
def definition(in_folder: Path) -> Path:
    path = in_folder / ".claude" / "agents" / "reviewer.md"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def hidden(told: str) -> None:
    """Hold that no six characters in a row of a secret can be read."""
    for secret in (KEY, PASSWORD):
        parts = {secret[at : at + 6] for at in range(len(secret) - 5)}
        assert not [part for part in parts if part in told], told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("more", [(), ("--ignore", "AS51"), ("--select", "AS", "--for", "goose")])
def test_no_format_shows_a_secret(definition: Path, form: str, more: tuple[str, ...]) -> None:
    done = studio("check", definition, "--format", form, *more)
    assert "AS" in done.out
    hidden(done.out + done.err)


def test_a_secret_is_told_with_its_length_and_covered_in_its_line(definition: Path) -> None:
    told = studio("check", definition, "--select", "AS510,AS511").out
    assert "A GitHub token stands here ('ghp_…', 40 characters)" in told
    assert "ghp_••••" in told
    assert "postgres://app:••••••••••••@db.shop.dev/orders" in told


def test_neither_a_diff_nor_a_baseline_shows_a_secret(definition: Path) -> None:
    difference = studio("check", definition, "--diff", "--unsafe")
    assert "+++" in difference.out
    hidden(difference.out + difference.err)
    assert "secrets of 1 definition are covered in it" in difference.err
    definition.write_text("---\nname: x\ndescription: Use: x\n---\n\nDo it.\n", encoding="utf-8")
    assert "covered" not in studio("check", definition, "--diff").err
    definition.write_text("\n".join(LINES), encoding="utf-8")
    done = studio("check", definition, "--write-baseline", "accepted.json")
    assert done.status == 0
    hidden(done.out + done.err + Path("accepted.json").read_text(encoding="utf-8"))


def test_a_fix_that_would_show_a_secret_is_named_without_its_edits(definition: Path) -> None:
    found = studio("check", definition, "--format", "json").json["files"][0]["diagnostics"]
    fixes = [each["fix"] for each in found if each["fix"]]
    assert any(fix["edits"] == [] for fix in fixes)
    assert any(fix["edits"] != [] for fix in fixes)


def test_mending_keeps_the_secret_as_it_is(definition: Path) -> None:
    studio("check", definition, "--fix")
    mended = definition.read_text(encoding="utf-8")
    assert mended != "\n".join(LINES)
    assert mended.count(KEY) == 3
    assert mended.count(PASSWORD) == 4
