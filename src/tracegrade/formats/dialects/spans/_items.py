"""Items of OpenAI's Responses API as parts of messages.

Source: the API reference of Responses and recorded responses. Tools that the provider runs itself
(`web_search_call`, `file_search_call`, `code_interpreter_call`, `mcp_call`) hold call and result in
one item; tools that the client runs have an output item of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["ITEM_TYPES", "message_of_item"]

ITEM_TYPES = frozenset((
    "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output",
    "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call",
    "computer_call", "computer_call_output", "local_shell_call", "local_shell_call_output",
    "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output", "mcp_call",
    "mcp_list_tools", "mcp_approval_request", "mcp_approval_response", "reasoning",
    "tool_search_call", "tool_search_output", "item_reference", "compaction",
))  # fmt: skip
"""Types of items that are no messages."""

_RESULTS = ("results", "outputs", "output", "result", "sources", "error")
_ARGUMENTS = ("arguments", "input", "action", "operation", "queries", "code", "query")


def message_of_item(item: Detail) -> Detail:
    """One item as a message of the GenAI conventions, with one or two parts.

    Args:
        item: An item whose type is one of `ITEM_TYPES`.

    Example:
        >>> call = {"type": "function_call", "call_id": "c1", "name": "refund", "arguments": "{}"}
        >>> message_of_item(call)["parts"][0]["name"]
        'refund'
    """
    kind = str(item["type"])
    if kind == "reasoning":
        return {"role": "assistant", "parts": [{"type": "reasoning", "content": _thought(item)}]}
    if kind == "mcp_approval_request":
        part = {
            "type": "approval_request",
            "id": text_of(item.get("id")),
            "name": _name(item, kind),
        }
        return {"role": "assistant", "parts": [{**part, "arguments": item.get("arguments")}]}
    if kind == "mcp_approval_response":
        part = {"type": "approval_response", "id": text_of(item.get("approval_request_id"))}
        more = {"approve": item.get("approve"), "reason": text_of(item.get("reason"))}
        return {"role": "user", "parts": [{**part, **more}]}
    if kind.endswith("_output"):
        value = item.get("output", item.get("tools"))
        value = value if type(value) is str else _output(value)
        part = {"type": "tool_call_response", "id": text_of(item.get("call_id")), "response": value}
        return {"role": "tool", "parts": [part]}
    if kind.endswith("_call"):
        return {"role": "assistant", "parts": _call(item, kind)}
    return {"role": "assistant", "parts": [{**item, "type": kind}]}


def _name(item: Detail, kind: str) -> str:
    return text_of(item.get("name")) or kind.removesuffix("_call")


def _output(value: Any) -> Any:
    """An output: content parts as text, anything else as it is."""
    parts = type(value) is list and all(type(one) is dict and "text" in one for one in value)
    return _json.as_text(value) if parts else value


def _call(item: Detail, kind: str) -> list[Detail]:
    """A call, and its result where the provider ran it."""
    call_id = text_of(item.get("call_id"))
    key = next((name for name in _ARGUMENTS if item.get(name) is not None), None)
    given = item.get(key) if key is not None else {}
    if key in ("queries", "code", "query") or (key == "input" and type(given) is str):
        given = {key: given}
    if call_id is not None:  # the client runs it
        return [{"type": "tool_call", "id": call_id, "name": _name(item, kind), "arguments": given}]
    named = text_of(item.get("id"))
    call = {"type": "server_tool_call", "id": named, "name": _name(item, kind), "arguments": given}
    if text_of(item.get("server_label")):
        call["server"] = item["server_label"]
    found = next((item[name] for name in _RESULTS if item.get(name) is not None), None)
    if found is None and item.get("status") not in ("completed", "failed"):
        return [call]
    failed = item.get("status") == "failed" or item.get("error") is not None
    answer = {"type": "server_tool_call_response", "id": named, "response": _output(found)}
    return [call, {**answer, "status": "error" if failed else "ok"}]


def _thought(item: Detail) -> str | None:
    """What a reasoning item says, in full or as a summary."""
    for key in ("content", "summary"):
        parts = item.get(key)
        texts = (
            [one.get("text") for one in parts if type(one) is dict] if type(parts) is list else []
        )
        said = [text for text in texts if type(text) is str]
        if said:
            return "\n".join(said)
    return None
