"""Calls of W&B Weave, one object a line or a list: calls of one trace may lie in any order.

Source: the calls that Weave's API and client export (`op_name`, `inputs`, `output`, `summary`).
What a call is shows in `attributes.weave.kind` or in the name of the traced function.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import (
    LoggedKind,
    Origin,
    Span,
    logged_attributes,
    nanoseconds,
    scattered_spans,
    usage_attributes,
)

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "retrieval", "sub_agents", "reasoning")
)
_MODEL_CALL = re.compile(
    r"(completions\.(create|parse)|messages\.(create|stream|parse)|responses\.(create|parse)"
    r"|generate_content(_async)?|chat_completion|\ba?completion|\bchat\.(complete|stream)"
    r"|\bcohere\.\w+\.chat(_stream)?|ChatSession\.send_message(_async)?)\b",
    re.IGNORECASE,
)
"""Names that Weave's integrations give to calls of a model, where they give no kind."""

_KINDS: dict[str, LoggedKind] = {
    "llm": "model", "tool": "tool", "agent": "agent", "retriever": "retrieval", "search": "retrieval"
}  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, dict) and {"op_name", "trace_id", "inputs"} <= one.keys():
        return Evidence(3, "keys 'op_name' and 'trace_id'")
    return None


def _spans_of(record: Record) -> list[Span | MismatchError]:
    value = record.value
    listed = isinstance(value, list)
    origin = Origin(record, {}, "")
    found: list[Span | MismatchError] = []
    for number, one in enumerate(value if listed else [value]):
        try:
            found.append(_span(one, origin, number))
        except MismatchError as error:
            if not listed:
                raise
            error.pointer = f"/{number}{error.pointer}"
            found.append(error)
    return found


def _span(raw: Any, origin: Origin, number: int) -> Span:
    if type(raw) is not dict:
        raise MismatchError("wrong-type", "a call is not an object")
    call_id, trace_id, op_name = raw.get("id"), raw.get("trace_id"), raw.get("op_name")
    if type(call_id) is not str or type(trace_id) is not str or type(op_name) is not str:
        raise MismatchError("wrong-type", "a call has no id, trace_id or op_name", "/id")
    name = op_name.rpartition("/op/")[2].partition(":")[0] or op_name
    parent, failed = raw.get("parent_id"), raw.get("exception")
    kind = _kind(raw, name)
    attributes = logged_attributes(kind, name, raw.get("inputs"), raw.get("output"))
    return Span(
        nanoseconds(raw.get("started_at")),
        nanoseconds(raw.get("ended_at")),
        call_id,
        parent if type(parent) is str else "",
        trace_id,
        name,
        attributes | (_usage(raw) if kind == "model" else {}),
        bool(failed),
        failed if type(failed) is str and failed else None,
        origin,
        number,
        [],
    )


def _kind(raw: dict[str, Any], name: str) -> LoggedKind:
    attributes = raw.get("attributes")
    weave = attributes.get("weave") if type(attributes) is dict else None
    kind = weave.get("kind") if type(weave) is dict else None
    if kind is None and type(attributes) is dict:
        kind = attributes.get("kind")
    if type(kind) is str and kind in _KINDS:
        return _KINDS[kind]
    return "model" if _MODEL_CALL.search(name) else None


def _usage(raw: dict[str, Any]) -> dict[str, Any]:
    """Model and counts of tokens, which the summary keeps by model."""
    summary, inputs = raw.get("summary"), raw.get("inputs")
    by_model = summary.get("usage") if type(summary) is dict else None
    model = inputs.get("model") if type(inputs) is dict else None
    found: dict[str, Any] = {"gen_ai.request.model": model} if type(model) is str else {}
    for name, usage in by_model.items() if type(by_model) is dict else ():
        if type(usage) is dict:
            found.setdefault("gen_ai.request.model", name)
            found |= usage_attributes({"usage": usage})
    return found


READER = Reader(
    name="weave",
    title="W&B Weave calls, one a line or a list",
    sniff=_sniff,
    capabilities=_BEST,
    scattered=scattered_spans(_spans_of, "weave"),
)
"""Calls as Weave exports them."""
