"""The lossless definition."""

from typing import TYPE_CHECKING

from agent_studio.core.later import later

if TYPE_CHECKING:
    from agent_studio.core.document.document import Document, parse
    from agent_studio.core.document.fences import front_problem
else:
    # The model, which everything imports, needs neither of them.
    __getattr__ = later(
        __name__, {"Document": "document", "parse": "document", "front_problem": "fences"}
    )

__all__ = ["Document", "front_problem", "parse"]
