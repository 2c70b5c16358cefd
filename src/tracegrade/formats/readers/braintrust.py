"""Rows of Braintrust logs and experiments, one a line or a list.

Source: the rows that Braintrust's API and SDK export (`span_id`, `root_span_id`, `span_parents`,
`span_attributes.type`, `metrics`). Scores stand on rows of their own or on the root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import (
    LoggedKind,
    Origin,
    Span,
    logged_attributes,
    nanoseconds,
    scattered_spans,
)

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "cost", "tool_results", "error_status", "sub_agents", "reasoning")
)
_KINDS: dict[str, LoggedKind] = {"llm": "model", "tool": "tool", "agent": "agent"}
_USAGE = (
    ("gen_ai.usage.input_tokens", "prompt_tokens"),
    ("gen_ai.usage.output_tokens", "completion_tokens"),
    ("gen_ai.usage.cache_read.input_tokens", "prompt_cached_tokens"),
    ("operation.cost", "estimated_cost"),
)


def _sniff(value: Any) -> Evidence | None:
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, dict) and {"root_span_id", "span_id"} <= one.keys():
        return Evidence(3, "keys 'root_span_id' and 'span_id'")
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
        raise MismatchError("wrong-type", "a row is not an object")
    span_id, root = raw.get("span_id"), raw.get("root_span_id")
    if type(span_id) is not str or type(root) is not str:
        raise MismatchError("wrong-type", "a row has no span_id or root_span_id", "/span_id")
    described, parents, metrics = (
        raw.get("span_attributes"),
        raw.get("span_parents"),
        raw.get("metrics"),
    )
    described = described if type(described) is dict else {}
    metrics = metrics if type(metrics) is dict else {}
    name, kind = described.get("name"), _KINDS.get(str(described.get("type")))
    name = name if type(name) is str else ""
    attributes = logged_attributes(kind, name, raw.get("input"), raw.get("output"))
    parent = parents[0] if type(parents) is list and parents else ""
    failed = raw.get("error")
    return Span(
        _moment(metrics.get("start")) or nanoseconds(raw.get("created")),
        _moment(metrics.get("end")),
        span_id,
        parent if type(parent) is str else "",
        root,
        name,
        attributes | (_usage(raw, metrics) if kind == "model" else _scores(raw)),
        failed is not None and failed is not False,
        failed if type(failed) is str and failed else None,
        origin,
        number,
        [],
    )


def _moment(seconds: Any) -> int:
    """Nanoseconds of a number of seconds since 1970."""
    usable = isinstance(seconds, int | float) and 0 < seconds < 1e11
    return round(seconds * 1e6) * 1000 if usable else 0


def _usage(raw: dict[str, Any], metrics: dict[str, Any]) -> dict[str, Any]:
    metadata = raw.get("metadata")
    model = metadata.get("model") if type(metadata) is dict else None
    tools = metadata.get("tools") if type(metadata) is dict else None
    found: dict[str, Any] = {"gen_ai.request.model": model} if type(model) is str else {}
    if type(tools) is list:
        found["gen_ai.tool.definitions"] = tools
    return found | {ours: metrics[key] for ours, key in _USAGE if key in metrics}


def _scores(raw: dict[str, Any]) -> dict[str, Any]:
    scores = raw.get("scores")
    return {"scores": scores} if type(scores) is dict and scores else {}


READER = Reader(
    name="braintrust",
    title="Braintrust log and experiment rows, one a line or a list",
    sniff=_sniff,
    capabilities=_BEST,
    scattered=scattered_spans(_spans_of, "braintrust"),
)
"""Rows as Braintrust exports them."""
