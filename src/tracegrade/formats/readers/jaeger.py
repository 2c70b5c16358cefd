"""Traces as Jaeger's query service exports them: `{data: [{traceID, spans, processes}]}`.

Source: the JSON model of Jaeger's UI (ids in hexadecimal, microseconds, tags with a type).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import SHOWN_BY_SPANS, Origin, Span, scattered_spans

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record

__all__ = ["READER"]


def _sniff(value: Any) -> Evidence | None:
    traces = _traces(value)
    if traces and isinstance(traces[0], dict) and {"traceID", "spans"} <= traces[0].keys():
        return Evidence(3, "keys 'traceID' and 'spans'")
    return None


def _traces(value: Any) -> list[Any]:
    """The traces of a document: the query service's answer, a list, or one trace."""
    data = value.get("data") if isinstance(value, dict) and "spans" not in value else value
    if isinstance(data, list):
        return data
    return [data] if isinstance(data, dict) else []


def _spans_of(record: Record) -> list[Span | MismatchError]:
    if _sniff(record.value) is None:
        raise MismatchError("wrong-type", "no traces with 'traceID' and 'spans'")
    found: list[Span | MismatchError] = []
    for number, trace in enumerate(_traces(record.value)):
        processes = _object(trace, "processes")
        place = f"/data/{number}/spans"
        spans = trace.get("spans") if type(trace) is dict else None
        for span_number, raw in enumerate(spans if type(spans) is list else ()):
            try:
                found.append(_span(raw, processes, Origin(record, {}, place), span_number))
            except MismatchError as error:
                error.pointer = f"{place}/{span_number}{error.pointer}"
                found.append(error)
    return found


def _span(raw: Any, processes: dict[str, Any], origin: Origin, number: int) -> Span:
    if type(raw) is not dict:
        raise MismatchError("wrong-type", "a span is not an object")
    trace_id, span_id = raw.get("traceID"), raw.get("spanID")
    if type(trace_id) is not str or type(span_id) is not str:
        raise MismatchError("wrong-type", "a span has no traceID or no spanID", "/spanID")
    attributes = _tags(raw.get("tags"))
    process = processes.get(str(raw.get("processID")))
    described = process if type(process) is dict else {}
    resource = {"service.name": described.get("serviceName"), **_tags(described.get("tags"))}
    start, duration, name = raw.get("startTime"), raw.get("duration"), raw.get("operationName")
    start = start if type(start) is int else 0
    failed = attributes.pop("error", None) in (True, "true")
    failed = failed or attributes.get("otel.status_code") == "ERROR"
    message, events = _logs(raw.get("logs"))
    said = attributes.get("otel.status_description")
    return Span(
        start * 1000,
        (start + duration) * 1000 if start and type(duration) is int else 0,
        span_id,
        _parent(raw.get("references")),
        trace_id,
        name if type(name) is str else "",
        attributes,
        failed,
        said if type(said) is str and said else message,
        Origin(origin.record, resource, origin.pointer),
        number,
        events,
    )


def _object(value: Any, key: str) -> dict[str, Any]:
    inner = value.get(key) if type(value) is dict else None
    return inner if type(inner) is dict else {}


def _tags(tags: Any) -> dict[str, Any]:
    return {
        tag["key"]: tag.get("value")
        for tag in (tags if type(tags) is list else ())
        if type(tag) is dict and type(tag.get("key")) is str
    }


def _parent(references: Any) -> str:
    for one in references if type(references) is list else ():
        if (
            type(one) is dict
            and one.get("refType") == "CHILD_OF"
            and type(one.get("spanID")) is str
        ):
            return one["spanID"]
    return ""


def _logs(logs: Any) -> tuple[str | None, list[dict[str, Any]]]:
    """What an exception says, and the other events."""
    message: str | None = None
    others: list[dict[str, Any]] = []
    for log in logs if type(logs) is list else ():
        fields = _tags(log.get("fields")) if type(log) is dict else {}
        name = fields.pop("event", None)
        if name == "exception":
            text = fields.get("exception.message")
            message = message or (text if type(text) is str else None)
        elif fields:
            others.append({"name": name, "attributes": fields})
    return message, others


READER = Reader(
    name="jaeger",
    title="Jaeger traces as its query service exports them",
    sniff=_sniff,
    capabilities=SHOWN_BY_SPANS,
    scattered=scattered_spans(_spans_of, "jaeger"),
)
"""Jaeger's own JSON; its OTLP export is read as OTLP."""
