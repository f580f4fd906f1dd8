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
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from agent_studio.core.compare.words import stem, stems, word_list
from agent_studio.core.records import dataclass

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

_COMPLAINT = (
    r"\W*(?:(?:in|un)(?:adequate|sufficient|necessary|safe|secure|tested|handled|validated)|improper"
    r"|missing|skip(?:ping)?|ignor(?:e|ing)|neglect(?:ing)?|overlook(?:ing)?|lack(?:ing|s)?|poor(?:ly)?"
    r"|forgetting|failing|fails?|omitting|over-?(?:engineering|complicating|using|relying)|relying"
    r"|blindly|hard-?coding|hard-?coded|assuming|bypass(?:ing)?|tight(?:ly)?\s+coupl)\b"
)
"""How the naming of a fault begins."""

_BARRED = re.compile(r"\bnon-(\w{3,})", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()\u2013\u2014]|\s-\s|\.\s")

STATEMENT = 40
"""So many different words are a statement or two. A longer text holds several, and one negation
in it turns none of the others round."""

_PREFIXES = ("un", "in", "im", "non", "dis", "a", "mis", "ir")


def _contraries() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, contraries in _CONTRARIES:
        for contrary in contraries.split():
            found[stem(word)].add(stem(contrary))
            found[stem(contrary)].add(stem(word))
    return {word: frozenset(others) for word, others in found.items()}


_CONTRARY = _contraries()


@lru_cache(maxsize=8192)
def avoiding(title: str) -> bool:
    """Whether a section of this title lists what is to be avoided."""
    return _AVOIDING.search(title) is not None


@dataclass(frozen=True, slots=True)
class _Stance:
    """What a text says, and what it says no to."""

    words: frozenset[str]
    said: frozenset[str]
    denied: frozenset[str]
    barred: frozenset[str]
    """Words that stand behind "non-"."""
    against: frozenset[str]
    """Contraries of the words, and the words without a prefix that turns them round."""


@lru_cache(maxsize=16384)
def _stance(text: str) -> _Stance:
    """The words of a text by whether their clause is turned round.

    A clause counts by itself only beside one that says the other thing: "use parameters, never
    string concatenation". Otherwise all of the text is said, or denied.
    """
    words = frozenset(word_list(text))
    barred = frozenset(stem(word) for word in _BARRED.findall(text))
    against = _against(words)
    clauses = [word_list(clause) for clause in _CLAUSE.split(text)]
    turned = [_is_turned(clause) for clause in clauses]
    if any(turned) and not all(turned):
        said = _telling(clauses, turned, False)
        denied = _telling(clauses, turned, True)
        if said and denied:
            return _Stance(words, said, denied, barred, against)
    if _is_turned(word_list(text)):
        return _Stance(words, frozenset(), words, barred, against)
    return _Stance(words, words, frozenset(), barred, against)


def _against(words: frozenset[str]) -> frozenset[str]:
    found = {contrary for word in words for contrary in _CONTRARY.get(word, ())}
    for word in words:
        if word.startswith(_PREFIXES):
            found.update(word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))
    return frozenset(found)


def _is_turned(clause: Sequence[str]) -> bool:
    return sum(word in _NEGATIONS for word in clause) % 2 == 1


def _telling(
    clauses: Sequence[Sequence[str]], turned: Sequence[bool], wanted: bool
) -> frozenset[str]:
    picked = (
        clause for clause, is_turned in zip(clauses, turned, strict=True) if is_turned is wanted
    )
    return frozenset(word for clause in picked for word in clause if len(word) > 2) - _NEGATIONS


def opposite(a: str, b: str) -> bool:
    """Whether two short texts that share words say the contrary of one another.

    Texts longer than a statement or two are never called opposite as wholes.
    """
    one, other = _stance(a), _stance(b)
    if max(len(one.words), len(other.words)) > STATEMENT:
        return False
    if _negates(one, other):
        return True
    if not _TIMES.isdisjoint(one.words) and _other_way_in_time(a, b):
        return True
    if one.barred & (other.words - other.barred) or other.barred & (one.words - one.barred):
        return True
    if one.against.isdisjoint(other.words) and other.against.isdisjoint(one.words):
        return False
    return contrary_words(one.words - other.words, other.words - one.words)


_BEFORE, _AFTER = stem("before"), stem("after")
_TIMES = frozenset((_BEFORE, _AFTER))


def _other_way_in_time(a: str, b: str) -> bool:
    """Whether "before" in one is "after" in the other, with the same things in the same places.

    "Measure before you tune" and "tune after you have measured" say the same.
    """
    for one, other in ((_BEFORE, _AFTER), (_AFTER, _BEFORE)):
        first, second = _around(a, one), _around(b, other)
        if first and second:
            straight = len(first[0] & second[0]) + len(first[1] & second[1])
            return straight > len(first[0] & second[1]) + len(first[1] & second[0])
    return False


def _around(text: str, word: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words on both sides of a word; ``None`` if it is not there."""
    words = word_list(text)
    if word not in words:
        return None
    at = words.index(word)
    return frozenset(words[:at]), frozenset(words[at + 1 :])


def _negates(one: _Stance, other: _Stance) -> bool:
    mixed = (one.said and one.denied) or (other.said and other.denied)
    if not mixed:
        return bool(one.denied) != bool(other.denied)
    return _is_said(one.denied, other.said) or _is_said(other.denied, one.said)


def _is_said(denied: frozenset[str], said: frozenset[str]) -> bool:
    """Whether most of what one text says no to is what the other one says."""
    return bool(denied) and 3 * len(denied & said) >= 2 * len(denied)


@lru_cache(maxsize=8192)
def complains(text: str) -> bool:
    """Whether a statement begins by naming a fault: "Missing tests", "Inadequate handling"."""
    # Compiled on first use: a merge with a base does without.
    return re.match(_COMPLAINT, text, re.IGNORECASE) is not None


def contrary_words(only_a: frozenset[str], only_b: frozenset[str]) -> bool:
    """Whether a word of one set is the contrary of a word of the other (both of stems)."""
    return _holds_contrary(only_a, only_b) or _holds_contrary(only_b, only_a)


def _holds_contrary(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether ``others`` has a contrary, or a denied form, of one of ``words``."""
    for word in words:
        if word in _CONTRARY and not _CONTRARY[word].isdisjoint(others):
            return True
    return any(
        other.startswith(prefix) and len(other) - len(prefix) > 3 and other[len(prefix) :] in words
        for other in others
        if other.startswith(_PREFIXES)
        for prefix in _PREFIXES
    )
