"""What a section is for: the same words mean one thing as a duty and another as a measure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ROLES = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (
            "when",
            r"\bwhen to\b|\bideal\b|\btriggers?\b|\bindicators?\b|\buse cases?\b|\bscenarios?\b"
            r"|\binvo(?:ke|cation|king)|\bactivat|\bengag|\bdelegat",
        ),
        ("review", r"\breview|\bchecklists?\b|\baudit"),
        ("output", r"\boutputs?\b|\bdeliverables?\b|\bformats?\b|\breport|\btemplates?\b"),
        ("talk", r"\bcommunicat|\btone\b|\bcoordinat|\bcollaborat|\binteract|\bhandoff|\bescalat"),
        ("commands", r"\bcommands?\b|\btools?\b|\busage\b|\bsetup\b|\bscripts?\b"),
        ("measures", r"\bmetrics?\b|\bsuccess\b|\bkpis?\b|\bacceptance\b|\bdefinition of done\b"),
        ("examples", r"\bexamples?\b|\bsamples?\b"),
    )
)


def role(titles: Iterable[str]) -> str:
    """The role that the titles above a text give it, the nearest title first; "" for plain duty."""
    return next((found for title in titles if (found := _role(title))), "")


@lru_cache(maxsize=8192)
def _role(title: str) -> str:
    return next((name for name, pattern in _ROLES if pattern.search(title)), "")
