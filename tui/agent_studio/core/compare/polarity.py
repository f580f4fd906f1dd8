"""Opposites: texts that share their words and say the contrary.

Likeness of words is not likeness of meaning. "Ensure proper error handling" and "Inadequate
error handling" are nearly the same words; so are "Always deploy on Friday" and "Never deploy
on Friday". Three signs tell them apart, each from a short list below: a negation that only one
of the two has, a pair of contrary words, and the role of the section that a text stands in
("Never do", "Anti-patterns"). Any one of them keeps two texts out of one row: a pair too many
left apart costs a keystroke, a pair too many joined hides a contradiction.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent_studio.core.compare.words import stem, stems, word_list

_NEGATIONS = stems(
    "no not never none nor neither nothing without avoid cannot can't won't don't doesn't didn't "
    "isn't aren't shouldn't mustn't wouldn't forbid forbidden prohibit refuse refrain stop skip "
    "ignore unless except dont"
)
"""Words that turn a statement round."""

_CONTRARIES = (
    ("always", "never"),
    ("proper", "improper inadequate missing poor"),
    ("ensure", "avoid inadequate missing ignore skip"),
    ("adequate", "inadequate"),
    ("sufficient", "insufficient"),
    ("use", "avoid"),
    ("enable", "disable"),
    ("allow", "deny forbid disallow block prohibit"),
    ("accept", "reject refuse"),
    ("include", "exclude omit"),
    ("add", "remove delete"),
    ("with", "without"),
    ("more", "less fewer"),
    ("minimum", "maximum"),
    ("minimize", "maximize"),
    ("increase", "decrease reduce"),
    ("good", "bad"),
    ("best", "worst"),
    ("safe", "unsafe dangerous"),
    ("secure", "insecure"),
    ("valid", "invalid"),
    ("tight", "loose"),
    ("synchronous", "asynchronous"),
    ("sync", "async"),
    ("required", "optional forbidden"),
    ("before", "after"),
    ("prefer", "avoid"),
    ("all", "none"),
    ("do", "don't"),
    ("true", "false"),
)
"""Words and their contraries."""

_AVOIDING = re.compile(
    r"\b(?:anti[- ]?patterns?|avoid(?:ing)?|never|don['’]?ts?|do\s+not|must\s+not|should\s+not"
    r"|cannot|can['’]?t|won['’]?t|forbidden|prohibited|disallowed|pitfalls?|mistakes?|red\s+flags?"
    r"|out\s+of\s+scope|not\s+to|bad\s+(?:practices?|examples?)|what\s+not)\b",
    re.IGNORECASE,
)
"""Titles under which a list says what is *not* to be done."""

# A paragraph holds several statements; one negation in it turns none of the others round.
_STATEMENT = 40

_PAIRS = frozenset(
    pair
    for word, contraries in _CONTRARIES
    for contrary in contraries.split()
    for pair in ((stem(word), stem(contrary)), (stem(contrary), stem(word)))
)
_PREFIXES = ("un", "in", "im", "non", "dis", "a", "mis", "ir")


@lru_cache(maxsize=8192)
def avoiding(title: str) -> bool:
    """Whether a section of this title lists what is to be avoided."""
    return _AVOIDING.search(title) is not None


@lru_cache(maxsize=16384)
def _signs(text: str) -> tuple[frozenset[str], bool]:
    found = word_list(text)
    negations = sum(1 for word in found if word in _NEGATIONS)
    return frozenset(found), negations % 2 == 1


def opposite(a: str, b: str) -> bool:
    """Whether two short texts that share words say the contrary of one another.

    Texts longer than a statement or two are never called opposite as wholes.
    """
    words_a, negated_a = _signs(a)
    words_b, negated_b = _signs(b)
    if max(len(words_a), len(words_b)) > _STATEMENT:
        return False
    return negated_a != negated_b or contrary_words(words_a - words_b, words_b - words_a)


def contrary_words(only_a: frozenset[str], only_b: frozenset[str]) -> bool:
    """Whether a word of one set is the contrary of a word of the other (both of stems)."""
    for word in only_a:
        for other in only_b:
            if (word, other) in _PAIRS:
                return True
            longer, shorter = (word, other) if len(word) > len(other) else (other, word)
            if len(shorter) > 3 and any(longer == prefix + shorter for prefix in _PREFIXES):
                return True
    return False
