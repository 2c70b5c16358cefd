"""Step views made from columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.model.step import (
    ApprovalDecision,
    ApprovalItem,
    ApprovalRequest,
    Assistant,
    Document,
    Handoff,
    ItemDecision,
    ModeChange,
    Retrieval,
    Step,
    StepError,
    ToolCall,
    ToolResult,
    Usage,
)
from tracegrade.model.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.model.columns import Detail
    from tracegrade.model.trace import Trace

_COMMON = frozenset(
    ("id", "kind", "text", "agent", "parent", "at", "duration_s", "principal", "extra")
)
_KNOWN: dict[str, frozenset[str]] = {
    "assistant": _COMMON
    | {
        "reasoning", "usage", "model", "time_to_first_token_s", "stop_reason", "final",
        "citations",
    },
    "tool_call": _COMMON
    | {"call_id", "tool", "arguments", "executed_arguments", "status", "attempt", "parallel_group"},
    "tool_result": _COMMON | {"call", "call_id", "status", "content", "executed_arguments"},
    "retrieval": _COMMON | {"query", "documents"},
    "approval_request": _COMMON | {"calls", "items"},
    "approval_decision": _COMMON
    | {
        "request", "decision", "arguments", "decisions", "scope", "uses", "expires_at", "inherit",
        "binding",
    },
    "mode_change": _COMMON | {"mode", "allows", "revokes"},
    "handoff": _COMMON | {"to", "call"},
    "error": _COMMON | {"message", "call"},
}  # fmt: skip


def known_fields(kind: str) -> frozenset[str]:
    """The fields that a step of this kind has in the native record; the rest is `extra`."""
    return _KNOWN.get(kind, _COMMON)


def steps(trace: Trace) -> tuple[Step, ...]:
    """A view of every step."""
    columns = trace.columns
    calls = {call.index: call for call in trace.tool_calls}
    results = {call.result.index: call.result for call in calls.values() if call.result}
    return tuple(
        calls.get(index) or results.get(index) or _view(trace, index)
        for index in range(len(columns))
    )


def tool_calls(trace: Trace) -> tuple[ToolCall, ...]:
    """A view of every tool call, with its result."""
    columns = trace.columns
    callers: dict[int, int] = {}
    for parent in columns.call_parents:
        callers[parent] = callers.get(parent, 0) + 1
    several = {
        parent
        for parent, calls in callers.items()
        if calls > 1 and parent >= 0 and columns.kinds[parent] == "assistant"
    }
    return tuple(
        _tool_call(trace, number, in_parallel=parent in several)
        for number, parent in enumerate(columns.call_parents)
    )


def _common(trace: Trace, index: int) -> dict[str, Any]:
    columns = trace.columns
    kind = columns.kinds[index]
    detail = columns.details.get(index, {})
    parent = columns.parents[index]
    known = known_fields(kind)
    extra = {key: value for key, value in detail.items() if key not in known}
    return {
        "id": columns.ids[index],
        "index": index,
        "kind": kind,
        "text": columns.texts[index],
        "agent": detail.get("agent"),
        "parent": columns.ids[parent] if parent >= 0 else None,
        "at": parse_time(detail.get("at")),
        "duration_s": detail.get("duration_s"),
        "principal": detail.get("principal"),
        "extra": {**detail.get("extra", {}), **extra},
    }


def _view(trace: Trace, index: int) -> Step:
    common = _common(trace, index)
    make = _MAKERS.get(trace.columns.kinds[index])
    if make is None:
        return Step(**common)
    if make is _tool_result:
        call = trace.columns.call_of_result.get(index)
        common["call"] = None if call is None else trace.columns.ids[call]
    return make(trace.columns.details.get(index, {}), common)


def _tool_call(trace: Trace, number: int, *, in_parallel: bool) -> ToolCall:
    columns = trace.columns
    index = columns.call_steps[number]
    result_index = columns.call_results[number]
    result = _view(trace, result_index) if result_index >= 0 else None
    detail = columns.details.get(index, {})
    arguments, error = _json.decode_arguments(columns.call_arguments[number])
    executed = detail.get("executed_arguments")
    if isinstance(result, ToolResult) and result.executed_arguments is not None:
        executed = result.executed_arguments
    parent = columns.call_parents[number]
    group = columns.ids[parent] if in_parallel else None
    return ToolCall(
        **_common(trace, index),
        tool=columns.call_tools[number],
        call_id=columns.call_ids[number],
        arguments=arguments,
        arguments_error=error,
        executed_arguments=executed,
        result=result if isinstance(result, ToolResult) else None,
        status=trace.call_statuses[number],
        attempt=detail.get("attempt", 1),
        parallel_group=detail.get("parallel_group", group),
    )


def _assistant(detail: Detail, common: dict[str, Any]) -> Assistant:
    usage = detail.get("usage")
    return Assistant(
        **common,
        reasoning=detail.get("reasoning"),
        usage=usage_of(usage) if usage is not None else None,
        model=detail.get("model"),
        time_to_first_token_s=detail.get("time_to_first_token_s"),
        stop_reason=detail.get("stop_reason"),
        final=detail.get("final"),
        citations=tuple(detail.get("citations") or ()),
    )


def usage_of(record: dict[str, Any]) -> Usage:
    """The usage that a native record states."""
    return Usage(
        input_tokens=record.get("input_tokens"),
        output_tokens=record.get("output_tokens"),
        cached_input_tokens=record.get("cached_input_tokens"),
        reasoning_tokens=record.get("reasoning_tokens"),
        cost_usd=record.get("cost_usd"),
    )


def _tool_result(detail: Detail, common: dict[str, Any]) -> ToolResult:
    content = detail["content"] if "content" in detail else common["text"]
    common["text"] = _json.as_text(content)
    return ToolResult(
        **common,
        status=detail.get("status", "unknown"),
        content=content,
        executed_arguments=detail.get("executed_arguments"),
    )


def _retrieval(detail: Detail, common: dict[str, Any]) -> Retrieval:
    documents = tuple(document_of(record) for record in detail.get("documents") or ())
    return Retrieval(**common, query=detail.get("query"), documents=documents)


def document_of(record: dict[str, Any]) -> Document:
    """A document that a native record holds."""
    known = ("id", "uri", "title", "text", "score", "trust")
    given: dict[str, Any] = {key: record[key] for key in known if key in record}
    extra = {key: value for key, value in record.items() if key not in known}
    return Document(**given, extra=extra)


def _approval_request(detail: Detail, common: dict[str, Any]) -> ApprovalRequest:
    items = [ApprovalItem(id=call, call=call) for call in detail.get("calls") or ()]
    keys = ("id", "call", "tool", "arguments", "shown")
    items += [
        ApprovalItem(**{key: item[key] for key in keys if key in item})
        for item in detail.get("items") or ()
    ]
    return ApprovalRequest(**common, items=tuple(items))


def _approval_decision(detail: Detail, common: dict[str, Any]) -> ApprovalDecision:
    decisions = tuple(
        ItemDecision(
            item=part.get("item") or part.get("call"),
            decision=part["decision"],
            arguments=part.get("arguments"),
        )
        for part in detail.get("decisions") or ()
    )
    return ApprovalDecision(
        **common,
        request=detail.get("request"),
        decision=detail.get("decision"),
        arguments=detail.get("arguments"),
        decisions=decisions,
        scope=detail.get("scope", "once"),
        uses=detail.get("uses"),
        expires_at=parse_time(detail.get("expires_at")),
        inherit=detail.get("inherit", False),
        binding=detail.get("binding", "id"),
    )


def _mode_change(detail: Detail, common: dict[str, Any]) -> ModeChange:
    return ModeChange(
        **common,
        mode=detail.get("mode"),
        allows=tuple(detail.get("allows") or ()),
        revokes=tuple(detail.get("revokes") or ()),
    )


def _handoff(detail: Detail, common: dict[str, Any]) -> Handoff:
    return Handoff(**common, to=detail.get("to"), call=detail.get("call"))


def _error(detail: Detail, common: dict[str, Any]) -> StepError:
    return StepError(**common, message=detail.get("message"), call=detail.get("call"))


_MAKERS: dict[str, Callable[[Detail, dict[str, Any]], Step]] = {
    "assistant": _assistant,
    "tool_result": _tool_result,
    "retrieval": _retrieval,
    "approval_request": _approval_request,
    "approval_decision": _approval_decision,
    "mode_change": _mode_change,
    "handoff": _handoff,
    "error": _error,
}
