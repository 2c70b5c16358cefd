"""OTLP files for tests: spans with attributes, and what was read of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracegrade.formats import load
from tracegrade.model import Trace

EPOCH = 1_790_000_000_000_000_000


def value_of(value: Any) -> dict[str, Any]:
    """A plain value as OTLP/JSON writes it."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, list):
        return {"arrayValue": {"values": [value_of(one) for one in value]}}
    if isinstance(value, dict):
        return {"kvlistValue": {"values": attributes_of(value)}}
    return {} if value is None else {"stringValue": value}


def attributes_of(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """Attributes as OTLP/JSON writes them."""
    return [{"key": key, "value": value_of(value)} for key, value in plain.items()]


def span(
    number: int,
    operation: str | None = None,
    /,
    parent: int | None = None,
    *,
    trace: str = "a",
    lasts: int = 1,
    failed: bool = False,
    events: tuple[tuple[str, dict[str, Any]], ...] = (),
    **more: Any,
) -> dict[str, Any]:
    """A span that begins at moment `number`; keyword arguments are attributes, `__` is a dot."""
    plain = {key.replace("__", "."): value for key, value in more.items()}
    if operation is not None:
        plain["gen_ai.operation.name"] = operation
    made: dict[str, Any] = {
        "traceId": trace * 32,
        "spanId": f"{number:016x}",
        "name": operation or "work",
        "startTimeUnixNano": str(EPOCH + number * 1000),
        "endTimeUnixNano": str(EPOCH + (number + lasts) * 1000 - 500),
        "attributes": attributes_of(plain),
    }
    if parent is not None:
        made["parentSpanId"] = f"{parent:016x}"
    if failed:
        made["status"] = {"code": 2}
    if events:
        made["events"] = [
            {"name": name, "attributes": attributes_of(said)} for name, said in events
        ]
    return made


def message(role: str, *parts: Any, **more: Any) -> dict[str, Any]:
    """A message of the GenAI conventions; a part that is text stands for a text part."""
    words = [{"type": "text", "content": part} if isinstance(part, str) else part for part in parts]
    return {"role": role, "parts": words, **more}


def asks(call_id: str | None, tool: str = "get_order", **arguments: Any) -> dict[str, Any]:
    """A part that asks for a tool."""
    given = arguments or {"id": "A-1"}
    return {"type": "tool_call", "id": call_id, "name": tool, "arguments": given}


def answers(call_id: str | None, response: Any = "shipped") -> dict[str, Any]:
    """A part that holds what a tool returned."""
    return {"type": "tool_call_response", "id": call_id, "response": response}


def chat(number: int, given: list[Any], said: list[Any], /, **more: Any) -> dict[str, Any]:
    """A model call with its messages."""
    return span(
        number, "chat",
        gen_ai__input__messages=json.dumps(given), gen_ai__output__messages=json.dumps(said),
        **more,
    )  # fmt: skip


def tool(number: int, name: str, /, **more: Any) -> dict[str, Any]:
    """A tool that ran."""
    return span(number, "execute_tool", gen_ai__tool__name=name, **more)


def request(*spans: Any) -> dict[str, Any]:
    """An export request of these spans."""
    return {"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]}


def read_all(folder: Path, *lines: dict[str, Any]) -> list[Trace]:
    """The traces of a file of export requests, none of which is refused."""
    path = folder / "spans.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    traces = load(path)
    found = list(traces)
    assert traces.counts.refused == 0, traces.problems
    return found


def read(folder: Path, *spans: Any) -> Trace:
    """The only trace of a file with these spans."""
    (trace,) = read_all(folder, request(*spans))
    return trace


def outline(trace: Trace) -> list[tuple[str, str | None]]:
    """Kind of each step, with the tool of a call or the text."""
    tools = dict(zip(trace.columns.call_steps, trace.columns.call_tools, strict=True))
    texts = enumerate(trace.columns.texts)
    return [(trace.columns.kinds[place], tools.get(place, text)) for place, text in texts]
