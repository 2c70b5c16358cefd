"""Spans that tracegrade wrote, as the trace that they were written from.

What they mean to everyone is in the attributes of the conventions and read from there; attributes
under `tracegrade` add what those cannot hold. Spans that a backend left out are missed by number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import Note
from tracegrade.formats._extension import (
    KEY,
    edited_arguments,
    extension_in,
    native_value,
    restored_step,
    restored_trace,
)
from tracegrade.formats._native_record import trace_of_native
from tracegrade.formats._reader import MismatchError
from tracegrade.model import SCHEMA, text_of_time

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail, Trace

__all__ = ["trace_as_written"]

_STEP, _TRACE, _CALL, _RESULT = f"{KEY}.step", f"{KEY}.trace", f"{KEY}.call", f"{KEY}.result"
_INPUT, _OUTPUT = "gen_ai.input.messages", "gen_ai.output.messages"
_ARGUMENTS, _DOCUMENTS = "gen_ai.tool.call.arguments", "gen_ai.retrieval.documents"
_USAGE = {
    "gen_ai.usage.input_tokens": "input_tokens",
    "gen_ai.usage.output_tokens": "output_tokens",
    "gen_ai.usage.cache_read.input_tokens": "cached_input_tokens",
    "gen_ai.usage.reasoning.output_tokens": "reasoning_tokens",
    "operation.cost": "cost_usd",
}


def trace_as_written(spans: list[Span], format_name: str, notes: list[Note]) -> Trace | None:
    """The trace of these spans, if tracegrade wrote them; a note if somebody changed them since.

    Args:
        spans: All spans of one trace.
        format_name: Name of the format.
        notes: What was odd about the trace.
    """
    if spans[0].origin.resource.get(f"{KEY}.schema") != SCHEMA:
        return None
    record = spans[0].origin.record
    try:
        reading = _Reading(spans)
        trace = trace_of_native(reading.record(), record, record.source(format_name))
    except MismatchError as error:
        message = f"not as tracegrade wrote them, read as any other spans: {error.message}"
        notes.append(Note("bad-extension", message, spans[0].pointer))
        return None
    if reading.missing:
        message = f"{reading.missing} steps of the trace are in none of the spans"
        trace.problems += (record.problem("missing-steps", message),)
    return trace


class _Reading:
    """The steps of spans, each with its place in the trace."""

    def __init__(self, spans: list[Span]) -> None:
        self.missing = 0
        self._steps: list[tuple[int, Detail]] = []
        self._spans = {span.span_id: span for span in reversed(spans)}
        self._ids: dict[str, str] = {}
        self._runs: dict[str, Span] = {}
        self._asked: dict[str, Detail] = {}

    def record(self) -> Detail:
        """The native record that the spans were written from.

        Raises:
            MismatchError: They are no longer what was written.
        """
        roots = [span for span in self._spans.values() if _TRACE in span.attributes]
        if len(roots) != 1:
            raise MismatchError("bad-extension", f"{len(roots)} spans speak of the whole trace")
        for span in self._spans.values():
            named = span.attributes.get(_CALL)
            if type(named) is str:
                self._runs[named] = span
            elif _STEP in span.attributes:
                named = restored_step(_extension(span, _STEP), {})[1]["id"]
            if type(named) is str:
                self._ids[span.span_id] = named
        for span in self._spans.values():
            self._span(span)
        for span in self._spans.values():
            self._result(span)
        extension = _extension(roots[0], _TRACE)
        count = extension.get("steps")
        self.missing = count - len(self._steps) if type(count) is int else 0
        return native_value(_trace(roots[0], extension), self._steps)

    def _add(self, extension: Any, held: Detail) -> Detail:
        place, step = restored_step(extension, held)
        self._steps.append((place, step))
        return step

    def _span(self, span: Span) -> None:
        """Add the steps that a span stands for, but for results."""
        attributes = span.attributes
        around = self._ids.get(span.parent_id)
        operation = attributes.get("gen_ai.operation.name")
        if _STEP not in attributes:
            if operation is None:
                self._heard(span, around)
            return
        made = _MAKERS.get(str(operation), _other)(span)
        held = {"parent": around, "agent": attributes.get("gen_ai.agent.name"), **made}
        step = self._add(_extension(span, _STEP), held)
        if operation == "execute_tool":
            self._asked[step["id"]] = step
        elif operation == "chat":
            self._heard(span, step.get("parent"))
            self._asks(span, step)

    def _heard(self, span: Span, parent: str | None) -> None:
        """Add what was said, which messages of the input hold."""
        for message in _messages(span, _INPUT):
            text = _words(_parts(message), "text")
            held = {"kind": message.get("role"), "parent": parent, "text": text}
            self._add(extension_in(message), held)

    def _asks(self, span: Span, model_call: Detail) -> None:
        """Add the calls that a model asked for."""
        agent = span.attributes.get("gen_ai.agent.name")
        for part in (part for message in _messages(span, _OUTPUT) for part in _parts(message)):
            if part.get("type") != "tool_call":
                continue
            extension = extension_in(part)
            ran = self._runs.get(restored_step(extension, {})[1]["id"])
            held = {
                "kind": "tool_call",
                "tool": part.get("name"),
                "call_id": part.get("id"),
                "arguments": part.get("arguments"),
                "parent": model_call["id"],
                "agent": agent,
                "at": _text_of(ran.start) if ran is not None else None,
            }
            step = self._add(extension, held)
            self._asked[step["id"]] = step

    def _result(self, span: Span) -> None:
        """Add the result that a span of a call holds."""
        if _RESULT not in span.attributes:
            return
        attributes, call = span.attributes, self._ids.get(span.span_id)
        asked = self._asked.get(call or "", {}).get("arguments")
        held = {
            "kind": "tool_result",
            "call": call,
            "status": "error" if span.failed else "ok",
            "content": attributes.get("gen_ai.tool.call.result"),
            "executed_arguments": edited_arguments(attributes.get(_ARGUMENTS), asked),
        }
        if span.start:
            held |= {"at": _text_of(span.end), "duration_s": span.duration_s}
        self._add(_extension(span, _RESULT), held)


def _trace(root: Span, extension: Detail) -> Detail:
    """What the span around all others says of the trace."""
    attributes = root.attributes
    held: Detail = {
        "trace_id": root.trace_id,
        "agent": attributes.get("gen_ai.agent.name"),
        "model": attributes.get("gen_ai.request.model"),
        "started_at": _text_of(root.start),
        "ended_at": _text_of(root.end),
    }
    tools = _json.decode_arguments(attributes.get("gen_ai.tool.definitions"))[0]
    if type(tools) is list:
        held["tools"] = [
            {key: item for key, item in tool.items() if key != "type"}
            for tool in tools
            if type(tool) is dict
        ]
    return restored_trace(extension, held)


def _asked_by_nobody(span: Span) -> Detail:
    """A call that no model call asked for."""
    attributes = span.attributes
    return {
        "kind": "tool_call",
        "tool": attributes.get("gen_ai.tool.name"),
        "call_id": attributes.get("gen_ai.tool.call.id"),
        "arguments": _json.decode_arguments(attributes.get(_ARGUMENTS))[0],
        "at": _text_of(span.start),
    }


def _model_call(span: Span) -> Detail:
    attributes = span.attributes
    reasons = attributes.get("gen_ai.response.finish_reasons")
    usage = {ours: attributes[name] for name, ours in _USAGE.items() if name in attributes}
    said = [part for message in _messages(span, _OUTPUT) for part in _parts(message)]
    return {
        "kind": "assistant",
        "model": attributes.get("gen_ai.request.model"),
        "stop_reason": reasons[0] if type(reasons) is list and reasons else None,
        "time_to_first_token_s": attributes.get("gen_ai.response.time_to_first_chunk"),
        "usage": usage or None,
        "text": _words(said, "text"),
        "reasoning": _words(said, "reasoning"),
        **_times(span),
    }


def _retrieval(span: Span) -> Detail:
    return {
        "kind": "retrieval",
        "query": span.attributes.get("gen_ai.retrieval.query.text"),
        "documents": _json.decode_arguments(span.attributes.get(_DOCUMENTS))[0],
        **_times(span),
    }


def _other(span: Span) -> Detail:
    """A step of a kind that the conventions do not know; the kind is in its extension."""
    return {"message": span.said if span.failed else None, **_times(span)}


_MAKERS = {"execute_tool": _asked_by_nobody, "chat": _model_call, "retrieval": _retrieval}


def _times(span: Span) -> Detail:
    if not span.start:
        return {}
    return {"at": _text_of(span.start), "duration_s": span.duration_s}


def _text_of(nanoseconds: int) -> str | None:
    return text_of_time(nanoseconds) if nanoseconds else None


def _messages(span: Span, name: str) -> list[Detail]:
    given = span.attributes.get(name)
    found = _json.decode_arguments(given)[0] if type(given) is str else given
    return [one for one in found if type(one) is dict] if type(found) is list else []


def _parts(message: Detail) -> list[Detail]:
    parts = message.get("parts")
    return [part for part in parts if type(part) is dict] if type(parts) is list else []


def _words(parts: list[Detail], kind: str) -> str | None:
    """What the parts of this kind say."""
    said = [part.get("content") for part in parts if part.get("type") == kind]
    texts = [text for text in said if type(text) is str]
    return "\n".join(texts) if texts else None


def _extension(span: Span, name: str) -> Detail:
    found = extension_in({KEY: span.attributes.get(name)})
    if found is None:
        raise MismatchError("bad-extension", f"attribute {name!r} is no object")
    return found
