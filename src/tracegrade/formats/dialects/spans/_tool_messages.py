"""What a tool of LangChain returned, in whichever way a tracer wrote the message down.

A tool returns a `ToolMessage`, which tracers write as it is, as `{type, data}`, or as LangChain's own
serialisation `{lc, type, id, kwargs}`, often inside `{output}`; or a `Command` whose update holds the
message, and whose `goto` names the agent that goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["ToolMessage", "goes_to", "tool_message"]

_STATUSES = {"error": "error"}  # `success` is also what a message says that nobody set


class ToolMessage(NamedTuple):
    """The message of a tool.

    Attributes:
        call_id: Id of the call that it answers, if it has one.
        content: What the tool returned.
        status: `error` if it says so.
    """

    call_id: str | None
    content: Any
    status: str | None


def tool_message(value: Any) -> ToolMessage | None:
    """The message that a logged output is; `None` for anything else.

    Example:
        >>> tool_message({"output": {"content": "shipped", "tool_call_id": "c1"}})
        ToolMessage(call_id='c1', content='shipped', status=None)
    """
    found = decoded_or_text(value)
    for _ in range(3):
        if type(found) is not dict or "tool_call_id" in found:
            break
        found = decoded_or_text(_inside(found))
    if type(found) is not dict or "tool_call_id" not in found or "content" not in found:
        return None
    status = _STATUSES.get(str(found.get("status")))
    return ToolMessage(text_of(found["tool_call_id"]), found["content"], status)


def goes_to(value: Any) -> str | None:
    """The agent that a logged `Command` passes control to."""
    found = decoded_or_text(value)
    if type(found) is dict and "goto" not in found:
        found = decoded_or_text(found.get("output"))
    goto = found.get("goto") if type(found) is dict and "update" in found else None
    goto = goto[0] if type(goto) is list and len(goto) == 1 else goto
    return text_of(goto)


def _inside(found: Detail) -> Any:
    """What an output, a serialised object or an update holds."""
    for key in ("output", "data", "kwargs"):
        if type(found.get(key)) in (dict, str) and (key != "kwargs" or "lc" in found):
            return found[key]
    update = found.get("update")
    messages = update.get("messages") if type(update) is dict else None
    return messages[-1] if type(messages) is list and messages else None
