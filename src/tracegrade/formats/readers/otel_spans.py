"""OpenTelemetry spans as plain objects: console exporters, in-memory exporters, Phoenix exports.

Source: `ReadableSpan.to_json` of the Python SDK (`context`, `start_time`), `ReadableSpan` of the
JavaScript SDK (`spanContext`, `startTime` as seconds and nanoseconds), spans as Phoenix exports
them (`span_kind`, `status_code`, attributes nested), data frames of spans that its client gives, saved as
JSON or as a table (`context.trace_id`, a column for each attribute), and spans and log records as
CloudWatch keeps them (`traceId`, `spanId`, `startTimeUnixNano`, plain attributes). A document is a list
of spans, or one span a line; the spans of a trace may lie in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import (
    SHOWN_BY_SPANS,
    LogRecord,
    Origin,
    Span,
    nanoseconds,
    scattered_spans,
)
from tracegrade.formats.readers._otel_spans_frames import (
    MARK,
    frame_nanoseconds,
    rows_of_frame,
    with_whole_counts,
)

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_DEEPEST = 40
_BARE = frozenset(("traceId", "spanId", "name", "startTimeUnixNano"))
_LOGGED = frozenset(("traceId", "spanId", "body", "timeUnixNano"))


def _sniff(value: Any) -> Evidence | None:
    rows = value if isinstance(value, list) else rows_of_frame(value)
    one = rows[0] if rows else value
    if not isinstance(one, dict):
        return None
    if isinstance(one.get("attributes"), dict) and (one.keys() >= _BARE or one.keys() >= _LOGGED):
        return Evidence(3, "keys 'traceId', 'spanId' and a time in nanoseconds")
    if "name" not in one:
        return None
    if MARK in one:
        return Evidence(3, f"key {MARK!r}")
    for key, trace_id in (("context", "trace_id"), ("spanContext", "traceId")):
        inner = one.get(key)
        if isinstance(inner, dict) and trace_id in inner and "attributes" in one:
            return Evidence(3, f"key {key!r} with {trace_id!r}")
    return None


def _spans_of(record: Record) -> list[Span | LogRecord | MismatchError]:
    value = record.value if isinstance(record.value, list) else rows_of_frame(record.value)
    listed = value is not None
    origin = Origin(record, {}, "" if listed else "/")
    found: list[Span | LogRecord | MismatchError] = []
    for number, one in enumerate([record.value] if value is None else value):
        try:
            logged = isinstance(one, dict) and one.keys() >= _LOGGED
            found.append((_logged if logged else _span)(one, origin, number))
        except MismatchError as error:
            if not listed:
                raise
            error.pointer = f"/{number}{error.pointer}"
            found.append(error)
    return found


def _span(raw: Any, origin: Origin, number: int) -> Span:
    if type(raw) is not dict:
        raise MismatchError("wrong-type", "a span is not an object")
    context = _object(raw, "context") or _object(raw, "spanContext")
    trace_id = context.get("trace_id", context.get("traceId", raw.get(MARK, raw.get("traceId"))))
    span_id = context.get("span_id", context.get("spanId", raw.get("context.span_id")))
    span_id = span_id if span_id is not None else raw.get("spanId")
    if type(trace_id) is not str or type(span_id) is not str or not trace_id or not span_id:
        raise MismatchError("wrong-type", "a span has no trace id or no span id", "/context")
    name, status = raw.get("name"), _object(raw, "status")
    code = status.get("status_code", status.get("code", raw.get("status_code")))
    said = status.get("description", status.get("message", raw.get("status_message")))
    message, events = _events(raw.get("events"))
    return Span(
        _time(raw, "start_time", "startTime", "startTimeUnixNano"),
        _time(raw, "end_time", "endTime", "endTimeUnixNano"),
        _plain_id(span_id),
        _parent(raw),
        _plain_id(trace_id),
        name if type(name) is str else "",
        _attributes(raw),
        code in ("ERROR", "STATUS_CODE_ERROR", 2),
        said if type(said) is str and said else message,
        _own(raw, origin),
        number,
        events,
    )


def _time(raw: dict[str, Any], *names: str) -> int:
    value = next((raw[name] for name in names if name in raw), None)
    return nanoseconds(frame_nanoseconds(value) if MARK in raw else value)


def _own(raw: dict[str, Any], origin: Origin) -> Origin:
    """What a span or log record says of its resource and scope."""
    scope = _object(raw, "scope") or _object(raw, "instrumentationScope")
    resource = _object(_object(raw, "resource"), "attributes")
    return Origin(origin.record, resource, origin.pointer, scope.get("name"))


def _logged(raw: dict[str, Any], origin: Origin, number: int) -> LogRecord:
    trace_id, span_id = raw["traceId"], raw["spanId"]
    if type(trace_id) is not str or type(span_id) is not str:
        raise MismatchError("wrong-type", "a log record has no trace id or no span id", "/spanId")
    event = {"name": raw.get("eventName"), "attributes": _object(raw, "attributes")}
    at, own = nanoseconds(raw["timeUnixNano"]), _own(raw, origin)
    return LogRecord(at, span_id, trace_id, {**event, "body": raw["body"]}, own, number)


def _object(value: dict[str, Any], key: str) -> dict[str, Any]:
    inner = value.get(key)
    return inner if type(inner) is dict else {}


def _plain_id(identifier: str) -> str:
    return identifier.removeprefix("0x")


def _parent(raw: dict[str, Any]) -> str:
    context = _object(raw, "parentSpanContext")
    for parent in (raw.get("parent_id"), raw.get("parentSpanId"), context.get("spanId")):
        if type(parent) is str and parent:
            return _plain_id(parent)
    return ""


def _attributes(raw: dict[str, Any]) -> dict[str, Any]:
    """The attributes with dotted names, whether they were nested, flat, or columns of a table."""
    found = dict(_object(raw, "attributes"))
    for key, value in raw.items():
        if key.startswith("attributes.") and value is not None:
            found[key.removeprefix("attributes.")] = value
    kind = raw.get("span_kind")
    if type(kind) is str and kind:
        found.setdefault("openinference.span.kind", kind.upper())
    nested = any(type(value) in (dict, list) and "." not in key for key, value in found.items())
    flat = any("." in key for key in found)
    found = _flattened(found) if nested or (flat and type(kind) is str) else found
    return with_whole_counts(found) if MARK in raw else found


def _flattened(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes as OpenInference spells them, from nested objects and lists of objects."""
    found: dict[str, Any] = {}
    stack: list[tuple[str, Any, int]] = [
        (key, value, 0) for key, value in reversed(attributes.items())
    ]
    while stack:
        name, value, depth = stack.pop()
        is_list = type(value) is list and any(type(one) is dict for one in value)
        if depth < _DEEPEST and type(value) is dict and name != "metadata":
            inner = [(f"{name}.{key}", one, depth + 1) for key, one in value.items()]
            stack += reversed(inner)
        elif depth < _DEEPEST and is_list:
            inner = [(f"{name}.{place}", one, depth + 1) for place, one in enumerate(value)]
            stack += reversed(inner)
        else:
            found[name] = value
    return found


def _events(events: Any) -> tuple[str | None, list[dict[str, Any]]]:
    """What an exception event says, and the other events."""
    others: list[dict[str, Any]] = []
    message: str | None = None
    for event in events if type(events) is list else ():
        if type(event) is not dict:
            continue
        said = _object(event, "attributes")
        if event.get("name") == "exception":
            text = said.get("exception.message")
            message = message or (text if type(text) is str else None)
        else:
            others.append({"name": event.get("name"), "attributes": said})
    return message, others


READER = Reader(
    name="otel_spans",
    title="OpenTelemetry spans as objects: console exporters, Phoenix; a list or one a line",
    sniff=_sniff,
    capabilities=SHOWN_BY_SPANS,
    scattered=scattered_spans(_spans_of, "otel_spans"),
)
"""Spans that are not in an OTLP export request."""
