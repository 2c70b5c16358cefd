"""Spans of OTLP export requests, decoded from JSON as the collector and the SDKs write it.

Source: the OTLP/JSON encoding of the OpenTelemetry protocol (ids in hexadecimal, 64-bit integers as
text) and files in which ids are base64 or keys are snake_case, as protobuf's own JSON writes them.
Log records that belong to a span are its events: the GenAI conventions keep messages in either.
"""

from __future__ import annotations

import base64
import binascii
from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.formats.dialects.spans import LogRecord, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["spans_of"]

_LARGEST = 2.0**63
_DEEPEST = 40  # a level of an attribute takes three or more levels of JSON
_FAILED = (2, "2", "STATUS_CODE_ERROR")
_REQUESTS = frozenset((
    "resourceSpans", "resource_spans", "resourceLogs", "resource_logs", "resourceMetrics",
    "resource_metrics",
))  # fmt: skip
"""What an export request holds; a collector may write all kinds into one file."""


def spans_of(record: Record) -> list[Span | LogRecord | MismatchError]:
    """The spans of one export request, or its log records; what is none gives its error instead.

    Raises:
        MismatchError: The record is no export request.
        UnsafeValueError: A number may have lost digits in decoding.
    """
    found: list[Span | LogRecord | MismatchError] = []
    for spans, origin in _scopes(record, "Spans", "spans"):
        for number, raw in enumerate(spans):
            try:
                found.append(_usual_span(raw, origin, number) or _span(raw, origin, number))
            except MismatchError as error:
                error.pointer = f"{origin.pointer}/{number}{error.pointer}"
                found.append(error)
    for logs, origin in _scopes(record, "Logs", "logRecords"):
        for number, raw in enumerate(logs):
            try:
                logged = _log_record(raw, origin, number)
            except MismatchError as error:
                error.pointer = f"{origin.pointer}/{number}{error.pointer}"
                found.append(error)
                continue
            if logged is not None:
                found.append(logged)
    return found


def _scopes(record: Record, kind: str, items: str) -> Iterator[tuple[list[Any], Origin]]:
    """The spans or log records of each instrumentation scope, and what they share."""
    key = f"resource{kind}"
    resources = _list(record.value, key, f"resource_{kind.lower()}", "")
    if resources is None and not _is_request(record.value):
        raise MismatchError("wrong-type", "no list 'resourceSpans'", "/resourceSpans")
    for number, resource in enumerate(resources or ()):
        place = f"/{key}/{number}"
        described = resource.get("resource") if isinstance(resource, dict) else None
        attributes = described.get("attributes") if isinstance(described, dict) else None
        shared = _attributes(attributes or [], record, place)
        scopes, scope_key = _list(resource, f"scope{kind}", f"scope_{kind.lower()}", place), "scope"
        if scopes is None:
            scopes, scope_key = _libraries(resource, kind, place), "instrumentationLibrary"
        for scope_number, scope in enumerate(scopes or ()):
            where = f"{place}/{scope_key}{kind}/{scope_number}"
            spans = _list(scope, items, "spans" if kind == "Spans" else "log_records", where)
            if spans:
                about = scope.get(scope_key)
                name = about.get("name") if type(about) is dict else None
                yield spans, Origin(record, shared, f"{where}/{items}", name)


def _libraries(resource: Any, kind: str, place: str) -> list[Any] | None:
    """The scopes of a resource as they were called up to OTLP 0.15 (2022)."""
    other = f"instrumentation_library_{kind.lower()}"
    return _list(resource, f"instrumentationLibrary{kind}", other, place)


def _is_request(value: Any) -> bool:
    return type(value) is dict and not _REQUESTS.isdisjoint(value)


def _list(value: Any, key: str, other: str, pointer: str) -> list[Any] | None:
    """The list under either key."""
    if not isinstance(value, dict):
        raise MismatchError("wrong-type", "not an object", pointer)
    found = value.get(key, value.get(other))
    if found is not None and not isinstance(found, list):
        raise MismatchError("wrong-type", f"{key} is not a list", f"{pointer}/{key}")
    return found


_new_span = partial(tuple.__new__, Span)  # a third of the time that Span(...) takes


def _usual_span(raw: Any, origin: Origin, number: int) -> Span | None:
    """A span that is spelled as the collector spells it, and did not fail; else `None`."""
    try:
        attributes: dict[str, Any] = {}
        for pair in raw["attributes"]:
            value = pair["value"]
            if "stringValue" in value:
                attributes[pair["key"]] = value["stringValue"]
            elif "intValue" in value and type(value["intValue"]) is str:
                attributes[pair["key"]] = int(value["intValue"])
            else:
                attributes[pair["key"]] = _value(value, origin.record, 0)
        start, end = raw["startTimeUnixNano"], raw["endTimeUnixNano"]
        span_id, trace_id = raw["spanId"], raw["traceId"]
        parent_id, name = raw.get("parentSpanId", ""), raw["name"]
        usual = len(trace_id) == 32 and len(span_id) == 16 and len(parent_id) in (0, 16)
        spelled = f"{trace_id}{span_id}{parent_id}"
        if not usual or spelled != spelled.lower() or type(name) is not str:
            return None
        if not (type(trace_id) is type(span_id) is type(parent_id) is str):
            return None
        if raw.get("status") or raw.get("events") or not (start.isdecimal() and end.isdecimal()):
            return None
        fields = (int(start), int(end), span_id, parent_id, trace_id, name, attributes)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return _new_span((*fields, False, None, origin, number, []))


def _span(raw: Any, origin: Origin, number: int) -> Span:
    """A span in any spelling.

    Raises:
        MismatchError: It is none.
        UnsafeValueError: A number may have lost digits in decoding.
    """
    if type(raw) is not dict:
        raise MismatchError("wrong-type", "a span is not an object")
    get, record = raw.get, origin.record
    name = get("name", "")
    if type(name) is not str:
        raise MismatchError("wrong-type", "name is not text", "/name")
    parent = get("parentSpanId") or get("parent_span_id")
    attributes = _attributes(get("attributes") or [], record, "")
    status = get("status")
    status = status if type(status) is dict else {}
    message, events = _events(get("events"), record)
    said = status.get("message")
    return Span(
        _nanoseconds(get("startTimeUnixNano") or get("start_time_unix_nano"), record),
        _nanoseconds(get("endTimeUnixNano") or get("end_time_unix_nano"), record),
        _id(get("spanId") or get("span_id"), 16, "spanId"),
        _id(parent, 16, "parentSpanId") if parent else "",
        _id(get("traceId") or get("trace_id"), 32, "traceId"),
        name,
        attributes,
        status.get("code") in _FAILED,
        said if type(said) is str and said else message,
        origin,
        number,
        events,
    )


def _id(value: Any, digits: int, key: str) -> str:
    """An id in lower-case hexadecimal, whichever way it was written."""
    if type(value) is not str or not value:
        raise MismatchError("wrong-type", f"{key} is missing or no text", f"/{key}")
    if len(value) == digits:
        return value.lower()
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return value
    return decoded.hex() if len(decoded) * 2 == digits else value


def _nanoseconds(value: Any, record: Record) -> int:
    if type(value) is str and value.isdecimal() and len(value) < 21:
        return int(value)
    if type(value) is int:
        return value
    if type(value) is float and not record.checked:
        raise UnsafeValueError
    return 0


def _attributes(pairs: Any, record: Record, pointer: str) -> dict[str, Any]:
    """Attributes as a dict; the last of equal keys wins, as in the protocol's own readers."""
    if type(pairs) is not list:
        raise MismatchError("wrong-type", "attributes are not a list", f"{pointer}/attributes")
    found: dict[str, Any] = {}
    for pair in pairs:
        try:
            key, value = pair["key"], pair["value"]
            found[key] = value["stringValue"]
        except (KeyError, TypeError):
            if type(pair) is not dict or type(pair.get("key")) is not str:
                where = f"{pointer}/attributes"
                raise MismatchError("wrong-type", "an attribute has no key", where) from None
            found[pair["key"]] = _value(pair.get("value"), record, 0)
    return found


def _value(value: Any, record: Record, depth: int) -> Any:
    """The value of an attribute that is no text."""
    if type(value) is not dict:
        return None
    if depth > _DEEPEST and not record.checked:
        raise UnsafeValueError  # what is not checked may nest deeper than is read at all
    for key, item in value.items():
        kind = key.replace("_v", "V")  # int_value and intValue alike
        if kind == "intValue":
            return _whole_number(item, record)
        if kind == "arrayValue":
            return [_value(one, record, depth + 1) for one in _values(item)]
        if kind == "kvlistValue":
            return {
                pair["key"]: _value(pair.get("value"), record, depth + 1)
                for pair in _values(item)
                if type(pair) is dict and type(pair.get("key")) is str
            }
        if type(item) is float and not record.checked and not -_LARGEST < item < _LARGEST:
            raise UnsafeValueError
        return item
    return None


def _values(item: Any) -> list[Any]:
    """What an array or a list of pairs holds."""
    values = item.get("values") if type(item) is dict else None
    return values if type(values) is list else []


def _whole_number(item: Any, record: Record) -> Any:
    """An integer, written as text or as a number."""
    if type(item) is str:
        try:
            return int(item)
        except ValueError:
            return item
    if type(item) is float and not record.checked:
        raise UnsafeValueError
    return item


def _events(events: Any, record: Record) -> tuple[str | None, list[dict[str, Any]]]:
    """What an exception event says, and the other events."""
    others: list[dict[str, Any]] = []
    message: str | None = None
    for event in events if type(events) is list else ():
        if type(event) is not dict:
            continue
        said = _attributes(event.get("attributes") or [], record, "")
        if event.get("name") == "exception":
            text = said.get("exception.message")
            message = message or (text if type(text) is str else None)
        else:
            others.append({"name": event.get("name"), "attributes": said})
    return message, others


def _log_record(raw: Any, origin: Origin, number: int) -> LogRecord | None:
    """A log record as an event of its span; `None` for one that belongs to no span.

    Raises:
        MismatchError: It is none.
        UnsafeValueError: A number may have lost digits in decoding.
    """
    if type(raw) is not dict:
        raise MismatchError("wrong-type", "a log record is not an object")
    get, record = raw.get, origin.record
    trace_id, span_id = get("traceId") or get("trace_id"), get("spanId") or get("span_id")
    if not trace_id or not span_id:
        return None
    at = _nanoseconds(get("timeUnixNano") or get("time_unix_nano"), record)
    if not at:
        at = _nanoseconds(get("observedTimeUnixNano") or get("observed_time_unix_nano"), record)
    event = {
        "name": get("eventName") or get("event_name"),
        "attributes": _attributes(get("attributes") or [], record, ""),
        "body": _value(get("body"), record, 0),
    }
    return LogRecord(
        at, _id(span_id, 16, "spanId"), _id(trace_id, 32, "traceId"), event, origin, number
    )
