"""Traces exported from Langfuse: `{trace, observations}`, a document or one a line.

Source: the JSON export of Langfuse's trace view and API (fields of traces, observations and
scores). Older traces show tools as observations of type SPAN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import (
    SHOWN_BY_SPANS,
    Origin,
    Span,
    attributes_of_observation,
    nanoseconds,
    trace_of_spans,
)
from tracegrade.model import Outcome

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["READER"]

_KEPT = ("userId", "sessionId", "environment", "release", "version", "tags", "metadata", "name")


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or not isinstance(value.get("trace"), dict):
        return None
    listed = isinstance(_observations(value), list)
    return Evidence(3, "keys 'trace' and 'observations'") if listed else None


def _observations(value: dict[str, Any]) -> Any:
    found = value.get("observations")
    return found if found is not None else value["trace"].get("observations")


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    if _sniff(value) is None:
        raise MismatchError("wrong-type", "not an object with 'trace' and 'observations'")
    described = value["trace"]
    trace_id = text_id(described.get("id"), "trace/id") or "trace"
    origin = Origin(record, {}, "/observations")
    spans = [
        _span(one, trace_id, origin, number) for number, one in enumerate(_observations(value))
    ]
    if not spans:
        raise MismatchError("no-observations", "the trace holds no observation", "/observations")
    trace = trace_of_spans(spans, "langfuse")
    trace.metadata = {key: described[key] for key in _KEPT if described.get(key)}
    scores = _scores(described.get("scores"))
    if scores:
        trace.outcome = Outcome(scores=scores)
    return (trace,)


def _span(one: Any, trace_id: str, origin: Origin, number: int) -> Span:
    if type(one) is not dict or type(one.get("id")) is not str:
        pointer = f"/observations/{number}"
        raise MismatchError("wrong-type", "an observation is no object with an id", pointer)
    parent, name, said = one.get("parentObservationId"), one.get("name"), one.get("statusMessage")
    name = name if type(name) is str else ""
    return Span(
        nanoseconds(one.get("startTime")),
        nanoseconds(one.get("endTime")),
        one["id"],
        parent if type(parent) is str else "",
        trace_id,
        name,
        attributes_of_observation({**one, "name": name}),
        one.get("level") == "ERROR",
        said if type(said) is str and said else None,
        origin,
        number,
        [],
    )


def _scores(scores: Any) -> dict[str, Any]:
    """The scores by name, as recorded."""
    return {
        one["name"]: one.get("value") if one.get("value") is not None else one.get("stringValue")
        for one in (scores if type(scores) is list else ())
        if type(one) is dict and type(one.get("name")) is str
    }


READER = Reader(
    name="langfuse",
    title="Langfuse traces with their observations, one document or one a line",
    sniff=_sniff,
    capabilities=SHOWN_BY_SPANS,
    read=_read,
)
