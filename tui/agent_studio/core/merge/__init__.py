"""Rows to decisions to a result, with or without a base."""

from agent_studio.core.merge.choices import choice_text, choices, describe, parse_choice
from agent_studio.core.merge.decide import decide, decide_all, take, undecide
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.leftout import left_out
from agent_studio.core.merge.model import (
    Action,
    Choice,
    Decision,
    LeftOut,
    Merge,
    Origin,
    Piece,
    Reason,
    Result,
)
from agent_studio.core.merge.propose import propose
from agent_studio.core.merge.render import render
from agent_studio.core.merge.richest import richest
from agent_studio.core.merge.rows import Counts, counts, undecided
from agent_studio.core.merge.serial import decisions_from_json, decisions_to_json, to_json

__all__ = [
    "Action",
    "Choice",
    "Counts",
    "Decision",
    "LeftOut",
    "Merge",
    "MergeError",
    "Origin",
    "Piece",
    "Reason",
    "Result",
    "choice_text",
    "choices",
    "counts",
    "decide",
    "decide_all",
    "decisions_from_json",
    "decisions_to_json",
    "describe",
    "left_out",
    "parse_choice",
    "propose",
    "render",
    "richest",
    "take",
    "to_json",
    "undecide",
    "undecided",
]
