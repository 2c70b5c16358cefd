"""Recorded requests to model providers and their responses: cassettes, HAR files, request logs.

Source: recordings as VCR libraries dump them (`request`, `response`, or `interactions`), HAR 1.2, and
request logs of one exchange a line. A document is one recording, and one trace: each request repeats
the conversation, of which only what is new is read. In a file of lines, exchanges belong together
that begin with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from tracegrade import _json
from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import (
    Origin,
    Span,
    assembled,
    decoded_or_text,
    exchange_attributes,
    is_model_request,
    nanoseconds,
    scattered_spans,
)

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "approvals", "reasoning")
)


def _sniff(value: Any) -> Evidence | None:
    exchanges = _exchanges(value)
    if exchanges and all(type(one) is dict and _is_exchange(one) for one in exchanges[:8]):
        return Evidence(2, "keys 'request' and 'response'")
    return None


def _is_exchange(one: dict[str, Any]) -> bool:
    return "response" in one and type(one.get("request")) is dict and "messages" not in one


def _exchanges(value: Any) -> list[Any]:
    """The exchanges of a recording; empty if it is none."""
    if type(value) is list:
        return value
    if type(value) is not dict:
        return []
    log = value.get("log")
    entries = log.get("entries") if type(log) is dict else value.get("interactions")
    return entries if type(entries) is list else [value]


def _spans_of(record: Record) -> list[Span | MismatchError]:
    exchanges = _exchanges(record.value)
    origin = Origin(record, {}, "")
    found: list[Span | MismatchError] = []
    for number, one in enumerate(exchanges):
        if type(one) is not dict or not _is_exchange(one):
            reason = "an exchange has no 'request' and 'response'"
            found.append(MismatchError("wrong-type", reason, f"/{number}"))
            continue
        found.append(_span(one, origin, number))
    good = [span for span in found if type(span) is Span]
    if not good:
        raise MismatchError("wrong-type", "no request with a response")
    if not any("gen_ai.operation.name" in span.attributes for span in good):
        raise MismatchError("no-model-call", "none of the recorded requests goes to a model")
    return found


def _span(exchange: dict[str, Any], origin: Origin, number: int) -> Span:
    asked, answered = _body(exchange["request"]), _body(exchange["response"])
    status = _status(exchange)
    url = exchange.get("url") or exchange["request"].get("url") or exchange["request"].get("uri")
    name = f"{exchange.get('method', 'POST')} {url}" if type(url) is str else "request"
    attributes = {"request": asked, "response": answered}
    if is_model_request(asked):
        attributes = exchange_attributes(asked, answered)
    start = nanoseconds(exchange.get("startedDateTime", exchange.get("recorded_at")))
    lasted = exchange.get("time")
    lasted = lasted if isinstance(lasted, int | float) and start else None
    return Span(
        start,
        start + round(lasted * 1e6) if lasted is not None else 0,
        f"{origin.record.line or 0:09}.{number:06}",  # as text in the order they were recorded
        "",
        _trace_id(origin.record, asked),
        name,
        attributes,
        status >= 400,
        _error_of(answered) if status >= 400 else None,
        origin,
        number,
        [],
    )


def _trace_id(record: Record, asked: Any) -> str:
    """That of the record; for an exchange on a line, the file's name and how it begins."""
    if record.line is None or _exchanges(record.value) != [record.value]:
        return default_trace_id(record)
    given = asked if type(asked) is dict else {}
    heard = given.get("messages", given.get("contents", given.get("input")))
    mark = f"{crc32(_json.canonical([given.get('system'), _beginning(heard)])):08x}"
    stem = default_trace_id(record).rpartition(":")[0]
    return f"{stem}:{mark}"


def _beginning(heard: Any) -> Any:
    """What every request of a conversation begins with: all up to the first words of the user."""
    if type(heard) is not list:
        return heard
    roles = [one.get("role") if type(one) is dict else None for one in heard]
    return heard[: roles.index("user") + 1] if "user" in roles else heard[:1]


def _body(side: Any) -> Any:
    """The body of a request or response, wherever the recorder put it."""
    if type(side) is not dict:
        return decoded_or_text(side)
    body: Any = side
    for holder in ("postData", "content", "body"):
        inner = side.get(holder)
        if holder in side and ("headers" in side or holder == "body"):
            body = inner
    if type(body) is dict:
        texts = ("_text", "text", "string")
        text = next((body[key] for key in texts if type(body.get(key)) is str), None)
        if text is not None and len(body) <= 4:
            body = text
    value = decoded_or_text(body)
    if type(value) is str:
        streamed = assembled(value)
        return value if streamed is None else streamed
    return value


def _status(exchange: dict[str, Any]) -> int:
    response = exchange["response"]
    given = exchange.get("status")
    if given is None and type(response) is dict:
        given = response.get("status_code", response.get("status"))
    if type(given) is dict:
        given = given.get("code")
    return given if type(given) is int else 200


def _error_of(answered: Any) -> str | None:
    inner = answered.get("error", answered) if type(answered) is dict else answered
    said = inner.get("message") if type(inner) is dict else inner
    return said if type(said) is str and said else None


READER = Reader(
    name="provider_recording",
    title="Recorded requests to model providers with their responses: cassettes, HAR, request logs",
    sniff=_sniff,
    capabilities=_BEST,
    scattered=scattered_spans(_spans_of, "provider_recording"),
)
"""Exchanges with OpenAI, Anthropic, Google, Bedrock and whoever speaks like them."""
