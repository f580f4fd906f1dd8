"""Words: how texts are cut into them, how alike two texts are, where they differ."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from agent_studio.core.compare.model import Word

# Scripts written without blanks between words: every character counts as a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")

# Beyond this many token pairs a region is compared by its frequent words only.
_FINE = 250_000

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """``word`` in lower case without its commonest English endings.

    Rough on purpose: it only has to send "test", "tests" and "testing" to one place.
    """
    word = word.lower().replace("’", "'")
    if len(word) <= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1] if len(word) > 2 else word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return (word[: len(word) - len(ending)] + instead).removesuffix("e") or word
    return word.removesuffix("e") if len(word) > 4 else word


def stems(text: str) -> frozenset[str]:
    """The stems of the blank-separated words of ``text``: how the word lists are written."""
    return frozenset(stem(word) for word in text.split())


@lru_cache(maxsize=16384)
def word_list(text: str) -> tuple[str, ...]:
    """The stems of all words of ``text``, in order."""
    pattern = _WORD if _is_spaced(text) else _patterns()[0]
    return tuple(stem(word) for word in pattern.findall(text))


def _is_spaced(text: str) -> bool:
    """Whether blanks surely stand between the words of ``text``."""
    return text.isascii() or max(text) < _UNSPACED[0]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words and tokens of any script. Not for all texts: tables so large are slow to compile."""
    word = rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][^\W_]+)?"
    token = rf"(?:[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s])\s*|\s+"
    return re.compile(word), re.compile(token)


def _tokens(text: str) -> list[str]:
    """All of ``text``: words and signs, each with the blanks behind it."""
    return (_TOKEN if _is_spaced(text) else _patterns()[1]).findall(text)


def likeness(a: str, b: str) -> float:
    """How many of their words two texts share, 0 to 1; 1 for two texts without words."""
    words_a, words_b = Counter(word_list(a)), Counter(word_list(b))
    total = words_a.total() + words_b.total()
    return 2 * (words_a & words_b).total() / total if total else 1.0


def words(a: str, b: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Both texts cut into runs that they share and runs that they do not.

    The runs of either side put together are that text. Blanks alone never count as a
    difference.
    """
    tokens_a, tokens_b = _tokens(a), _tokens(b)
    same_a, same_b = _shared(tokens_a, tokens_b)
    return _runs(tokens_a, same_a), _runs(tokens_b, same_b)


def word_marks(text: str, others: tuple[str, ...] | list[str]) -> tuple[Word, ...]:
    """``text`` in runs; changed are those that none of ``others`` has in that place."""
    tokens = _tokens(text)
    found = [not others] * len(tokens)
    for other in others:
        same, _ = _shared(tokens, _tokens(other))
        found = [a or b for a, b in zip(found, same, strict=True)]
    return _runs(tokens, found)


def _runs(tokens: list[str], same: list[bool]) -> tuple[Word, ...]:
    runs: list[Word] = []
    for token, shared in zip(tokens, same, strict=True):
        changed = not shared and not token.isspace()
        if runs and (runs[-1].changed == changed or token.isspace()):
            runs[-1] = Word(runs[-1].text + token, runs[-1].changed)
        else:
            runs.append(Word(token, changed))
    return tuple(runs)


def _shared(tokens_a: list[str], tokens_b: list[str]) -> tuple[list[bool], list[bool]]:
    """For each token whether the other side has it in its place.

    Whole sentences are matched first: that keeps the cost of long descriptions, whose words
    repeat, far from the square of their length.
    """
    # What most merges do without: their texts are told apart word by word only on a screen.
    from difflib import SequenceMatcher

    keys_a = [token.strip() for token in tokens_a]
    keys_b = [token.strip() for token in tokens_b]
    same_a, same_b = [False] * len(keys_a), [False] * len(keys_b)
    cuts_a, cuts_b = _sentences(tokens_a), _sentences(tokens_b)
    texts_a = [" ".join(keys_a[start:end]) for start, end in cuts_a]
    texts_b = [" ".join(keys_b[start:end]) for start, end in cuts_b]
    matcher = SequenceMatcher(None, texts_a, texts_b, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if a1 == a2 or b1 == b2:
            continue
        start_a, end_a = cuts_a[a1][0], cuts_a[a2 - 1][1]
        start_b, end_b = cuts_b[b1][0], cuts_b[b2 - 1][1]
        if tag == "equal":
            same_a[start_a:end_a] = [True] * (end_a - start_a)
            same_b[start_b:end_b] = [True] * (end_b - start_b)
            continue
        part_a, part_b = keys_a[start_a:end_a], keys_b[start_b:end_b]
        coarse = len(part_a) * len(part_b) > _FINE
        for match in SequenceMatcher(None, part_a, part_b, autojunk=coarse).get_matching_blocks():
            for step in range(match.size):
                same_a[start_a + match.a + step] = True
                same_b[start_b + match.b + step] = True
    return same_a, same_b


def _sentences(tokens: list[str]) -> list[tuple[int, int]]:
    """Ranges of ``tokens``, one for each sentence or line."""
    cuts: list[tuple[int, int]] = []
    start = 0
    for index, token in enumerate(tokens):
        mark = token.strip()
        ends = "\n" in token or (mark in {".", "!", "?", ":", ";", "。", ">"} and mark != token)
        if ends or index == len(tokens) - 1:
            cuts.append((start, index + 1))
            start = index + 1
    return cuts
