"""What sessions and evaluations of Google's ADK share: contents, times, expected calls.

Source: google-adk 1.0 to 2.13. Its models are written in snake case or in camel case, as the writer
likes; the keys of arguments, responses and states are the user's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import field_of, list_or_empty
from tracegrade.formats._sessions import moment_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["expected_calls", "moment_of_seconds", "parts_of", "text_of_content"]


def parts_of(content: Any) -> list[Detail]:
    """The parts of a content that hold anything.

    Example:
        >>> parts_of({"role": "user", "parts": [{"text": "hi", "thought": None}, {}]})
        [{'text': 'hi'}]
    """
    found: list[Detail] = []
    for part in list_or_empty(field_of(content, "parts")):
        kept = (
            {key: value for key, value in part.items() if value is not None}
            if type(part) is dict
            else {}
        )
        if kept:
            found.append(kept)
    return found


def text_of_content(content: Any) -> str | None:
    """The words of a content, without its thoughts.

    Example:
        >>> text_of_content({"parts": [{"text": "Done."}, {"text": "hm", "thought": True}]})
        'Done.'
    """
    said = [
        part["text"]
        for part in parts_of(content)
        if type(part.get("text")) is str and part.get("thought") is not True
    ]
    return "\n".join(said) if said else None


def expected_calls(invocation: Any) -> list[Detail]:
    """The calls that an evaluation's invocation names, in order, each with `tool` and `arguments`.

    Example:
        >>> uses = [{"id": None, "name": "refund", "args": {"amount": 5}}]
        >>> expected_calls({"intermediate_data": {"tool_uses": uses}})
        [{'tool': 'refund', 'arguments': {'amount': 5}}]
    """
    data = field_of(invocation, "intermediate_data")
    calls = list(list_or_empty(field_of(data, "tool_uses")))
    for event in list_or_empty(field_of(data, "invocation_events")):
        calls += [field_of(part, "function_call") for part in parts_of(field_of(event, "content"))]
    return [
        {"tool": call["name"], "arguments": args if type(args := call.get("args")) is dict else {}}
        for call in calls
        if type(call) is dict and type(call.get("name")) is str
    ]


def moment_of_seconds(value: Any) -> Any:
    """The value as a step's `at`: seconds since 1970 in nanoseconds, ISO text as it is.

    Example:
        >>> moment_of_seconds(1747341706.25), moment_of_seconds("soon")
        (1747341706250000000, None)
    """
    if type(value) in (int, float):
        return (
            moment_of(round(value * 1_000_000), per_second=1_000_000) if abs(value) < 1e11 else None
        )
    return moment_of(value)
