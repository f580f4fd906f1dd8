"""A language model for tests: texts are near if they are spelt alike."""

from __future__ import annotations


class _Trigrams:
    name = "trigrams"

    def space(self, texts):
        return _Space(texts)


class _Space:
    def __init__(self, texts):
        padded = (f"  {text.lower()}  " for text in texts)
        self._bags = [{text[i : i + 3] for i in range(len(text) - 2)} for text in padded]

    def cosines(self, pairs):
        return [self._cosine(a, b) for a, b in pairs]

    def nearest(self, sources, most):
        found = {}
        for a, source in enumerate(sources):
            for other in set(sources) - {source}:
                near = {b: self._cosine(a, b) for b, of in enumerate(sources) if of == other}
                least = sorted(near.values())[-most:][0]
                for b, cosine in near.items():
                    if cosine >= least:
                        found[min(a, b), max(a, b)] = cosine
        return found

    def _cosine(self, a, b):
        one, other = self._bags[a], self._bags[b]
        return round(len(one & other) / (len(one) * len(other)) ** 0.5, 6)


TRIGRAMS = _Trigrams()
