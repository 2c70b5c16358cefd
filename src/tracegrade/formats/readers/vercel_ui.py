"""UI messages of the Vercel AI SDK: a list of `{id, role, parts}`, one document or one a line.

Source: `UIMessage` of the AI SDK 4 to 6 (parts `tool-NAME` and `dynamic-tool` with states, approvals;
before them `tool-invocation`). The text of an error is masked there ("An error occurred."). A part
`step-start` begins a new model call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "approvals", "error_status", "reasoning"))
_ENDS = {
    "output-available": "ok", "result": "ok", "output-error": "error", "output-denied": "denied"
}  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    messages = _messages(value)
    if not messages or not all(_is_message(one) for one in messages):
        return None
    kinds = [part["type"] for one in messages for part in one["parts"]]
    own = [kind for kind in kinds if _is_tool(kind) or kind == "step-start"]
    return Evidence(3, f"a part of type {own[0]!r}") if own else Evidence(2, "messages with parts")


def _is_message(one: Any) -> bool:
    parts = one.get("parts") if isinstance(one, dict) else None
    return (
        isinstance(parts, list)
        and one.get("role") in ("user", "assistant", "system")
        and "id" in one
        and all(isinstance(part, dict) and isinstance(part.get("type"), str) for part in parts)
    )


def _is_tool(kind: str) -> bool:
    return kind.startswith("tool-") or kind == "dynamic-tool"


def _messages(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("messages")
    return value if isinstance(value, list) else []


def _read(record: Record) -> tuple[Trace]:
    rows = _messages(record.value)
    if not rows or not all(_is_message(one) for one in rows):
        raise MismatchError("wrong-type", "not a list of messages with id, role and parts")
    messages: list[dict[str, Any]] = []
    for row in rows:
        if row["role"] == "assistant":
            messages += [one for step in _steps(row["parts"]) for one in _step(step)]
        else:
            parts = [_words(part) for part in row["parts"]]
            messages.append({"role": row["role"], "parts": parts})
    whole = record.value if type(record.value) is dict else {}
    trace_id = text_id(whole.get("id"), "id") or default_trace_id(record)
    return (trace_of_messages(record, messages, "vercel_ui", trace_id, joined=False),)


def _steps(parts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The parts of each model call."""
    steps: list[list[dict[str, Any]]] = [[]]
    for part in parts:
        if part["type"] == "step-start":
            steps.append([])
        else:
            steps[-1].append(part)
    return [step for step in steps if step]


def _step(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A model call, what was decided about its calls, and what they returned."""
    said: list[dict[str, Any]] = []
    decided: list[dict[str, Any]] = []
    returned: list[dict[str, Any]] = []
    for part in parts:
        tool = part.get("toolInvocation") if part["type"] == "tool-invocation" else part
        if not _is_tool(part["type"]) or type(tool) is not dict:
            said.append(_words(part))
            continue
        call_id = tool.get("toolCallId")
        call_id = call_id if type(call_id) is str else None
        name = tool.get("toolName") or part["type"].removeprefix("tool-")
        given = tool.get("input", tool.get("args"))
        said.append({"type": "tool_call", "id": call_id, "name": str(name), "arguments": given})
        _add_approval(tool, str(name), said, decided)
        status = _ENDS.get(str(tool.get("state")))
        if status is not None:
            answer = {"type": "tool_call_response", "id": call_id, "status": status}
            returned.append({**answer, "response": _returned(tool, status)})
    roles = (("assistant", said), ("user", decided), ("tool", returned))
    return [{"role": role, "parts": found} for role, found in roles if found]


def _add_approval(tool: dict[str, Any], name: str, said: list[Any], decided: list[Any]) -> None:
    """The request for approval of a call, and the answer, as far as there are."""
    approval = tool.get("approval")
    if type(approval) is not dict:
        return
    named = approval.get("id")
    request = {"type": "approval_request", "id": named, "call": tool.get("toolCallId")}
    said.append({**request, "name": name, "arguments": tool.get("input")})
    if type(approval.get("approved")) is bool:
        reason = approval.get("reason")
        answer = {"type": "approval_response", "id": named, "approve": approval["approved"]}
        decided.append({**answer, "reason": reason if type(reason) is str else None})


def _returned(tool: dict[str, Any], status: str) -> Any:
    if status == "error":
        return tool.get("errorText", tool.get("output"))
    if status == "denied":
        approval = tool.get("approval")
        return approval.get("reason") if type(approval) is dict else None
    return tool.get("output", tool.get("result"))


def _words(part: dict[str, Any]) -> dict[str, Any]:
    if part["type"] in ("text", "reasoning"):
        return {"type": part["type"], "content": _json.as_text(part.get("text"))}
    return part


READER = Reader(
    name="vercel_ui",
    title="Vercel AI SDK UI messages: a list, or an object with one",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Messages as the AI SDK keeps them for its hooks."""
