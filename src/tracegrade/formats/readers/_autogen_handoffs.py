"""Which calls of AutoGen agents are handoffs."""

from __future__ import annotations

from typing import Any

from tracegrade.formats._common import list_or_empty

__all__ = ["handoffs_in"]

_REQUESTS = ("ToolCallRequestEvent", "AssistantMessage")
_RESULTS = ("ToolCallExecutionEvent", "FunctionExecutionResultMessage")


def handoffs_in(rows: list[dict[str, Any]]) -> set[tuple[int, str]]:
    """The calls and results that a `HandoffMessage` repeats, as (identity of the message, call id).

    The result of such a call has the words of the message, and it is the latest of its agent that
    does. Ids of calls repeat between agents, so the message that holds them is part of the name. In
    the context of a model the message itself is missing: there the words alone decide.
    """
    said: dict[tuple[str, Any], int] = {}
    for row in rows:
        if row.get("type") == "HandoffMessage" and isinstance(row.get("content"), str):
            key = (str(row.get("source")), row["content"])
            said[key] = said.get(key, 0) + 1
    found: set[tuple[int, str]] = set()
    asked: dict[str, dict[str, Any]] = {}
    latest = ""
    for row in rows if said else ():
        kind = row.get("type")
        if kind in _REQUESTS and isinstance(row.get("content"), list):
            latest = str(row.get("source"))
            asked[latest] = row
        elif kind in _RESULTS:
            source = str(row.get("source", latest))
            for call_id in _repeated(row, source, said):
                found.add((id(row), call_id))
                if source in asked:
                    found.add((id(asked[source]), call_id))
    return found


def _repeated(row: dict[str, Any], source: str, said: dict[tuple[str, Any], int]) -> list[str]:
    """Ids of the calls whose results a handoff of this agent repeats; each repeats one result."""
    found: list[str] = []
    for result in list_or_empty(row.get("content")):
        if not isinstance(result, dict) or not isinstance(result.get("content"), str):
            continue
        key = (source, result["content"])
        if said.get(key, 0) > 0 and isinstance(result.get("call_id"), str):
            said[key] -= 1
            found.append(result["call_id"])
    return found
