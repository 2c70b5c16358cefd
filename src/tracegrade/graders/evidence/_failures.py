"""Results that tell of a failure although the capture has no status for them."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["broke_off", "denies_success", "is_acknowledgement", "reports_failure"]

_BEGINS_FAILING = re.compile(
    r"\s*[\"'<\[(*]{0,3}(?:fatal|error|exception|traceback|failed|failure|unauthorized|forbidden"
    r"|permission denied|access denied|command failed|unable to|could not|cannot|invalid"
    r"|timed? ?out|[a-z]{0,30}(?:error|exception):)\b",
    re.IGNORECASE,
)
_ACKNOWLEDGING = frozenset(
    (
        "ok",
        "success",
        "result",
        "done",
        "message",
        "acknowledged",
        "accepted",
        "completed",
        "confirmation",
    )
)
_HTTP_FIELDS = frozenset(("statuscode", "httpstatus", "httpcode", "httpstatuscode"))
_HTTP_FAILURES = range(400, 600)
_EXIT_FIELDS = frozenset(("exitcode", "returncode", "exitstatus", "rc"))
_BREAKS_OFF = re.compile(
    r"^Traceback \(most recent|^(?:fatal|error|panic|segmentation fault|killed|out of memory)\b|core dumped",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 20_000
_SHORT = 80  # characters of a text that tells no more than that
_FEW = 3  # fields of a result that is an error and nothing else
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


def denies_success(content: Any) -> bool:
    """Whether a result says outright that nothing was done, whatever the capture says of it.

    Example:
        >>> denies_success({"success": False, "error": "card declined"}), denies_success({"errors": 2})
        (True, False)
    """
    if not isinstance(content, dict):
        return False
    if content.get("success") is False or content.get("ok") is False:
        return True
    return isinstance(content.get("error"), str) and content["error"] != "" and len(content) <= _FEW


def broke_off(content: Any) -> bool:
    """Whether a result is the body of a failed request, or what a command printed before it broke off.

    A command that only says no by its code, as tests and searches do, has given its result.

    Example:
        >>> broke_off({"status_code": 503, "body": {"price": 71}}), broke_off({"exit_code": 1, "stdout": "2 failed"})
        (True, False)
    """
    if not isinstance(content, dict):
        return False
    for name, value in content.items():
        plain = str(name).lower().replace("_", "").replace("-", "")
        if not isinstance(value, int) or isinstance(value, bool):
            continue
        if plain in _HTTP_FIELDS and value in _HTTP_FAILURES:
            return True
        if plain in _EXIT_FIELDS and value != 0:
            told = content.get("stderr")
            return isinstance(told, str) and _BREAKS_OFF.search(told[-_LONGEST:]) is not None
    return False


def is_acknowledgement(content: Any) -> bool:
    """Whether a result only says that something went well, and tells nothing else.

    Example:
        >>> is_acknowledgement({"ok": True}), is_acknowledgement("done"), is_acknowledgement({"level": 91})
        (True, True, False)
    """
    if isinstance(content, str):
        return len(content) <= _SHORT
    if isinstance(content, dict):
        names = {str(name).lower() for name in content}
        return (
            bool(names & _ACKNOWLEDGING) or (len(names) < _FEW and "status" in names) or not names
        )
    return not isinstance(content, list)
