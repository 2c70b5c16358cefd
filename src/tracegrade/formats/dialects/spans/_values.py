"""Attributes that hold JSON as text, or under an older name."""

from __future__ import annotations

from typing import Any

from tracegrade import _json
from tracegrade.formats._reader import MismatchError

__all__ = [
    "ANSWERS",
    "OPERATION",
    "PART_OF_ANOTHER",
    "RUN_ERROR",
    "STATUS",
    "VALUES_ONLY",
    "WAITS",
    "WHOLE",
    "decoded",
    "decoded_or_text",
    "first_of",
    "text_of",
]

ANSWERS = "tracegrade.answers"
"""An attribute of tools by which the model answers: the answer."""

OPERATION = "gen_ai.operation.name"
"""The attribute that says what a span is."""

PART_OF_ANOTHER = "part of another span"
"""The operation of a span that says nothing which another does not say."""

VALUES_ONLY = "tracegrade.values_only"
"""An attribute of agents and model calls whose messages are only what went in and came out."""

RUN_ERROR = "error of a run"
"""The operation of a span that stands for the error with which an agent's run ended."""

WHOLE = "tracegrade.whole_conversation"
"""An attribute of chat spans: what the model said in their input belongs to the run as well."""

STATUS = "tracegrade.status"
"""How the call of a tool span ended, where its container knows better than the span's status."""

WAITS = "tracegrade.waits"
"""What a tool span waits for that ended before the tool was through: `for approval`, or for calls
`inside` it."""


def decoded(value: Any, *, careful: bool = False) -> Any:
    """An attribute that holds JSON as text, or the value itself.

    Raises:
        MismatchError: It is text, and no JSON.

    Example:
        >>> decoded('["stop"]')
        ['stop']
    """
    if type(value) is not str:
        return value
    try:
        return _json.decode_carefully(value).value if careful else _json.decode(value)
    except _json.UndecodableError as error:
        if not careful:
            return decoded(value, careful=True)
        raise MismatchError("bad-messages", f"not JSON: {error.message}") from None


def decoded_or_text(value: Any) -> Any:
    """An attribute that holds JSON as text, or the value itself where it is none.

    Example:
        >>> decoded_or_text("stop")
        'stop'
    """
    try:
        return decoded(value)
    except MismatchError:
        return value


def first_of(attributes: dict[str, Any], name: str, older: str) -> Any:
    """The value under the name, or under the one that older writers use.

    Example:
        >>> first_of({"tool_response": "ok"}, "gen_ai.tool.call.result", "tool_response")
        'ok'
    """
    value = attributes.get(name)
    return value if value is not None else attributes.get(older)


def text_of(value: Any) -> str | None:
    """The value if it is text that says something.

    Example:
        >>> text_of("gpt-x"), text_of(3)
        ('gpt-x', None)
    """
    return value if type(value) is str and value else None
