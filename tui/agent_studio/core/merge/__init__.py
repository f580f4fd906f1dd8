"""Rows to decisions to a result, with or without a base."""

from agent_studio.core.merge.choices import choice_text, choices, describe, parse_choice
from agent_studio.core.merge.decide import accept, decide, decide_all, take, undecide
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.leftout import left_out
from agent_studio.core.merge.model import (
    Action,
    Choice,
    Decision,
    LeftOut,
    Markers,
    Merge,
    Origin,
    Piece,
    Policy,
    Reason,
    Result,
)
from agent_studio.core.merge.propose import propose
from agent_studio.core.merge.reasons import reason
from agent_studio.core.merge.render import render
from agent_studio.core.merge.richest import richest
from agent_studio.core.merge.rows import Counts, counts, undecided
from agent_studio.core.merge.serial import decisions_from_json, decisions_to_json, to_json
from agent_studio.core.merge.split import can_split, split, unsplit

__all__ = [
    "Action",
    "Choice",
    "Counts",
    "Decision",
    "LeftOut",
    "Markers",
    "Merge",
    "MergeError",
    "Origin",
    "Piece",
    "Policy",
    "Reason",
    "Result",
    "accept",
    "can_split",
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
    "reason",
    "render",
    "richest",
    "split",
    "take",
    "to_json",
    "undecide",
    "undecided",
    "unsplit",
]
