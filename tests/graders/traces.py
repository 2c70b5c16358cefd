"""Small traces for tests of graders, written as native steps and read by the native reader."""

from __future__ import annotations

from typing import Any

from tracegrade.formats import Record, reader_named
from tracegrade.model import CAPABILITIES, SCHEMA, Trace


def make_trace(steps: list[dict[str, Any]], **record: Any) -> Trace:
    """The trace of these steps; ids are `s0`, `s1`, ... where none is given.

    It can show everything unless `capabilities` says otherwise.
    """
    numbered = [{"id": f"s{number}", **step} for number, step in enumerate(steps)]
    whole = {
        "schema": SCHEMA,
        "trace_id": "t",
        "capabilities": list(CAPABILITIES),
        "steps": numbered,
        **record,
    }
    return read_trace(whole)


def read_trace(record: dict[str, Any]) -> Trace:
    """The trace of a native record."""
    reader = reader_named("native")
    assert reader.read is not None
    (trace,) = reader.read(Record(record))
    return trace


def user(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "user", "text": text, "principal": "human:amy", **more}


def answer(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "assistant", "text": text, "final": True, **more}


def call(tool: str, arguments: Any = None, **more: Any) -> dict[str, Any]:
    given = {} if arguments is None else {"arguments": arguments}
    return {"kind": "tool_call", "tool": tool, **given, **more}


def result(of: str, content: Any = None, status: str | None = "ok", **more: Any) -> dict[str, Any]:
    said = {} if status is None else {"status": status}
    return {"kind": "tool_result", "call": of, "content": content, **said, **more}


def request(*calls: str, **more: Any) -> dict[str, Any]:
    return {"kind": "approval_request", **({"calls": list(calls)} if calls else {}), **more}


def decision(of: str | None, decided: str | None = "approve", **more: Any) -> dict[str, Any]:
    named = {} if of is None else {"request": of}
    said = {} if decided is None else {"decision": decided}
    return {"kind": "approval_decision", "principal": "human:amy", **named, **said, **more}
