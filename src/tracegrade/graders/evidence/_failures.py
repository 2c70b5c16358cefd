"""Results that tell of a failure although the capture has no status for them."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["reports_failure"]

_BEGINS_FAILING = re.compile(
    r"\s*[\"'<\[(*]{0,3}(?:fatal|error|exception|traceback|failed|failure|unauthorized|forbidden"
    r"|permission denied|access denied|command failed|unable to|could not|cannot|invalid"
    r"|timed? ?out|[a-z]{0,30}(?:error|exception):)\b",
    re.IGNORECASE,
)
_BAD = frozenset(("error", "failed", "failure", "rejected", "denied"))


def reports_failure(content: Any) -> bool:
    """Whether a result says of itself that the call failed.

    Example:
        >>> reports_failure("Error: user not found"), reports_failure({"error": None, "id": 1})
        (True, False)
    """
    if isinstance(content, str):
        return _BEGINS_FAILING.match(content[:200]) is not None
    if not isinstance(content, dict):
        return False
    if content.get("error") or content.get("errors") or content.get("isError") is True:
        return True
    if content.get("success") is False or content.get("ok") is False:
        return True
    status = content.get("status")
    return isinstance(status, str) and status.lower() in _BAD and len(content) <= 3
