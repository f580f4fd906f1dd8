"""``git driver``: what git calls to merge one definition.

Whatever goes wrong, the three files are merged by git itself: a definition never comes out worse
than without a driver. Nothing is imported here that an ordinary merge can do without.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from agent_studio.cli.errors import CANNOT, FINDINGS, OK
from agent_studio.cli.output import complain
from agent_studio.store.merge_driver import (
    WORDS,
    Call,
    merge_by_git,
    read_call,
    wants_base,
    write_result,
)

PATIENCE = 20.0
"""Seconds. Git's own merge takes next to none, and somebody waits for it."""
LARGEST = 4 * 1024 * 1024
"""Bytes of one side. What is larger is no definition that anybody wrote."""

_MOST_NAMED = 5


class _NotOursError(Exception):
    """These files are git's to merge; the text says why."""


class _TooSlowError(BaseException):
    """The time is up. Not an `Exception`, so that nothing on the way catches it by chance."""


def run(words: Sequence[str]) -> int:
    """Merge what git names; 0 clean, 1 with conflicts between markers.

    Standard output says ``clean`` or ``conflicts``. By that, and not by the status alone, the
    caller knows that a driver answers, and not a Python that could not find its packages.
    """
    call = read_call([*words[words[:1] == ["--"] :]])
    if call is None:
        complain(f"git driver is for git to call, with {WORDS}")
        return CANNOT
    try:
        undecided = _merged(call)
        told = _to_decide(undecided)
        clean = not undecided
    except (Exception, _TooSlowError) as error:
        clean = merge_by_git(call)
        told = f"merged by git itself, because {_reason(error)}"
    if told:
        _tell(f"{call.path}: {told}")
    sys.stdout.write("clean\n" if clean else "conflicts\n")
    return OK if clean else FINDINGS


def _merged(call: Call) -> tuple[str, ...]:
    """Merge by field, section and item; the addresses of what is left to decide.

    The result is written last: whatever raises before, ours is as it was.
    """
    before = _set_alarm()
    try:
        data, undecided = _result(call)
    finally:
        _clear_alarm(before)
    write_result(call, data)
    return undecided


def _to_decide(undecided: Sequence[str]) -> str:
    if not undecided:
        return ""
    rest = len(undecided) - _MOST_NAMED
    more = f", and {rest} more" if rest > 0 else ""
    return f"to decide: {', '.join(undecided[:_MOST_NAMED])}{more}"


def _result(call: Call) -> tuple[bytes, tuple[str, ...]]:
    """The merged definition, and the addresses of what is undecided in it."""
    # Imported here, so that a fault in any of it ends in git's own merge, too.
    from agent_studio.cli.three_way import fault_of, merge_texts, why_not
    from agent_studio.core.dialects.paths import dialect_at
    from agent_studio.core.document import parse
    from agent_studio.core.merge.model import Markers
    from agent_studio.core.text import encode
    from agent_studio.store.reading import read_whole

    names = (call.ours, call.theirs, call.base)
    ours, theirs, base = (parse(read_whole(name, largest=LARGEST)[0]) for name in names)
    why = why_not(ours, theirs, base)
    if why:
        raise _NotOursError(why)
    path = os.path.join(os.getcwd(), call.path)  # noqa: PTH109, PTH118  pathlib is slow
    done = merge_texts(ours, theirs, base, dialect_at(path))
    markers: Markers | bool = False
    if done.undecided:
        labels = (call.labels.ours, call.labels.theirs, call.labels.base)
        markers = Markers(call.marker_size, wants_base(), labels)
    text = done.text(markers)
    fault = fault_of(done, text)
    if fault:
        raise _NotOursError(fault)
    return encode(text), done.undecided


def _set_alarm() -> object:
    """Have `_TooSlowError` raised when the time is up; what the alarm did before, if it can be."""

    def ring(*_: object) -> None:
        raise _TooSlowError

    try:
        before = signal.signal(signal.SIGALRM, ring)
    except (AttributeError, ValueError):  # no such signal here, or not the main thread
        return None
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    return before


def _clear_alarm(before: object) -> None:
    if before is not None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)  # type: ignore[arg-type]  # what signal() gave


def _tell(sentence: str) -> None:
    try:
        complain(sentence)
    except Exception:
        # The file is merged; that nobody can be told is no reason to fail.
        return


def _reason(error: BaseException) -> str:
    """Why it is git's turn, on one line."""
    from agent_studio.store.errors import StoreError

    if isinstance(error, (_NotOursError, StoreError)):
        return str(error)
    if isinstance(error, _TooSlowError):
        return f"it took longer than {PATIENCE:g} seconds"
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    words = " ".join(str(error).split())[:200]
    return f"of an error in agent-studio ({type(error).__name__}{': ' if words else ''}{words})"
