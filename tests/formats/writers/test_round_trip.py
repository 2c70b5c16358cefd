"""What is written in another format and read again differs only in what the losses name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from hypothesis import given

from tests.formats.writers.walk import differences, lost
from tests.native_records import native_records
from tracegrade import _json
from tracegrade.formats import load
from tracegrade.formats.writers import TARGETS, Conversion, convert, native_record
from tracegrade.model import Trace, is_trace_record, parse_time

TRACES = Path(__file__).resolve().parents[3] / "fixtures" / "traces"
FIXTURES = sorted(path for path in TRACES.glob("*/*/input*") if path.is_file())


def read(line: bytes, format_name: str) -> list[Trace]:
    """The traces of a file of this format that holds one line."""
    with NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(line)
        file.flush()
        traces = load(file.name, format=format_name)
        found = list(traces)
    assert not [problem for problem in traces.problems if problem.severity == "error"]
    return found


def converted(traces: Iterable[Trace], to: str) -> tuple[Conversion, list[bytes]]:
    conversion = convert(traces, to=to)  # type: ignore[arg-type]  # a name of the table
    return conversion, list(conversion)


def problems_of(trace: Trace) -> list[str]:
    return [problem.code for problem in trace.problems]


@given(native_records())
def test_a_native_record_is_read_and_written_without_loss(record: dict[str, Any]):
    (trace,) = read(json.dumps(record).encode(), "native")
    conversion, (line,) = converted([trace], "native")
    again = json.loads(line)
    assert is_trace_record(again)
    found = differences(plainly(record), plainly(again, found_calls=calls_named_by(record)))
    assert found <= lost(conversion.losses)


def plainly(record: dict[str, Any], found_calls: set[str] | None = None) -> dict[str, Any]:
    """A record without the liberties that native records leave, such as null for what is absent."""
    made = without_none(record)
    made["capabilities"] = sorted(set(made.get("capabilities", [])))
    for name in ("started_at", "ended_at"):
        if name in made:
            made[name] = parse_time(made[name])  # the model holds it to the microsecond, in UTC
    more = {name: made.pop(name) for name in ("unheard_of",) if name in made}
    made["metadata"] = without_none({**made.get("metadata", {}), **more}) or None
    made["tools"] = [without_none(tool) for tool in made.get("tools", [])]
    if "outcome" in made:
        made["outcome"] = {"scores": {}, **without_none(made["outcome"])}
    made["steps"] = [plain_step(step, found_calls) for step in made["steps"]]
    return made


def plain_step(step: dict[str, Any], found_calls: set[str] | None) -> dict[str, Any]:
    made = without_none(step)
    if made["kind"] != "tool_result":
        return made
    if made.get("text") in (made.get("content"), _json.as_text(made.get("content"))):
        made.pop("text", None)
    if "text" in made and "content" not in made:
        made["content"] = made.pop("text")
    if found_calls is not None and made["id"] not in found_calls:
        made.pop("call", None)  # the call was found by its id of the capture
    return made


def calls_named_by(record: dict[str, Any]) -> set[str]:
    """Ids of the results that name the step of their call themselves."""
    return {step["id"] for step in record["steps"] if step.get("call") is not None}


def without_none(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item is not None}


@pytest.mark.parametrize("to", ["atif", "otlp"])
@given(record=native_records())
def test_any_trace_comes_back_but_for_what_the_losses_name(to: str, record: dict[str, Any]):
    (trace,) = read(json.dumps(record).encode(), "native")
    again = comes_back(trace, to)
    assert codes(again) & FROM_STEPS == codes(trace) & FROM_STEPS


def test_an_empty_text_of_a_result_is_its_content_whether_or_not_content_is_null():
    step = {"kind": "tool_result", "id": "s0", "text": ""}
    for steps in ([step], [{**step, "content": None}]):
        record = {"schema": "tracegrade/trace@1", "trace_id": "t", "steps": steps}
        (trace,) = read(json.dumps(record).encode(), "native")
        assert native_record(trace)["steps"] == [{"kind": "tool_result", "id": "s0", "content": ""}]


def comes_back(trace: Trace, to: str) -> Trace:
    """Written in the format and read again, the trace is what it was but for what is named."""
    conversion, (line,) = converted([trace], to)
    (again,) = read(line, to)
    assert "bad-extension" not in codes(again)
    before, after = native_record(trace), native_record(again)
    assert differences(before, after) <= lost(conversion.losses)
    return again


FROM_STEPS = {"unknown-parent", "unknown-reference", "orphan-result"}


def codes(trace: Trace) -> set[str]:
    return {problem.code for problem in trace.problems}


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_fixture_comes_back(path: Path, to: str):
    for trace in load(path):
        conversion, (line,) = converted([trace], to)
        (again,) = read(line, to)
        assert not lost(conversion.losses)
        assert differences(native_record(trace), native_record(again)) == set()


@pytest.mark.shared
def test_every_real_trace_comes_back(shared: Path):
    seen = 0
    for path in sorted((shared / "traces").rglob("*")):
        if path.is_file() and path.suffix not in (".md", ".py", ".toml"):
            for trace in load(path):
                seen += 1
                for to in TARGETS:
                    comes_back(trace, to)
    assert seen > 400
