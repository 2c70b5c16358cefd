"""Export requests of OTLP in Protocol Buffers, as the objects that their JSON has.

Source: `opentelemetry/proto` (trace, logs, metrics, common and resource v1). A request for spans, for
logs and for metrics look alike from outside, and nothing says which one it is: the items decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._wire import Field, Schema, WireError, begins_as, decode_message

if TYPE_CHECKING:
    from tracegrade._json import Trouble

__all__ = ["begins_request", "begins_resource", "decode_request"]

_LEAST = 8

_PAIR = Schema("an attribute")
_VALUE = Schema("a value")
_VALUE.add(
    stringValue=Field(1, "text"),
    boolValue=Field(2, "bool"),
    intValue=Field(3, "signed"),
    doubleValue=Field(4, "double"),
    arrayValue=Field(
        5, "message", Schema("an array", values=Field(1, "message", _VALUE, is_list=True))
    ),
    kvlistValue=Field(
        6, "message", Schema("a list of pairs", values=Field(1, "message", _PAIR, is_list=True))
    ),
    bytesValue=Field(7, "bytes"),
)
_PAIR.add(key=Field(1, "text"), value=Field(2, "message", _VALUE))


def _attributes(number: int) -> Field:
    return Field(number, "message", _PAIR, is_list=True)


_RESOURCE = Schema(
    "a resource", attributes=_attributes(1), droppedAttributesCount=Field(2, "number")
)
_SCOPE = Schema(
    "a scope",
    name=Field(1, "text"),
    version=Field(2, "text"),
    attributes=_attributes(3),
    droppedAttributesCount=Field(4, "number"),
)
_EVENT = Schema(
    "an event",
    timeUnixNano=Field(1, "nanoseconds"),
    name=Field(2, "text"),
    attributes=_attributes(3),
    droppedAttributesCount=Field(4, "number"),
)
_LINK = Schema(
    "a link",
    traceId=Field(1, "id"),
    spanId=Field(2, "id"),
    traceState=Field(3, "text"),
    attributes=_attributes(4),
    droppedAttributesCount=Field(5, "number"),
    flags=Field(6, "fixed32"),
)
_SPAN = Schema(
    "a span",
    traceId=Field(1, "id"),
    spanId=Field(2, "id"),
    traceState=Field(3, "text"),
    parentSpanId=Field(4, "id"),
    name=Field(5, "text"),
    kind=Field(6, "number"),
    startTimeUnixNano=Field(7, "nanoseconds"),
    endTimeUnixNano=Field(8, "nanoseconds"),
    attributes=_attributes(9),
    droppedAttributesCount=Field(10, "number"),
    events=Field(11, "message", _EVENT, is_list=True),
    droppedEventsCount=Field(12, "number"),
    links=Field(13, "message", _LINK, is_list=True),
    droppedLinksCount=Field(14, "number"),
    status=Field(
        15, "message", Schema("a status", message=Field(2, "text"), code=Field(3, "number"))
    ),
    flags=Field(16, "fixed32"),
)
_LOG_RECORD = Schema(
    "a log record",
    timeUnixNano=Field(1, "nanoseconds"),
    severityNumber=Field(2, "number"),
    severityText=Field(3, "text"),
    body=Field(5, "message", _VALUE),
    attributes=_attributes(6),
    droppedAttributesCount=Field(7, "number"),
    flags=Field(8, "fixed32"),
    traceId=Field(9, "id"),
    spanId=Field(10, "id"),
    observedTimeUnixNano=Field(11, "nanoseconds"),
    eventName=Field(12, "text"),
)
_METRIC = Schema(
    "a metric",
    name=Field(1, "text"),
    description=Field(2, "text"),
    unit=Field(3, "text"),
    gauge=Field(5, "opaque"),
    sum=Field(7, "opaque"),
    histogram=Field(9, "opaque"),
    exponentialHistogram=Field(10, "opaque"),
    summary=Field(11, "opaque"),
)


def _resources(kind: str, items: str, item: Schema) -> Schema:
    """What one resource sent, of one kind."""
    scope = Schema(
        f"a scope with its {items}",
        scope=Field(1, "message", _SCOPE),
        **{items: Field(2, "message", item, is_list=True)},
        schemaUrl=Field(3, "text"),
    )
    own = Field(2, "message", scope, is_list=True)
    return Schema(
        f"a resource with its {items}",
        resource=Field(1, "message", _RESOURCE),
        **{f"scope{kind}": own},
        schemaUrl=Field(3, "text"),
    )


_RESOURCE_SPANS = _resources("Spans", "spans", _SPAN)
_RESOURCE_SPANS.add(  # OTLP up to 0.15 (2022)
    instrumentationLibrarySpans=Field(
        1000,
        "message",
        Schema(
            "a library with its spans",
            instrumentationLibrary=Field(1, "message", _SCOPE),
            spans=Field(2, "message", _SPAN, is_list=True),
            schemaUrl=Field(3, "text"),
        ),
        is_list=True,
    )
)
_RESOURCES = {
    "resourceSpans": _RESOURCE_SPANS,
    "resourceLogs": _resources("Logs", "logRecords", _LOG_RECORD),
    "resourceMetrics": _resources("Metrics", "metrics", _METRIC),
}
_REQUESTS = {
    key: Schema("an export request", **{key: Field(1, "message", schema, is_list=True)})
    for key, schema in _RESOURCES.items()
}


def decode_request(data: bytes) -> tuple[dict[str, Any], list[Trouble]]:
    r"""An export request as the object that its JSON would be, and what was odd about it.

    Raises:
        WireError: It is none.

    Example:
        >>> span = b"\x0a\x10" + bytes(16) + b"\x12\x08" + bytes(8)
        >>> def held(number, data):
        ...     return bytes([number << 3 | 2, len(data)]) + data
        >>> request, _ = decode_request(held(1, held(2, held(2, span))))
        >>> request["resourceSpans"][0]["scopeSpans"][0]["spans"][0]["spanId"]
        '0000000000000000'
    """
    found: tuple[dict[str, Any], list[Trouble]] | None = None
    errors: list[WireError] = []
    for schema in _REQUESTS.values():
        try:
            decoded = decode_message(data, schema)
        except WireError as error:
            errors.append(error)
            continue
        if _is_plausible(decoded[0]):
            return decoded
        found = found or decoded
    if found is None:
        raise max(errors, key=lambda error: error.position)
    return found


def begins_request(data: bytes, size: int) -> bool:
    """Whether these bytes are an export request of that size, or its beginning."""
    return len(data) >= _LEAST and any(begins_as(data, one, size) for one in _REQUESTS.values())


def begins_resource(data: bytes, size: int) -> bool:
    """Whether these bytes are what one resource sent, or its beginning: a part of a request."""
    return len(data) >= _LEAST and any(begins_as(data, one, size) for one in _RESOURCES.values())


def _is_plausible(request: dict[str, Any]) -> bool:
    """Whether the first span has ids as spans have them: a metric may look like a span else."""
    for resource in request.get("resourceSpans", ()):
        for scope in resource.get("scopeSpans", ()):
            for span in scope.get("spans", ()):
                return len(span.get("traceId", "")) == 32 and len(span.get("spanId", "")) == 16
    return True
