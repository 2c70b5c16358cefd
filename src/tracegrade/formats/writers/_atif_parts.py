"""Parts of ATIF trajectories made of native steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.formats._extension import Rest
    from tracegrade.model import Detail

__all__ = ["agent_version", "content_of", "documents_of", "metrics_of", "unused_id"]

_METRICS = (
    ("prompt_tokens", "input_tokens"),
    ("completion_tokens", "output_tokens"),
    ("cached_tokens", "cached_input_tokens"),
    ("cost_usd", "cost_usd"),
)
"""The format's name of a measure, and ours."""


def metrics_of(rest: Rest) -> Detail | None:
    """What the format has fields for of a model call's usage."""
    usage = rest.fields.get("usage")
    if type(usage) is not dict:
        return None
    left, metrics = dict(usage), dict[str, Any]()
    for theirs, ours in _METRICS:
        value = left.get(ours)
        if type(value) is int or (type(value) is float and math.isfinite(value)):
            metrics[theirs] = left.pop(ours)
    rest.fields["usage"] = left
    if metrics and not left:
        del rest.fields["usage"]
    return metrics or None


def documents_of(rest: Rest) -> Detail | None:
    """The documents of a retrieval, each as a result with its text as the content."""
    if type(rest.fields.get("documents")) is not list:
        return None
    results: list[Detail] = []
    for document in rest.fields.pop("documents"):
        more = dict(document)
        result: Detail = {}
        if type(more.get("text")) is str:
            result["content"] = more.pop("text")
        if more:
            result["extra"] = more
        results.append(result)
    return {"results": results}


def content_of(rest: Rest) -> Any:
    """What a tool returned: texts as they are, anything else as JSON text."""
    content = rest.fields.get("content")
    if type(content) is list and content and all(map(_is_text_part, content)):
        return rest.fields.pop("content")
    return rest.settle_as_text("content")


def _is_text_part(part: Any) -> bool:
    if type(part) is not dict or part.keys() != {"type", "text"}:
        return False
    return part["type"] == "text" and type(part["text"]) is str


def unused_id(step: Detail, used: set[str]) -> str:
    """An id for a call that no other call of its model call has."""
    name = step["id"] if step.get("call_id") is None else step["call_id"]
    while name in used:
        name += "~"
    return name


def agent_version(record: Detail) -> str | None:
    """The agent's version, which traces read from this format have in their metadata."""
    agent = (record.get("metadata") or {}).get("agent")
    version = agent.get("version") if type(agent) is dict else None
    return version if type(version) is str else None
