"""How a call that was meant to change something ended, by what its result says of itself."""

from __future__ import annotations

import re
from typing import Any

from tracegrade.graders.evidence._broken import is_http_failure, tells_of_error_inside
from tracegrade.graders.evidence._identity import field_words

__all__ = ["tells_failure"]

_EXIT_FIELDS = frozenset(("exitcode", "returncode", "rc", "exitstatus"))
_HTTP_FIELDS = frozenset(("statuscode", "httpstatus", "httpcode", "status"))
_SUCCESS_FIELDS = frozenset(("ok", "success", "succeeded", "successful"))
_ERROR_FIELDS = ("error", "errors", "exception", "fault")
_STATE_FIELDS = ("status", "state", "result", "outcome")
_BAD_STATES = frozenset(
    ("error", "failed", "failure", "fail", "rejected", "denied", "declined", "refused", "aborted", "timeout",
     "timedout", "invalid", "forbidden", "unauthorized", "notfound", "conflict", "unsuccessful", "notsent",
     "undeliverable", "bounced", "rolledback", "fehlgeschlagen", "abgelehnt", "fehler", "echec", "refuse",
     "rechazado", "fallido", "rifiutato", "recusado", "geweigerd", "mislukt", "misslyckades", "nekad", "avvisad",
     "mislykkedes", "afvist", "afgewezen", "odrzucono", "odrzucone", "niepowodzenie", "echoue", "falhou", "fallito",
     "errored", "crashed", "exception", "badrequest", "unprocessable", "paymentrequired", "insufficientfunds")
)  # fmt: skip
_ENVELOPES = ("result", "response", "body", "output", "data", "meta")
_OUTPUTS = ("stderr", "stdout", "output", "log", "logs", "message", "text")
_LONGEST = 20_000
_FAILING_LINE = re.compile(
    r"^[^\w\n]{0,8}(?:\w[\w./-]{0,40}:\s){0,2}(?:error|fatal|fehler|erreur|errore)(?:\[\w{1,10}\])?(?:\s\w{1,20})?:(?!\s?(?:0|none|null|no)\b)"
    r"|^npm\s(?:ERR!|error\s)|^E:\s|^\s?!\s\[(?:remote\s)?rejected\]"
    r"|^Traceback\s\(most\srecent|:\s(?:command\snot\sfound|permission\sdenied|no\ssuch\sfile\sor\sdirectory)\s*$"
    r"|\bcontext\sdeadline\sexceeded\b|\bprogress\sdeadline\b|\bunreachable=[1-9]|\bfailed=[1-9]|\bFAILED!"
    r"|^(?:build|deploy(?:ment)?|release|job|command|step|task|upload|push)\s(?:has\s)?failed\b"
    r"|^(?:HTTP/\d(?:\.\d)?\s|(?:HTTP\s)?(?:status(?:\scode)?[\s:]{1,2})?)[45]\d\d\s(?:bad\s|unauthorized|payment\s|forbidden|not\s"
    r"|conflict|unprocessable|too\smany|internal\s|service\s|gateway\s)"
    r"|^[A-Za-z_.]{0,60}(?:Error|Exception):\s[^\n]{1,400}\s*\Z"
    r"|\b(?:UPDATE_)?ROLLBACK_(?:COMPLETE|IN_PROGRESS|FAILED)\b|\b(?:CREATE|UPDATE|DELETE)_FAILED\b",
    re.IGNORECASE | re.MULTILINE,
)
_EXIT = re.compile(
    r"\b(?:exit(?:ed)?|return(?:ed)?|terminated|status|command)[\s_]{1,2}(?:with[\s_])?(?:exit[\s_])?(?:status|code)[\s:=]{1,3}(\d{1,3})\b"
    r"|\b(?:exited\swith\s|rc\s?=\s?)(\d{1,3})\b",
    re.IGNORECASE,
)
_SUCCESS = re.compile(r"(?<!not )(?<!un)\bsuccess(?:fully|ful)?\b|\bsucceeded\b", re.IGNORECASE)


def tells_failure(content: Any, tool: str) -> bool:
    r"""Whether the result of a call that changes something says that it failed, or did so half-way.

    Args:
        content: The decoded result.
        tool: Name of the tool: `rejected` is what `reject_request` has to say.

    Example:
        >>> tells_failure({"exit_code": 1, "stderr": ""}, "run"), tells_failure({"error": None}, "run")
        (True, False)
        >>> tells_failure("a: Creating...\n| Error: creating b: AccessDenied", "apply")
        True
        >>> tells_failure({"status": "REJECTED"}, "reject_request")
        False
    """
    if isinstance(content, str):
        return _fails_in_text(content)
    if not isinstance(content, dict):
        return False
    if tells_of_error_inside(content):
        return True
    told = _told_by_fields(content, tool)
    for name in _ENVELOPES if told is None else ():
        inner = content.get(name)
        if isinstance(inner, dict):
            told = told or _told_by_fields(inner, tool)
    if told is None:
        texts = [content[name] for name in _OUTPUTS if isinstance(content.get(name), str)]
        return any(map(_fails_in_text, texts))
    return told


def _told_by_fields(fields: dict[Any, Any], tool: str) -> bool | None:
    """What the fields of an outcome say; `None` where there are none."""
    told: bool | None = None
    for name, value in fields.items():
        plain = str(name).lower().replace("_", "").replace("-", "")
        if plain in _EXIT_FIELDS and _is_whole(value):
            told = value != 0
        elif plain in _HTTP_FIELDS and (_is_whole(value) or is_http_failure(value)):
            told = told or is_http_failure(value)
        elif plain in _SUCCESS_FIELDS and isinstance(value, bool):
            told = told or not value
        elif plain in _ERROR_FIELDS and _is_error(value):
            return True
        elif plain in _STATE_FIELDS and isinstance(value, str):
            told = told or _is_bad(value, tool) or told
        if told:
            return True
    return told


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_error(value: Any) -> bool:
    """Whether the value of a field called an error is one: a message, or an object with one."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str | dict) and each for each in value)
    return isinstance(value, str | dict) and bool(value) and value != "none"


def _is_bad(state: str, tool: str) -> bool:
    plain = re.sub(r"[^a-z]", "", state.lower()[:40])
    if plain not in _BAD_STATES:
        return False
    return not any(len(word) > 2 and plain.startswith(word[:5]) for word in field_words(tool))


def _fails_in_text(text: str) -> bool:
    """Whether an output has a line that tells of a failure, and none after it of success."""
    tail = text[-_LONGEST:]
    codes = [int(match[1] or match[2]) for match in _EXIT.finditer(tail)]
    if codes:
        return codes[-1] != 0
    last = max((match.start() for match in _FAILING_LINE.finditer(tail)), default=-1)
    return last >= 0 and _SUCCESS.search(tail, last) is None
