"""Parts of the Vercel AI SDK's UI messages, as messages of the GenAI conventions.

Source: `UIMessage` of the AI SDK 4 to 7. A part `step-start` begins a new model call; a tool's part holds
the call, what was decided about it and what came back, as far as it got (`state`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["is_tool", "messages_of_parts", "words_of"]

_ENDS = {
    "output-available": "ok", "result": "ok", "output-error": "error", "output-denied": "denied"
}  # fmt: skip

_STEERING = "steering-message"
_UNNAMED = "dynamic-tool"
"""What is left of the type of a tool's part that names no tool: its call is not in the message."""


def is_tool(kind: str) -> bool:
    """Whether a part of this type is a tool's.

    Example:
        >>> is_tool("tool-refund"), is_tool("dynamic-tool"), is_tool("text")
        (True, True, False)
    """
    return kind.startswith("tool-") or kind == "dynamic-tool"


def messages_of_parts(parts: list[Detail]) -> list[Detail]:
    """The messages that the parts of an assistant's message are.

    Example:
        >>> [one["role"] for one in messages_of_parts([{"type": "text", "text": "Done."}])]
        ['assistant']
    """
    return [one for step in _steps(parts) for one in _step(step)]


def _steps(parts: list[Detail]) -> list[list[Detail]]:
    """The parts of each model call."""
    steps: list[list[Detail]] = [[]]
    for part in parts:
        if part["type"] == "step-start":
            steps.append([])
        elif part["type"] == _STEERING:
            steps += [[part], []]
        else:
            steps[-1].append(part)
    return [step for step in steps if step]


def _step(parts: list[Detail]) -> list[Detail]:
    """A model call, what was decided about its calls, and what they returned."""
    if parts[0]["type"] == _STEERING:
        listed = parts[0].get("parts")
        heard = [words_of(one) for one in listed] if _are_parts(listed) else [parts[0]]
        return [{"role": "user", "parts": heard}]
    said: list[Detail] = []
    decided: list[Detail] = []
    returned: list[Detail] = []
    for part in parts:
        tool = part.get("toolInvocation") if part["type"] == "tool-invocation" else part
        if not is_tool(part["type"]) or type(tool) is not dict:
            said.append(words_of(part))
            continue
        call_id = tool.get("toolCallId")
        call_id = call_id if type(call_id) is str else None
        name = tool.get("toolName") or part["type"].removeprefix("tool-")
        if name != _UNNAMED:
            given = tool.get("input", tool.get("args", tool.get("rawInput")))
            said.append({"type": "tool_call", "id": call_id, "name": str(name), "arguments": given})
        _add_approval(tool, str(name), said, decided)
        status = _ENDS.get(str(tool.get("state")))
        if status is not None:
            answer = {"type": "tool_call_response", "id": call_id, "status": status}
            returned.append({**answer, "response": _returned(tool, status)})
    roles = (("assistant", said), ("user", decided), ("tool", returned))
    return [{"role": role, "parts": found} for role, found in roles if found]


def _add_approval(tool: Detail, name: str, said: list[Any], decided: list[Any]) -> None:
    """The request for approval of a call, and the answer, as far as there are."""
    approval = tool.get("approval")
    if type(approval) is not dict:
        return
    named, call_id = approval.get("id"), tool.get("toolCallId")
    call_id = call_id if type(call_id) is str else None
    request = {"type": "approval_request", "id": named, "call": call_id}
    said.append({**request, "name": name, "arguments": tool.get("input")})
    if type(approval.get("approved")) is bool:
        reason = approval.get("reason")
        answer = {"type": "approval_response", "id": named, "approve": approval["approved"]}
        answer |= {"derived": True} if approval.get("derived") is True else {}
        decided.append({**answer, "reason": reason if type(reason) is str else None})


def _returned(tool: Detail, status: str) -> Any:
    if status == "error":
        return tool.get("errorText", tool.get("output"))
    if status == "denied":
        approval = tool.get("approval")
        return approval.get("reason") if type(approval) is dict else None
    return tool.get("output", tool.get("result"))


def words_of(part: Detail) -> Detail:
    """A part that is words, or whatever else it is.

    Example:
        >>> words_of({"type": "text", "text": "Done.", "state": "done"})
        {'type': 'text', 'content': 'Done.'}
    """
    if part["type"] in ("text", "reasoning"):
        return {"type": part["type"], "content": _json.as_text(part.get("text"))}
    return part


def _are_parts(value: Any) -> TypeGuard[list[Detail]]:
    return type(value) is list and all(
        type(one) is dict and type(one.get("type")) is str for one in value
    )
