"""Does what a model was told in place of a result say that the call was refused?"""

from __future__ import annotations

import re
from typing import Any

from tracegrade import _json

__all__ = ["tells_of_refusal"]

_REFUSAL = re.compile(
    r"^\W*no\b|reject|den(?:y|ied|ial)|declin|refus|disapprov|cancel|abort|forbid|forbad|prohibit|veto|prevented|skipp"
    r"|interrupt|(?:not|n't|without|no|lack\w*|un)[\s-]*(?:\w+ ){0,3}"
    r"(?:approv|confirm|permi|allow|authori|consent|execut|run\b|proceed|want|perform|done|made|sent)",
    re.IGNORECASE,
)
_LONGEST = 2000  # characters in which a notice is looked for


def tells_of_refusal(told: Any, reason: str | None = None) -> bool:
    """Whether a result is the notice of a refusal, or empty, rather than what a tool returned.

    Libraries put such a notice in the place of the result of a call that a person refused; a call
    with any other result may have run all the same.

    Args:
        told: What stands in the place of the result.
        reason: What the person who refused said, if it is recorded.

    Example:
        >>> tells_of_refusal("Tool execution was not approved."), tells_of_refusal({"refund": "R-1"})
        (True, False)
        >>> tells_of_refusal("another time", "another time")
        True
    """
    text = (_json.as_text(told) or "").strip() if told is not None else ""
    if not text or (reason is not None and reason.strip() and reason.strip() in text):
        return True
    return _REFUSAL.search(text[:_LONGEST]) is not None
