"""Items of OpenAI's Responses API: a list of items, or a response or request that holds one.

Source: the API reference of Responses, and what the OpenAI Agents SDK keeps as the input of its next
run. A refusal to run a tool is nothing but the text of its output there, so it is no status here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id, text_id, tool_definitions
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import (
    ITEM_TYPES,
    exchange_attributes,
    heard_messages,
    trace_of_messages,
)

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("tool_results", "tokens", "approvals", "reasoning", "error_status")
)


_APPROVALS: frozenset[Capability] = frozenset(("approvals",))


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict) and value.get("object") == "response":
        return Evidence(3, "an object 'response'")
    items = _items(value)
    if not items or not all(isinstance(item, dict) for item in items):
        return None
    kinds = {str(item.get("type")) for item in items}
    if "role" in items[0] and "content" not in items[0]:
        return None
    if kinds & (ITEM_TYPES - {"reasoning"}):
        return Evidence(2, f"items of type {min(kinds & ITEM_TYPES)!r}")
    return None


def _items(value: Any) -> list[Any]:
    """The items in the order they came."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    given, said = value.get("input"), value.get("output")
    heard = [{"role": "user", "content": given}] if isinstance(given, str) else given
    items = [*(heard if isinstance(heard, list) else ()), *(said if isinstance(said, list) else ())]
    return items if value.get("object") == "response" or "messages" not in value else []


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    items = _items(value)
    if not items or not all(type(item) is dict for item in items):
        raise MismatchError("wrong-type", "neither items nor an object with 'input' or 'output'")
    messages = heard_messages(items)
    whole = value if type(value) is dict else {}
    trace_id = text_id(whole.get("id"), "id") or default_trace_id(record)
    words = whole.get("instructions")
    if type(words) is str and words:
        messages.insert(0, {"role": "system", "parts": [{"type": "text", "content": words}]})
    more: list[dict[str, Any]] = [{} for _ in messages]
    said = [place for place, one in enumerate(messages) if one["role"] == "assistant"]
    if whole.get("object") == "response" and said:
        more[said[0]] = _usage(whole)
    trace = trace_of_messages(record, messages, "openai_responses", trace_id, more=more)
    model = whole.get("model")
    trace.model = model if type(model) is str else None
    trace.tools = tool_definitions(record, whole.get("tools"), "/tools")
    if whole.get("status") == "incomplete":
        trace.completion = "truncated"
    if _says_who_was_asked(items):
        trace.capabilities = trace.capabilities | _APPROVALS
    return (trace,)


def _says_who_was_asked(items: list[dict[str, Any]]) -> bool:
    """Whether every call is one of which the provider says that somebody approved it, or nobody."""
    calls = [item for item in items if str(item.get("type")).endswith("_call")]
    return bool(calls) and all("approval_request_id" in call for call in calls)


def _usage(response: dict[str, Any]) -> dict[str, Any]:
    made = exchange_attributes({}, {"usage": response.get("usage")})
    names = {"input_tokens": "input_tokens", "output_tokens": "output_tokens",
             "cached_input_tokens": "cache_read.input_tokens"}  # fmt: skip
    usage = {
        ours: made[f"gen_ai.usage.{theirs}"]
        for ours, theirs in names.items()
        if f"gen_ai.usage.{theirs}" in made
    }
    return {"usage": usage} if usage else {}


READER = Reader(
    name="openai_responses",
    title="OpenAI Responses items: a list, a response, or a request with its output",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Items as the Responses API takes and gives them."""
