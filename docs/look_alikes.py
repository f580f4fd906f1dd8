"""Writes the table of letters that look like Latin ones: core/check/look_alikes.py.

``python docs/look_alikes.py confusables.json`` reads Unicode's list of confusables in the form of
the package ``confusable-homoglyphs`` (MIT; for each character those that look like it). Only
letters and digits of the alphabets are taken whose words can be mistaken for Latin ones as a
whole; what compatibility normalisation makes Latin anyway is left out.
"""

from __future__ import annotations

import json
import string
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tui" / "agent_studio" / "core" / "check" / "look_alikes.py"
ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN")

_MARK = "# Made by docs/look_alikes.py: do not change by hand.\n"


def pairs(listed: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Letters and what they look like, an ASCII letter in lower case, in the order of Unicode."""
    found: dict[str, str] = {}
    for plain in string.ascii_lowercase + string.ascii_uppercase:
        for entry in listed.get(plain, ()):
            letter = entry["c"]
            if len(letter) == 1 and _is_taken(letter):
                found.setdefault(letter, plain.lower())
    for letter, plain in tuple(found.items()):
        # Case is no difference, so the small letter counts for what the capital looks like.
        small = letter.lower()
        if len(small) == 1 and not small.isascii():
            found.setdefault(small, plain)
    return dict(sorted(found.items()))


def _is_taken(letter: str) -> bool:
    return (
        not letter.isascii()
        and unicodedata.category(letter)[0] in "LN"
        and unicodedata.name(letter, "").startswith(ALPHABETS)
        and unicodedata.normalize("NFKC", letter) == letter
    )


def module(found: dict[str, str]) -> str:
    """The text between the mark and the end of the table."""
    rows: dict[str, list[str]] = {}
    for letter, plain in found.items():
        rows.setdefault(plain, []).append(
            f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
        )
    lines = []
    for plain, letters in sorted(rows.items()):
        parts = ["".join(letters[at : at + 12]) for at in range(0, len(letters), 12)]
        lines += [f'    ("{plain}", "{part}"),' for part in parts]
    return "\n".join(["_LIKE: Final = (", *lines, ")"])


def main() -> None:
    """Put the table into the module."""
    listed = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = TARGET.read_text(encoding="utf-8")
    before, _, rest = text.partition(_MARK)
    after = rest[rest.index("\n)\n") + 3 :]
    TARGET.write_text(f"{before}{_MARK}{module(pairs(listed))}\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
