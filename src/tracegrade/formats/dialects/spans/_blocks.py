"""Content blocks of Anthropic, Gemini, Bedrock and the Vercel AI SDK as parts of messages.

Source: the API references of these providers, and recorded requests and responses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["block_value", "call_part", "parts_of_block", "response_part"]

_THOUGHTS = ("thinking", "text", "reasoning", "reasoning_content")
"""What a block calls its thought: Anthropic, Vercel and Gemini, Inspect and LangChain, others."""

_REASONING = ("thinking", "reasoning", "reasoning_content", "redacted_thinking")
_DENIED = "execution-denied"


def parts_of_block(block: Any) -> list[Detail]:
    """The parts that a content block is: one, or none for a block that says nothing.

    Example:
        >>> parts_of_block({"type": "tool_use", "id": "c1", "name": "refund", "input": {}})
        [{'type': 'tool_call', 'id': 'c1', 'name': 'refund', 'arguments': {}}]
    """
    if type(block) is not dict:
        return [{"type": "text", "content": _json.as_text(block)}]
    kind = block.get("type")
    if kind in ("tool-approval-request", "tool-approval-response"):
        return [_approval(block, kind)]
    part = _asked(block, kind) or _answered(block, kind) or _words(block, kind)
    return [part]


def call_part(call: Detail, *, hosted: bool = False) -> Detail:
    """A call as a part, wherever the provider puts its id and arguments."""
    names = ("arguments", "args", "input")
    arguments = next((call[name] for name in names if name in call), {})
    ids = ("call_id", "id", "toolCallId", "toolUseId")
    call_id = next((found for name in ids if (found := text_of(call.get(name)))), None)
    name = text_of(call.get("name")) or text_of(call.get("toolName"))
    kind = "server_tool_call" if hosted else "tool_call"
    return {"type": kind, "id": call_id, "name": name, "arguments": arguments}


def response_part(call_id: Any, value: Any, status: str | None = None) -> Detail:
    """What a tool returned as a part."""
    part = {"type": "tool_call_response", "id": text_of(call_id), "response": value}
    return part if status is None else {**part, "status": status}


def _asked(block: Detail, kind: Any) -> Detail | None:
    """A call."""
    for key in ("function_call", "functionCall", "toolUse"):
        inner = block.get(key)
        if type(inner) is dict and type(inner.get("name")) is str:
            return call_part(inner)
    if kind in ("tool_use", "tool-call") and (block.get("name") or block.get("toolName")):
        return call_part(block, hosted=block.get("providerExecuted") is True)
    if kind in ("server_tool_use", "mcp_tool_use") and type(block.get("name")) is str:
        return call_part(block, hosted=True)
    return None


def _answered(block: Detail, kind: Any) -> Detail | None:
    """What a tool returned."""
    for key in ("function_response", "functionResponse"):
        inner = block.get(key)
        if type(inner) is dict:
            part = response_part(inner.get("id"), inner.get("response"))
            return {**part, "name": inner["name"]} if type(inner.get("name")) is str else part
    inner = block.get("toolResult")
    if type(inner) is dict:  # Bedrock: text and JSON blocks
        status = {"error": "error", "success": "ok"}.get(str(inner.get("status")))
        return response_part(inner.get("toolUseId"), block_value(inner.get("content")), status)
    if kind == "tool-result":
        return _vercel_result(block)
    if type(kind) is str and kind.endswith("tool_result") and "tool_use_id" in block:
        content = block.get("content")
        whole = type(content) is dict  # an object, such as a search gives or a sandbox
        failed = block.get("is_error") is True
        failed = failed or (whole and str(content.get("type")).endswith("_error"))
        value = content if whole or _json.holds_media(content) else _json.as_text(content)
        status = "error" if failed else "ok" if "is_error" in block or whole else None
        return response_part(block["tool_use_id"], value, status)
    return None


def block_value(content: Any) -> Any:
    """What text and JSON blocks of Bedrock hold: the only value, or a list of all.

    Example:
        >>> block_value([{"json": {"status": "shipped"}}])
        {'status': 'shipped'}
    """
    blocks = content if type(content) is list else []
    values = [one.get("text", one.get("json")) for one in blocks if type(one) is dict]
    return values[0] if len(values) == 1 else values


def _vercel_result(block: Detail) -> Detail:
    output = block.get("output", block.get("result"))
    kind = output.get("type") if type(output) is dict else None
    value = output.get("value", output.get("reason")) if type(output) is dict else output
    if kind is None:
        return response_part(block.get("toolCallId"), output)
    status = "denied" if kind == _DENIED else "error" if str(kind).startswith("error") else "ok"
    return response_part(block.get("toolCallId"), value, status)


def _approval(block: Detail, kind: Any) -> Detail:
    named = text_of(block.get("approvalId"))
    if kind == "tool-approval-request":
        return {"type": "approval_request", "id": named, "call": text_of(block.get("toolCallId"))}
    reason = text_of(block.get("reason"))
    return {"type": "approval_response", "id": named, "approve": block.get("approved"),
            "reason": reason}  # fmt: skip


def _words(block: Detail, kind: Any) -> Detail:
    """Text, thoughts, or whatever else a block holds."""
    if kind in _REASONING or block.get("thought") is True:
        said = (text_of(block.get(name)) for name in _THOUGHTS)
        return {"type": "reasoning", "content": next(filter(None, said), None)}
    text = block.get("text", block.get("content"))
    if type(text) is str and kind in (None, "text", "input_text", "output_text", "refusal"):
        more = {key: value for key, value in block.items() if key in ("citations", "annotations")}
        kept = {key: value for key, value in more.items() if value}
        return {"type": "text", "content": text, **kept}
    return block if type(kind) is str and kind != "text" else {"type": "unknown", "value": block}
