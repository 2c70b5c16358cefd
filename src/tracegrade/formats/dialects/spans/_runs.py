"""What the span of a whole run says once it has ended: its output, and what no model was told.

Source: pydantic-ai, instrumentation versions 2 to 6. `final_result` is the run's output; that of a
run that pauses lists the calls which wait for approval (`approvals`) or run elsewhere (`calls`).
`pydantic_ai.all_messages` is the conversation up to its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._final import mark_answer_by_tool
from tracegrade.formats.dialects.spans._values import decoded_or_text

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.spans._chat import Chats
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.formats.dialects.spans._waiting import Waiting

__all__ = ["end_run"]


def end_run(
    span: Span, chats: Chats, builder: ColumnsBuilder, waiting: Waiting, parent: int
) -> None:
    """Add what the end of a run says.

    Args:
        span: The span of the run.
        chats: What the model calls of the trace said.
        builder: The steps so far.
        waiting: The calls of the trace that wait for approval.
        parent: The step inside which the run lies, or -1.
    """
    chats.complete(span.attributes.get("pydantic_ai.all_messages"), span)
    ended = decoded_or_text(span.attributes["final_result"])
    if type(ended) is dict and type(ended.get("approvals")) is list and "calls" in ended:
        asked = [_wait(one, chats, builder) for one in ended["approvals"]]
        for one in _list(ended["calls"]):
            _wait(one, chats, builder)
        items = [item for item in asked if item is not None]
        if items:
            request = chats.approvals.request(items, span.end, parent)
            numbers = [chats.waiting(item["id"]) for item in items]
            waiting.requests |= {one: f"s{request}" for one in numbers if one is not None}
    elif parent < 0:
        _mark_answer(ended, builder)


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _wait(one: Any, chats: Chats, builder: ColumnsBuilder) -> dict[str, Any] | None:
    """Mark a call as pending; gives the item of a request for its approval."""
    call_id = one.get("tool_call_id") if type(one) is dict else None
    number = chats.waiting(call_id)
    if number is None:
        return None
    columns = builder.columns
    step = columns.call_steps[number]
    columns.details.setdefault(step, {})["status"] = "pending"
    arguments = _json.decode_arguments(one.get("args"))[0]
    item = {"id": call_id, "call": f"s{step}", "tool": columns.call_tools[number]}
    return {**item, "arguments": arguments}


def _mark_answer(ended: Any, builder: ColumnsBuilder) -> None:
    """Mark the last model call as the answer, if it gave it as the arguments of a tool."""
    columns = builder.columns
    if not columns.call_steps:
        return
    asked = _json.decode_arguments(columns.call_arguments[-1])[0]
    if type(ended) is dict and _json.canonical(asked) == _json.canonical(ended):
        mark_answer_by_tool(columns, len(columns.call_steps) - 1)
