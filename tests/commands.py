"""Running the command line in this process, as a test reads it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass

from agent_studio.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output as one JSON object."""
        return json.loads(self.out)


class _Stream(io.TextIOWrapper):
    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="surrogateescape", newline="")

    def whole(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8", "surrogateescape")


def studio(*arguments: object, stdin: bytes | str = b"") -> Done:
    """Run ``agent-studio`` with these arguments, without a terminal."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = _Stream(data), _Stream(), _Stream()
    try:
        status = main([str(argument) for argument in arguments])
        return Done(status, sys.stdout.whole(), sys.stderr.whole())
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
