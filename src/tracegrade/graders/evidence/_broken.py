"""Errors that stand inside a result: the body of a request, the output of a cell, an answer of an API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_http_failure", "tells_of_error_inside"]

_KINDS = ("object", "type", "kind", "outputtype", "typename", "resulttype")
_ERRORS = frozenset(
    ("error", "errors", "exception", "fault", "errorresponse", "apierror", "operationoutcome")
)
_SAYING = frozenset(
    ("message", "msg", "detail", "details", "description", "reason", "title", "ename", "evalue", "traceback",
     "code", "errorcode", "errormessage", "text", "issue", "stack")
)  # fmt: skip
_FLAGS = frozenset(("iserror", "failed", "haserrors", "haserror", "hasfailed", "errored"))
_SUCCESSES = frozenset(("ok", "success", "succeeded", "successful"))
_LISTS = frozenset(
    ("usererrors", "validationerrors", "fielderrors", "mutationerrors", "errormessages")
)
_HTTP_FIELDS = frozenset(("statuscode", "httpstatus", "httpcode", "httpstatuscode", "responsecode"))
_INTO = frozenset(
    (
        "result",
        "response",
        "body",
        "output",
        "data",
        "payload",
        "reply",
        "answer",
        "json",
        "outputs",
    )
)
_STATUS_LINE = re.compile(
    r"\s?(?:HTTP/\d(?:\.\d)?\s)?[45]\d\d(?:[\s:]{1,2}[A-Z][A-Za-z]{2,20}[A-Za-z ]{0,40})?"
)
_HTTP_FAILURES = range(400, 600)
_MOST = 60
_DEEPEST = 4
_FEW = 6  # fields of an object that is an error and nothing else


def tells_of_error_inside(content: Any) -> bool:
    """Whether a decoded result is an error, or wraps one where its outcome stands.

    Example:
        >>> tells_of_error_inside({"status": 200, "body": {"object": "error", "message": "no funds"}})
        True
        >>> tells_of_error_inside({"outputs": [{"output_type": "error", "ename": "KeyError"}]})
        True
        >>> tells_of_error_inside({"data": {"orderCreate": {"userErrors": [], "order": {"id": 1}}}})
        False
    """
    return any(_is_error(fields) for fields in _outcomes(content))


def is_http_failure(value: Any) -> bool:
    """Whether a value is a status of HTTP that says that a request failed: `402`, `"403 Forbidden"`.

    Example:
        >>> is_http_failure(402), is_http_failure("502 Bad Gateway"), is_http_failure("500 m")
        (True, True, False)
    """
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value in _HTTP_FAILURES
    return isinstance(value, str) and _STATUS_LINE.fullmatch(value) is not None


def _outcomes(content: Any) -> Iterator[dict[Any, Any]]:
    """The objects that tell how a call ended: the result, and those that it wraps."""
    waiting = [(content, 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
            if depth < _DEEPEST:
                waiting += [(inner, depth + 1) for inner in _inner(value)]
        elif isinstance(value, list) and depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in value[:_MOST] if isinstance(each, dict)]


def _inner(fields: dict[Any, Any]) -> Iterator[Any]:
    for name, value in fields.items():
        plain = _plain(name)
        is_wrapped = isinstance(value, dict) and (plain in _INTO or len(fields) == 1)
        if is_wrapped or (isinstance(value, list) and plain == "outputs"):
            yield value


def _is_error(fields: dict[Any, Any]) -> bool:
    names = {_plain(name): value for name, value in fields.items()}
    if any(names.get(kind) in _ERRORS for kind in _named_kinds(names)) and _SAYING & set(names):
        return True
    if any(names.get(flag) is True for flag in _FLAGS) or any(
        names.get(name) is False for name in _SUCCESSES
    ):
        return True
    error = names.get("error")
    if isinstance(error, dict) and any(error.get(name) for name in ("message", "code", "reason")):
        return True
    if any(isinstance(names.get(name), list) and names[name] for name in _LISTS):
        return True
    if any(is_http_failure(names.get(name)) for name in _HTTP_FIELDS):
        return True
    is_small = len(names) <= _FEW and bool({"message", "detail", "title", "reason"} & set(names))
    return is_small and any(is_http_failure(names.get(name)) for name in ("code", "status"))


def _named_kinds(names: dict[str, Any]) -> Iterator[str]:
    """The fields that say what an object is, in lower case."""
    for kind in _KINDS:
        value = names.get(kind)
        if isinstance(value, str):
            names[kind] = _plain(value)
            yield kind


def _plain(name: Any) -> str:
    return str(name)[:40].lower().replace("_", "").replace("-", "")
